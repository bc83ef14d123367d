// Documents of the field, cited by their own numbers, by speakers and by pages: a reader clicks each citation.

const notes = {
  "notices.html": [
    /^Most of them had lost contact/,
    /Notices should be answered within one day/,
    /Each Party shall give notice of a launch/,
    /on which orbit it will be kept/,
    /The Parties shall not disturb a satellite/,
    /The register shall be kept by the depositary/,
    /禁止出境的数据包括/,
    /定期开展风险评估/,
  ],
  "secrecy.html": [
    /My Lords, will the Government say/,
    /Because the other States/,
    /My Lords, why should a record/,
    /Those who own the satellites do not say where/,
    /They have begun to ask for notices of manoeuvres/,
    /It would help to begin with the least/,
    /Nothing in this is new at sea/,
  ],
};

export default function ({ check, assert }) {
  for (const [note, places] of Object.entries(notes)) {
    check(`each citation of ${note} leads to the words it names`, { book: "documents" }, async ({ page, open, until }) => {
      for (const [n, words] of places.entries()) {
        await open(note);
        const cites = await page.$$("main .prose p a.cite");
        assert.equal(cites.length, places.length);
        await cites[n].click();
        await until(() => document.querySelector(":target"));
        const there = await page.$eval(":target", (e) => e.textContent.replace(/\s+/g, " ").trim());
        assert.match(there, words);
        const box = await page.$eval(":target", (e) => ({ top: e.getBoundingClientRect().top, height: innerHeight }));
        assert.ok(box.top >= 0 && box.top < box.height, `the words are not to be seen: ${JSON.stringify(box)}`);
      }
    });
  }
}
