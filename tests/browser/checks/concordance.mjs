// The concordance of a concept's page: a list by source without scripts, sortable with them.

export default function ({ check, assert }) {
  check("lines are sorted by the words before and after, and go back to their sources", async (t) => {
    await t.open("concepts/harbour-dues.html");
    const plain = await t.texts("#concordance ol.kwic:not(.kwic-flat) li b");
    await t.see("#concordance .kwic-source", /Ferry/);
    await t.page.$eval("#concordance", (e) => e.scrollIntoView());
    await t.see(".kwic-sort");
    await t.page.click(".kwic-sort [value=right]");
    await t.gone("#concordance .kwic-source");
    const after = (await t.texts(".kwic-flat .r")).filter((w) => /^\W*[a-z]/i.test(w)).map((w) => w.replace(/^[\W]+/, "").split(/\W/)[0].toLowerCase());
    assert.deepEqual(after, [...after].sort());
    assert.equal((await t.texts(".kwic-flat li")).length, plain.length);
    await t.see(".kwic-flat .s", /水/);
    await t.page.click(".kwic-sort [value=source]");
    await t.see("#concordance .kwic-source", /Ferry/);
    await t.gone(".kwic-flat");
  });

  check("without scripts it is a list by source, without buttons", { script: false }, async (t) => {
    await t.open("concepts/harbour-dues.html");
    await t.see("#concordance .kwic li", /harbour dues/);
    assert.deepEqual(await t.texts(".kwic-sort"), []);
  });
}
