/* The map picture: ground, areas, outlines, selection. */
"use strict";
geoAtlas.parts.picture = (function () {
  const { data, state, text } = geoAtlas;
  const { el, PX, define, pattern, patternId, paint } = geoAtlas.parts.dom;
  const { objects, areas, lines: linesOf, loose, layer } = geoAtlas.parts.shapes;
  const shapes = new Map();
  let map = null;
  let chosen = null;
  let counties = null, countyLines = null;  // made when they are first asked for
  let areasPen = null, chosenPen = null;

  /* A path that listens for the focus would be a stop of the Tab key, without a name. */
  L.Layer.include({ _addFocusListenersOnLayer() {} });

  function panes() {
    const order = ["ground", "areas", "belts", "lines", "chosen", "plots", "bands", "symbols", "labels"];
    order.forEach((name, i) => { map.createPane(name).style.zIndex = String(300 + 20 * i); });
    map.getPane("labels").setAttribute("aria-hidden", "true");
    for (const name of ["ground", "belts", "lines", "chosen", "labels"]) map.getPane(name).style.pointerEvents = "none";
  }

  function renderer(name) {
    return L.svg({ pane: name, padding: 0.6 });
  }

  /* --- ground ---------------------------------------------------------------------------- */

  function drawGround() {
    const scene = data.scene, lines = data.shared.lines;
    const common = { pane: "ground", renderer: renderer("ground"), interactive: false, fill: true, fillColor: scene.land, fillOpacity: 1 };
    if (data.geometry.beyond) L.geoJSON(data.geometry.beyond, { ...common, style: { ...common, stroke: false } }).addTo(map);
    for (const item of objects("neighbours")) layer(areas(item), { ...common, ...lines.outside }).addTo(map);
    layer(areas(...objects("province")), { ...common, ...lines.surround }).addTo(map);
  }

  /* --- areas ------------------------------------------------------------------------------ */

  function layerOf(area) {
    if (area.level === "county") return "counties";
    return area.level === "sar" ? "sars" : "prefectures";
  }

  function styleOf(area) {
    const style = area.style;
    return {
      fill: true, fillColor: paint(style), fillOpacity: 1, color: style.stroke,
      weight: Math.max(data.shared.lines.area.weight, style.stroke_width_pt * PX), lineJoin: "round",
    };
  }

  function tooltip(area) {
    const rows = (area.statements || []).slice(0, 3);
    const said = rows.map((row) => el("p", { class: "tip-said" },
      (row.terms || []).map(text).join(state.lang === "en" ? ", " : "、") || text(row.heading),
      el("span", { class: "locator" }, text(row.locator))));
    return el("div", { class: "tip", lang: geoAtlas.htmlLang() },
      el("strong", {}, text(area.name)), el("p", { class: "tip-state" }, text(area.state_text)), ...said);
  }

  function drawArea(shape, area) {
    const drawn = layer(shape, { pane: "areas", renderer: areasPen, ...styleOf(area), bubblingMouseEvents: false }).addTo(map);
    drawn.on("click", () => geoAtlas.set({ city: area.adcode }));
    drawn.on("mouseover", () => outline(area.adcode));
    drawn.on("mouseout", () => outline(state.city));
    drawn.bindTooltip(() => tooltip(area), { sticky: true, opacity: 1, className: "tip-box", direction: "auto" });
    drawn.getElement().setAttribute("data-adcode", area.adcode);
    drawn.getElement().setAttribute("data-state", area.state);
    shapes.set(area.adcode, drawn);
  }

  function drawAreas() {
    for (const drawn of shapes.values()) drawn.remove();
    shapes.clear();
    const shown = data.scene.areas.concat(data.scene.context).filter((area) => area.level !== "province");
    const wanted = new Map(shown.map((area) => [area.adcode + layerOf(area), area]));
    const drawn = [];
    for (const name of new Set(shown.map(layerOf))) {
      for (const item of objects(name)) {
        const area = wanted.get(item.id + name);
        if (area) drawn.push([shown.indexOf(area), areas(item), area]);
      }
    }
    drawn.sort((a, b) => a[0] - b[0]).forEach(([, shape, area]) => drawArea(shape, area));
    const styles = new Map(data.scene.areas.filter((area) => area.style.pattern).map((area) => [patternId(area.style), area.style]));
    define(map.getPane("areas"), [...styles].map(([id, style]) => pattern(style, id)));
  }

  /* A name stands for its area: what happens to it happens to the area. */
  function names() {
    for (const type of ["click", "mouseover", "mousemove", "mouseout"]) {
      map.getPane("labels").addEventListener(type, (event) => {
        const name = event.target.closest("[data-label]"), path = name && map.getPane("areas").querySelector(`[data-adcode="${name.dataset.label}"]`);
        if (!path) return;
        event.stopPropagation();
        path.dispatchEvent(new MouseEvent(type, event));
      });
    }
  }

  /* --- lines over the areas ----------------------------------------------------------------- */

  const inner = (name) => linesOf(topojson.meshArcs(data.geometry.topology, data.geometry.topology.objects[name], (a, b) => a !== b));

  function drawLines() {
    const lines = data.shared.lines, common = { pane: "lines", renderer: renderer("lines"), interactive: false };
    countyLines = () => counties = counties || layer(inner("counties"), { ...common, ...lines.county });
    layer(inner("prefectures"), { ...common, ...lines.border }).addTo(map);
    for (const { geometry } of data.geometry.lines.features) layer(loose(geometry.coordinates), { ...common, ...lines.limit }).addTo(map);
    layer(areas(...objects("province")), { ...common, lineJoin: "round", ...lines.coast }).addTo(map);
  }

  function outline(adcode) {
    if (chosen) chosen.remove();
    chosen = null;
    if (!shapes.has(adcode)) return;
    const { shape } = shapes.get(adcode), common = { pane: "chosen", interactive: false, renderer: chosenPen }, { casing, chosen: line } = data.shared.lines;
    chosen = L.layerGroup([layer(shape, { ...common, ...casing }), layer(shape, { ...common, ...line })]).addTo(map);
  }

  /* Bounds of the city of a city's sheet, or of a territory smaller than the province; else nothing. */
  function territory() {
    const focus = shapes.get(data.scene.focus);
    if (focus) return focus.getBounds();
    if (data.scene.areas.some((area) => area.level === "prefecture")) return null;
    const all = L.latLngBounds([]);
    for (const area of data.scene.areas) if (shapes.has(area.adcode)) all.extend(shapes.get(area.adcode).getBounds());
    return all.isValid() ? all : null;
  }

  /* The whole area comes into view if the pan would leave it outside. */
  function reveal(adcode) {
    const middle = shapes.has(adcode) && shapes.get(adcode).getBounds().getCenter();
    if (middle && !map.getBounds().contains(middle)) map.panTo(middle);
  }

  function apply(change) {
    if (change.scene) drawAreas();
    if ("city" in change) outline(state.city);
    if ("city" in change && !change.scene) reveal(state.city);
    if ("layers" in change) {
      if (state.layers.counties) countyLines().addTo(map);
      else if (counties) counties.remove();
    }
  }

  function draw(given) {
    map = given;
    panes();
    areasPen = renderer("areas");
    chosenPen = renderer("chosen");
    drawGround();
    drawAreas();
    drawLines();
    names();
    apply({ city: state.city, layers: state.layers });
    L.control.scale({ imperial: false, maxWidth: 120, position: "bottomright" }).addTo(map);
    geoAtlas.listen(apply);
  }

  return { draw, territory, tooltip };
})();
