(function () {
  "use strict";
  function look() {
    var now = Date.now(), shown = document.querySelectorAll("[data-until]"), left = shown.length;
    Array.prototype.forEach.call(shown, function (part) {
      if (now >= Date.parse(part.getAttribute("data-until"))) {
        if (part.hasAttribute("data-title")) { document.title = part.getAttribute("data-title"); }
        part.remove();
        left -= 1;
      }
    });
    var over = document.querySelector("[data-over]");
    if (over && left === 0) { over.hidden = false; }
  }
  look();
  setInterval(look, 60000);
}());
