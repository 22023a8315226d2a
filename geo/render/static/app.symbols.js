/* Bands and symbols: corridors, cores, poles, carriers; near ones are grouped with their number. */
"use strict";
geoAtlas.parts.symbols = (function () {
  const { data, state, text, word } = geoAtlas;
  const { el, PX, ROOM, legible, symbolPicture, statements } = geoAtlas.parts.dom;
  const NEAR = 20;
  const BADGE = 9;
  const STEPS = [0, 8, 12, 16, 20, 25, 30, 36, 44, 54, 66, 80];
  const SPREAD = 4;
  const BADGES = 1.25;
  const MEET = 0.85;  // of the reach of two numbers: nearer, they are not both read
  const FIRM = ["core", "pole"], DOT_PT = 5;
  const ON_RIM = 0.7;  // of a core's radius: a node of a corridor so far from its middle stays on the line
  const HALF_OPEN = 38 * Math.PI / 180;
  const POINTS = ["carrier", "facility", "site"];
  const layers = {};
  let map = null;

  const layerName = (symbol) => POINTS.includes(symbol.kind) ? "carriers" : "structure";
  const latlng = (point) => L.latLng(point[1], point[0]);

  /* Symbols and bands shrink on a small map, down to 0.55 of their size. */
  const scale = () => Math.max(0.55, Math.min(1, 0.55 + geoAtlas.step(map) * 0.225));

  /* --- words of one symbol or group ----------------------------------------------------------- */

  function grade(symbol) {
    if (!symbol.grade) return "";
    const radius = symbol.radius_m ? " · " + word("radius", { n: (symbol.radius_m / 1000).toFixed(1).replace(/\.0$/, "") }) : "";
    return el("p", { class: "quiet" }, word("grade_" + symbol.grade) + radius);
  }

  function card(symbol) {
    const role = symbol.role ? el("span", { class: "flag" }, text(symbol.role)) : "";
    return el("div", { class: "card" }, el("p", { class: "card-name" }, text(symbol.label), role), grade(symbol), statements(symbol.statements, text(symbol.label)));
  }

  function tip(members) {
    const names = members.slice(0, 6).map((symbol) => el("li", {}, text(symbol.label)));
    if (members.length > 6) names.push(el("li", {}, "…"));
    const head = members.length > 1 ? el("strong", {}, word("group", { n: members.length })) : "";
    return el("div", { class: "tip", lang: geoAtlas.htmlLang() }, head, el("ul", { class: "plain" }, ...names));
  }

  function list(members) {
    return el("div", { class: "cards", lang: geoAtlas.htmlLang(), tabindex: "0", role: "group", "aria-label": word("carriers_here") },
      ...members.map(card));
  }

  /* --- bands ------------------------------------------------------------------------------------ */

  function line(stroke, course, dash, interactive) {
    return L.polyline(course, {
      pane: "bands", color: stroke.color, weight: stroke.width_pt * PX * scale(), opacity: 1,
      lineCap: dash ? "butt" : "round", lineJoin: "round", interactive, smoothFactor: 0,
      dashArray: dash ? dash.map((part) => part * PX * scale()).join(" ") : null,
    });
  }

  /* The open head of an arrow: arm, tip, arm, along the last stretch of the course that is as long. */
  function arrow(band) {
    const at = (point) => map.project(latlng(point), map.getZoom());
    const arm = band.arrow_pt * PX * scale(), reach = arm * Math.cos(HALF_OPEN), tip = at(band.points[band.points.length - 1]);
    const back = band.points.map(at).reverse().find((point) => point.distanceTo(tip) >= reach) || at(band.points[0]);
    const along = Math.atan2(back.y - tip.y, back.x - tip.x);
    const end = (turn) => map.unproject(tip.add([arm * Math.cos(along + turn), arm * Math.sin(along + turn)]), map.getZoom());
    return [end(HALF_OPEN), latlng(band.points[band.points.length - 1]), end(-HALF_OPEN)];
  }

  /* The lines of all bands, casings below; arrows last and without gaps. */
  function drawBands(bands) {
    const deepest = Math.max(0, ...bands.map((band) => band.strokes.length));
    const lines = Array.from({ length: deepest }, (_, i) => bands.filter((band) => band.strokes[i])
      .map((band) => line(band.strokes[i], band.points.map(latlng), band.strokes[i].dash, i === 0))).flat();
    const heads = bands.filter((band) => band.arrow_pt).flatMap((band) => band.strokes.map((stroke) => line(stroke, arrow(band), null, false)));
    bands.forEach((band, i) => told(lines[i], band));
    return lines.concat(heads);
  }

  function told(wide, band) {
    wide.bindTooltip(() => el("div", { class: "tip", lang: geoAtlas.htmlLang() }, el("strong", {}, text(band.label))), { sticky: true, opacity: 1, className: "tip-box" });
    wide.bindPopup(() => el("div", { class: "cards", lang: geoAtlas.htmlLang() }, el("div", { class: "card" },
      el("p", { class: "card-name" }, text(band.label)), el("p", { class: "quiet" }, text(band.ends)), statements(band.statements))), { maxWidth: 300 });
  }

  /* --- groups ------------------------------------------------------------------------------------ */

  /* Symbols of one layer within NEAR pixels of a group's first member; order of the scene decides. */
  function groups(symbols) {
    const found = [];
    const spread = geoAtlas.step(map) >= SPREAD;
    for (const symbol of symbols) {
      const at = map.project(latlng([symbol.lon, symbol.lat]), map.getZoom());
      const home = spread || layerName(symbol) === "structure" ? null : found.find((group) => group.at.distanceTo(at) < NEAR);
      if (home) home.members.push(symbol);
      else found.push({ at, members: [symbol] });
    }
    return found;
  }

  /* Structure symbols of one anchor stand side by side. */
  function aside(members) {
    const step = 11 * scale(), core = members.findIndex((symbol) => symbol.kind === "core");
    const middle = core < 0 ? (members.length - 1) / 2 : core;
    return members.map((symbol, i) => [(i - middle) * step * (core < 0 ? 1 : 1.3), 0]);
  }

  /* Carriers of one anchor are grouped; at large zooms they stand on a small circle round it. */
  function around(members) {
    const radius = members.length > 1 && geoAtlas.step(map) >= SPREAD ? 9 + 2 * members.length : 0;
    return members.map((symbol, i) => {
      const angle = 2 * Math.PI * i / members.length - Math.PI / 2;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
  }

  function shifts(symbols, name) {
    const byAnchor = new Map();
    for (const symbol of symbols) {
      const key = symbol.anchor_group || symbol.id;
      byAnchor.set(key, (byAnchor.get(key) || []).concat([symbol]));
    }
    const moved = new Map();
    for (const members of byAnchor.values()) {
      const places = name === "structure" ? aside(members) : around(members);
      members.forEach((symbol, i) => moved.set(symbol.id, places[i]));
    }
    return moved;
  }

  const reach = (symbol) => symbol.drawing.size_pt * PX / 2 * scale() * (symbol.number ? ROOM : 1);

  /* A symbol of the layout steps aside, in its own direction, from a core that it would cover. */
  function clearOfCores(symbols, moved) {
    const at = (symbol) => map.project(latlng([symbol.lon, symbol.lat]), map.getZoom()).add(moved.get(symbol.id));
    const cores = symbols.filter((symbol) => symbol.kind === "core");
    for (const symbol of symbols.filter((other) => other.kind !== "core")) {
      for (const core of cores) {
        const off = at(symbol).subtract(at(core)), room = reach(symbol) + reach(core);
        const apart = Math.hypot(off.x, off.y);
        if (apart >= room || (symbol.number && apart >= ON_RIM * reach(core))) continue;
        const [x, y] = moved.get(symbol.id), way = apart ? off.divideBy(apart) : L.point(1, 0);
        moved.set(symbol.id, [x - off.x + way.x * room, y - off.y + way.y * room]);
      }
    }
  }

  /* A number gives way, and its node is a dot, where it would lie on a core or an earlier number or is too small to read. */
  function unnumbered(symbols, moved) {
    const at = (symbol) => map.project(latlng([symbol.lon, symbol.lat]), map.getZoom()).add(moved.get(symbol.id)), bare = new Set();
    const taken = symbols.filter((symbol) => symbol.kind === "core");
    for (const symbol of symbols.filter((other) => other.number)) {
      const covered = taken.some((other) => at(other).distanceTo(at(symbol)) < MEET * (reach(other) + reach(symbol)));
      if (covered || !legible(symbol, scale())) bare.add(symbol.id);
      else taken.push(symbol);
    }
    return bare;
  }

  /* The layout at this zoom: its symbols, those that lose their number as if they had none, and their shifts. */
  function layout() {
    const found = data.scene.symbols.filter((symbol) => layerName(symbol) === "structure"), moved = shifts(found, "structure");
    clearOfCores(found, moved);
    const bare = unnumbered(found, moved);
    return { moved, symbols: found.map((symbol) => bare.has(symbol.id) ? { ...symbol, number: 0 } : symbol) };
  }

  /* Boxes of the layout's symbols, world pixels, and whether a name must keep off. */
  function standing() {
    const { symbols, moved } = layout();
    return symbols.map((symbol) => {
      const at = map.project(latlng([symbol.lon, symbol.lat]), map.getZoom()), shift = moved.get(symbol.id), r = reach(symbol);
      const x = at.x + shift[0], y = at.y + shift[1];
      return { box: [x - r, y - r, x + r, y + r], firm: FIRM.includes(symbol.kind) || Boolean(symbol.number), core: symbol.kind === "core", dot: symbol.drawing.size_pt < DOT_PT || symbol.kind.startsWith("waypoint"), host: symbol.host };
    });
  }

  const counts = (members) => members.length > 1 && geoAtlas.step(map) >= BADGES;

  /* Shift of a badge to the nearest place beside the labels and badges that stand; taken grows. */
  function beside(at, taken) {
    const found = STEPS.flatMap((step) => Array.from({ length: step ? 12 : 1 }, (_, i) => [step * Math.cos(i * Math.PI / 6), step * Math.sin(i * Math.PI / 6)]))
      .map(([x, y]) => [Math.round(x), Math.round(y)])
      .find(([x, y]) => !taken.some((box) => at.x + x - BADGE < box[2] && box[0] < at.x + x + BADGE && at.y + y - BADGE < box[3] && box[1] < at.y + y + BADGE)) || [0, 0];
    taken.push([at.x + found[0] - BADGE, at.y + found[1] - BADGE, at.x + found[0] + BADGE, at.y + found[1] + BADGE]);
    return found;
  }

  function marker(members, shift) {
    const first = members[0];
    const side = Math.max(24, Math.ceil(first.drawing.size_pt * PX) + 8);
    const counted = counts(members);
    const badge = counted ? el("span", { class: "badge" }, String(members.length)) : "";
    const face = el("div", { class: "symbol symbol-" + first.kind, "data-id": first.id, "data-n": members.length },
      counted ? badge : symbolPicture(first, side, scale()));
    if (counted && (shift[0] || shift[1])) face.prepend(led(shift, side));
    const icon = L.divIcon({ html: face, className: "symbol-box", iconSize: [side, side], iconAnchor: [side / 2 - shift[0], side / 2 - shift[1]] });
    const made = L.marker(latlng([first.lon, first.lat]), { icon, pane: "symbols", keyboard: false });
    made.bindTooltip(() => tip(members), { direction: "top", offset: [0, -8], opacity: 1, className: "tip-box" });
    made.bindPopup(() => list(members), { maxWidth: 300, maxHeight: Math.min(320, map.getSize().y * 0.6) });
    const reach = first.radius_m && members.length === 1
      ? L.circle(latlng([first.lon, first.lat]), { radius: first.radius_m, pane: "chosen", interactive: false, ...data.shared.lines.reach }) : null;
    if (reach) made.on("mouseover", () => reach.addTo(map)).on("mouseout remove", () => reach.remove());
    return made;
  }

  /* Line from where the carriers are to the edge of their shifted badge, in the badge's box. */
  function led(shift, side) {
    const share = Math.max(0, 1 - BADGE / Math.hypot(shift[0], shift[1]));
    const line = geoAtlas.parts.labels.leader(shift[0] * share, shift[1] * share);
    line.style.marginLeft = side / 2 - shift[0] + "px";
    line.style.marginTop = side / 2 - shift[1] + "px";
    return line;
  }

  function carriers() {
    const symbols = data.scene.symbols.filter((symbol) => layerName(symbol) === "carriers");
    return { symbols, moved: shifts(symbols, "carriers") };
  }

  function redraw() {
    map.getContainer().classList.toggle("far", geoAtlas.step(map) < BADGES);
    const taken = geoAtlas.parts.labels.boxes();
    for (const name of ["structure", "carriers"]) {
      if (layers[name]) layers[name].remove();
      const { symbols, moved } = name === "structure" ? layout() : carriers();
      const found = groups(symbols);
      if (name === "structure" && state.layers.structure) taken.push(...standing().map((item) => item.box));
      const drawn = found.map((group) => marker(group.members, counts(group.members) ? beside(group.at, taken) : moved.get(group.members[0].id)));
      const bands = name === "structure" ? drawBands(data.scene.bands) : [];
      layers[name] = L.layerGroup(bands.concat(drawn));
      if (state.layers[name]) layers[name].addTo(map);
    }
  }

  function apply(change) {
    if ("lang" in change) map.closePopup();
    if ("lang" in change || "layers" in change) redraw();
  }

  function draw(given) {
    map = given;
    redraw();
    map.on("zoomend", redraw);
    geoAtlas.listen(apply);
  }

  return { draw, card, standing };
})();
