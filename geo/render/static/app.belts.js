/* Belts and zones: lines over their areas with a rim along their outline, bands along their coast. */
"use strict";
geoAtlas.parts.belts = (function () {
  const { data, state, text } = geoAtlas;
  const { el, define, statements, beltPattern, beltId } = geoAtlas.parts.dom;
  const { areas, layer: shapeLayer } = geoAtlas.parts.shapes;
  let map = null;
  let layer = null;
  let pen = null;

  /* The areas of a belt as one shape. */
  function whole(belt) {
    const codes = new Set(belt.adcodes), all = data.geometry.topology.objects;
    const level = all.prefectures.geometries.some((item) => codes.has(item.id)) ? all.prefectures : all.counties;
    return areas(topojson.mergeArcs(data.geometry.topology, level.geometries.filter((item) => codes.has(item.id))));
  }

  function lined(belt) {
    const common = { pane: "belts", renderer: pen, interactive: false }, shape = whole(belt);
    return [
      shapeLayer(shape, { ...common, color: belt.color, ...data.shared.belts.rim }),
      shapeLayer(shape, { ...common, stroke: false, fill: true, fillColor: "url(#" + beltId(belt) + ")", fillOpacity: 1 }),
    ];
  }

  function offshore(belt) {
    const { coast } = data.shared.belts;
    const rings = belt.waters.map((ring) => [ring.map(([lon, lat]) => [lat, lon])]);
    const band = L.polygon(rings, { pane: "belts", renderer: pen, smoothFactor: 0, color: belt.color, weight: coast.weight, fillColor: belt.color, fillOpacity: coast.opacity, lineJoin: "round" });
    band.bindTooltip(() => el("div", { class: "tip", lang: geoAtlas.htmlLang() }, el("strong", {}, text(belt.label))), { sticky: true, opacity: 1, className: "tip-box" });
    band.bindPopup(() => el("div", { class: "cards", lang: geoAtlas.htmlLang() }, el("div", { class: "card" },
      el("p", { class: "card-name" }, text(belt.label)), el("p", { class: "quiet" }, members(belt)), statements(belt.statements))), { maxWidth: 300 });
    return [band];
  }

  const members = (belt) => belt.adcodes.map((code) => text(geoAtlas.area(code).short)).join(state.lang === "en" ? ", " : " ");

  /* Each path of a belt names it. */
  const named = (path, belt) => path.on("add", () => path.getElement().setAttribute("data-belt", belt.id));

  function redraw() {
    if (layer) layer.remove();
    const belts = data.scene.belts || [];
    layer = L.layerGroup(belts.flatMap((belt) => (belt.hatch ? lined(belt) : offshore(belt)).map((item) => named(item, belt))));
    define(map.getPane("belts"), belts.filter((belt) => belt.hatch).map((belt) => beltPattern(belt, beltId(belt))));
  }

  function apply(change) {
    if (change.scene) redraw();
    if (!("layers" in change)) return;
    if (state.layers.structure) layer.addTo(map);
    else layer.remove();
  }

  function draw(given) {
    map = given;
    pen = L.svg({ pane: "belts", padding: 0.6 }).addTo(map);
    redraw();
    apply({ layers: state.layers });
    geoAtlas.listen(apply);
  }

  return { draw };
})();
