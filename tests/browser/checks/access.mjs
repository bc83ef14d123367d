// Access: pages of every kind hold the rules for readers who see, hear or move otherwise (WCAG 2.2 A and AA, and the
// usual good practice), in both schemes, wide and narrow; nothing is cut off or too small to hit.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { everyKind, unseenTemplates } from "../kinds.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const only = "it cannot be told which scheme its reader prefers";

/** What axe says against the page as it stands; `rules` narrows it to some. */
async function against(t, rules) {
  if (!(await t.page.evaluate(() => "axe" in window))) await t.page.evaluate(axe);
  return t.page.evaluate(async (tags, rules) => {
    const how = rules ? { runOnly: { type: "rule", values: rules } } : { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } } };
    const { violations } = await window.axe.run(document, { ...how, resultTypes: ["violations"], preload: false });
    return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(" ")} (${n.failureSummary.replace(/\s+/g, " ").slice(0, 260)})`).join("; ")}${v.nodes.length > 3 ? `; and ${v.nodes.length - 3} more` : ""}`);
  }, TAGS, rules);
}

/** Looks at the page as it stands, in schemes. They change colours alone, so dark is asked for contrast alone. */
async function inSchemes(t, what) {
  const faults = [];
  for (const scheme of ["light", "dark"]) {
    await t.media({ "prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce" });
    faults.push(...(await against(t, scheme === "dark" ? ["color-contrast"] : undefined)).map((f) => `${what}, ${scheme}: ${f}`));
  }
  return faults;
}

/** What runs over the edge of a narrow page, is cut off in it, or is too small for a finger. */
const cramped = (t) => t.page.evaluate(() => {
  const faults = [];
  const name = (e) => `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ""}${[...e.classList].map((c) => `.${c}`).join("")} “${e.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  const over = document.scrollingElement.scrollWidth - innerWidth;
  if (over > 0) {
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("[tabindex='0'], svg, .unseen"));
    faults.push(`the page is ${over} pixels too wide: ${wide.slice(0, 4).map(name).join("; ")}`);
  }
  for (const e of document.querySelectorAll("body, body *")) {
    if (e.closest("svg") || !e.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const style = getComputedStyle(e);
    const cuts = (v) => v === "hidden" || v === "clip";
    // What is there for screen readers only is cut on purpose.
    const shown = style.clipPath === "none" && e.clientWidth > 2;
    if (shown && e.textContent.trim() && ((cuts(style.overflowX) && e.scrollWidth > e.clientWidth + 1) || (cuts(style.overflowY) && e.scrollHeight > e.clientHeight + 3))) faults.push(`cut off: ${name(e)}`);
    if (e.matches("button, select, summary, input:not([type=hidden], [type=radio], [type=checkbox])")) {
      const box = e.getBoundingClientRect();
      if (shown && box.width && (box.width < 24 || box.height < 24)) faults.push(`${Math.round(box.width)} × ${Math.round(box.height)} pixels are small for a finger: ${name(e)}`);
    }
  }
  return faults;
});

/** Looks at what is open now on a wide screen and on a phone. */
async function wideAndNarrow(t, what) {
  const faults = [];
  for (const width of [1440, 320]) {
    await t.page.setViewport({ width, height: 800 });
    faults.push(...(await inSchemes(t, `${what} at ${width}`)));
  }
  return [...faults, ...(await cramped(t)).map((f) => `${what} at 320: ${f}`)];
}
const none = (t, faults) => t.assert.ok(!faults.length, `${faults.length} faults\n  ${faults.join("\n  ")}`);

export default function ({ check, assert, built }) {
  check("no kind of page is left unlooked at", { once: true }, async () => {
    assert.deepEqual(unseenTemplates([join(built, "book"), join(built, "own")]), [], "tests/browser/kinds.mjs does not know these templates");
  });

  for (const book of ["book", "own"]) {
    check(`pages of every kind keep the rules of access (${book})`, { book, once: true, chromium: only }, async (t) => {
      const faults = [];
      for (const page of everyKind(join(built, book))) {
        await t.open(page);
        faults.push(...(await wideAndNarrow(t, page)));
      }
      none(t, faults);
    });
  }

  const words = { book: "dues", own: "sovereignty" };
  for (const book of ["book", "own"]) {
    check(`what opens keeps the rules of access: results, panel, drawers (${book})`, { book, once: true, chromium: only }, async (t) => {
      const faults = [];
      await t.open(`search.html?q=${words[book]}`);
      await t.see(".found-passage .found");
      faults.push(...(await wideAndNarrow(t, "search with results")));

      await t.open("index.html");
      await t.press("/");
      await t.see(".search-panel input");
      await t.type(words[book]);
      await t.see(".search-panel .found-passage .found");
      faults.push(...(await wideAndNarrow(t, "search panel")));

      for (const page of book === "own" ? ["sources/geng.html", "concepts/cyber-sovereignty.html", "matrix.html"] : ["sources/ferry.html"]) {
        await t.open(page);
        await t.page.$$eval("details", (all) => all.forEach((e) => (e.open = true)));
        faults.push(...(await wideAndNarrow(t, `${page} with all drawers open`)));
      }
      none(t, faults);
    });
  }

  for (const book of ["book", "own"]) {
    check(`an open preview keeps the rules of access (${book})`, { book, once: true, size: [1440, 800], chromium: only }, async (t) => {
      await t.open(book === "own" ? "chapters/who-may-make-rules.html" : "chapters/the-river.html");
      await t.page.hover("main .prose a[href$='.html'], main .prose a.cite");
      await t.see(".preview", /\w/);
      none(t, await inSchemes(t, "preview"));
    });
  }
}
