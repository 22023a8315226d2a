/* What of the map is seen: the whole of it, or the place that the reader went to and the address tells. */
"use strict";
geoAtlas.parts.frame = (function () {
  const { data, state } = geoAtlas;
  const { picture } = geoAtlas.parts;
  let map = null;
  let home = null;  // place of the whole map; null while it moves there
  let away = false;  // whether the reader has moved the map from there
  let ours = false;  // whether it is moved by us, at one go
  let fitted = null;  // frame and size for which the whole map was shown

  const bounds = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east]);
  const frameOf = (view) => (view === "home" && picture.territory()) || bounds(data.shared.frames[view]);

  /* The middle and the zoom as they stand in an address. */
  function place() {
    const centre = map.getCenter();
    return [centre.lat.toFixed(3), centre.lng.toFixed(3), map.getZoom().toFixed(2)].map(Number).join();
  }

  /* The address tells the place, unless it is that of the whole map. */
  function record() {
    away = place() !== home;
    const at = away ? place() : "";
    if (at !== state.at) geoAtlas.set({ at });
  }

  function moved() {
    if (ours || (home !== null && !away)) return;
    if (home === null) home = place();
    map.panInsideBounds(map.options.maxBounds);
    record();
  }

  function frame(view, animate) {
    const small = map.getSize().x < 500;
    const first = small ? [2, 36] : [8, 8], last = small ? [2, 44] : [8, 50];
    map.fitBounds(frameOf(view), { paddingTopLeft: first, paddingBottomRight: last, animate });
    if (!animate) map.panInsideBounds(map.options.maxBounds, { animate: false });
  }

  const extent = () => frameOf("home").toBBoxString() + map.getSize();

  /* The whole map, at once; the address is left as it is. */
  function whole() {
    ours = true;
    frame("home", false);
    ours = away = false;
    home = place();
    fitted = extent();
  }

  function show(view, still) {
    const animate = !still && !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (view !== "home") frame(view, animate);
    else if (animate) {
      home = null;
      away = false;
      frame(view, animate);
    } else {
      whole();
      record();
    }
  }

  /* The whole map follows its frame and the size of its window until the reader has moved it. In a hidden
     tab or a closed part of a page there is no size yet. */
  function fit() {
    map.invalidateSize({ animate: false });
    const size = map.getSize();
    if (!away && size.x && size.y && extent() !== fitted) whole();
  }

  /* Goes where the address says, if that is a place on the map. */
  function go() {
    const [lat, lon, zoom] = state.at.split(",").map(Number);
    const known = /^-?\d+(\.\d+)?,-?\d+(\.\d+)?,\d+(\.\d+)?$/.test(state.at) && zoom >= map.getMinZoom() && zoom <= map.getMaxZoom() && map.options.maxBounds.contains([lat, lon]);
    if (known) map.setView([lat, lon], zoom, { animate: false });
    else show("home", true);
  }

  function apply(change) {
    if (change.scene) fit();
    if ("at" in change && change.at !== (away ? place() : "")) go();
  }

  /* Before anything is drawn. */
  function use(given) {
    map = given;
    map.invalidateSize({ animate: false });
    map.options.maxBounds = bounds(data.shared.frames.limit);  // setMaxBounds would move the map as if the reader did
    whole();
  }

  function draw() {
    fit();
    map.on("movestart", () => { away = away || (!ours && home !== null); });
    map.on("moveend", moved);
    if (state.at) go();
    geoAtlas.listen(apply);
    new ResizeObserver(fit).observe(map.getContainer());
  }

  return { use, draw, show, whole, go };
})();
