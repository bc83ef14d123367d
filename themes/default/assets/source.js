/* briefbook: on the page of a source, a button beside each passage that copies it with its citation. */
(function () {
  "use strict";
  var book = window.briefbook;
  /* Puts text into the clipboard, also from file:// and in browsers without the clipboard API. */
  function copy(text, done) {
    function fallback() {
      var area = document.createElement("textarea"), ok = false;
      area.value = text;
      area.setAttribute("readonly", "");
      area.className = "copy-area";
      document.body.appendChild(area);
      area.select();
      try { ok = document.execCommand("copy"); } catch (e) { /* not allowed here */ }
      document.body.removeChild(area);
      done(ok);
    }
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(function () { done(true); }, fallback);
    else fallback();
  }

  /* The words of a passage, without what the editors put in, and where they are from. */
  function quotation(passage, section) {
    var words = passage.querySelector("p:not(.absent), blockquote").cloneNode(true), added = words.querySelectorAll(".ed, .join");
    for (var n = 0; n < added.length; n++) added[n].parentNode.removeChild(added[n]);
    var place = passage.querySelector(".pn").getAttribute("data-place"), address = section.getAttribute("data-address");
    return "“" + words.textContent.replace(/\s+/g, " ").trim() + "” (" + section.getAttribute("data-cite") + ", " + place + ")" + (address ? " " + address + "#" + passage.id : "");
  }

  /** What a button shows, and what is read out. */
  function say(button, words, label) { button.textContent = words; button.setAttribute("aria-label", label); }

  function copyButtons(section) {
    var numbers = section.querySelectorAll(".passage > .pn");
    for (var n = 0; n < numbers.length; n++) {
      if (!numbers[n].parentNode.querySelector("p:not(.absent), blockquote") || numbers[n].parentNode.querySelector(":scope > .absent")) continue;
      var button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      book.speak(button);
      say(button, "Copy", "Copy " + numbers[n].getAttribute("data-place") + " with its citation");
      numbers[n].insertAdjacentElement("afterend", button);
    }
    section.addEventListener("click", function (event) {
      var button = event.target.closest ? event.target.closest("button.copy") : null;
      if (!button) return;
      copy(quotation(button.parentNode, section), function (ok) {
        var label = button.getAttribute("aria-label");
        say(button, ok ? "Copied" : "Not allowed", ok ? "Copied" : "The browser does not allow copying");
        button.focus();
        setTimeout(function () { say(button, "Copy", label); }, 2000);
      });
    });
  }

  var text = document.querySelector(".text[data-cite]");
  if (text) copyButtons(text);
})();
