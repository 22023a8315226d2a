/* The address of what is seen, copied; where a page may not write to the clipboard, shown and selected. */
"use strict";
geoAtlas.parts.link = (function () {
  const { word } = geoAtlas;
  const { at } = geoAtlas.parts.panel;

  function tell(key, address) {
    at("link-said").hidden = false;
    at("link-words").textContent = word(key);
    at("link-field").hidden = !address;
    at("link-field").value = address || "";
    if (address) at("link-field").select();
  }

  function copy() {
    const address = location.href.split("#")[0] + "#" + geoAtlas.hash();
    const written = navigator.clipboard ? navigator.clipboard.writeText(address) : Promise.reject();
    written.then(() => tell("link_copied"), () => tell("link_selected", address));
  }

  function close() {
    const inside = at("link-said").contains(document.activeElement);
    at("link-said").hidden = true;
    if (inside) at("link").focus();
  }

  function draw() {
    at("link").hidden = location.protocol === "about:";
    at("link").addEventListener("click", copy);
    at("share").addEventListener("focusout", (event) => { if (!at("share").contains(event.relatedTarget)) close(); });
    geoAtlas.listen(close);
  }

  return { draw, close };
})();
