// Previews: what a link leads to, shown beside it (WCAG 1.4.13: dismissible, hoverable, persistent).

export default function ({ check, assert }) {
  const cite = "main .prose p a[href$='ferry.html#p3s1']";

  check("a citation shows its passage with the sentence and the quoted words marked", async (t) => {
    await t.open("concepts/harbour-dues.html");
    await t.page.hover(cite);
    await t.see(".preview", /Ferrywoman, passage 3, sentence 1.*never again on the whole river/s);
    assert.deepEqual(await t.texts(".preview mark.sentence mark"), ["paid once, at the first lock"]);
    assert.match((await t.texts(".preview mark.sentence"))[0], /^In the new order.*whole river\.$/);
    const box = await t.page.$eval(".preview", (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top, innerWidth - r.right, innerHeight - r.bottom]; });
    assert.ok(box.every((n) => n >= 0), `out of the window: ${box}`);
  });

  check("the concept, the actor and the source behind a link are shown", async (t) => {
    await t.open("concepts/quay.html");
    await t.page.hover("main .prose a[href='harbour-dues.html']");
    await t.see(".preview", /Harbour dues.*What a ship pays.*港口税.*mentions in 2 sources/s);
    await t.open("concepts/harbour-dues.html");
    await t.page.hover("main .prose a[href$='river-board.html']");
    await t.see(".preview", /River board.*Keeps the river/s);
    await t.page.hover("main .margin a[href$='sources/ferry.html']");
    await t.see(".preview", /The Ferry and the Lock.*Ann Ferrywoman.*1911/s);
  });

  check("a claim and a line of the concordance mark their words", { once: true }, async (t) => {
    await t.open("concepts/harbour-dues.html");
    await t.page.hover(".claim-facts a[href*='ferry.html']");
    await t.see(".preview mark.sentence mark", /^harbour dues belong to those who keep the lights burning$/);
    await t.page.hover(".kwic .pn[href$='shui.html#p1']");
    await t.see(".preview mark", /^港口税$/);
  });

  check("the preview of a long passage is cut around the sentence that is cited", { once: true, book: "own" }, async (t) => {
    await t.open("chapters/what-states-do.html");
    const links = await t.page.$$eval("main .prose a.cite:not([data-near])", (all) => all.map((a) => a.getAttribute("href")));
    const far = links.find((href) => /geng\.html#p\d+s([5-9]|\d\d)$/.test(href));
    assert.ok(far, `none leads far down: ${links}`);
    await t.page.$eval(`main .prose a[href='${far}']`, (e) => e.scrollIntoView({ block: "center" }));
    await t.page.hover(`main .prose a[href='${far}']`);
    await t.see(".preview mark.sentence");
    const words = (await t.texts(".preview-words"))[0];
    assert.ok(words.startsWith("… ") && words.length < 1_400, words);
    const own = await t.page.$eval(".preview mark.sentence", (e) => e.textContent);
    await t.page.click(`main .prose a[href='${far}']`);
    await t.until(() => document.querySelector(".sentence:target"));
    assert.equal(await t.page.$eval(".sentence:target", (e) => e.textContent.replace(/\s+/g, " ")), own);
  });

  check("a passage that is cited as a whole shows the words nearest to what is said, and says so", { once: true, book: "own" }, async (t) => {
    await t.open("chapters/what-states-do.html");
    const link = "main .prose a.cite[data-near]";
    assert.match(await t.page.$eval(link, (e) => e.href), /#p\d+$/);
    await t.page.$eval(link, (e) => e.scrollIntoView({ block: "center" }));
    await t.page.hover(link);
    await t.see(".preview", /cited as a whole\. Underlined: the words nearest/);
    const look = await t.page.$eval(".preview mark.near", (e) => { const s = getComputedStyle(e); return [s.backgroundColor, s.textDecorationStyle]; });
    assert.deepEqual(look, ["rgba(0, 0, 0, 0)", "dotted"]);
  });

  for (const dark of [false, true]) {
    check(`who comes to a sentence sees it marked and no other${dark ? ", by night" : ""}`, { script: false }, async (t) => {
      await t.media({ "prefers-color-scheme": dark ? "dark" : "light" });
      await t.open("sources/ferry.html#p5s1");
      const look = () => t.page.$$eval(".sentence", (all) => all.map((e) => [e.id, getComputedStyle(e).backgroundColor]));
      const marked = (await look()).filter(([, colour]) => colour !== "rgba(0, 0, 0, 0)").map(([id]) => id);
      assert.deepEqual(marked, ["p5s1"]);
      const box = await t.page.$eval("#p5s1", (e) => e.getBoundingClientRect().toJSON());
      assert.ok(box.top >= 0 && box.bottom <= 900, JSON.stringify(box));
      // The passage as a whole is a place as ever.
      await t.open("sources/ferry.html#p5");
      assert.ok((await look()).every(([, colour]) => colour === "rgba(0, 0, 0, 0)"));
      assert.equal(await t.page.$eval("#p5 > p", (e) => getComputedStyle(e).borderInlineStartWidth), "3px");
    });
  }

  check("it stays while the pointer is on it and goes when it leaves", async (t) => {
    await t.open("concepts/harbour-dues.html");
    await t.page.hover(cite);
    await t.see(".preview");
    const box = await (await t.page.$(".preview")).boundingBox();
    await t.page.mouse.move(box.x + 30, box.y + 20, { steps: 4 });
    await t.pause(700);
    await t.see(".preview", /passage 3/);
    await t.page.mouse.move(2, 2);
    await t.gone(".preview");
  });

  check("Escape closes it, the focus stays, and it does not come back by itself", async (t) => {
    await t.open("concepts/harbour-dues.html");
    await t.page.hover(cite);
    await t.see(".preview");
    await t.press("Escape");
    await t.gone(".preview");
    await t.pause(600);
    await t.gone(".preview");
    await t.page.mouse.move(2, 2);
    await t.page.focus(".definition ~ .prose a");
    await t.press("Tab");
    const link = await t.page.evaluate(() => document.activeElement.outerHTML);
    await t.see(".preview");
    assert.equal(await t.page.evaluate(() => document.activeElement.getAttribute("aria-describedby")), "preview");
    await t.press("Escape");
    await t.gone(".preview");
    assert.equal(await t.page.evaluate(() => document.activeElement.outerHTML), link);
  });

  check("a passing pointer brings nothing, and nothing is loaded before", { once: true }, async (t) => {
    const loaded = [];
    t.page.on("request", (r) => loaded.push(r.url()));
    await t.open("concepts/harbour-dues.html");
    await t.pause(200);
    assert.deepEqual(loaded.filter((u) => /previews\/|search\/|preview\.js|search\.js|search-engine\.js/.test(u)), []);
    await t.page.hover(cite);
    await t.page.mouse.move(2, 2);
    await t.pause(600);
    await t.gone(".preview");
  });

  check("a pointer that has gone on before the previews are loaded brings nothing", { once: true }, async (t) => {
    await t.open("concepts/harbour-dues.html");
    await t.page.evaluate(() => {
      const load = window.briefbook.load;
      window.briefbook.load = (name, then) => load(name, name === "preview" ? (data) => setTimeout(() => { then(data); window.late = true; }, 300) : then);
    });
    await t.page.hover(cite);
    await t.page.mouse.move(2, 2);
    await t.until(() => window.late);
    await t.pause(800);
    await t.gone(".preview");
    await t.page.hover(cite);
    await t.see(".preview", /Ferrywoman, passage 3/);
  });

  check("a footnote is shown, and on a touch screen too, while links there are followed", { touch: true, size: [390, 700] }, async (t) => {
    await t.open("index.html");
    await t.page.evaluate(() => document.querySelector("a.fn").scrollIntoView({ block: "center" }));
    await t.page.tap("main a.cite");
    await t.until(() => /ferry\.html/.test(location.href));
    await t.open("index.html");
    await t.page.evaluate(() => document.querySelector("a.fn").dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, pointerType: "touch" })));
    await t.until(() => window.briefbook.preview);
    await t.page.tap("a.fn");
    await t.see(".preview-sheet", /speaks of ferrymen/);
    await t.page.tap(".preview-close");
    await t.gone(".preview");
  });

  check("a footnote that does not stand in the margin is shown beside its sign", { once: true, size: [1000, 800] }, async (t) => {
    await t.open("index.html");
    await t.page.hover("a.fn");
    await t.see(".preview", /^A footnote speaks of ferrymen, who are not heard elsewhere\.$/);
  });
}
