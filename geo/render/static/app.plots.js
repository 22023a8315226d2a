/* Outlines of the user: the ground of places in their layer, units as lines with names where these have room. */
"use strict";
geoAtlas.parts.plots = (function () {
  const { data, state, text } = geoAtlas;
  const { el, PX } = geoAtlas.parts.dom;
  const POINTS = ["carrier", "facility", "site"], UNIT = "unit";
  const LETTER = 12, LINE = 15, WIDE = 0.62;  // of a name: px of its type, of its line; width of a Latin letter against a Chinese one
  let map = null, pen = null, drawn = [], names = null;

  const layerOf = (plot) => POINTS.includes(plot.kind) ? "carriers" : "structure";
  const shown = (plot) => plot.kind === UNIT || state.layers[layerOf(plot)];
  const latlngs = (plot) => plot.polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon])));

  function shape(plot) {
    const { look } = plot, own = plot.kind !== UNIT;
    const layer = L.polygon(latlngs(plot), {
      pane: "plots", renderer: pen, interactive: own, smoothFactor: 0, lineJoin: "round", bubblingMouseEvents: false,
      color: look.stroke, weight: look.width_pt * PX, fill: own, fillColor: look.fill, fillOpacity: look.opacity || 0,
    });
    layer.on("add", () => layer.getElement().setAttribute("data-plot", plot.id));
    if (!own) return layer;
    const symbol = data.scene.symbols.find((item) => item.id === plot.symbol);
    layer.bindTooltip(() => el("div", { class: "tip", lang: geoAtlas.htmlLang() }, el("strong", {}, text(plot.label))), { sticky: true, opacity: 1, className: "tip-box" });
    if (symbol) layer.bindPopup(() => el("div", { class: "cards", lang: geoAtlas.htmlLang() }, geoAtlas.parts.symbols.card(symbol)), { maxWidth: 300, maxHeight: Math.min(320, map.getSize().y * 0.6) });
    return layer;
  }

  /* The name of a unit, where its outline is wide and high enough and no other name stands. */
  function name(plot, layer, taken) {
    const said = text(plot.label);
    const width = [...said].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 1 : WIDE) * LETTER, 4);
    const box = layer.getBounds(), low = map.latLngToLayerPoint(box.getSouthWest()), high = map.latLngToLayerPoint(box.getNorthEast());
    if (high.x - low.x < width || low.y - high.y < LINE) return null;
    const world = map.project([plot.point[1], plot.point[0]], map.getZoom());
    const place = [world.x - width / 2, world.y - LINE / 2, world.x + width / 2, world.y + LINE / 2];
    if (taken.some((other) => geoAtlas.parts.places.clash(place, other))) return null;
    taken.push(place);
    const icon = L.divIcon({ html: el("span", { class: "unit-name" }, said), className: "unit-box", iconSize: [width, LINE] });
    return L.marker([plot.point[1], plot.point[0]], { icon, pane: "labels", interactive: false, keyboard: false });
  }

  function rename() {
    if (names) names.remove();
    const taken = geoAtlas.parts.labels.boxes().concat(geoAtlas.parts.symbols.standing().map((item) => item.box));
    names = L.layerGroup(drawn.filter(([plot]) => plot.kind === UNIT).map(([plot, layer]) => name(plot, layer, taken)).filter(Boolean)).addTo(map);
  }

  function redraw() {
    for (const [, layer] of drawn) layer.remove();
    drawn = (data.scene.plots || []).map((plot) => [plot, shape(plot)]);
    for (const [plot, layer] of drawn) if (shown(plot)) layer.addTo(map);
    rename();
  }

  function draw(given) {
    map = given;
    pen = L.svg({ pane: "plots", padding: 0.6 }).addTo(map);
    redraw();
    map.on("zoomend", rename);
    geoAtlas.listen((change) => { if (change.scene || "layers" in change || "lang" in change) redraw(); });
  }

  return { draw };
})();
