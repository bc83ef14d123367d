/* briefbook: what a link leads to, shown beside it while it is pointed at or has the focus: a passage with the sentence
   that is cited and the words quoted from it marked, a concept's definition, a source's record, a footnote.

   It waits a little, goes away with Escape, stays while the pointer is on it, and never takes the focus (WCAG 1.4.13).
   On a touch screen links are followed as ever, since browsers there show a page on a long press themselves; only a
   footnote's sign shows its note in place. */
(function (book) {
  "use strict";
  var FILES = 64, PASSAGES = 32, MOST = 640, WAIT = 300, GRACE = 250, ROOM = 8; // the first three as in src/lookup/
  var make = book.make, card = null, shownFor = null, wanted = null, timer, leaving, dismissed = null;
  // Lists that already say what they lead to, and ways through the book.
  var plain = ".entries, .outline, .crumbs, .sequel, .preview, .search-page";

  /** Whether a link has a preview, and what it leads to. */
  function target(link) {
    if (!link || !link.closest("main") || link.closest(plain)) return null;
    var to = book.inside(link), here = location.href.split(/[?#]/)[0] === link.href.split(/[?#]/)[0];
    if (here) {
      var spot = link.matches(".fn, .ref") && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return spot ? { spot: spot } : null;
    }
    return to;
  }

  // ---- what is shown -----------------------------------------------------------------------------------------------
  /** Calls `then` with the elements to show, or with nothing. */
  function content(link, to, then) {
    if (to.spot) {
      var words = to.spot.cloneNode(true);
      words.querySelectorAll(".fn-back").forEach(function (back) { back.remove(); });
      then([make("p", "preview-words", words.textContent.trim())]);
      return;
    }
    var sum = 0;
    for (var n = 0; n < to.page.length; n++) sum = (sum + to.page.charCodeAt(n)) % FILES;
    book.load("previews/pages-" + sum, function (pages) {
      var about = pages && pages[to.page], para = /^p(\d+)(?:s([\d-]+))?$/.exec(to.anchor);
      if (!about) { then(null); return; }
      var file = para && Math.floor((para[1] - 1) / PASSAGES);
      if (para && about.kind === "source" && (about.files || []).indexOf(file) >= 0) {
        book.load("previews/" + to.page + "/" + file, function (list) {
          var found = list && list[para[1]];
          then(found ? passage(link, about, para[1], para[2], found) : page(about));
        });
      } else then(page(about, to.anchor));
    });
  }

  function head(what, small) { return make("p", "preview-head", [make("b", "", what), small ? " " : "", small ? make("small", "", small) : ""]); }
  function said(content, lang) {
    var words = make("p", "preview-words", content);
    if (lang) words.lang = lang;
    words.dir = "auto";
    return words;
  }

  function passage(link, about, number, sentence, found) {
    var near = !sentence && link.getAttribute("data-near"), spot = found[3] && found[3][sentence || near], place = found[2] || "passage " + number;
    if (spot && sentence) place += ", " + (sentence.indexOf("-") > 0 ? "sentences " : "sentence ") + sentence.replace("-", "–");
    var parts = [head((about.short || about.title) + ", " + place, found[1])];
    parts.push(said(spot ? within(found[0], spot, quoted(link), near) : around(found[0], quoted(link), found[3] && found[3][""]), about.lang));
    if (spot && near) parts.push(make("p", "preview-facts", "The passage is cited as a whole. Underlined: the words nearest to what is said here."));
    return parts;
  }

  function page(about, anchor) {
    var section = anchor && about.sections && about.sections[anchor], parts = [];
    parts.push(head(section && section[0] || about.title, section && section[0] !== about.title ? about.title : about.kind));
    if (section) parts.push(said(section[1], about.lang));
    else {
      if (about.words) parts.push(said(about.words, about.lang));
      if (about.labels) {
        parts.push(make("p", "preview-names", about.labels.map(function (l) {
          var label = make("span", "", l[0]);
          if (l[1]) label.lang = l[1];
          return label;
        })));
      }
      if (about.facts) parts.push(make("p", "preview-facts", about.facts.join(" · ")));
    }
    return parts;
  }

  /** The words that stand beside a citation and should be found in its passage: quotation marks before it, the
      quotation above it, the key word of a concordance. */
  function quoted(link) {
    var line = link.closest(".kwic li"), figure = link.closest("figure, .claim"), block;
    if (line) return (line.querySelector(".c b") || line).textContent;
    if (figure && (block = figure.querySelector("blockquote"))) return block.textContent;
    block = link.closest("p, li, td, dd, blockquote");
    if (!block) return "";
    var before = document.createRange();
    before.setStart(block, 0);
    before.setEndBefore(link);
    var all = before.toString().match(/[“"„«「]([^“”"„«»「」]+)[”"»」]/g) || [], last = all[all.length - 1] || "";
    return last.slice(1, -1);
  }

  /** A passage with a sentence marked, and with what of it stands around that; some words of the sentence are marked more. */
  function within(text, spot, words, near) {
    var own = text.slice(spot[0], spot[1]), at = near ? null : seek(own, words);
    if (at && own.length > 2 * MOST) return around(text, words);
    var inner = at ? [own.slice(0, at[0]), make("mark", "", own.slice(at[0], at[1])), own.slice(at[1])] : [own];
    return [spot[2] ? "… " : "", text.slice(spot[2], spot[0]), make("mark", near ? "near" : "sentence", inner), text.slice(spot[1], spot[3]), spot[3] < text.length ? " …" : ""];
  }

  /** Where some words begin and end in a text, whatever the forms of its marks and spaces; nothing where they are not. */
  function seek(text, words) {
    var tidy = function (t) { return t.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s/g, " "); };
    var key = tidy(words.trim().replace(/\s+/g, " ")).replace(/^\W*(\.\.\.|…)\s*|[.,;:…]+$/g, ""), low = tidy(text);
    if (low.length !== text.length) low = text;
    var at = key.length > 1 ? low.indexOf(key) : -1;
    return at < 0 ? null : [at, at + key.length];
  }

  /** A passage with some of its words marked, and no longer than fits. */
  function around(text, words, opening) {
    var found = seek(text, words), at = found && found[0], end = found && found[1];
    if (!found) return opening ? text.slice(0, opening[3]) + " …" : text;
    var from = text.length <= MOST ? 0 : Math.max(0, Math.min(at - 200, text.length - MOST)), to = Math.max(end, from + MOST);
    if (from) from = text.indexOf(" ", from) + 1 || from;
    if (to < text.length) to = Math.max(end, text.lastIndexOf(" ", to));
    return [from ? "… " : "", text.slice(from, at), make("mark", "", text.slice(at, end)), text.slice(end, to), to < text.length ? " …" : ""];
  }

  // ---- when and where ----------------------------------------------------------------------------------------------
  function want(link, point) {
    var to = target(link);
    if (!to || link === dismissed) return;
    clearTimeout(leaving);
    if (link === shownFor) return;
    clearTimeout(timer);
    wanted = link;
    timer = setTimeout(function () {
      content(link, to, function (parts) {
        if (wanted === link && parts && document.contains(link)) show(link, parts, point);
      });
    }, WAIT);
  }

  function show(link, parts, point) {
    hide();
    card = book.speak(make("div", "preview", parts));
    card.id = "preview";
    card.setAttribute("role", "tooltip");
    card.addEventListener("pointerenter", function () { clearTimeout(leaving); });
    card.addEventListener("pointerleave", leave);
    place().append(card);
    shownFor = link;
    if (!link.hasAttribute("aria-describedby")) link.setAttribute("aria-describedby", "preview");
    // Beside the line of the link that is pointed at, below it if there is room.
    var rects = [].slice.call(link.getClientRects()), rect = rects[0] || link.getBoundingClientRect();
    if (point) rect = rects.filter(function (r) { return point.y >= r.top - 2 && point.y <= r.bottom + 2; })[0] || rect;
    var width = card.offsetWidth, height = card.offsetHeight, view = document.documentElement;
    var left = Math.max(ROOM, Math.min((point ? point.x : rect.left) - 40, view.clientWidth - width - ROOM));
    var below = rect.bottom + ROOM / 2, top = below + height <= view.clientHeight || rect.top < height + ROOM ? below : rect.top - height - ROOM / 2;
    var frame = card.offsetParent, from = frame && getComputedStyle(frame).position !== "static" ? frame.getBoundingClientRect() : { left: -scrollX, top: -scrollY };
    card.style.left = left - from.left + "px";
    card.style.top = top - from.top + "px";
  }

  /** Where a preview stands: in the matter of the page, so that who goes by landmarks comes to it. */
  function place() { return document.querySelector("main") || document.body; }

  function hide() {
    clearTimeout(timer);
    clearTimeout(leaving);
    if (card) card.remove();
    if (shownFor && shownFor.getAttribute("aria-describedby") === "preview") shownFor.removeAttribute("aria-describedby");
    card = shownFor = null;
  }
  function leave() {
    clearTimeout(timer);
    wanted = null;
    clearTimeout(leaving);
    leaving = setTimeout(hide, GRACE);
  }

  function linkOf(event) { return event.target.closest ? event.target.closest("a[href]") : null; }
  function over(event) {
    if (event.pointerType === "touch") return;
    var link = linkOf(event);
    if (link !== dismissed) dismissed = null;
    if (link) want(link, { x: event.clientX, y: event.clientY });
  }
  function focused(event) {
    var link = linkOf(event);
    if (link && link.matches(":focus-visible")) { dismissed = null; want(link); } else if (shownFor && link !== shownFor) leave();
  }
  document.addEventListener("pointerover", over);
  document.addEventListener("pointerout", function (event) {
    var link = linkOf(event);
    if (link && !link.contains(event.relatedTarget) && event.pointerType !== "touch" && document.activeElement !== link) leave();
  });
  document.addEventListener("focusin", focused);
  document.addEventListener("focusout", function (event) { if (shownFor === event.target || wanted === event.target) leave(); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && (card || wanted)) { dismissed = shownFor || wanted; wanted = null; hide(); }
  });

  // A footnote under the finger: the note at the foot of the screen; its number there leads on.
  document.addEventListener("click", function (event) {
    var link = linkOf(event), touched = event.pointerType === "touch";
    if (card && card.classList.contains("preview-sheet") && !card.contains(event.target)) hide();
    if (!touched || !link || !link.matches(".fn") || !target(link)) return;
    event.preventDefault();
    content(link, target(link), function (parts) {
      var close = make("button", "preview-close", "Close");
      close.type = "button";
      close.addEventListener("click", hide);
      hide();
      card = book.speak(make("div", "preview preview-sheet", parts.concat(close)));
      card.setAttribute("role", "note");
      place().append(card);
    });
  });

  /** Takes the event that brought this script, unless the pointer or the focus has gone on meanwhile. */
  book.preview = function (event) {
    var link = linkOf(event);
    if (event.type === "focusin" && link === document.activeElement) focused(event);
    else if (event.type === "pointerover" && link && link.matches(":hover")) over(event);
  };
})(window.briefbook);
