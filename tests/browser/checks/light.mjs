// Light: a page weighs little, shows its words at once, holds still, and says what it is.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { address, everyKind, pagesIn } from "../kinds.mjs";

const MOST = 100_000; // bytes of a page with its styles and scripts
const only = "it does not tell what has moved";

export default function ({ check, assert, built }) {
  check("a concept's page weighs less than 100 KB with its styles and scripts", { book: "own", once: true }, async (t) => {
    const folder = fileURLToPath(t.root);
    const size = (file) => statSync(file).size;
    const concepts = pagesIn(join(folder, "concepts")).filter((name) => name !== "index.html");
    const heavy = [];
    for (const name of concepts) {
      await t.page.goto(`${t.root}concepts/${address(name)}`, { waitUntil: "load" });
      const files = await t.page.evaluate(() => [location.href, ...[...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((e) => e.src || e.href)]);
      const sum = files.map((f) => size(fileURLToPath(f.replace(/[?#].*/, "")))).reduce((a, b) => a + b);
      if (sum >= MOST) heavy.push(`${name} weighs ${sum} bytes, ${size(join(folder, "concepts", name))} of them its own`);
    }
    assert.ok(!heavy.length, `of ${concepts.length} concepts\n  ${heavy.join("\n  ")}`);
  });

  for (const [book, size] of [["book", [1280, 900]], ["own", [1280, 900]], ["own", [390, 800]]]) {
    check(`nothing moves once it is painted, and words are painted first (${book}, ${size[0]})`, { book, size, once: true, chromium: only }, async (t) => {
      const faults = [];
      for (const page of everyKind(join(built, book))) {
        await t.open(page);
        const { moved, what, painted } = await t.page.evaluate(async () => {
          const read = (type) => new Promise((then) => {
            const seen = [];
            new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({ type, buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => then(seen), 60)));
          });
          const shifts = await read("layout-shift");
          const paints = await read("paint");
          return {
            moved: shifts.reduce((sum, s) => sum + s.value, 0),
            what: shifts.flatMap((s) => s.sources.map((e) => e.node?.className || e.node?.nodeName)),
            painted: paints.some((p) => p.name === "first-contentful-paint"),
          };
        });
        if (moved >= 0.01) faults.push(`${page}: ${moved.toFixed(3)} of the page moved: ${what.join(", ")}`);
        if (!painted) faults.push(`${page}: no words were painted`);
      }
      assert.ok(!faults.length, faults.join("\n  "));
    });
  }

  for (const book of ["book", "own"]) {
    check(`pages say what they are: language, title, one heading, and headings in order (${book})`, { book, once: true }, async (t) => {
      const faults = [];
      const titles = new Map();
      for (const page of everyKind(join(built, book))) {
        await t.open(page);
        const { found, title } = await t.page.evaluate(() => {
          const out = [];
          const one = (s) => document.querySelector(s);
          if (!/^[a-z]{2,3}(-|$)/.test(document.documentElement.lang)) out.push(`the language is “${document.documentElement.lang}”`);
          if (!/width=device-width/.test(one("meta[name=viewport]")?.content ?? "") || /maximum-scale|user-scalable/.test(one("meta[name=viewport]").content)) out.push("a phone would show it small, or would not let it grow");
          if (document.title.trim().length < 3) out.push("no title");
          const all = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((e) => e.checkVisibility());
          if (all.filter((e) => e.localName === "h1").length !== 1) out.push(`${all.filter((e) => e.localName === "h1").length} headings of the page`);
          let last = 0;
          for (const e of all) {
            const level = Number(e.localName[1]);
            if (level > last + 1) out.push(`a heading jumps from ${last} to ${level}: “${e.textContent.trim().slice(0, 50)}”`);
            last = level;
          }
          for (const e of document.querySelectorAll("img")) if (!(e.getAttribute("width") && e.getAttribute("height"))) out.push(`an image without its size: ${e.src}`);
          for (const e of document.querySelectorAll("svg:not(.sprite, .icon)")) if (e.checkVisibility() && !e.hasAttribute("viewBox") && !e.querySelector("use") && !(e.hasAttribute("width") && e.hasAttribute("height"))) out.push(`a drawing without its size: ${e.outerHTML.slice(0, 60)}`);
          return { found: out.slice(0, 5), title: document.title };
        });
        if (titles.has(title)) found.push(`its title is that of ${titles.get(title)} too: ${title}`);
        titles.set(title, page);
        faults.push(...found.map((f) => `${page}: ${f}`));
      }
      assert.ok(!faults.length, `${faults.length} faults\n  ${faults.join("\n  ")}`);
    });
  }

  for (const book of ["book", "own"]) {
    check(`pages of every kind but the one that is not found have a description of their own (${book})`, { book, once: true }, async (t) => {
      const faults = [];
      const known = new Map();
      for (const page of everyKind(join(built, book)).filter((p) => p !== "404.html")) {
        await t.open(page);
        const words = await t.page.evaluate(() => document.querySelector("meta[name=description]")?.content.trim() ?? "");
        if (words.length < 10) faults.push(`${page}: ${words ? `only “${words}”` : "none"}`);
        else if (known.has(words)) faults.push(`${page}: that of ${known.get(words)} too`);
        known.set(words, page);
      }
      assert.ok(!faults.length, `${faults.length} faults\n  ${faults.join("\n  ")}`);
    });
  }

  check("no font has to be fetched, so that words do not wait or change", { book: "own", once: true }, async (t) => {
    await t.open("index.html");
    const sheets = await t.page.$$eval("link[rel=stylesheet]", (all) => all.map((e) => e.href));
    assert.ok(sheets.length);
    for (const sheet of sheets) assert.doesNotMatch(readFileSync(fileURLToPath(sheet), "utf8"), /@font-face|@import|url\((?!["']?(#|data:))/);
  });

  check("the search's words are fetched by those who search, and by nobody else", { book: "own", size: [390, 800], once: true }, async (t) => {
    const asked = [];
    t.page.on("request", (r) => asked.push(r.url()));
    for (const page of ["index.html", "concepts/cyber-sovereignty.html", "matrix.html"]) await t.open(page);
    await t.pause(200);
    assert.deepEqual(asked.filter((u) => /\/(search|previews)\//.test(u)), []);
  });
}
