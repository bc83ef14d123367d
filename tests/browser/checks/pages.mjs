// Every page: nothing fails, nothing leaves the book.

import { readFileSync, readdirSync } from "node:fs";
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

  check("styles go out with every rule they were written with", { book: "own", once: true }, async (t) => {
    const [written, out] = [join(import.meta.dirname, "../../../themes/default/assets"), join(fileURLToPath(t.root), "assets")];
    const sheets = readdirSync(written).filter((f) => f.endsWith(".css"));
    assert.ok(sheets.length > 3);
    await t.open("404.html");
    const rules = (text) => t.page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      const all = (list) => [...list].flatMap((r) => (r.cssRules?.length && !r.selectorText ? [r.conditionText ?? r.name ?? "", ...all(r.cssRules)] : [r.cssText]));
      return all(sheet.cssRules);
    }, text);
    for (const name of sheets) {
      const [before, after] = [await rules(readFileSync(join(written, name), "utf8")), await rules(readFileSync(join(out, name), "utf8"))];
      assert.ok(before.length > 5);
      assert.deepEqual(after, before, name);
    }
  });
}
