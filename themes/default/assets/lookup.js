/* briefbook: loads what search and previews need, on first use. Pages opened from disk may load classic scripts
   and nothing else, so data are scripts too: each calls briefbook.register(name, data).

   What the scripts need from a page, should a theme have templates of its own:
   - a <script src=".../assets/lookup.js" defer>; all other files, lookup.css too, are found from there;
   - <a class="search-open" href="search.html">, of which there may be several or none: `/` and Ctrl+K work anyway;
   - on the search page an element with the id `search`; the class `search-without` is for readers without scripts;
   - the text in <main>; links to pages of the book as plain <a href>;
   - the concordance in #concordance as h3.kwic-source + ol.kwic[data-source] > li > a.pn + .l + .c > b + .r. */
(function () {
  "use strict";
  var assets = new URL(".", document.currentScript.src), waiting = {}, data = {};
  var book = window.briefbook = {
    /** The top of the site, as a URL. */
    root: new URL("..", assets),

    /** Called by each file of data. */
    register: function (name, value) { data[name] = value; },

    /** Loads assets/<name>.js once, then calls `then` with what it registered, or with nothing if there is no such file. */
    load: function (name, then) {
      if (waiting[name]) { if (waiting[name] === "done") then(data[name]); else waiting[name].push(then); return; }
      var script = document.createElement("script"), list = waiting[name] = [then];
      script.src = new URL(name.split("/").map(encodeURIComponent).join("/") + ".js", assets);
      script.onload = script.onerror = function () {
        waiting[name] = "done";
        list.forEach(function (f) { f(data[name]); });
      };
      document.head.append(script);
    },

    /** An element with a class, and text or elements in it. */
    make: function (tag, name, content) {
      var element = document.createElement(tag);
      if (name) element.className = name;
      [].concat(content === undefined ? [] : content).forEach(function (part) { if (part) element.append(part); });
      return element;
    },

    /** Gives an element the language of the book, where a page has another. */
    speak: function (element) {
      var header = document.querySelector(".site-header");
      if (header) { element.lang = header.lang; element.dir = header.dir; }
      return element;
    },

    /** The page of the book a link leads to: {page, anchor}; nothing if it leads elsewhere. */
    inside: function (link) {
      var root = book.root.href.replace(/[?#].*/, ""), url = link.href.split(/[?#]/)[0];
      if (url.indexOf(root) !== 0 || !/\.html$/.test(url)) return null;
      try {
        return { page: decodeURIComponent(url.slice(root.length, -5)), anchor: decodeURIComponent(link.hash.slice(1)) };
      } catch (e) { return null; } // not percent-encoded as it should be
    }
  };

  /** Their stylesheet comes with the scripts; they wait for it, so that nothing is seen without it. */
  function style(then) {
    if (document.querySelector("link[href$='assets/lookup.css']")) { then(); return; }
    var link = book.make("link");
    link.rel = "stylesheet";
    link.href = new URL("lookup.css", assets);
    link.onload = link.onerror = then;
    document.head.append(link);
  }

  /** The engine finds, search.js shows. */
  function search(then) {
    style(function () { book.load("search-engine", function () { book.load("search", then || function () {}); }); });
  }
  function open() { search(function () { if (book.openSearch) book.openSearch(); }); } // none came if one went on meanwhile

  document.querySelectorAll(".search-open").forEach(function (link) {
    link.setAttribute("aria-keyshortcuts", "/ Control+K");
    link.addEventListener("click", function (event) {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open();
    });
  });
  document.addEventListener("keydown", function (event) {
    var slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing
      && !event.target.closest("input, textarea, select, [contenteditable]");
    var k = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if (slash || k) { event.preventDefault(); open(); }
  });

  var asked = new URLSearchParams(location.search);
  if (document.getElementById("search")) {
    search();
  } else if (asked.has("search")) {
    open(); // one went on from the results and came back
  } else if (asked.get("q")) {
    book.load("search-engine", function () { if (book.engine) book.engine.mark(asked.get("q")); });
  }

  // A concordance can be sorted once one comes near it.
  var lines = document.getElementById("concordance");
  if (lines) {
    new IntersectionObserver(function (seen, observer) {
      if (!seen.some(function (s) { return s.isIntersecting; })) return;
      observer.disconnect();
      book.load("concordance", function () { if (book.concordance) book.concordance(); });
    }, { rootMargin: "400px" }).observe(lines);
  }

  // The first link that is pointed at, focused or touched brings the previews.
  var events = ["pointerover", "focusin", "pointerdown"];
  function first(event) {
    var link = event.target.closest && event.target.closest("main a[href]");
    if (!link || document.getElementById("search")) return;
    events.forEach(function (name) { document.removeEventListener(name, first); });
    style(function () { book.load("preview", function () { if (book.preview) book.preview(event); }); });
  }
  events.forEach(function (name) { document.addEventListener(name, first); });
})();
