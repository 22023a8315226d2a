/* Marks the end of the first frame with the areas of a map, and of the first with all that ours names. */
"use strict";
(function () {
  const wanted = [
    ["first-map", ".leaflet-pane path"],
    ["whole-map", "html[data-ready=yes] .label, html:not(:has(.map-page)) .leaflet-pane path"],
  ];
  function look() {
    while (wanted.length && document.documentElement && document.querySelector(wanted[0][1])) {
      const [name] = wanted.shift(), after = new MessageChannel();
      after.port1.onmessage = () => performance.mark(name);
      after.port2.postMessage(0);
    }
    if (wanted.length) requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
})();
