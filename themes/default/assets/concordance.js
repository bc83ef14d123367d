/* briefbook: key words in context, sorted by source, by the words before or by the words after. The lists of a concept's
   page read without this; search draws the same lines from its own hits. */
(function (book) {
  "use strict";
  var make = book.make, ways = { source: "Source", left: "Words before", right: "Words after" };
  var collator = new Intl.Collator(document.documentElement.lang || undefined, { sensitivity: "base", numeric: true });

  var unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

  /** What a row is sorted by: words without their punctuation; before the key word one reads backwards, so that the
      nearest word counts first, or the nearest letter where no spaces stand between words. */
  function keyOf(row, way) {
    var text = way === "right" ? row.right : row.left;
    var words = text.replace(/[^\p{L}\p{N}\p{M}\s]/gu, "").split(/\s+/).filter(Boolean);
    if (unspaced.test(text)) { words = Array.from(words.join("")); }
    return (way === "left" ? words.reverse() : words).join(" ");
  }

  function line(row) {
    var number = make("a", "pn", String(row.number)), item = make("li");
    number.href = row.url;
    number.setAttribute("aria-label", row.source + (row.number === "¶" ? "" : ", passage " + row.number));
    item.append(make("span", "s", row.source), " ", number, " ", make("span", "l", row.left), make("span", "c", [make("b", "", row.word), make("span", "r", row.right)]));
    if (row.lang) item.lang = row.lang;
    return item;
  }

  /** Buttons that sort, and what they sort; `plain` is shown for the order of the sources where it is given. */
  function sortable(rows, plain) {
    var box = make("div", "kwic-box"), bar = make("div", "kwic-sort", make("span", "", "Sort by")), list = make("ol", "kwic kwic-flat");
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Sort the lines by");
    function sort(way) {
      bar.querySelectorAll("button").forEach(function (b) { b.setAttribute("aria-pressed", String(b.value === way)); });
      if (plain) plain.forEach(function (p) { p.hidden = way !== "source"; });
      list.hidden = !!plain && way === "source";
      if (list.hidden) return;
      var sorted = rows.map(function (row, n) { return { row: row, n: n, key: way === "source" ? "" : keyOf(row, way) }; });
      sorted.sort(function (a, b) { return collator.compare(a.key, b.key) || a.n - b.n; });
      list.replaceChildren.apply(list, sorted.map(function (s) { return line(s.row); }));
    }
    Object.keys(ways).forEach(function (way) {
      var button = make("button", "", ways[way]);
      button.type = "button";
      button.value = way;
      button.addEventListener("click", function () { sort(way); });
      bar.append(button);
    });
    box.append(bar, list);
    sort("source");
    return box;
  }

  /** A list made of rows {source, number, url, left, word, right, lang}, in the order of the sources. */
  book.concordanceOf = function (rows) { return sortable(rows); };

  /** Makes the lists of this page sortable. */
  book.concordance = function () {
    var part = document.getElementById("concordance"), lists = [].slice.call(part.querySelectorAll("ol.kwic")), rows = [];
    lists.forEach(function (list) {
      list.querySelectorAll("li").forEach(function (item) {
        function text(selector) { var e = item.querySelector(selector); return e ? e.textContent : ""; }
        var number = item.querySelector(".pn");
        rows.push({ source: list.dataset.source || "", lang: list.lang, number: number.textContent, url: number.getAttribute("href"), left: text(".l"), word: text(".c b"), right: text(".r") });
      });
    });
    if (rows.length < 2) return;
    var plain = lists.concat([].slice.call(part.querySelectorAll(".kwic-source")));
    plain[0].before(sortable(rows, plain));
    var heads = part.querySelectorAll(".kwic-source");
    if (heads.length) heads[0].before(part.querySelector(".kwic-box"));
  };
})(window.briefbook);
