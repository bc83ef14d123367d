// Pictures of pages for people to look at: written on every run, and never blank.

import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

const only = "it cannot be told which scheme its reader prefers";

/** How many different bytes a PNG has when it is unpacked: a blank page has hardly any. */
function shades(file) {
  const png = readFileSync(file);
  const parts = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return new Set(inflateSync(Buffer.concat(parts))).size;
}

export default function ({ check, assert, built }) {
  const folder = join(built, "shots");
  const shots = [
    ["home", "index.html"],
    ["home-dark", "index.html", { scheme: "dark" }],
    ["home-phone", "index.html", { size: [390, 844] }],
    ["concept", "concepts/cyber-sovereignty.html"],
    ["concept-dark", "concepts/cyber-sovereignty.html", { scheme: "dark" }],
    ["concept-phone", "concepts/cyber-sovereignty.html", { size: [390, 844] }],
    ["source", "sources/geng.html"],
    ["tension", "tensions/overlap.html"],
    ["matrix", "matrix.html"],
    ["matrix-phone", "matrix.html", { size: [390, 844] }],
    ["timeline", "timeline.html"],
    ["map", "map.html"],
    ["balance", "balance.html"],
    ["search", "search.html?q=sovereignty", { wait: ".found-passage .found" }],
    ["concept-printed", "concepts/cyber-sovereignty.html", { size: [794, 1123], media: "print" }],
    ["book-printed", "print.html", { size: [794, 1123], media: "print" }],
  ];
  check(`pictures of pages in ${folder}`, { book: "own", once: true, chromium: only }, async (t) => {
    mkdirSync(folder, { recursive: true });
    for (const [name, page, { size = [1440, 900], scheme = "light", media, wait } = {}] of shots) {
      await t.page.setViewport({ width: size[0], height: size[1] });
      await t.page.emulateMediaType(media ?? null);
      if (!media) await t.media({ "prefers-color-scheme": scheme });
      await t.open(page);
      if (wait) await t.see(wait);
      const file = join(folder, `${name}.png`);
      await t.page.screenshot({ path: file });
      const bytes = statSync(file).size;
      assert.ok(bytes > 12_000 && shades(file) > 60, `${name} is all but blank: ${bytes} bytes, ${shades(file)} shades`);
    }
    console.log(`  ${shots.length} pictures in ${folder}`);
  });
}
