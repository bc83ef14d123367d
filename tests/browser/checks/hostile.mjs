// Books that nobody would wish for: markup and endless words in every field, texts from right to left, hundreds of
// concepts, nothing at all. Their pages read like others; nothing in them is run.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { address, everyKind, pagesIn } from "../kinds.mjs";

/** What runs over the edge, and where. */
const over = (t) => t.page.evaluate(() => {
  const by = document.scrollingElement.scrollWidth - innerWidth;
  if (by <= 0) return [];
  const wide = [...document.querySelectorAll("body *")].filter((e) => { const b = e.getBoundingClientRect(); return (b.right > innerWidth + 1 || b.left < -1) && e.clientWidth > 2 && !e.closest("svg, [tabindex='0']"); });
  return [`${by} pixels too wide: ${wide.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}${[...e.classList].map((c) => `.${c}`).join("")} in ${e.parentElement.className || e.parentElement.tagName}`).join("; ")}`];
});
async function search(t, words) {
  await t.open(`search.html?q=${encodeURIComponent(words)}`);
  await t.until((w) => document.querySelector("input[name=q]")?.dataset.done === w, words);
}

export default function ({ check, assert, built }) {
  check("markup in titles and texts is words, and is never run", { book: "hostile" }, async (t) => {
    const opened = [];
    t.page.on("dialog", (d) => { opened.push(d.message()); d.dismiss(); });
    for (const page of pagesIn(join(built, "hostile"))) {
      await t.open(address(page));
      const made = await t.page.evaluate(() => [...document.querySelectorAll("script:not([src]), img, [onerror], iframe, style")].map((e) => e.outerHTML.slice(0, 80)));
      assert.deepEqual(made, [], page);
    }
    await t.open("concepts/markup.html");
    await t.see("h1", /^Markup <script>alert\(1\)<\/script>$/);
    await t.open("concepts/braces.html");
    await t.see("h1", /\{\{ 7\*7 \}\} \{% raw %\} \$\{7\*7\}/);
    assert.deepEqual(opened, []);
  });

  check("previews and results hold markup as words too", { book: "hostile" }, async (t) => {
    const opened = [];
    t.page.on("dialog", (d) => { opened.push(d.message()); d.dismiss(); });
    await t.open("index.html");
    await t.page.hover("main .prose a[href$='markup.html']");
    await t.see(".preview", /Markup <script>.*"><img src=x onerror=alert\(2\)>/s);
    for (const [words, found] of [["<script>", /<script>/], ["onerror", /onerror=alert\(2\)/], ["bracesword", /\{\{ 7\*7 \}\}/], ["السيادة", /السيادة/], ["ריבונות", /ריבונות/], ["Unbreakable", /Unbreakable/]]) {
      await search(t, words);
      await t.see(".search-results", found);
    }
    assert.deepEqual(await t.page.$$eval("#search :is(script, img)", (all) => all.length), 0);
    assert.deepEqual(opened, []);
  });

  for (const width of [320, 1280]) {
    check(`words without an end are broken, not the page (${width})`, { book: "hostile", size: [width, 700], once: true }, async (t) => {
      const faults = [];
      for (const page of pagesIn(join(built, "hostile"))) {
        await t.open(address(page));
        faults.push(...(await over(t)).map((f) => `${page.slice(0, 60)}: ${f}`));
      }
      await search(t, "Unbreakable");
      await t.see(".found-passage .found");
      faults.push(...(await over(t)).map((f) => `search: ${f}`));
      await t.open("index.html");
      await t.press("/");
      await t.see(".search-panel input");
      await t.type("words");
      await t.see(".search-panel .found");
      faults.push(...(await over(t)).map((f) => `search panel: ${f}`));
      assert.ok(!faults.length, `${faults.length} faults\n  ${faults.join("\n  ")}`);
    });
  }

  check("Arabic and Hebrew run from the right, their apparatus too, inside an English book", { book: "hostile", size: [1440, 900] }, async (t) => {
    for (const [page, lang] of [["concepts/huquq.html", "ar"], ["chapters/ivrit.html", "he"]]) {
      await t.open(page);
      const seen = await t.page.evaluate(() => {
        const of = (s) => { const e = document.querySelector(s); return e && { dir: getComputedStyle(e).direction, lang: e.closest("[lang]").lang, left: e.getBoundingClientRect().left, right: e.getBoundingClientRect().right }; };
        return { root: of("html"), header: of(".site-header"), text: of("main .prose p"), margin: of(".sidenote") ?? of(".margin"), list: document.querySelector("main .prose li") && getComputedStyle(document.querySelector("main .prose li").parentElement).paddingRight };
      });
      assert.deepEqual([seen.root.dir, seen.root.lang], ["rtl", lang]);
      assert.equal(seen.header.dir, "ltr", "the header is English");
      assert.equal(seen.text.dir, "rtl");
      assert.ok(!seen.margin || seen.margin.right <= seen.text.left + 1, `${page}: the margin is at ${seen.margin?.left}, the text at ${seen.text.left}`);
      if (seen.list) assert.ok(parseFloat(seen.list) > 10, "numbers of a list stand on the right");
    }
    await t.open("sources/arabic.html");
    const [dir, number, words] = await t.page.evaluate(() => { const p = document.querySelector(".passage p"); return [getComputedStyle(p).direction, p.parentElement.querySelector(".pn").getBoundingClientRect(), p.getBoundingClientRect()].map((b) => b.toJSON?.() ?? b); });
    assert.equal(dir, "rtl");
    assert.ok(number.right <= words.left + 1 || number.left >= words.right - 1, `the number of a passage stands on its words: ${number.left} to ${number.right}, ${words.left} to ${words.right}`);
  });

  check("titles and definitions in a list run their own way, each with its full stop at its end", { book: "hostile", once: true }, async (t) => {
    await t.open("concepts/index.html");
    const ways = await t.page.$$eval("main [lang=ar]", (all) => all.map((e) => [e.localName, getComputedStyle(e).direction]));
    assert.ok(ways.length > 1);
    assert.deepEqual(ways.filter(([, way]) => way !== "rtl"), []);
  });

  check("on an Arabic page the English of the apparatus is marked as English and runs from the left", { book: "hostile", size: [1440, 900], once: true }, async (t) => {
    await t.open("concepts/huquq.html");
    const parts = await t.page.evaluate(() => [...document.querySelectorAll("main *, .outline *")]
      .filter((e) => e.children.length === 0 && /^\d* ?(mentions?|Sources that|What it is tied|Who says|On this page|Concept, spoken|Spellings)\b/.test(e.textContent.trim()) && !e.closest("svg") && e.getClientRects().length)
      .map((e) => ({ words: e.textContent.trim().slice(0, 40), lang: e.closest("[lang]").lang, dir: getComputedStyle(e).direction })));
    assert.ok(parts.length > 4);
    assert.deepEqual(parts.filter((p) => p.lang !== "en" || p.dir !== "ltr"), []);
  });

  for (const width of [1280, 320]) {
    check(`a book of five hundred concepts can still be read (${width})`, { book: "large", size: [width, 800], once: true }, async (t) => {
      const faults = [];
      for (const page of everyKind(join(built, "large"))) {
        await t.open(page);
        const { high, elements } = await t.page.evaluate(() => ({ high: document.body.scrollHeight, elements: document.querySelectorAll("*").length }));
        faults.push(...(await over(t)).map((f) => `${page}: ${f}`));
        // The whole book and its sources are as long as their words.
        if (!/^(print|sources)/.test(page) && (elements > 25_000 || high > 150_000)) faults.push(`${page}: ${elements} elements, ${high} pixels high`);
      }
      await t.open("index.html");
      const links = await t.page.$$eval("main a", (all) => all.length);
      if (links > 200) faults.push(`home has ${links} links`);
      await t.open("map.html");
      const drawn = await t.page.$$eval("svg.map", (all) => all.map((e) => e.querySelectorAll(".mark").length));
      if (!drawn.length || Math.max(...drawn) > 120) faults.push(`the map draws ${drawn} marks`);
      const small = await t.page.$$eval("svg.map text", (all) => all.filter((e) => e.getClientRects().length).map((e) => e.getBoundingClientRect().height).filter((h) => h < 7).length);
      if (small) faults.push(`${small} words of the map are too small to read`);
      assert.ok(!faults.length, `${faults.length} faults\n  ${faults.join("\n  ")}`);
    });
  }

  check("the search finds its way in a large book, and shows no more than can be read", { book: "large" }, async (t) => {
    await search(t, "matter number 347");
    await t.see(".found-card, .found", /Matter number 347/);
    await search(t, "matter");
    const shown = await t.page.$$eval("#search .found", (all) => all.length);
    assert.ok(shown > 10 && shown < 300, `${shown} results are shown at once`);
  });

  check("an empty book says so, on its home and in its search", { book: "empty" }, async (t) => {
    await t.open("index.html");
    await t.see("h1", /An empty book/);
    await t.see("main", /nothing in it yet/);
    for (const page of pagesIn(join(built, "empty"))) {
      await t.open(address(page));
      await t.see("h1", /\w/);
    }
    const dead = await t.page.$$eval("a[href]", (all) => all.map((e) => e.href));
    assert.ok(dead.length);
    await search(t, "anything");
    await t.see(".search-status", /[Nn]othing/);
  });

  check("an empty book leads nowhere that is not there", { book: "empty", once: true }, async (t) => {
    const pages = pagesIn(join(built, "empty")).map((p) => join(built, "empty", p));
    await t.open("index.html");
    const ways = await t.page.$$eval("a[href$='.html']", (all) => [...new Set(all.map((e) => e.href))]);
    for (const way of ways) assert.ok(pages.includes(fileURLToPath(way)), `${way} is not there`);
  });
}
