// The keyboard alone: everything is reached, seen where it is, worked and left again.

/** What has the focus: what it is, whether it shows, and what changes in its looks (or around it) with the focus. */
const focused = (t) => t.page.evaluate(() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const looks = (e) => { const s = getComputedStyle(e); return [s.outlineStyle === "none" ? "" : `${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor}`, s.boxShadow, s.backgroundColor, s.borderColor, s.textDecoration, s.opacity].join("|"); };
  const box = e.getBoundingClientRect();
  const number = (window.numbers ??= new Map()).get(e) ?? numbers.set(e, numbers.size).get(e);
  const out = {
    name: `${e.tagName.toLowerCase()}${[...e.classList].map((c) => `.${c}`).join("")} “${(e.getAttribute("aria-label") || e.textContent).trim().replace(/\s+/g, " ").slice(0, 40)}”`,
    number,
    shown: e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    outline: getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) >= 2,
    with: looks(e),
  };
  // Previews open with the focus; they are looked at elsewhere.
  e.blur();
  out.without = looks(e);
  e.focus({ preventScroll: true, focusVisible: true });
  return out;
});

/** Tabs through a page until the focus comes round to where it began, and says what is wrong on the way. */
async function round(t, most) {
  const faults = [];
  const seen = new Set();
  for (let n = 0; n < most; n += 1) {
    await t.press("Tab");
    const at = await focused(t);
    if (!at) continue; // between the last and the first
    if (seen.has(at.number)) {
      if (at.number !== [...seen][0]) faults.push(`the focus goes back to ${at.name} and not round the page`);
      return { faults, seen };
    }
    seen.add(at.number);
    if (!at.shown) faults.push(`the focus is on something that is not to be seen: ${at.name}`);
    if (at.with === at.without) faults.push(`nothing shows that the focus is on ${at.name}`);
  }
  faults.push(`${most} steps did not lead round the page`);
  return { faults, seen };
}
const at = (t) => t.page.evaluate(() => document.activeElement.getAttribute("aria-label") || document.activeElement.id || document.activeElement.textContent.trim());
async function tabTo(t, wanted, most = 60) {
  for (let n = 0; n < most; n += 1) {
    await t.press("Tab");
    if (await t.page.evaluate((s) => document.activeElement.matches(s), wanted)) return;
  }
  t.assert.fail(`${most} steps do not lead to ${wanted}; the focus is on ${await at(t)}`);
}

export default function ({ check, assert }) {
  check("the first step is the link to the text, and it leads there", async (t) => {
    await t.open("concepts/quay.html");
    await t.press("Tab");
    assert.match(await at(t), /^Skip to/);
    assert.ok((await focused(t)).shown, "the link to the text is not to be seen");
    await t.press("Enter");
    await t.until(() => location.hash === "#main");
    await t.press("Tab");
    assert.ok(await t.page.evaluate(() => document.querySelector("main").contains(document.activeElement)), `the next step is ${await at(t)}`);
  });

  for (const [book, page] of [["book", "index.html"], ["book", "concepts/harbour-dues.html"], ["book", "sources/ferry.html"], ["book", "search.html"], ["own", "matrix.html"], ["own", "timeline.html"], ["own", "map.html"], ["own", "tensions/overlap.html"]]) {
    check(`one goes round ${page} and always sees where one is (${book})`, { book, once: true }, async (t) => {
      await t.open(page);
      await t.pause(100);
      const { faults, seen } = await round(t, 700);
      assert.ok(seen.size > 8, `only ${seen.size} places`);
      assert.ok(!faults.length, `${faults.length} faults on ${seen.size} places\n  ${faults.slice(0, 8).join("\n  ")}`);
    });
  }

  check("on a phone too", { size: [320, 640], once: true }, async (t) => {
    await t.open("concepts/harbour-dues.html");
    const { faults, seen } = await round(t, 200);
    assert.ok(seen.size > 8);
    assert.deepEqual(faults, []);
  });

  check("drawers and the contents open and close with Enter", { book: "own", size: [800, 900], once: true }, async (t) => {
    for (const [page, drawer] of [["sources/geng.html", "details.outline"], ["matrix.html", "main details"], ["concepts/cyber-sovereignty.html", "main details"]]) {
      await t.open(page);
      await t.page.focus(`${drawer} summary`);
      const open = () => t.page.$eval(drawer, (e) => e.open);
      const before = await open();
      await t.press("Enter");
      assert.equal(await open(), !before, `${drawer} on ${page}`);
      await t.press(" ");
      assert.equal(await open(), before, `${drawer} on ${page}`);
      assert.ok(await t.page.evaluate((d) => document.activeElement.matches(`${d} summary`), drawer));
    }
  });

  check("the colour scheme is chosen with the keyboard, and its button says which it is", async (t) => {
    await t.open("index.html");
    await tabTo(t, ".theme-toggle");
    assert.match(await at(t), /Auto/);
    await t.press("Enter");
    assert.match(await at(t), /Light/);
    await t.press(" ");
    assert.match(await at(t), /Dark/);
    assert.equal(await t.page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await t.press("Enter");
    assert.match(await at(t), /Auto/);
  });

  check("search opens from its link, keeps the focus inside, and gives it back", async (t) => {
    await t.open("concepts/quay.html");
    await tabTo(t, ".search-open");
    await t.press("Enter");
    await t.see(".search-panel[open] input");
    await t.type("dues");
    await t.see(".search-panel .found-passage .found");
    for (let n = 0; n < 40; n += 1) {
      await t.press("Tab");
      const inside = await t.page.evaluate(() => document.activeElement === document.body || !!document.activeElement.closest(".search-panel"));
      assert.ok(inside, `the focus has left the panel for ${await at(t)}`);
    }
    await t.press("Escape");
    await t.gone(".search-panel");
    assert.ok(await t.page.evaluate(() => document.activeElement.matches(".search-open")), `the focus is on ${await at(t)}`);
  });

  check("the matrix is filtered with the arrow keys", { book: "own" }, async (t) => {
    await t.open("matrix.html");
    await tabTo(t, ".voice-filter input", 120);
    const shown = () => t.page.$$eval(".matrix-table .in-reported", (all) => all.filter((e) => e.getClientRects().length).length);
    const all = await shown();
    await t.press("ArrowRight");
    const chosen = await t.page.evaluate(() => document.activeElement.id);
    assert.match(chosen, /^show-(?!all)/);
    await t.until(() => document.activeElement.checked);
    while (!/own/.test(await t.page.evaluate(() => document.activeElement.id))) await t.press("ArrowDown");
    assert.ok((await shown()) < all, "the filter does nothing");
    assert.ok(await t.page.evaluate(() => { const label = document.activeElement.closest("label"); return getComputedStyle(document.activeElement).outlineStyle !== "none" || getComputedStyle(label).outlineStyle !== "none"; }), "nothing shows where the focus is");
  });

  check("a wide table is scrolled with the arrow keys", { book: "own", size: [900, 800], once: true }, async (t) => {
    await t.open("matrix.html");
    const wide = await t.page.$eval(".matrix-box", (e) => e.scrollWidth > e.clientWidth + 10);
    assert.ok(wide, "the table is not wide; another page should be looked at");
    await tabTo(t, ".matrix-box", 120);
    await t.press("ArrowRight", "ArrowRight");
    await t.until(() => document.querySelector(".matrix-box").scrollLeft > 0);
  });
}
