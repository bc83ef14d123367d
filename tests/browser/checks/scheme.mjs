// The colour scheme and what else a reader has set in the system: followed, chosen, kept, and there at once.

const only = "it cannot be told what its reader prefers";
const scheme = (t) => t.page.evaluate(() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\d+(\.\d+)?/g).map(Number);
  return r + g + b > 384 ? "light" : "dark";
});

export default function ({ check, assert }) {
  check("a page follows the system until its reader chooses, and again after the round of choices", { chromium: only }, async (t) => {
    await t.open("index.html");
    for (const system of ["dark", "light", "dark"]) {
      await t.media({ "prefers-color-scheme": system });
      assert.equal(await scheme(t), system);
    }
    await t.page.click(".theme-toggle");
    assert.equal(await scheme(t), "light");
    await t.media({ "prefers-color-scheme": "light" });
    await t.page.click(".theme-toggle");
    assert.equal(await scheme(t), "dark");
    await t.page.click(".theme-toggle");
    assert.equal(await scheme(t), "light");
    await t.media({ "prefers-color-scheme": "dark" });
    assert.equal(await scheme(t), "dark");
  });

  check("the choice is kept on the next page, is there before anything is painted, and goes by choosing “auto”", async (t) => {
    await t.open("index.html");
    await t.page.click(".theme-toggle");
    await t.page.click(".theme-toggle");
    assert.equal(await scheme(t), "dark");
    // Says what the root element has when the body begins to be there, long before the first paint.
    await t.page.evaluateOnNewDocument(() => new MutationObserver((_, o) => {
      if (document.body) { window.atFirst = document.documentElement.dataset.theme ?? "none"; o.disconnect(); }
    }).observe(document, { childList: true, subtree: true }));
    await t.open("concepts/quay.html");
    if (!t.firefox || t.root.startsWith("http")) { // Firefox keeps what a file stores to that file
      assert.equal(await t.page.evaluate(() => window.atFirst), "dark");
      assert.equal(await scheme(t), "dark");
      assert.match(await t.page.$eval(".theme-toggle", (e) => e.textContent), /Dark/);
      await t.page.click(".theme-toggle");
      await t.open("index.html");
      assert.equal(await t.page.evaluate(() => window.atFirst), "none");
    }
    const script = await t.page.$eval("head script", (e) => [e.src.replace(/.*\//, ""), e.defer || e.async]);
    assert.deepEqual(script, ["briefbook.js", false], "the first script must be loaded before the page is painted");
  });

  check("where nothing can be kept the button works all the same", { once: true }, async (t) => {
    await t.page.evaluateOnNewDocument(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("no"); } }));
    await t.open("index.html");
    const before = await scheme(t);
    await t.page.click(".theme-toggle");
    await t.page.click(".theme-toggle");
    assert.equal(await scheme(t), "dark");
    assert.equal(before, "light");
  });

  check("who wants more contrast gets it", { once: true, chromium: only }, async (t) => {
    await t.open("concepts/harbour-dues.html");
    // Relative luminance and contrast as WCAG 2 defines them, of the faintest words of the page.
    const faintest = () => t.page.evaluate(() => {
      const light = (colour) => {
        const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = light(getComputedStyle(document.body).backgroundColor);
      const words = [...document.querySelectorAll("main p, main li, main span")].filter((e) => e.getClientRects().length).map((e) => light(getComputedStyle(e).color));
      return Math.min(...words.map((w) => (Math.max(w, ground) + 0.05) / (Math.min(w, ground) + 0.05)));
    });
    for (const system of ["light", "dark"]) {
      await t.media({ "prefers-color-scheme": system });
      const usual = await faintest();
      await t.media({ "prefers-color-scheme": system, "prefers-contrast": "more" });
      const more = await faintest();
      assert.ok(usual >= 4.5 && more > usual && more >= 7, `${system}: ${usual.toFixed(1)}, with more contrast ${more.toFixed(1)}`);
    }
  });

  check("nothing moves for who wants no motion", { book: "own", once: true, chromium: only }, async (t) => {
    await t.media({ "prefers-reduced-motion": "reduce" });
    for (const page of ["index.html", "concepts/cyber-sovereignty.html", "sources/geng.html", "matrix.html", "search.html?q=trust"]) {
      await t.open(page);
      if (/search/.test(page)) await t.see(".found-passage .found");
      const moving = await t.page.evaluate(() => [...document.querySelectorAll("html, body *")].filter((e) => {
        const s = getComputedStyle(e);
        return s.scrollBehavior === "smooth" || [s.transitionDuration, s.animationDuration].some((d) => d.split(",").some((v) => parseFloat(v) > 0.01));
      }).map((e) => e.outerHTML.slice(0, 80)));
      assert.deepEqual(moving.slice(0, 3), [], page);
    }
  });

  check("in forced colours the place of the keyboard, voices, marks and boxes still show", { book: "own", once: true, chromium: only }, async (t) => {
    await t.media({ "forced-colors": "active" });
    await t.open("concepts/cyber-sovereignty.html");
    assert.ok(await t.page.evaluate(() => matchMedia("(forced-colors: active)").matches));
    for (let n = 0; n < 25; n += 1) {
      await t.press("Tab");
      const looks = await t.page.evaluate(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth), document.activeElement.outerHTML.slice(0, 80)]; });
      assert.ok(looks[0] !== "none" && looks[1] >= 2, `no outline on ${looks[2]}`);
    }
    // Links in running text are links by their line, as their colour is not theirs any more.
    const bare = await t.page.$$eval("main .prose a:not(.cite, .fn, .pn)", (all) => all.filter((e) => !/underline/.test(getComputedStyle(e).textDecorationLine)).map((e) => e.outerHTML));
    assert.deepEqual(bare, []);
    // The forms of the voices are drawn in the colour of words.
    const voices = await t.page.$$eval(".voice svg, svg.voice", (all) => all.filter((e) => e.getClientRects().length).map((e) => { const s = getComputedStyle(e); return [s.fill, s.color, getComputedStyle(document.body).backgroundColor]; }));
    assert.ok(voices.length > 2, "no voices are drawn");
    for (const [fill, colour, ground] of voices) assert.ok(fill !== ground && colour !== ground, `a voice is drawn in ${fill} on ${ground}`);
    const hidden = await t.page.$$eval(".theme-toggle", (all) => all.filter((e) => e.getClientRects().length).length);
    assert.equal(hidden, 0, "the button of the scheme does nothing in forced colours and should not be there");
  });
}
