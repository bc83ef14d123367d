// On paper: what a browser prints or keeps as a PDF has its title, edition and page numbers, and nothing to click.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { everyKind } from "../kinds.mjs";

const only = "its PDF has other margins";
const PAPER = { A4: 210, Letter: 216 }; // how wide, in millimetres
const MARGINS = 24 + 18;

export default function ({ check, assert, built }) {
  /** Prints the open page, and reads what is on its sheets. */
  async function sheets(t, name, format) {
    mkdirSync(join(built, "print"), { recursive: true });
    const file = join(built, "print", `${name}-${format}.pdf`);
    await t.page.pdf({ path: file, format, preferCSSPageSize: false, timeout: 120_000 });
    const read = (tool, ...args) => execFileSync(tool, [...args], { encoding: "utf8", maxBuffer: 1 << 28 });
    const pages = read("pdftotext", "-layout", file, "-").split("\f").slice(0, -1);
    return { file, pages, facts: read("pdfinfo", file), places: read("pdfinfo", "-dests", file) };
  }
  const flat = (words) => words.replace(/\s+/g, " ").trim();

  for (const format of Object.keys(PAPER)) {
    check(`a concept on ${format} has the book's title above, page numbers below, and no controls`, { book: "own", once: true, chromium: only }, async (t) => {
      await t.open("concepts/cyber-sovereignty.html");
      const { pages, facts } = await sheets(t, "concept", format);
      assert.ok(pages.length > 3 && pages.length < 20, `${pages.length} pages`);
      assert.match(facts, format === "A4" ? /595(\.\d+)? x 84[12]/ : /612 x 792/);
      for (const [n, page] of pages.entries()) {
        const lines = page.split("\n").map((l) => l.trim()).filter(Boolean);
        assert.match(lines[0], /^Cyber norms between China and the United States/, `the head of page ${n + 1}`);
        assert.match(lines.at(-1), new RegExp(`\\b${n + 1} ?/ ?${pages.length}$`), `the foot of page ${n + 1}`);
      }
      const all = flat(pages.join(" "));
      for (const words of [/Cyber sovereignty/, /Who says what/, /Every mention, in context/, /Geng, passage 10/, /网络主权/]) assert.match(all, words);
      assert.doesNotMatch(all, /Skip to the text|◐|\bCopy\b|Search \/|All voices/);
    });
  }

  check("the edition stands on every printed page", { once: true, chromium: only }, async (t) => {
    await t.open("sources/ferry.html");
    const { pages } = await sheets(t, "edition", "A4");
    for (const page of pages) assert.match(flat(page), /Draft, not for citation/);
  });

  check("where a link leaves the book its address is printed", { once: true, chromium: only }, async (t) => {
    await t.open("chapters/the-river.html");
    const { pages } = await sheets(t, "link", "A4");
    assert.match(flat(pages.join(" ")), /a page of its own <https:\/\/river\.example\/locks>/);
  });

  check("each passage of a source keeps its number, as citations on paper lead to numbers", { book: "own", once: true, chromium: only }, async (t) => {
    await t.open("sources/geng.html");
    const { pages } = await sheets(t, "source", "A4");
    for (const n of [1, 10, 25]) assert.match(pages.join("\n"), new RegExp(`^ *${n} +\\S`, "m"), `passage ${n} has no number`);
  });

  /** What a look at the pages of every kind finds on paper of both sizes. */
  async function onPaper(t, book, look, formats = Object.keys(PAPER)) {
    const faults = [];
    await t.page.emulateMediaType("print");
    for (const format of formats) {
      await t.page.setViewport({ width: Math.floor(((PAPER[format] - MARGINS) / 25.4) * 96), height: 900 });
      for (const page of everyKind(join(built, book))) {
        await t.open(page);
        faults.push(...(await t.page.evaluate(look)).map((f) => `${page} on ${format}: ${f}`));
      }
    }
    assert.ok(!faults.length, `${faults.length} faults\n  ${faults.join("\n  ")}`);
  }
  for (const book of ["book", "own"]) {
    check(`on paper no page of any kind has controls (${book})`, { book, once: true, chromium: only }, (t) => onPaper(t, book, () => {
      const controls = [...document.querySelectorAll("button, input, select, .site-nav, .skip, .crumbs, .search-open, .preview, dialog, .outline")];
      return controls.filter((e) => e.checkVisibility({ checkVisibilityCSS: true }) && e.getClientRects().length).map((e) => `printed: ${e.outerHTML.slice(0, 80)}`);
    }, ["A4"]));
  }
  for (const book of ["book", "own"]) {
    check(`on paper no words lie beyond the edge or are cut (${book})`, { book, once: true, chromium: only }, (t) => onPaper(t, book, () => {
      const name = (e) => `${e.tagName.toLowerCase()}${[...e.classList].map((c) => `.${c}`).join("")} “${e.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
      const out = [];
      for (const e of document.querySelectorAll("main *")) {
        if (e.closest("svg") || e.clientWidth === 1 || !e.checkVisibility({ checkVisibilityCSS: true }) || !e.getClientRects().length) continue;
        const box = e.getBoundingClientRect();
        const { overflowX, overflowY } = getComputedStyle(e);
        const beyond = Math.round(Math.max(box.right - innerWidth, -box.left));
        if (beyond > 2) out.push(`beyond the edge by ${beyond}: ${name(e)}`);
        if ((overflowX !== "visible" && e.scrollWidth > e.clientWidth + 2) || (overflowY !== "visible" && e.scrollHeight > e.clientHeight + 3)) out.push(`cut: ${name(e)}`);
      }
      return out.slice(0, 6);
    }));
  }

  check("dark stays on the screen", { once: true, chromium: only }, async (t) => {
    await t.open("concepts/harbour-dues.html");
    await t.page.click(".theme-toggle");
    await t.page.click(".theme-toggle");
    assert.equal(await t.page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await t.page.emulateMediaType("print");
    const [ground, ink] = await t.page.evaluate(() => { const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]; });
    assert.match(ground, /rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/);
    assert.ok(ink.match(/\d+/g).slice(0, 3).every((v) => v < 60), `the words are ${ink}`);
  });

  check("drawers that are closed on the screen are open on paper", { book: "own", once: true, chromium: only }, async (t) => {
    await t.open("sources/geng.html");
    const left = await t.page.$eval("details.drawer", (e) => { e.open = true; const words = [...e.querySelectorAll("li, td, p")].map((p) => p.innerText.trim()).filter((w) => w.length > 20)[0]; e.open = false; return words; });
    const { pages } = await sheets(t, "drawers", "A4");
    const squeeze = (w) => w.replace(/\s+/g, "");
    assert.ok(squeeze(pages.join("")).includes(squeeze(left).slice(0, 30)), `“${left.slice(0, 60)}” is not printed`);
  });

  check("the whole book is printed with running heads, and its links lead to places in it", { book: "own", once: true, chromium: only }, async (t) => {
    await t.open("print.html");
    const targets = await t.page.$$eval("main a[href^='#']", (all) => [...new Set(all.map((e) => e.getAttribute("href").slice(1)))]);
    assert.ok(targets.length > 200, `${targets.length} places are led to`);
    const nowhere = await t.page.evaluate((all) => all.filter((id) => !document.getElementById(decodeURIComponent(id)) && !document.getElementById(id)), targets);
    assert.deepEqual(nowhere.slice(0, 5), []);
    const ids = await t.page.$$eval("main [id]", (all) => all.map((e) => e.id));
    assert.deepEqual(ids.filter((id, n) => ids.indexOf(id) !== n), [], "two places have one name");
    const out = await t.page.$$eval("main a[href]", (all) => all.filter((e) => !/^(#|https?:)/.test(e.getAttribute("href"))).map((e) => e.outerHTML));
    assert.deepEqual(out.slice(0, 3), [], "links lead from the printed book into the site");
    const { pages, places, file } = await sheets(t, "book", "A4");
    const words = await t.page.$eval("main", (e) => e.innerText.split(/\s+/).length);
    assert.ok(pages.length > words / 700 && pages.length < words / 200, `${pages.length} pages for ${words} words`);
    const named = places.split("\n").filter((l) => /"/.test(l)).length;
    assert.ok(named >= targets.length, `${named} places in the PDF, ${targets.length} are led to`);
    assert.ok(readFileSync(file, "latin1").match(/\/Subtype \/Link/g).length > targets.length);
    for (const section of ["Chapters", "Concepts", "Actors", "Events", "Documents", "Tensions", "Sources"]) {
      assert.ok(pages.some((p) => new RegExp(`^\\s*Cyber norms between China and the United States\\s+${section}\\s*$`, "m").test(p.split("\n").slice(0, 4).join("\n"))), `no page runs under ${section}`);
    }
    const blank = pages.flatMap((p, n) => (flat(p).length < 120 ? [n + 1] : []));
    assert.ok(blank.length <= 2, `pages ${blank} are all but empty`);
  });
}
