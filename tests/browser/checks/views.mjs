// The views of the claims read, and can be filtered, without a script.

export default function ({ check }) {
  check("matrix, timeline, tensions and bibliography read without scripts", { book: "own", script: false }, async (t) => {
    await t.open("matrix.html");
    await t.see(".matrix-table tbody th", /Cyber sovereignty/);
    await t.see(".matrix-table td", /no statement/);
    await t.open("timeline.html");
    await t.see("svg a", /\w/);
    await t.see("main", /September 2015/);
    await t.open("tensions/index.html");
    await t.see("main .versus", /\w/);
    await t.open("bibliography.html");
    await t.see(".works li", /Creemers, Rogier/);
  });

  check("the matrix is filtered by voice without scripts", { book: "own", script: false }, async (t) => {
    await t.open("matrix.html");
    const shown = (voice) => t.page.$$eval(`.matrix-table .in-${voice}`, (all) => all.filter((e) => e.getClientRects().length).length);
    const all = await shown("reported");
    t.assert.ok(all > 10 && (await shown("own")) > 5);
    await t.page.click("#show-own");
    t.assert.equal(await shown("reported"), 0);
    t.assert.ok((await shown("own")) > 5);
    await t.see(".matrix-table .other", /\w/);
  });

  check("on a phone the matrix is cards, and nothing runs over the edge", { book: "own", size: [320, 700] }, async (t) => {
    for (const page of ["matrix.html", "timeline.html", "tensions/index.html", "bibliography.html", "balance.html", "concepts/cyber-sovereignty.html", "index.html"]) {
      await t.open(page);
      const over = await t.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      t.assert.ok(over <= 0, `${page} is ${over} pixels too wide`);
    }
  });
}
