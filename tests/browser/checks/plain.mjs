// Without JavaScript: pages of every kind read, what opens opens, and nothing is offered that would need a script.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { everyKind } from "../kinds.mjs";

const plain = { script: false };

export default function ({ check, assert, built }) {
  for (const book of ["book", "own"]) {
    check(`pages of every kind read, and no control is dead (${book})`, { ...plain, book, once: true }, async (t) => {
      const faults = [];
      for (const page of everyKind(join(built, book))) {
        await t.open(page);
        faults.push(...(await t.page.evaluate((page) => {
          const shown = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && e.getClientRects().length;
          const out = [];
          if (![...document.querySelectorAll("h1")].some(shown)) out.push("no heading");
          if (document.querySelector("main").innerText.trim().split(/\s+/).length < 3) out.push("hardly a word");
          // The voices of the matrix are chosen by style alone; drawers are the browser's own.
          for (const e of document.querySelectorAll("button, input, select, textarea, [role=button], [onclick], a:not([href]), a[href='#'], a[href^='javascript:'], kbd")) {
            if (shown(e) && !e.closest(".voice-filter, .prose")) out.push(`shown and dead: ${e.outerHTML.slice(0, 100)}`);
          }
          for (const e of document.querySelectorAll("a[href^='#']")) if (!document.getElementById(decodeURIComponent(e.hash.slice(1)))) out.push(`${e.getAttribute("href")} leads nowhere`);
          return out.map((f) => `${page}: ${f}`);
        }, page)));
      }
      assert.ok(!faults.length, faults.join("\n  "));
    });
  }

  check("drawers open, and what is in them reads", { ...plain, book: "own" }, async (t) => {
    for (const page of ["sources/geng.html", "concepts/cyber-sovereignty.html", "matrix.html"]) {
      await t.open(page);
      const drawers = await t.page.$$("main details:not([open])");
      assert.ok(drawers.length, `${page} has no drawer`);
      for (const drawer of drawers) {
        const words = () => drawer.evaluate((e) => [...e.children].filter((c) => c.localName !== "summary" && c.checkVisibility()).map((c) => c.innerText).join(" ").trim());
        assert.equal(await words(), "");
        await (await drawer.$("summary")).click();
        assert.ok((await words()).length > 10, `${page}: a drawer opens on nothing`);
      }
    }
  });

  check("the contents of a long page are open and lead into it", { ...plain, book: "own" }, async (t) => {
    await t.open("sources/geng.html");
    assert.ok(await t.page.$eval(".outline", (e) => e.open));
    const [link] = await t.page.$$(".outline a[href^='#']");
    const to = await link.evaluate((e) => e.getAttribute("href"));
    await link.click();
    await t.until((to) => location.hash === to, to);
    assert.ok(await t.page.$eval(":target", (e) => Math.abs(e.getBoundingClientRect().top) < innerHeight));
  });

  check("the matrix is filtered by each voice, and goes back to all", { ...plain, book: "own" }, async (t) => {
    await t.open("matrix.html");
    const shown = () => t.page.$$eval(".matrix-table [class*=in-]", (all) => [...new Set(all.filter((e) => e.checkVisibility({ checkVisibilityCSS: true })).map((e) => /\bin-([a-z]+)/.exec(e.className)[1]))].sort());
    const all = await shown();
    assert.ok(all.length > 1);
    for (const voice of all) {
      await t.page.click(`label:has(#show-${voice})`);
      assert.deepEqual(await shown(), [voice]);
    }
    await t.page.click("label:has(#show-all)");
    assert.deepEqual(await shown(), all);
  });

  check("every mention stands on the page of a concept, with a way to its passage", { ...plain, book: "own" }, async (t) => {
    await t.open("concepts/cyber-sovereignty.html");
    const lines = await t.page.$$eval("#concordance .kwic li", (all) => all.map((e) => [e.innerText.trim().length, e.querySelector("a[href*='#p']")?.getAttribute("href")]));
    assert.ok(lines.length > 10, `${lines.length} lines`);
    for (const [length, href] of lines) assert.ok(length > 10 && href);
    await t.page.click("#concordance .kwic li a[href*='#p']");
    await t.see(".passage:target p, .text :target", /sovereignty/i);
  });

  check("a footnote stands beside its line where there is room, and the keyboard leads to it", { ...plain, size: [1440, 900] }, async (t) => {
    await t.open("index.html");
    await t.see(".sidenote", /A footnote speaks of ferrymen/);
    const [sign, note] = await t.page.evaluate(() => ["a.fn", ".sidenote"].map((s) => document.querySelector(s).getBoundingClientRect().toJSON()));
    assert.ok(note.left > sign.right && Math.abs(note.top - sign.top) < 60, `the sign is at ${sign.right}, ${sign.top}, the note at ${note.left}, ${note.top}`);
    await t.page.focus("a.fn");
    await t.press("Enter");
    await t.see(".footnotes li:target", /A footnote speaks of ferrymen/);
  });

  check("on a phone a footnote stands at the end, and leads back", { ...plain, size: [390, 700] }, async (t) => {
    await t.open("index.html");
    await t.see(".footnotes li", /A footnote speaks of ferrymen/);
    await t.gone(".sidenote");
    await t.page.$eval("a.fn", (e) => e.scrollIntoView({ block: "center" }));
    await t.page.click("a.fn");
    await t.see(".footnotes li:target");
    await t.page.click(".footnotes li:target a[href^='#']");
    await t.until(() => document.querySelector(":target")?.matches("a.fn, :has(> a.fn)"));
  });

  check("the search page says what to do instead, and all its ways lead somewhere", { ...plain, book: "own", once: true }, async (t) => {
    await t.open("concepts/cyber-sovereignty.html");
    await t.page.click(".search-open");
    await t.see(".search-without", /needs JavaScript/);
    const ways = await t.page.$$eval(".search-without a", (all) => all.map((e) => e.href));
    assert.ok(ways.length > 3);
    for (const way of ways) assert.ok(existsSync(fileURLToPath(way)), `${way} is not there`);
    await t.page.click(".search-without a");
    await t.see("main .entries a, main a", /\w/);
  });
}
