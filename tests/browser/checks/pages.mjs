// Every page: nothing fails, nothing leaves the book.

import { fileURLToPath } from "node:url";
import { address, pagesIn } from "../kinds.mjs";

export default function ({ check, assert }) {
  check("pages all over this repository's book open in silence", { book: "own", once: true }, async (t) => {
    const pages = pagesIn(fileURLToPath(t.root));
    assert.ok(pages.length > 10, `${pages.length} pages`);
    const step = Math.ceil(pages.length / 40);
    for (const page of pages.filter((_, n) => n % step === 0)) await t.page.goto(t.root + address(page), { waitUntil: "domcontentloaded" });
  });
}
