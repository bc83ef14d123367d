// Every page: nothing fails, nothing leaves the book.

import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { address, pagesIn } from "../kinds.mjs";

export default function ({ check, assert }) {
  check("pages all over this repository's book open in silence", { book: "own", once: true }, async (t) => {
    const pages = pagesIn(fileURLToPath(t.root));
    assert.ok(pages.length > 10, `${pages.length} pages`);
    const step = Math.ceil(pages.length / 40);
    for (const page of pages.filter((_, n) => n % step === 0)) await t.page.goto(t.root + address(page), { waitUntil: "domcontentloaded" });
  });

  check("a concept's page weighs less than 100 KB with its styles and scripts", { book: "own", once: true }, async (t) => {
    const folder = fileURLToPath(t.root);
    const size = (file) => statSync(file).size;
    const concepts = pagesIn(join(folder, "concepts")).filter((name) => name !== "index.html");
    const name = concepts.sort((a, b) => size(join(folder, "concepts", b)) - size(join(folder, "concepts", a)))[0];
    await t.open(`concepts/${encodeURIComponent(name)}`);
    await t.pause(300);
    const files = await t.page.evaluate(() => [location.href, ...[...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((e) => e.src || e.href)]);
    const sum = files.map((f) => size(fileURLToPath(f.replace(/[?#].*/, "")))).reduce((a, b) => a + b);
    assert.ok(sum < 100_000, `${name} weighs ${sum} bytes`);
  });
}
