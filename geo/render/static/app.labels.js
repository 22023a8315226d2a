/* Labels, each at the place that it gets among all of this zoom step and language; they take no pointer. */
"use strict";
geoAtlas.parts.labels = (function () {
  const { data, state } = geoAtlas;
  const { el, svg, tone } = geoAtlas.parts.dom;
  const { settle } = geoAtlas.parts.places;
  const wishes = geoAtlas.parts.wishes;
  let map = null;
  let layer = null;
  let kept = {};

  /* Row of the table for the map's zoom: the nearest step below, so that boxes only gain room. */
  function step() {
    const zooms = data.shared.labels.zooms;
    let found = 0;
    zooms.forEach((zoom, i) => { if (zoom <= map.getZoom() + 0.001) found = i; });
    return found;
  }

  /* The names that have a place: [wish, place] each. Worked out once for a view that stays as it is. */
  function settled() {
    const { min, max } = map.getPixelBounds(), now = [map.getZoom(), state.lang, state.layers.structure, min, max].join();
    if (kept.scene !== data.scene || kept.now !== now) {
      const all = wishes.all(step()), seats = settle(all);
      kept = { scene: data.scene, now, found: all.map((wish, i) => [wish, seats[i]]).filter(([, seat]) => seat) };
    }
    return kept.found;
  }

  /* Boxes of all labels at this zoom, world pixels: [west, north, east, south]. */
  const boxes = () => settled().map(([, place]) => place.box);

  /* --- drawing ------------------------------------------------------------------------------------------ */

  function lines(target, look) {
    const name = look.lines || target.text[state.lang === "en" ? 1 : 0].split("\n");
    return name.map((line) => el("span", {}, line));
  }

  /* The sign of an area's state, as on paper: in a ring, unless it is one. */
  const sign = (mark) => mark ? el("span", { class: /[●○]/.test(mark) ? "label-mark" : "label-mark label-ring" }, mark) : "";

  /* A line from a point to another, px from the marker's own. */
  function leader(x, y, fromX = 0, fromY = 0) {
    const left = Math.min(fromX, x), top = Math.min(fromY, y), width = Math.abs(x - fromX) + 2, height = Math.abs(y - fromY) + 2;
    const picture = svg("svg", { class: "leader", width, height, viewBox: [left - 1, top - 1, width, height].join(" ") },
      svg("line", { x1: fromX, y1: fromY, x2: x, y2: y }), svg("circle", { cx: fromX, cy: fromY, r: 1.4 }));
    picture.style.left = left - 1 + "px";
    picture.style.top = top - 1 + "px";
    return picture;
  }

  /* In its own area a name takes the ink for its fill, elsewhere that for paper. */
  function inked(node, { target, named, belt }, place) {
    const area = geoAtlas.area(target.key);
    if (belt) node.style.color = tone(belt.color);
    if (!place.inside || !area || target.kind === "sar") return;
    node.style.setProperty("--halo", tone(area.style.fill));
    if (named) node.style.color = tone(area.style.ink);
  }

  function label(wish, place, size) {
    const { target, mark, named } = wish, { box, lead, look } = place, at = wishes.project(target.at);
    const side = lead ? lead[0] < lead[2] ? 1 : lead[0] > lead[2] ? -1 : 0 : 0;
    const name = el("div", { class: "label label-" + target.kind + (named ? " label-named" : "") + (look.stacked ? " label-stacked" : "") + (side ? side > 0 ? " label-to" : " label-from" : ""), "data-label": target.key, lang: geoAtlas.htmlLang() },
      ...lines(target, look), sign(look.bare ? "" : mark));
    name.style.left = (side ? side > 0 ? box[2] : box[0] : (box[0] + box[2]) / 2) - at.x + "px";
    name.style.top = (box[1] + box[3]) / 2 - at.y + "px";
    name.style.fontSize = size + "px";
    inked(name, wish, place);
    const face = el("div", { class: "label-set" }, lead ? leader(lead[0] - at.x, lead[1] - at.y, lead[2] - at.x, lead[3] - at.y) : "", name);
    const icon = L.divIcon({ html: face, className: "label-box", iconSize: [0, 0] });
    return L.marker([target.at[1], target.at[0]], { icon, pane: "labels", interactive: false, keyboard: false });
  }

  function sizeOf(kind) {
    const { county, lesser, sizes } = data.shared.labels;
    if (kind === "county" || kind === "belt") return Math.min(county, sizes[step()]);
    return sizes[step()] + (kind === "sar" || kind === "isles" ? lesser : 0);
  }

  function draw() {
    if (layer) layer.remove();
    layer = L.layerGroup(settled().map(([wish, place]) => label(wish, place, sizeOf(wish.target.kind)))).addTo(map);
  }

  /* The map that it is drawn on from now on; `draw` draws it again for whatever the page shows. */
  function use(given) {
    map = given;
    wishes.use(map);
    map.on("zoomend", draw);
    geoAtlas.listen((change) => { if ("lang" in change || "layers" in change) draw(); });
  }

  return { use, draw, boxes, leader };
})();
