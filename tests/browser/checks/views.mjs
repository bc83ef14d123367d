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

  for (const width of [320, 390]) {
    check(`on a phone of ${width} each card of the matrix names its concept, its holder and its voices in words`, { book: "own", size: [width, 700] }, async (t) => {
      await t.open("matrix.html");
      const faults = await t.page.evaluate(() => {
        const shown = (e) => e && e.checkVisibility({ checkVisibilityCSS: true }) && e.getBoundingClientRect().width > 5 && e.innerText.trim().length > 1;
        const columns = [...document.querySelectorAll(".matrix-table thead th")].slice(1).map((e) => e.textContent.trim());
        const out = [];
        let cards = 0;
        for (const row of document.querySelectorAll(".matrix-table tbody tr")) {
          const head = row.querySelector("th");
          if (!shown(head)) out.push("a row without a name");
          [...row.querySelectorAll("td:not(.silent-list)")].forEach((cell, n) => {
            if (!cell.matches(".said")) return;
            cards += 1;
            const name = cell.querySelector(".cell-head");
            if (!shown(name) || name.innerText.trim() !== columns[n]) out.push(`a card under ${head.innerText} is named “${name?.innerText}”, not “${columns[n]}”`);
            for (const voice of cell.querySelectorAll(".voice")) if (!/^(own words|quoted|reported|panel)/i.test(voice.innerText.trim())) out.push(`a voice is called “${voice.innerText}”`);
            if (cell.getBoundingClientRect().width < innerWidth * 0.6) out.push(`${head.innerText}: a card is ${cell.getBoundingClientRect().width} pixels wide`);
            if (![...cell.querySelectorAll("a")].some(shown)) out.push(`${head.innerText}, ${columns[n]}: no words`);
          });
          if (row.querySelector(".unsaid") && !shown(row.querySelector(".silent-list"))) out.push(`${head.innerText} does not say who is silent`);
        }
        if (cards < 10) out.push(`${cards} cards`);
        return out;
      });
      t.assert.deepEqual(faults, []);
    });
  }

  check("on a phone the matrix is cards, and nothing runs over the edge", { book: "own", size: [320, 700] }, async (t) => {
    for (const page of ["matrix.html", "timeline.html", "tensions/index.html", "bibliography.html", "balance.html", "concepts/cyber-sovereignty.html", "index.html"]) {
      await t.open(page);
      const over = await t.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      t.assert.ok(over <= 0, `${page} is ${over} pixels too wide`);
    }
  });
}
