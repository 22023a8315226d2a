/* The map picture: ground, areas, outlines, selection. */
"use strict";
geoAtlas.parts.picture = (function () {
  const { data, state, text } = geoAtlas;
  const { el, PX, define, pattern, patternId, paint } = geoAtlas.parts.dom;
  const DEGREE = Math.PI / 180;
  const shapes = new Map(), cut = new Map();
  let map = null;
  let chosen = null;
  let counties = null, countyLines = null;  // made when they are first asked for
  let areasPen = null, chosenPen = null;

  function features(name) {
    if (!cut.has(name)) cut.set(name, topojson.feature(data.geometry.topology, data.geometry.topology.objects[name]));
    return cut.get(name);
  }

  /* A path that listens for the focus would be a stop of the Tab key, without a name. */
  L.Layer.include({ _addFocusListenersOnLayer() {} });

  /* Where a place lies in the world so many pixels wide: Leaflet's own sums, to the last bit. */
  function world(lon, lat, scale) {
    const { R } = L.Projection.SphericalMercator, sin = Math.sin(lat * DEGREE), a = 0.5 / (Math.PI * R);
    return [scale * (a * (R * lon * DEGREE) + 0.5), scale * (-a * (R * Math.log((1 + sin) / (1 - sin)) / 2) + 0.5)];
  }

  /* A ring with one object for a point, where Leaflet makes five: a map has thousands of points. */
  L.Polyline.include({
    _projectLatlngs(latlngs, result, bounds) {
      if (!(latlngs[0] instanceof L.LatLng)) {
        for (const ring of latlngs) this._projectLatlngs(ring, result, bounds);
        return;
      }
      const origin = this._map.getPixelOrigin(), scale = this._map.options.crs.scale(this._map.getZoom()), ring = new Array(latlngs.length);
      let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
      for (let i = 0; i < latlngs.length; i++) {
        const [x, y] = world(latlngs[i].lng, latlngs[i].lat, scale), point = ring[i] = new L.Point(Math.round(x) - origin.x, Math.round(y) - origin.y);
        west = Math.min(west, point.x); east = Math.max(east, point.x); north = Math.min(north, point.y); south = Math.max(south, point.y);
      }
      bounds.extend(new L.Point(west, north));
      bounds.extend(new L.Point(east, south));
      result.push(ring);
    },
  });

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
    const scene = data.scene, lines = data.shared.lines, pen = renderer("ground");
    if (data.geometry.beyond) L.geoJSON(data.geometry.beyond, { pane: "ground", renderer: pen, interactive: false, style: { fillColor: scene.land, fillOpacity: 1, stroke: false } }).addTo(map);
    L.geoJSON(features("neighbours"), {
      pane: "ground", renderer: pen, interactive: false,
      style: { fillColor: scene.land, fillOpacity: 1, ...lines.outside },
    }).addTo(map);
    L.geoJSON(features("province"), {
      pane: "ground", renderer: pen, interactive: false,
      style: { fillColor: scene.land, fillOpacity: 1, lineJoin: "round", ...lines.surround },
    }).addTo(map);
  }

  /* --- areas ------------------------------------------------------------------------------ */

  function layerOf(area) {
    if (area.level === "county") return "counties";
    return area.level === "sar" ? "sars" : "prefectures";
  }

  function styleOf(area) {
    const style = area.style;
    return {
      fillColor: paint(style), fillOpacity: 1, color: style.stroke,
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

  function drawArea(feature, area) {
    const layer = L.geoJSON(feature, { pane: "areas", renderer: areasPen, style: styleOf(area), bubblingMouseEvents: false });
    layer.addTo(map);
    layer.on("click", () => geoAtlas.set({ city: area.adcode }));
    layer.on("mouseover", () => outline(area.adcode));
    layer.on("mouseout", () => outline(state.city));
    layer.bindTooltip(() => tooltip(area), { sticky: true, opacity: 1, className: "tip-box", direction: "auto" });
    layer.eachLayer((path) => {
      const node = path.getElement();
      if (!node) return;
      node.setAttribute("data-adcode", area.adcode);
      node.setAttribute("data-state", area.state);
    });
    shapes.set(area.adcode, { feature, layer });
  }

  function drawAreas() {
    for (const { layer } of shapes.values()) layer.remove();
    shapes.clear();
    const shown = data.scene.areas.concat(data.scene.context).filter((area) => area.level !== "province");
    const wanted = new Map(shown.map((area) => [area.adcode + layerOf(area), area]));
    const drawn = [];
    for (const name of new Set(shown.map(layerOf))) {
      for (const feature of features(name).features) {
        const area = wanted.get(feature.id + name);
        if (area) drawn.push([shown.indexOf(area), feature, area]);
      }
    }
    drawn.sort((a, b) => a[0] - b[0]).forEach(([, feature, area]) => drawArea(feature, area));
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

  const inner = (name) => topojson.mesh(data.geometry.topology, data.geometry.topology.objects[name], (a, b) => a !== b);

  function drawLines() {
    const lines = data.shared.lines, pen = renderer("lines");
    const common = { pane: "lines", renderer: pen, interactive: false };
    countyLines = () => counties = counties || L.geoJSON(inner("counties"), Object.assign({ style: lines.county }, common));
    L.geoJSON(inner("prefectures"), Object.assign({ style: lines.border }, common)).addTo(map);
    L.geoJSON(data.geometry.lines, Object.assign({ style: lines.limit }, common)).addTo(map);
    L.geoJSON(features("province"), Object.assign({ style: { fill: false, lineJoin: "round", ...lines.coast } }, common)).addTo(map);
  }

  function outline(adcode) {
    if (chosen) chosen.remove();
    chosen = null;
    const shape = shapes.get(adcode);
    if (!shape) return;
    const common = { pane: "chosen", interactive: false, renderer: chosenPen };
    chosen = L.layerGroup([
      L.geoJSON(shape.feature, Object.assign({ style: { fill: false, ...data.shared.lines.casing } }, common)),
      L.geoJSON(shape.feature, Object.assign({ style: { fill: false, ...data.shared.lines.chosen } }, common)),
    ]).addTo(map);
  }

  /* Bounds of the city of a city's sheet, or of a territory smaller than the province; else nothing. */
  function territory() {
    const focus = shapes.get(data.scene.focus);
    if (focus) return focus.layer.getBounds();
    if (data.scene.areas.some((area) => area.level === "prefecture")) return null;
    const all = L.latLngBounds([]);
    for (const area of data.scene.areas) if (shapes.has(area.adcode)) all.extend(shapes.get(area.adcode).layer.getBounds());
    return all.isValid() ? all : null;
  }

  /* The whole area comes into view if the pan would leave it outside. */
  function reveal(adcode) {
    const shape = shapes.get(adcode);
    if (shape && !map.getBounds().contains(shape.layer.getBounds().getCenter())) map.panTo(shape.layer.getBounds().getCenter());
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

  return { draw, territory, tooltip, world };
})();
