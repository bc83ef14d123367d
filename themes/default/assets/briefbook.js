/* briefbook: colours and the outline. A classic script, loaded before anything is painted; everything reads without it. */
(function () {
  "use strict";
  var root = document.documentElement, order = ["auto", "light", "dark"], words = { auto: "Auto", light: "Light", dark: "Dark" };

  function kept() { try { return localStorage.getItem("briefbook-theme") || "auto"; } catch (e) { return "auto"; } }
  function keep(t) { try { localStorage.setItem("briefbook-theme", t); } catch (e) { /* private mode, file:// */ } }
  function set(t) { if (t === "auto") root.removeAttribute("data-theme"); else root.setAttribute("data-theme", t); }

  var theme = kept();
  if (order.indexOf(theme) < 0) theme = "auto";
  if (theme !== "auto") set(theme);
  root.setAttribute("data-script", ""); // so that what needs a script has its room before anything is painted

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector(".theme-toggle"), outline = document.querySelector("details.outline");

    if (button) {
      var say = function () { button.textContent = "◐ " + words[theme]; button.setAttribute("aria-label", "Colour scheme: " + words[theme] + ". Change"); };
      say();
      button.addEventListener("click", function () {
        theme = order[(order.indexOf(theme) + 1) % order.length];
        set(theme); keep(theme); say();
      });
    }

    if (outline && window.matchMedia) {
      var wide = window.matchMedia("(min-width: 72rem)"), fold = function () { outline.open = wide.matches; };
      fold();
      outline.setAttribute("data-set", "");
      if (wide.addEventListener) wide.addEventListener("change", fold);
    }
  });
})();
