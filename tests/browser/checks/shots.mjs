// Pictures of pages for people to look at: written on every run, and never blank.

import { execFileSync } from "node:child_process";
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
    ["concept-printed", "concepts/cyber-sovereignty.html", { sheets: [1, 3] }],
    ["book-printed", "print.html", { sheets: [1, 2, 3, 12, 40] }],
  ];
  check(`pictures of pages in ${folder}`, { book: "own", once: true, chromium: only }, async (t) => {
    mkdirSync(folder, { recursive: true });
    const files = [];
    for (const [name, page, { size = [1440, 900], scheme = "light", sheets, wait } = {}] of shots) {
      await t.page.setViewport({ width: size[0], height: size[1] });
      await t.media({ "prefers-color-scheme": scheme });
      await t.open(page);
      if (wait) await t.see(wait);
      const file = join(folder, name);
      if (!sheets) {
        await t.page.screenshot({ path: `${file}.png` });
        files.push(`${file}.png`);
        continue;
      }
      await t.page.pdf({ timeout: 120_000, path: `${file}.pdf`, format: "A4" });
      for (const sheet of sheets) {
        execFileSync("pdftoppm", ["-png", "-r", "80", "-singlefile", "-f", `${sheet}`, "-l", `${sheet}`, `${file}.pdf`, `${file}-${sheet}`]);
        files.push(`${file}-${sheet}.png`);
      }
    }
    for (const file of files) {
      const bytes = statSync(file).size;
      assert.ok(bytes > 12_000 && shades(file) > 60, `${file} is all but blank: ${bytes} bytes, ${shades(file)} shades`);
    }
    console.log(`  ${files.length} pictures in ${folder}`);
  });
}
