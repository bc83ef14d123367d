// The kinds of pages a book has, read from its folders and from the program, so that none is left out unseen.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The pages in a folder, without those that only lead on to another address. */
export function pagesIn(folder) {
  const all = readdirSync(folder, { recursive: true }).filter((f) => f.endsWith(".html")).sort();
  return all.filter((f) => !readFileSync(join(folder, f), "utf8").includes('http-equiv="refresh"'));
}

/** A page's place as an address. */
export const address = (page) => page.split("/").map(encodeURIComponent).join("/");

/** Pages of every kind in a book: all that lie at its top, and of each folder the list and the largest page. */
export function everyKind(folder) {
  const pages = pagesIn(folder);
  const size = (page) => statSync(join(folder, page)).size;
  const chosen = new Map();
  for (const page of pages) {
    const place = page.includes("/") && !page.endsWith("/index.html") ? `${page.split("/")[0]}/` : page;
    if (!chosen.has(place) || size(page) > size(chosen.get(place))) chosen.set(place, page);
  }
  return [...chosen.values()].map(address);
}

/** What tells that a page was made by a template: words in its HTML that no other template writes. */
const marks = {
  "home.html": 'aria-label="About this book"',
  "note.html": /<p class="kind">(Chapter|Event|Document|Note)/,
  "concept.html": 'id="who-says-what"',
  "tension.html": 'aria-label="The sides, in the order of the note"',
  "matrix.html": 'aria-label="Positions"',
  "timeline.html": '<svg class="timeline"',
  "map.html": 'aria-label="The concept map in words"',
  "balance.html": 'class="balance wide"',
  "source.html": 'class="record wide"',
  "section.html": 'class="entries"',
  "bibliography.html": 'id="kept"',
  "print.html": 'class="bound"',
  "search.html": 'class="search-page wide"',
  "404.html": "Page not found",
};

/** The templates whose pages nobody would look at: they have no mark here, or no page in these books has it. */
export function unseenTemplates(folders) {
  const code = readFileSync(new URL("../../src/pages/mod.rs", import.meta.url), "utf8");
  const named = [...code.match(/TEMPLATES[^=]*=\s*\[(.*?)\]/s)[1].matchAll(/"([^"]+\.html)"/g)].map((m) => m[1]);
  const texts = folders.flatMap((folder) => everyKind(folder).map((page) => readFileSync(join(folder, decodeURIComponent(page)), "utf8")));
  return named.filter((name) => name !== "redirect.html" && !(name in marks && texts.some((text) => text.match(marks[name]))));
}
