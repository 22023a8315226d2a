/* Labels at the places computed for this zoom step and language; they take no pointer. */
"use strict";
geoAtlas.parts.labels = (function () {
  const { data, state, text } = geoAtlas;
  const { el, svg, PX } = geoAtlas.parts.dom;
  const ASIDE = [6, 12, 18, 24].flatMap((r) => Array.from({ length: 12 }, (_, i) => [Math.round(r * Math.cos(i * Math.PI / 6)), Math.round(r * Math.sin(i * Math.PI / 6))]));
  let map = null;
  let layer = null;

  /* Row of the table for the map's zoom: the nearest step below, so that boxes only gain room. */
  function step() {
    const zooms = data.shared.labels.zooms;
    let found = 0;
    zooms.forEach((zoom, i) => { if (zoom <= map.getZoom() + 0.001) found = i; });
    return found;
  }

  function lines(target) {
    const name = target.text[state.lang === "en" ? 1 : 0];
    return name.split("\n").map((line) => el("span", {}, line));
  }

  /* The sign of an area's state, as on paper: in a ring, unless it is one. */
  function mark(target, zoom) {
    const area = geoAtlas.area(target.key);
    const sign = area && !target.bare && zoom >= data.shared.labels.mark_zoom ? area.style.mark : "";
    return sign ? el("span", { class: /[●○]/.test(sign) ? "label-mark" : "label-mark label-ring" }, sign) : "";
  }

  /* A line from a point to another, px from the marker's own. */
  function leader(x, y, fromX = 0, fromY = 0) {
    const left = Math.min(fromX, x), top = Math.min(fromY, y), width = Math.abs(x - fromX) + 2, height = Math.abs(y - fromY) + 2;
    const picture = svg("svg", { class: "leader", width, height, viewBox: [left - 1, top - 1, width, height].join(" ") },
      svg("line", { x1: fromX, y1: fromY, x2: x, y2: y }), svg("circle", { cx: fromX, cy: fromY, r: 1.4 }));
    picture.style.left = left - 1 + "px";
    picture.style.top = top - 1 + "px";
    return picture;
  }

  function label(target, place, zoom, size) {
    const [dx, dy, width, , edgeX, edgeY, areaX, areaY] = place, sign = mark(target, zoom);
    const side = edgeX === undefined || sign ? 0 : Math.sign(edgeX - dx);  // a name alone stands at the end of its line
    const area = geoAtlas.area(target.key);
    const named = area && area.state.startsWith("named") ? " label-named" : "";
    const name = el("div", { class: "label label-" + target.kind + named + (side ? side < 0 ? " label-from" : " label-to" : ""), "data-label": target.key, lang: geoAtlas.htmlLang() },
      ...lines(target), sign);
    name.style.left = dx + side * width / 2 + "px";
    name.style.top = dy + "px";
    name.style.fontSize = size + (target.kind === "sar" || target.kind === "isles" ? data.shared.labels.lesser : 0) + "px";
    const face = el("div", { class: "label-set" }, edgeX === undefined ? "" : leader(edgeX, edgeY, areaX, areaY), name);
    const icon = L.divIcon({ html: face, className: "label-box", iconSize: [0, 0] });
    return L.marker([target.at[1], target.at[0]], { icon, pane: "labels", interactive: false, keyboard: false });
  }

  /* --- boxes: a name's place and size are given; districts stand at their point if they have room --- */

  function box(at, [dx, dy, width, height]) {
    const point = map.project(L.latLng(at[1], at[0]), map.getZoom());
    return [point.x + dx - width / 2, point.y + dy - height / 2, point.x + dx + width / 2, point.y + dy + height / 2];
  }

  const clash = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /* Boxes of the cores, which no district may cover. */
  const cores = () => data.scene.symbols.filter((symbol) => symbol.kind === "core")
    .map((symbol) => box([symbol.lon, symbol.lat], [0, 0, symbol.drawing.size_pt * PX, symbol.drawing.size_pt * PX]));

  /* Widths that a district's name may take: with its sign, or alone if the sign counts nothing. */
  function widths(area, [width, , sign]) {
    if (!sign || map.getZoom() < data.shared.labels.mark_zoom) return [width];
    return /\d/.test(area.style.mark) ? [width + sign] : [width + sign, width];
  }

  /* Districts that have room, with their boxes. */
  function districts(taken) {
    const found = [], closed = taken.concat(cores());
    for (const area of data.scene.areas.filter((item) => item.level === "county")) {
      const place = area.boxes[state.lang === "en" ? 1 : 0], words = text(area.short);
      for (const width of widths(area, place)) {
        const mine = box(area.anchor, [0, 0, width, place[1]]);
        if (closed.concat(found.map((item) => item.mine)).some((other) => clash(mine, other))) continue;
        const bare = width === place[0];
        found.push({ mine, target: { key: area.adcode, kind: "county", text: [words, words], at: area.anchor, bare } });
        break;
      }
    }
    return found;
  }

  /* A city of which the map shows the districts one by one has no label of its own. */
  const divided = (target) => target.kind === "area" && !data.scene.areas.some((area) => area.adcode === target.key)
    && data.scene.areas.some((area) => area.level === "county" && area.adcode.startsWith(target.key.slice(0, 4)));

  function shown() {
    const table = data.shared.labels, places = table[state.lang][step()];
    return offNodes(table.targets.map((target, i) => [target, places[i]]).filter(([target, place]) => place && !divided(target)));
  }

  /* Boxes of the numbered nodes of corridors, if they are shown. */
  const nodes = () => data.scene.symbols.filter((symbol) => symbol.number && state.layers.structure)
    .map((symbol) => box([symbol.lon, symbol.lat], [0, 0, symbol.drawing.size_pt * PX, symbol.drawing.size_pt * PX]));

  /* A name as wide as its letters where it has no sign. */
  function alone(target, place) {
    const size = data.shared.labels.sizes[step()], letters = lines(target).map((line) => line.textContent.length);
    const width = Math.max(...letters) * size * (state.lang === "en" ? 0.6 : 1);
    return mark(target, map.getZoom()) ? place : [place[0], place[1], Math.min(place[2], width), place[3]];
  }

  /* Names of areas that would cover the number of a node step aside from it, if there is room. */
  function offNodes(places) {
    const numbers = nodes(), boxes = places.map(([target, place]) => box(target.at, alone(target, place)));
    return places.map(([target, place], i) => {
      if (target.kind !== "area" || place.length > 4 || !numbers.some((other) => clash(other, boxes[i]))) return [target, place];
      const closed = boxes.filter((_, k) => k !== i).concat(numbers, cores());
      const moved = ASIDE.map(([x, y]) => [place[0] + x, place[1] + y, place[2], place[3]])
        .find((other) => !closed.some((taken) => clash(taken, box(target.at, alone(target, other)))));
      if (moved) boxes[i] = box(target.at, alone(target, moved));
      return [target, moved || place];
    });
  }

  const cityBoxes = () => shown().map(([target, place]) => box(target.at, place));

  /* Boxes of all labels at this zoom, world pixels: [west, north, east, south]. */
  function boxes() {
    const cities = cityBoxes();
    return cities.concat(districts(cities).map((item) => item.mine));
  }

  function redraw() {
    if (layer) layer.remove();
    const table = data.shared.labels, row = step();
    const drawn = shown().map(([target, place]) => label(target, place, table.zooms[row], table.sizes[row]));
    const near = districts(cityBoxes()).map(({ target }) => label(target, [0, 0], map.getZoom(), table.county));
    layer = L.layerGroup(drawn.concat(near)).addTo(map);
  }

  const use = (given) => { map = given; };

  function draw() {
    redraw();
    map.on("zoomend", redraw);
    geoAtlas.listen((change) => { if ("lang" in change || "layers" in change) redraw(); });
  }

  return { use, draw, boxes, leader };
})();
