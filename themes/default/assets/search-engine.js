/* briefbook: what a query means, and where it is found. Nothing is drawn here but the marks on a page one came to.

   The text is scanned, not indexed: that is exact in every language, the same in every browser, and takes some
   milliseconds for a book of ordinary size. Each file of text is one string with a paragraph a line. */
(function (book) {
  "use strict";

  // ---- comparing -------------------------------------------------------------------------------------------------
  // Small and capital letters, marks on letters, hyphens and spaces, and wide forms are not told apart. A folded
  // text is as long as the text itself, so that a place in one is a place in the other.
  var folded = {};
  function foldOne(c) {
    if (c in folded) return folded[c];
    var code = c.charCodeAt(0), out = c;
    if (/[-_\s\u2010-\u2015\u2212]/.test(c)) out = " ";
    else if (/[\u2018\u2019\u02bc]/.test(c)) out = "'";
    else if (/[\u201c\u201d\u201e\u00ab\u00bb]/.test(c)) out = '"';
    else if (code > 0xff00 && code < 0xff5f) out = String.fromCharCode(code - 0xfee0);
    else out = c.normalize("NFD")[0];
    out = out.toLowerCase();
    return folded[c] = out.length === 1 ? out : c;
  }
  function fold(text) {
    var low = text.toLowerCase();
    if (low.length !== text.length) { // «İ» becomes two
      low = text.replace(/[^\0-\x7f]/g, function (c) { var l = c.toLowerCase(); return l.length === c.length ? l : c; });
    }
    return low.replace(/[-_\t\u00a0-\u024f\u02bc\u1e00-\u1eff\u2000-\u206f\u2212\u3000\uff01-\uff5e]/g, foldOne);
  }
  function squash(text) { return fold(text).replace(/ /g, ""); }

  // Whether a character is part of a word that spaces bound: not in Chinese, Japanese, Korean, Thai and their kin.
  var letter = /[\p{L}\p{N}]/u;
  function inWord(c) {
    if (c < 128) return c > 96 && c < 123 || c > 47 && c < 58 || c > 64 && c < 91;
    return c < 0x2e80 && !(c >= 0xe00 && c < 0xf00) && !(c >= 0x1000 && c < 0x10a0) && !(c >= 0x1780 && c < 0x1800)
      && letter.test(String.fromCharCode(c));
  }

  /** The terms of a query: words, which may go on («norm» finds «norms»), and phrases in quotation marks, which may not. */
  function parse(query) {
    var terms = [], pattern = /["“”„«]([^"“”„»]*)(["“”»]?)|「([^」]*)(」?)|[^\s"“”„«「]+/g, found;
    query = query.normalize("NFC");
    while ((found = pattern.exec(query))) {
      var phrase = found[1] !== undefined ? found[1] : found[3];
      var text = fold(phrase === undefined ? found[0] : phrase).replace(/ +/g, " ").trim();
      if (!text || !letter.test(text) && phrase === undefined) continue;
      terms.push({
        text: text,
        // a phrase without its closing mark is still being written
        whole: phrase !== undefined && !!(found[2] || found[4]) && inWord(text.charCodeAt(text.length - 1)),
        starts: inWord(text.charCodeAt(0))
      });
    }
    // «of» is no beginning of «offered», unless one is still writing it
    terms.slice(0, -1).forEach(function (t) { if (t.starts && t.text.length < 3) t.whole = true; });
    return terms;
  }

  /** Where a term next stands in a folded text, from `from` on. */
  function next(text, term, from) {
    var at = from - 1, size = term.text.length;
    while ((at = text.indexOf(term.text, at + 1)) >= 0) {
      if (term.starts && at && inWord(text.charCodeAt(at - 1))) continue;
      if (term.whole && at + size < text.length && inWord(text.charCodeAt(at + size))) continue;
      return at;
    }
    return Infinity;
  }

  /** All words of a query as one phrase. */
  function phrase(terms) {
    return { text: terms.map(function (t) { return t.text; }).join(" "), starts: terms[0].starts, whole: terms[terms.length - 1].whole };
  }

  /** All places [start, end, which term] of the terms in a text, in order; some may overlap. Where all of them stand together
      as they were written, those are the places meant. */
  function places(text, terms) {
    var low = fold(text), all = [];
    function collect(term, which) {
      for (var at = next(low, term, 0), n = 0; at < Infinity && n < 500; at = next(low, term, at + 1), n++) {
        all.push([at, at + term.text.length, which]);
      }
    }
    if (terms.length > 1) collect(phrase(terms), 0);
    if (!all.length) terms.forEach(collect);
    return all.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
  }

  /** How well a line fits: up to 1 for whole words, 4 for all terms next to each other, 1 for their order. */
  function closeness(low, terms) {
    var whole = 0, hits = [];
    terms.forEach(function (term, n) {
      var ends = false;
      for (var at = next(low, term, 0), k = 0; at < Infinity && k < 40; at = next(low, term, at + 1), k++) {
        hits.push([at, n]);
        ends = ends || !inWord(low.charCodeAt(at + term.text.length));
        if (ends && terms.length === 1) break;
      }
      if (ends) whole++;
    });
    whole /= terms.length;
    if (terms.length === 1) return whole;
    hits.sort(function (a, b) { return a[0] - b[0]; });
    var sum = terms.reduce(function (n, t) { return n + t.text.length; }, 0), best = Infinity, last = [];
    hits.forEach(function (hit) {
      last[hit[1]] = hit[0];
      var from = Infinity;
      for (var n = 0; n < terms.length; n++) { if (last[n] === undefined) return; from = Math.min(from, last[n]); }
      best = Math.min(best, hit[0] + terms[hit[1]].text.length - from);
    });
    return whole + 4 * sum / Math.max(best - terms.length + 1, sum) + (next(low, phrase(terms), 0) < Infinity ? 1 : 0);
  }

  // ---- the book --------------------------------------------------------------------------------------------------
  // names: every page; texts: the files of text that have come, each {low, lines, starts, pages, at}.
  var names = [], texts = [], claims = [], loading = null, complete = false, listeners = [];

  function addNames(list) {
    (list || []).forEach(function (name) {
      name.labels = name.labels || [];
      name.all = [name.title].concat(name.short || [], name.labels.map(function (l) { return l[0]; })).map(fold);
      name.tight = name.all.map(function (l) { return l.replace(/ /g, ""); });
      names.push(name);
    });
  }

  function addText(text) {
    if (!text) return;
    var starts = [0], pages = [], at = -1;
    while ((at = text.lines.indexOf("\n", at + 1)) >= 0) starts.push(at + 1);
    starts.push(text.lines.length + 1);
    text.pages.forEach(function (run) { for (var n = 0; n < run[1]; n++) pages.push(run[0]); });
    text.at.forEach(function (spot) { if (group(spot) === "claim") claims.push(spot); });
    texts.push({ low: fold(text.lines), lines: text.lines, starts: starts, pages: pages, at: text.at });
  }

  /** Loads the book's words, names first; `progress` is called whenever more is there. */
  function load(progress) {
    listeners.push(progress);
    if (loading) return;
    loading = true;
    book.load("search/index", function (index) {
      var left = index ? index.names : 0, wanted = 1, coming = 0, kept = {};
      function tell() { listeners.forEach(function (f) { f(); }); }
      function more() { // some at a time, taken in in their order
        if (!index || texts.length >= index.texts) { complete = true; tell(); return; }
        while (coming < 4 && wanted <= index.texts) take(wanted++);
      }
      function take(n) {
        coming++;
        book.load("search/text-" + n, function (text) {
          coming--;
          kept[n] = text || { lines: "", pages: [], at: [] };
          while (kept[texts.length + 1]) addText(kept[texts.length + 1]);
          tell();
          more();
        });
      }
      if (!left) more();
      for (var n = 1, lists = []; n <= (index ? index.names : 0); n++) {
        (function (n) {
          book.load("search/names-" + n, function (list) {
            lists[n] = list;
            if (--left) return;
            lists.forEach(addNames);
            tell();
            more();
          });
        })(n);
      }
    });
  }

  /** Pages whose names fit: [{name, grade}], 0 for the very name, 1 for how one begins, 2 for all words in one. */
  function named(query, terms) {
    var tight = squash(query.replace(/["“”„«»「」]/g, "")), found = [];
    if (!tight) return found;
    names.forEach(function (name, page) {
      var grade = 9;
      name.tight.forEach(function (label, n) {
        if (label === tight) grade = 0;
        else if (grade > 1 && label.indexOf(tight) === 0) grade = 1;
        else if (grade > 2 && terms.length && terms.every(function (t) { return next(name.all[n], t, 0) < Infinity; })) grade = 2;
      });
      if (grade < 9) found.push({ name: name, page: page, grade: grade });
    });
    var order = ["concept", "actor", "tension", "document", "event", "chapter", "source"];
    function rank(f) { var n = order.indexOf(f.name.kind); return n < 0 ? order.length : n; }
    return found.sort(function (a, b) { return a.grade - b.grade || rank(a) - rank(b) || b.name.mentions - a.name.mentions || a.page - b.page; });
  }

  /** Calls `visit(line, start, end)` for every line of a text that holds all terms. Each term is looked for once
      over the whole string: the one that stands furthest on says where the others may be. */
  function scan(text, terms, visit) {
    var hits = terms.map(function (t) { return next(text.low, t, 0); }), line = 0;
    for (;;) {
      var far = Math.max.apply(null, hits);
      if (far === Infinity) return;
      while (text.starts[line + 1] <= far) line++;
      var start = text.starts[line], end = text.starts[line + 1] - 1, all = true;
      for (var n = 0; n < terms.length; n++) {
        if (hits[n] < start) hits[n] = next(text.low, terms[n], start);
        if (hits[n] >= end) all = false;
      }
      if (!all) continue;
      visit(line, start, end);
      for (n = 0; n < terms.length; n++) hits[n] = next(text.low, terms[n], end);
    }
  }

  function group(spot) { return typeof spot === "number" || typeof spot === "string" ? "passage" : Array.isArray(spot) ? "note" : "claim"; }

  var turn = 0;
  /** Looks for a query. `want` is {kind, source, holder}, each empty or a kind of result or a page's address.
      `show(found, done)` is called as soon as something is found and again when all is read, with
      {query, named, terms, passage: [hit], note: [hit], claim: [hit]}; a hit is {text, line, page, spot, score}. A later
      call ends an earlier one. */
  function find(query, want, show) {
    var mine = ++turn, terms = parse(query), n = 0, shown = false;
    var found = { query: query, named: [], terms: terms, passage: [], note: [], claim: [] };
    var held = want.holder && heldBy(want.holder);
    function fits(hit) {
      var kind = group(hit.spot), page = names[hit.page];
      if (!page) return false;
      if (want.kind && want.kind !== kind && !(kind === "note" && want.kind === page.kind)) return false;
      if (want.source) {
        var source = kind === "passage" ? page : kind === "claim" ? names[hit.spot.source] : null;
        if (!source || source.url !== want.source) return false;
      }
      if (want.holder) {
        if (kind === "claim") { if (names[hit.spot.holder].url !== want.holder) return false; }
        else if (kind !== "passage" || !held[hit.page + "#" + hit.spot]) return false;
      }
      return true;
    }
    function sorted() {
      ["passage", "note", "claim"].forEach(function (kind) {
        found[kind].sort(function (a, b) { return b.score - a.score || a.order - b.order; });
      });
      return found;
    }
    found.named = named(query, terms).filter(function (f) {
      if (want.source || want.holder) return f.name.url === want.source || f.name.url === want.holder;
      return !want.kind || want.kind === f.name.kind || want.kind === "note" && f.name.kind !== "source";
    });
    if (!terms.length) { show(found, complete); return; }
    function step() {
      if (mine !== turn) return;
      for (var since = performance.now(); n < texts.length && performance.now() - since < 12; n++) read(texts[n], n);
      var any = found.named.length + found.passage.length + found.note.length + found.claim.length;
      var done = n >= texts.length;
      if (done && complete) { show(sorted(), true); return; }
      if (done || any && !shown) { shown = true; show(sorted(), false); }
      if (!done) setTimeout(step);
    }
    function read(text, order) {
      scan(text, terms, function (line, start, end) {
        var hit = { text: text, line: line, page: text.pages[line], spot: text.at[line], order: order * 1e6 + line };
        if (!fits(hit)) return;
        hit.score = Math.round(closeness(text.low.slice(start, end), terms) * 8);
        found[group(hit.spot)].push(hit);
      });
    }
    step();
    return found;
  }

  /** The passages that claims of a holder are made from, as page#para. */
  function heldBy(url) {
    var set = {};
    claims.forEach(function (claim) { if (names[claim.holder].url === url) set[claim.source + "#" + claim.para] = true; });
    return set;
  }

  /** The pages that hold claims. */
  function holders() {
    var seen = new Set(claims.map(function (claim) { return claim.holder; }));
    return Array.from(seen, function (n) { return names[n]; });
  }

  // ---- marks on the page one came to -------------------------------------------------------------------------------
  /** Marks a query's words in <main>, without touching the page's own elements. */
  function mark(query) {
    var main = document.querySelector("main"), terms = parse(query);
    if (!main || !terms.length || !window.Highlight || !CSS.highlights) return;
    // The words of the page, a paragraph a line, and where in them each of its text nodes begins.
    var walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), nodes = [], whole = "", block = null, node;
    while ((node = walker.nextNode())) {
      if (node.parentElement.closest(".quoted-by, .margin, .pn")) continue;
      var near = node.parentElement.closest("p, li, td, th, dt, dd, blockquote, figcaption, h1, h2, h3, h4, h5, h6, div, section");
      if (near !== block) whole += "\n"; // words of two paragraphs are no phrase
      block = near;
      nodes.push([whole.length, node]);
      whole += node.data.replace(/\n/g, " ");
    }
    function nodeAt(at) {
      var low = 0, high = nodes.length - 1;
      while (low < high) { var mid = (low + high + 1) >> 1; if (nodes[mid][0] <= at) low = mid; else high = mid - 1; }
      return nodes[low];
    }
    var together = next(fold(whole), phrase(terms), 0) < Infinity, ranges = [], at = 0;
    if (together) terms = [phrase(terms)];
    whole.split("\n").forEach(function (line) {
      var low = fold(line);
      if (ranges.length < 2000 && terms.every(function (t) { return next(low, t, 0) < Infinity; })) {
        places(line, terms).forEach(function (place) {
          var range = new Range(), from = nodeAt(at + place[0]), to = nodeAt(at + place[1] - 1);
          range.setStart(from[1], at + place[0] - from[0]);
          range.setEnd(to[1], at + place[1] - to[0]);
          ranges.push(range);
        });
      }
      at += line.length + 1;
    });
    CSS.highlights.set("found", new Highlight(...ranges));
    if (!location.hash && ranges.length) ranges[0].startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  book.engine = {
    fold: fold, parse: parse, places: places, load: load, find: find, mark: mark, holders: holders,
    names: function () { return names; },
    complete: function () { return complete; },
    line: function (hit) { return hit.text.lines.slice(hit.text.starts[hit.line], hit.text.starts[hit.line + 1] - 1); }
  };
})(window.briefbook);
