// Search: what is found, by which words, with the keyboard alone, and with the query in the address.

/** Opens the panel and waits until the results for some words stand there. */
async function ask({ press, type, until, see }, words) {
  await press("/");
  await see(".search-panel input");
  await type(words);
  await done({ until }, words);
}
const done = ({ until }, words) => until((w) => document.querySelector("input[name=q]")?.dataset.done === w, words);
const address = (page) => new URL(page.url());

export default function ({ check, assert }) {
  check("the panel opens with a key and finds passages, statements, notes and names", async (t) => {
    await t.open("concepts/quay.html");
    await ask(t, "harbour dues");
    await t.see(".search-panel .found-card", /Harbour dues.*What a ship pays/s);
    await t.see(".found-passage .found", /Ferrywoman, passage 1.*harbour dues on every quay/s);
    await t.see(".found-claim .found", /River board on Harbour dues.*Quoted/s);
    await t.see(".found-note .found", /speak of harbour dues/);
    await t.see(".search-status", /\d+ passages, 1 statement, /);
    assert.deepEqual(await t.texts(".found-passage .found:first-child mark"), ["harbour dues"]);
  });

  check("Chinese is found as a substring", async (t) => {
    await t.open("index.html");
    await ask(t, "任的船");
    await t.see(".found-passage .found", /水, passage 2/);
    assert.deepEqual(await t.texts(".found-passage mark"), ["任的船"]);
    assert.equal(await t.page.$eval(".found-words", (e) => e.lang), "zh-Hans");
  });

  for (const label of ["港口税", "港口稅", "Hafengebühr", "hafengebuhr", "Harbor-Dues", "harbourdues"]) {
    check(`the label ${label} finds its concept`, { once: true }, async (t) => {
      await t.open(`search.html?q=${encodeURIComponent(label)}`);
      await t.see(".found-card .found-where", /^Harbour dues$/);
      await t.see(".found-names", /Hafengebühr|港口税/);
    });
  }

  check("another name of the concept is looked for at a click", async (t) => {
    await t.open("search.html?q=Hafengebühr");
    await done(t, "Hafengebühr");
    await t.see(".found-names a", /港口税/);
    await t.page.click(".found-names a[lang=zh-Hans]");
    await done(t, "港口税");
    await t.see(".found-passage .found", /水, passage 1/);
  });

  check("words may go on, phrases stand just so, and all must stand in one passage", { once: true }, async (t) => {
    await t.open("search.html");
    const counts = await t.page.evaluate(async () => {
      const engine = window.briefbook?.engine ?? (await new Promise((r) => { const w = () => (window.briefbook.engine ? r(window.briefbook.engine) : setTimeout(w, 10)); w(); }));
      await new Promise((r) => { const w = () => (engine.complete() ? r() : setTimeout(w, 10)); w(); });
      const count = (q) => new Promise((r) => engine.find(q, { kind: "passage" }, (f, done) => done && r(f.passage.map((h) => h.spot))));
      const out = {};
      for (const q of ["sovereign", "“sovereign”", "overeign", "dues quiet", "quiet dues", "“the dues are not”", "“dues the are”", "port toll", "PORT–TOLL", "«burning»", "税 商人", "“lock, and never”", "“loc", "“loc”", "salt rafts", "…", ""]) out[q] = await count(q);
      return out;
    });
    assert.deepEqual(counts, {
      "sovereign": [6], "“sovereign”": [6], "overeign": [], "dues quiet": [5], "quiet dues": [5], "“the dues are not”": [5], "“dues the are”": [],
      "port toll": [2], "PORT–TOLL": [2], "«burning»": [4], "税 商人": [1], "“lock, and never”": [3], "“loc": [3], "“loc”": [], "salt rafts": [2], "…": [], "": [],
    });
  });

  check("accents, ligatures and capitals do not matter", { once: true }, async (t) => {
    await t.open("search.html?q=CAFE+noon");
    await t.see(".found-note .found", /The river.*café on the quay/s);
  });

  check("filters narrow the results and stand in the address", async (t) => {
    await t.open("search.html?q=dues&kind=passage");
    await t.see(".found-passage .found");
    assert.deepEqual(await t.texts(".search-results h2"), ["In the sources 3"]);
    await t.page.select("select[name=kind]", "");
    await t.see(".found-note");
    await t.page.select("select[name=holder]", "actors/river-board.html");
    await t.until(() => document.querySelectorAll(".found-passage .found").length === 1);
    await t.see(".found-claim .found", /River board/);
    await t.until(() => location.search === "?q=dues&holder=actors%2Friver-board.html");
    await t.open("search.html?q=%E8%B4%B9&source=sources%2Fshui.html");
    await t.see(".found-passage .found", /水, passage 1/);
    assert.equal(await t.page.$eval("select[name=source]", (e) => e.value), "sources/shui.html");
  });

  check("the keyboard goes all the way", async (t) => {
    const at = () => t.page.evaluate(() => document.activeElement.name || document.activeElement.textContent);
    await t.open("concepts/quay.html");
    await t.page.focus("main a");
    await ask(t, "rafts");
    await t.press("ArrowDown");
    const first = await at();
    assert.notEqual(first, "q");
    await t.press("ArrowDown");
    assert.notEqual(await at(), first);
    await t.press("ArrowUp", "ArrowUp");
    assert.equal(await at(), "q");
    await t.press("ArrowDown", "End");
    const last = await at();
    await t.press("Home");
    assert.equal(await at(), first);
    assert.notEqual(last, first);
    await t.press("x"); // typing goes on in the field
    await done(t, "raftsx");
    await t.see(".search-status", /Nothing holds this/);
    await t.press("Backspace");
    await done(t, "rafts");
    await t.press("Escape");
    await t.gone(".search-panel");
    assert.match(await at(), /harbour dues/i);
    assert.equal(address(t.page).search, "");
    await t.page.keyboard.down("Control");
    await t.press("k");
    await t.page.keyboard.up("Control");
    await t.see(".search-panel[open]");
    await t.press("ArrowDown");
    await Promise.all([t.page.waitForNavigation(), t.press("Enter")]);
    assert.match(t.page.url(), /ferry\.html\?q=rafts#p\d$/);
  });

  check("a result leads to its passage, with the words marked, and back leads to the results", async (t) => {
    await t.open("index.html");
    await ask(t, "flood");
    await t.press("ArrowDown");
    await t.until(() => location.search === "?search=flood");
    await Promise.all([t.page.waitForNavigation(), t.press("Enter")]);
    assert.match(t.page.url(), /sources\/ferry\.html\?q=flood#p5$/);
    const marked = await t.until(() => [...(CSS.highlights.get("found") ?? [])].map(String).join());
    assert.equal(await marked.jsonValue(), "flood");
    await t.page.evaluate(() => history.back());
    await t.see(".search-panel .found-passage", /flood/);
    assert.equal(await t.page.$eval("input[name=q]", (e) => e.value), "flood");
  });

  check("words are marked across elements, and as one phrase where they stand as one", { once: true }, async (t) => {
    await t.open("concepts/harbour-dues.html?q=says+the+quay");
    const marked = await t.until(() => [...(CSS.highlights.get("found") ?? [])].map(String).join("|"));
    assert.equal((await marked.jsonValue()).toLowerCase(), "says the quay");
  });

  check("Enter shows all results on the search page", async (t) => {
    await t.open("concepts/quay.html");
    await ask(t, "quay");
    await Promise.all([t.page.waitForNavigation(), t.press("Enter")]);
    assert.equal(t.page.url(), `${t.root}search.html?q=quay`);
    await t.see(".found-card", /Quay/);
  });

  check("a query can be seen as a concordance, sorted by what stands before", async (t) => {
    await t.open("search.html?q=the");
    await t.page.waitForSelector("input[name=view]");
    await t.page.click("input[name=view]");
    await t.see(".kwic-flat .s", /Ferrywoman/);
    await t.page.click(".kwic-sort [value=left]");
    const before = (await t.texts(".kwic-flat .l")).map((w) => w.split(/\s+/).pop().replace(/\W/g, "").toLowerCase());
    assert.ok(before.length > 5);
    assert.deepEqual(before, [...before].sort((a, b) => a.localeCompare(b, "en")));
    await t.until(() => /view=lines/.test(location.search));
  });

  check("without scripts the page says how to look things up", { script: false }, async (t) => {
    await t.open("concepts/quay.html");
    assert.equal(await t.page.$eval(".search-open", (e) => e.href), `${t.root}search.html`);
    await t.open("search.html");
    await t.see(".search-without", /needs JavaScript.*Ctrl\+F/s);
    await t.see(".search-without a", /Concepts/);
  });

  check("there is room for it on a phone", { size: [320, 640], once: true }, async (t) => {
    await t.open("concepts/quay.html");
    await t.page.click(".search-open");
    await t.see(".search-panel input");
    await t.type("dues");
    await t.see(".found-passage .found");
    assert.ok(await t.page.evaluate(() => document.documentElement.scrollWidth <= 320), "the page is wider than the screen");
    const boxes = await t.page.$$eval(".search-panel :is(input, select, button)", (all) => all.filter((e) => e.getClientRects().length).map((e) => e.getBoundingClientRect()).map((r) => [r.left, r.right, r.height]));
    for (const [left, right, height] of boxes) assert.ok(left >= 0 && right <= 320 && height >= 24, `${[left, right, height]}`);
  });
}
