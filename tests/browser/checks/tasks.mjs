// Three tasks of readers, done in this repository's book by clicking and reading alone, each within six clicks of home.

/** Clicks the link with these words in the text of the page, and waits for the page it leads to. */
async function follow(t, words, within = "main") {
  const link = await t.page.evaluateHandle(
    (words, within) => [...document.querySelectorAll(`${within} a[href]`)].find((a) => a.textContent.replace(/\s+/g, " ").trim() === words && a.getClientRects().length),
    words, within,
  );
  const element = link.asElement();
  t.assert.ok(element, `no link “${words}” in ${within} of ${t.page.url()}`);
  const before = t.page.url();
  await element.click();
  await t.until((before) => location.href !== before && document.readyState !== "loading", before);
  t.clicks += 1;
}

async function start(t) {
  t.clicks = 0;
  await t.open("index.html");
}

export default function ({ check }) {
  check("what does China mean by cyber sovereignty, and says who?", { book: "own" }, async (t) => {
    await start(t);
    await follow(t, "Cyber sovereignty");
    await t.see(".definition", /\w/);
    // One block for each holder, each statement with its voice in words and its passage.
    await t.see(".holder-name", /China/);
    await t.see(".claim blockquote", /cyber sovereignty mainly includes four aspects/);
    await t.see(".claim-facts", /Reported.*Geng/s);
    const [place] = await t.page.$$eval(".claim", (all) => all.filter((c) => /four aspects/.test(c.textContent)).map((c) => c.querySelector(".claim-facts a").getAttribute("href")));
    await t.page.click(`.claim-facts a[href="${place}"]`);
    t.clicks += 1;
    await t.see(".passage :target", /cyber sovereignty mainly includes four aspects/);
    t.assert.ok(t.clicks <= 6);
  });

  check("what did they agree in 2015, and where do the sources disagree on what followed?", { book: "own" }, async (t) => {
    await start(t);
    await follow(t, "the outcome list of 2015");
    await t.see("main", /hotline/);
    await t.see("main", /What followed, and where the texts disagree/);
    await follow(t, "progress or rupture");
    // Both sides stand face to face, each with its source and passage.
    await t.until(() => document.querySelectorAll(".side blockquote").length >= 2);
    await t.see(".side .quote-source", /passage/);
    t.assert.ok(t.clicks <= 6);
  });

  check("prepare two minutes on Track 1.5", { book: "own" }, async (t) => {
    await start(t);
    await follow(t, "Track 1.5", "main p, main li");
    await t.see("h1", /Track 1\.5/);
    await t.see("h2", /Points to take/);
    await t.see("h2", /Background/);
    const words = (await t.texts("main .prose"))[0].split(/\s+/).length;
    t.assert.ok(words < 700, `${words} words are more than half a page or a page`);
    t.assert.ok(t.clicks <= 6);
  });
}
