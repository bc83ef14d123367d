/* briefbook: search as one sees it, in a panel over any page or on the search page. The results are plain links under
   headings, so that what reads a page aloud reads them as it reads any page; the arrow keys walk through them from
   the field, typing leads back to it, Enter in the field opens them all on the search page. */
(function (book) {
  "use strict";
  var engine = book.engine, make = book.make, page = document.getElementById("search");
  var fields = ["q", "kind", "source", "holder", "view"], state = {}, panel, form, box, results, status, filters, opener, later, pressed;
  var kinds = { passage: "Passages of sources", claim: "Statements", note: "Notes" };
  var plurals = { concept: "Concepts", actor: "Actors", event: "Events", document: "Documents", tension: "Tensions", chapter: "Chapters", source: "Sources", home: "Brief" };
  // how many results stand at first: on the search page, and in the panel
  var first = page ? { named: 12, passage: 30, claim: 12, note: 12 } : { named: 4, passage: 6, claim: 4, note: 4 };

  function capital(word) { return word[0].toUpperCase() + word.slice(1); }
  function count(n, one, many) { return n.toLocaleString("en") + " " + (n === 1 ? one : many || one + "s"); }

  // ---- the frame -------------------------------------------------------------------------------------------------
  function build() {
    form = make("form", "search-form");
    form.setAttribute("role", "search");
    box = make("input");
    box.type = "search"; box.name = "q"; box.autocomplete = "off"; box.spellcheck = false;
    box.setAttribute("aria-label", "Search this book");
    box.setAttribute("aria-describedby", "search-help");
    box.setAttribute("enterkeyhint", "search");
    box.placeholder = "Words or “a phrase”";
    form.append(box);
    if (panel) {
      var close = make("button", "search-close", ["Close ", make("kbd", "", "Esc")]);
      close.type = "button";
      close.addEventListener("click", shut);
      form.append(close);
    }
    filters = make("div", "search-filters");
    ["kind", "source", "holder"].forEach(function (name) {
      var choice = make("select");
      choice.name = name;
      choice.addEventListener("change", function () { state[name] = choice.value; run(); });
      filters.append(make("label", "", [make("span", "", capital(name)), choice]));
    });
    if (page) {
      var lines = make("input");
      lines.type = "checkbox"; lines.name = "view";
      lines.addEventListener("change", function () { state.view = lines.checked ? "lines" : ""; run(); });
      filters.append(make("label", "", [lines, make("span", "", "As a concordance")]));
    }
    status = make("p", "search-status");
    status.setAttribute("role", "status");
    var help = make("p", "search-help", "All words must stand in one passage; a word may go on (norm finds norms). Words in quotation marks stand just so. Names are found in every language the book gives them in. Arrow keys lead through the results.");
    help.id = "search-help";
    results = make("div", "search-results");
    var frame = page || panel;
    frame.append(form, filters, status, help, results);

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (page) { var link = results.querySelector("a"); if (link) link.focus(); } else if (state.q) location.href = pageOf(state);
    });
    box.addEventListener("input", function (event) {
      if (event.isComposing) return; // Chinese being spelt
      state.q = box.value.trim();
      run();
    });
    box.addEventListener("compositionend", function () { state.q = box.value.trim(); run(); });
    frame.addEventListener("keydown", keys);
    results.addEventListener("pointerdown", function () { pressed = true; });
    ["pointerup", "pointercancel"].forEach(function (name) {
      window.addEventListener(name, function () {
        setTimeout(function () { var kept = pressed; pressed = null; if (kept && kept.length && kept[0].query === state.q) draw(kept[0], kept[1]); });
      });
    });
  }

  function keys(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    var all = [].slice.call(results.querySelectorAll("a, button, summary")).filter(function (l) { return l.getClientRects().length; });
    var at = all.indexOf(document.activeElement), to = null, key = event.key;
    if (key === "Escape" && panel) { event.preventDefault(); shut(); return; }
    if (event.target.closest("select") || event.target.type === "checkbox") return;
    if (at < 0) {
      if (event.target === box && key === "ArrowDown") to = all[0];
    } else if (key === "ArrowDown") to = all[at + 1];
    else if (key === "ArrowUp") to = all[at - 1] || box;
    else if (key === "Home") to = all[0];
    else if (key === "End") to = all[all.length - 1];
    else if (key === "Backspace" || key.length === 1 && key !== " " && key !== "/") { box.focus(); return; }
    if (to) { event.preventDefault(); to.focus(); to.scrollIntoView({ block: "nearest" }); }
  }

  /** The filters offer what the book has. */
  function fill() {
    var names = engine.names(), here = {};
    if (!names.length) return;
    names.forEach(function (n) { here[n.kind] = true; });
    var kindList = Object.keys(kinds).map(function (k) { return [k, kinds[k]]; });
    Object.keys(plurals).forEach(function (k) { if (here[k] && k !== "home") kindList.push([k, plurals[k]]); });
    function byName(list) {
      return list.map(function (n) { return [n.url, n.short || n.title]; }).sort(function (a, b) { return a[1].localeCompare(b[1]); });
    }
    options("kind", "Everything", kindList);
    options("source", "All sources", byName(names.filter(function (n) { return n.kind === "source"; })));
    options("holder", "All holders", byName(engine.holders()));
  }
  function options(name, all, list) {
    var choice = filters.querySelector("[name=" + name + "]");
    if (choice.length === list.length + 1) return;
    choice.replaceChildren();
    [["", all]].concat(list).forEach(function (o) {
      var option = make("option", "", o[1]);
      option.value = o[0];
      choice.append(option);
    });
    choice.value = state[name] || "";
    choice.closest("label").hidden = list.length < 2;
  }

  // ---- addresses -------------------------------------------------------------------------------------------------
  function query(values, rename) {
    var out = new URLSearchParams();
    fields.forEach(function (f) { if (values[f]) out.set(f === "q" && rename || f, values[f]); });
    var text = out.toString();
    return text ? "?" + text : "";
  }
  function pageOf(values) { return book.root.href + "search.html" + query(values); }
  /** Keeps the query in the address, so that it can be sent on, and found again on the way back. */
  function keep() {
    var text = page || panel.open ? query(state, page ? "" : "search") : "";
    try { history.replaceState(history.state, "", location.pathname + text + location.hash); } catch (e) { /* too often */ }
  }
  function link(name, anchor) {
    return book.root.href + name.url + (state.q ? "?q=" + encodeURIComponent(state.q) : "") + (anchor ? "#" + encodeURIComponent(anchor) : "");
  }

  // ---- results ---------------------------------------------------------------------------------------------------
  /** Text with the places marked, cut to about `size` characters around where they stand nearest to each other. */
  function excerpt(text, terms, size) {
    var places = engine.places(text, terms), from = places.length ? places[0][0] : 0, best = Infinity, last = [];
    var which = new Set(places.map(function (p) { return p[2]; }));
    places.forEach(function (p) {
      last[p[2]] = p[0];
      var begun = last.filter(function (at) { return at !== undefined; }), start = Math.min.apply(null, begun);
      if (begun.length === which.size && p[1] - start < best) { best = p[1] - start; from = start; }
    });
    var start = text.length <= size ? 0 : Math.max(0, Math.min(from - Math.round(size / 4), text.length - size));
    var end = Math.min(text.length, start + size);
    if (start) { var space = text.indexOf(" ", start); if (space >= 0 && space < start + 24 && space < from) start = space + 1; }
    if (end < text.length) { space = text.lastIndexOf(" ", end); if (space > end - 24) end = space; }
    var out = [start ? "… " : ""], at = start;
    places.forEach(function (p) {
      if (p[0] < at || p[1] > end) return;
      out.push(text.slice(at, p[0]), make("mark", "", text.slice(p[0], p[1])));
      at = p[1];
    });
    out.push(text.slice(at, end), end < text.length ? " …" : "");
    which.forEach(function (n) { // what stands too far off has some words around it behind
      var own = places.filter(function (p) { return p[2] === n; }), far = own[0];
      if (own.some(function (p) { return p[0] >= start && p[1] <= end; })) return;
      out.push(" " + text.slice(Math.max(0, far[0] - 40), far[0]).replace(/^\S*\s/, ""), make("mark", "", text.slice(far[0], far[1])), text.slice(far[1], far[1] + 40).replace(/\s\S*$/, "") + " …");
    });
    return out;
  }

  function words(tag, content, lang) {
    var element = make(tag, "found-words", content);
    if (lang) element.lang = lang;
    element.dir = "auto";
    return element;
  }

  /** Where a passage stands: as the document numbers it, else by its number here. */
  function placeOf(source, number) { return source.places ? source.places[number - 1] : "passage " + number; }

  function hitItem(hit, terms) {
    var names = engine.names(), name = names[hit.page], spot = hit.spot, where = [], anchor = "", lang = name.lang;
    if (typeof spot === "number") { where = [name.short || name.title, ", ", make("b", "pn", placeOf(name, spot))]; anchor = "p" + spot; }
    else if (typeof spot === "string") { where = [name.short || name.title, ", " + (spot.indexOf("ref-") ? spot.indexOf("h-") ? spot.replace(/-\d+$/, "") : "heading" : "reference")]; anchor = spot; }
    else if (Array.isArray(spot)) { where = [name.title, spot[1] && spot[1] !== name.title ? " › " + spot[1] : ""]; anchor = spot[0]; }
    else {
      var source = names[spot.source];
      where = [names[spot.holder].title, " on " + name.title];
      anchor = spot.id;
      lang = spot.translated ? "" : source.lang;
      var how = make("small", "", spot.voice + ", " + (source.short || source.title) + (spot.para ? ", " + placeOf(source, spot.para) : "") + (spot.translated ? ", in translation" : ""));
    }
    var go = make("a", "found-where", where);
    go.href = link(name, anchor);
    return make("li", "found", [make("p", "", [go, how ? " " : "", how]), words("p", excerpt(engine.line(hit), terms, page ? 420 : 260), lang)]);
  }

  function namedItem(found) {
    var name = found.name, go = make("a", "found-where", name.title);
    go.href = link(name).replace(/\?q=[^#]*/, "");
    if (name.lang) go.lang = name.lang;
    return make("li", "found", [make("p", "", [go, " ", make("small", "", name.kind + (name.short && name.short !== name.title ? ", cited as " + name.short : ""))]), name.about && found.grade ? words("p", name.about, name.lang) : ""]);
  }

  /** A page whose very name was asked for: what it is, and what else it is called. */
  function card(found) {
    var name = found.name, item = namedItem(found);
    item.className = "found found-card";
    if (name.about) item.append(words("p", name.about, name.lang));
    if (name.mentions) {
      var all = make("a", "", count(name.mentions, "mention") + ", each in context");
      all.href = book.root.href + name.url + "#concordance";
      item.append(make("p", "", all));
    }
    var others = name.labels.filter(function (l) { return name.kind !== "source" && engine.fold(l[0]) !== engine.fold(state.q); });
    if (others.length) {
      var list = make("p", "found-names", "Look for its other names: ");
      [[name.title, ""]].concat(others).forEach(function (label, n) {
        if (!n && engine.fold(label[0]) === engine.fold(state.q)) return;
        var go = make("a", "", label[0]), values = Object.assign({}, state, { q: /[ -]/.test(label[0]) ? "“" + label[0] + "”" : label[0] });
        go.href = pageOf(values);
        if (label[1]) go.lang = label[1];
        go.addEventListener("click", function (event) {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          box.value = state.q = values.q;
          box.focus();
          run();
        });
        list.append(go, " ");
      });
      item.append(list);
    }
    return item;
  }

  function section(kind, title, all, item) {
    var part = make("section", "found-group found-" + kind), list = make("ol"), n = 0;
    var id = "found-" + kind;
    var head = make("h2", "", [title, " ", make("span", "source-count", all.length.toLocaleString("en"))]);
    head.id = id;
    part.setAttribute("aria-labelledby", id);
    part.append(head, list);
    function more(to) { for (; n < to && n < all.length; n++) list.append(item(all[n])); }
    more(first[kind]);
    if (n < all.length && page) {
      var button = make("button", "found-more");
      button.type = "button";
      var say = function () { button.textContent = n + 200 < all.length ? "Show 200 more of " + (all.length - n).toLocaleString("en") : "Show all " + all.length.toLocaleString("en"); };
      button.addEventListener("click", function () {
        var next = n;
        more(n + 200);
        if (n >= all.length) button.remove(); else say();
        list.children[next].querySelector("a").focus();
      });
      say();
      part.append(button);
    } else if (n < all.length) {
      var go = make("a", "", "All " + count(all.length, "result") + " of this kind");
      go.href = pageOf(Object.assign({}, state, kind === "named" ? {} : { kind: kind }));
      part.append(make("p", "more", go));
    }
    results.append(part);
  }

  /** Every hit in the sources as one line, as in the concordance of a concept. */
  function lines(found) {
    var most = 2000, rows = [], names = engine.names();
    found.passage.slice().sort(function (a, b) { return a.order - b.order; }).some(function (hit) {
      var text = engine.line(hit), name = names[hit.page];
      engine.places(text, found.terms).forEach(function (p) {
        rows.push({
          source: name.short || name.title, lang: name.lang, number: typeof hit.spot === "number" ? hit.spot : "¶",
          url: link(name, typeof hit.spot === "number" ? "p" + hit.spot : hit.spot),
          left: text.slice(Math.max(0, p[0] - 60), p[0]).replace(p[0] > 60 ? /^\S{0,20}\s/ : "", ""), word: text.slice(p[0], p[1]), right: text.slice(p[1], p[1] + 60)
        });
      });
      return rows.length >= most;
    });
    var part = make("section", "found-group found-lines", make("h2", "", ["Every hit in the sources ", make("span", "source-count", (rows.length >= most ? "the first " : "") + rows.length.toLocaleString("en"))]));
    part.append(book.concordanceOf(rows));
    results.append(part);
  }

  function draw(found, done) {
    if (pressed) { pressed = [found, done]; return; } // a link under a finger stays where it is
    var total = found.passage.length + found.claim.length + found.note.length;
    var held = results.contains(document.activeElement) && document.activeElement.href;
    results.replaceChildren();
    var cards = found.named.filter(function (f) { return !f.grade && f.name.kind !== "source"; }).slice(0, 2);
    if (cards.length && state.view !== "lines") results.append(make("ol", "found-cards", cards.map(card)));
    var others = found.named.filter(function (f) { return cards.indexOf(f) < 0; });
    if (state.view === "lines") { if (found.passage.length) lines(found); }
    else {
      if (others.length && (!state.kind || others.length && !kinds[state.kind] || state.kind === "note")) section("named", "Pages of that name", others, namedItem);
      var item = function (hit) { return hitItem(hit, found.terms); };
      if (found.passage.length) section("passage", "In the sources", found.passage, item);
      if (found.claim.length) section("claim", "Statements", found.claim, item);
      if (found.note.length) section("note", "In the notes", found.note, item);
    }
    if (held) { // more has come in while one walked through the results
      var same = [].slice.call(results.querySelectorAll("a")).filter(function (l) { return l.href === held; })[0];
      (same || box).focus({ preventScroll: true });
    }
    var text = "";
    if (state.q && !total && !found.named.length) text = done ? "Nothing holds " + (found.terms.length > 1 ? "all of these words together." : "this.") + " Fewer words, or another spelling, may." : "Looking …";
    else if (state.q) {
      text = [[found.passage.length, "passage"], [found.claim.length, "statement"], [found.note.length, "paragraph of notes", "paragraphs of notes"], [found.named.length, "page of that name", "pages of that name"]]
        .filter(function (c) { return c[0]; }).map(function (c) { return count.apply(null, c); }).join(", ") + (done ? "." : " so far …");
    }
    say(text);
    box.setAttribute("data-done", done ? state.q : ""); // for tests
  }
  /** What is said aloud waits until the typing stops. */
  function say(text) {
    clearTimeout(say.timer);
    say.timer = setTimeout(function () { if (status.textContent !== text) status.textContent = text; }, 250);
  }

  function run() {
    clearTimeout(later);
    later = setTimeout(keep, 300);
    document.body.classList.toggle("search-asked", !!state.q);
    if (!state.q) { engine.find("", state, function () {}); results.replaceChildren(); say(""); box.removeAttribute("data-done"); return; }
    var go = function () { engine.find(state.q, state, draw); };
    if (state.view === "lines") book.load("concordance", go); else go();
  }

  // ---- opening and closing ---------------------------------------------------------------------------------------
  function start(values, key) {
    fields.forEach(function (f) { state[f] = values.get(f === "q" ? key : f) || ""; });
    build();
    box.value = state.q;
    if (page) filters.querySelector("[name=view]").checked = state.view === "lines";
    var waits;
    engine.load(function () { // while the text comes in, what is found in it comes along
      if (waits && !engine.complete()) return;
      clearTimeout(waits);
      waits = setTimeout(function () { waits = null; fill(); if (state.q) run(); }, engine.complete() ? 0 : 150);
    });
    fill();
    if (state.q) run();
  }
  function shut() {
    panel.close();
  }

  book.openSearch = function () {
    if (page) { box.focus(); box.select(); return; }
    if (!panel) {
      panel = make("dialog", "search-panel");
      panel.setAttribute("aria-label", "Search");
      book.speak(panel);
      document.body.append(panel);
      panel.addEventListener("click", function (event) { if (event.target === panel) shut(); }); // beside it
      panel.addEventListener("close", function () { keep(); if (opener && opener.focus) opener.focus(); });
      start(new URLSearchParams(location.search), "search");
    }
    if (panel.open) { box.focus(); box.select(); return; }
    opener = document.activeElement;
    panel.showModal();
    box.focus();
    box.select();
  };

  if (page) {
    start(new URLSearchParams(location.search), "q");
    // On a phone the keyboard would stand over the results.
    if (!state.q || matchMedia("(hover: hover)").matches) box.focus();
  }
})(window.briefbook);
