/* What the names of a map wish: the place of the kept table, or one near it, or one with a line to it. */
"use strict";
geoAtlas.parts.wishes = (function () {
  const { data, state } = geoAtlas;
  const { ground, hull, clash, passes } = geoAtlas.parts.places;
  const { objects, parts: partsOf, areas, bounds: ofAll, corners } = geoAtlas.parts.shapes;
  const NEAR = [4, 8, 13, 19, 27, 36], LED = [7, 15, 24, 35, 48, 63, 80, 100, 125];
  const INSIDE = 0.99, OFF = 0.05;  // shares of a box on its own ground
  const AWAY_PX = 14, LEAD_PX = 6, LEAST_LEAD = 4, DETOUR_PX = 60, FAR_PX = 24;
  const MOST = 150, ALIKE_PX = 3, ALIKE = 0.25;
  const SIGN = 0.8, LEAST_SIGN = 8.5, GAP = 0.22, SIGN_LINE = 1.15, SPACED = 0.5;  // as in app.css
  const WHOLE_PX = 1.06;  // some browsers set the letters of small names on whole pixels
  const OTHER = "other";
  const NAMED = 400;  // districts
  const BESIDE = 11, STRANGE = 6, MISREAD = 8;  // px round a core that is another's; cost of a name there, or more on others' ground than its own
  const ROOMY = 1.5;
  const well = () => geoAtlas.step(map) < ROOMY ? 8 : 1;  // a place of the table that costs no more is kept
  const MUST = 1000, OUGHT = 40, MAY = 12, SPARE = 5;
  let map = null;
  let kept = {};

  const project = (at) => map.project(L.latLng(at[1], at[0]), map.getZoom());
  const boxOf = (x, y, width, height) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  const round = (from, steps, count, width, height) => steps.flatMap((r) => Array.from({ length: count }, (_, i) => {
    const x = Math.cos(i * 2 * Math.PI / count), y = Math.sin(i * 2 * Math.PI / count);
    return [from[0] + x * (r + width / 2), from[1] + y * (r + height / 2)];
  }));

  /* --- ground: of cities and regions once for all, of districts for each map ------------------------- */

  /* The main part of each shape under its code; ground around, and isles far off, are ground of no name. */
  function shapes(name, wanted) {
    return objects(name).filter((item) => !wanted || wanted.has(item.id)).flatMap((item) => {
      const all = partsOf(item).map((rings) => rings.map((ring) => corners(ring, L.CRS.EPSG3857.scale(0))));
      const main = all.reduce((a, b) => a[0].length >= b[0].length ? a : b);
      return all.map((rings) => ({ key: name === "neighbours" || rings !== main ? OTHER : item.id, rings }));
    });
  }

  /* A box of degrees as places. */
  function boxed(bounds) {
    const first = map.project(bounds.getNorthWest(), 0), last = map.project(bounds.getSouthEast(), 0);
    return [first.x, first.y, last.x, last.y];
  }

  function land() {
    const [west, south, east, north] = data.shared.frames.limit;
    kept.land = kept.land || ground(["neighbours", "prefectures", "sars"].flatMap((name) => shapes(name)), boxed(L.latLngBounds([south, west], [north, east])));
    return kept.land;
  }

  function districts() {
    const codes = new Set(data.scene.areas.filter((area) => area.level === "county").map((area) => area.adcode));
    if (kept.scene !== data.scene) {
      const bounds = codes.size && boxed(ofAll(areas(...objects("counties").filter((item) => codes.has(item.id)))));
      kept = { land: kept.land, scene: data.scene, districts: codes.size ? ground(shapes("counties", codes), bounds) : null };
    }
    return kept.districts;
  }

  /* --- what lies in the way ---------------------------------------------------------------------------- */

  /* What must stay free, what had better, and the window with what stands over it. */
  function scenery() {
    const { min, max } = map.getPixelBounds(), window = [min.x, min.y, max.x, max.y];
    const outer = map.getContainer().getBoundingClientRect();
    const over = [...document.querySelectorAll(".over-map, .review")].map((node) => node.getBoundingClientRect()).filter((box) => box.width)
      .map((box) => [min.x + box.left - outer.left, min.y + box.top - outer.top, min.x + box.right - outer.left, min.y + box.bottom - outer.top]);
    const standing = state.layers.structure ? geoAtlas.parts.symbols.standing() : [];
    const bands = state.layers.structure ? data.scene.bands.flatMap((band) => band.points.filter((_, i) => i % 3 === 0).map((at) => project(at))) : [];
    const regions = new Set(data.scene.context.filter((area) => area.level === "sar").map((area) => area.adcode));
    const boxes = (test) => standing.filter(test).map((item) => item.box);
    return { window, over, bands, regions, shut: boxes((item) => item.firm), soft: standing.filter((item) => !item.firm), cores: standing.filter((item) => item.core) };
  }

  /* --- what a place costs ------------------------------------------------------------------------------- */

  const holds = (box, x, y) => x > box[0] && x < box[2] && y > box[1] && y < box[3];

  function obstacles(box, around, here) {
    if (around.shut.some((other) => clash(box, other))) return Infinity;
    const { window } = around;
    let cost = here && (box[0] < window[0] || box[1] < window[1] || box[2] > window[2] || box[3] > window[3]) ? 300 : 0;
    for (const other of around.over) if (clash(box, other)) cost += 30;
    for (const other of around.soft) if (clash(box, other.box)) cost += other.dot ? 2 : 9;
    for (const at of around.bands) if (holds(box, at.x, at.y)) cost += 0.7;
    return cost;
  }

  /* The shortest line from a box to a point well within its ground, and its length. */
  function leadOf(box, points, around) {
    let best = null, least = Infinity;
    for (const [x, y] of points) {
      const across = Math.max(box[0] - x, x - box[2], 0), down = Math.max(box[1] - y, y - box[3], 0), far = across * across + down * down;
      if (far < least) { least = far; best = [x, y]; }
    }
    const lead = [Math.max(box[0], Math.min(best[0], box[2])), Math.max(box[1], Math.min(best[1], box[3])), ...best];
    return [lead, Math.sqrt(least) + (around.shut.some((other) => passes(lead, other)) ? DETOUR_PX : 0)];
  }

  /* Cost of the ground under a box, and its line if it stands off its own. */
  function grounded(box, wish, around) {
    const under = wish.ground.under(box, map.getZoom());
    let own = 0, abroad = 0, others = 0;
    for (const key of under) {
      if (key === wish.own) own += 1 / under.length;
      else if (key === OTHER) abroad += 1 / under.length;
      else if (key) others += (around.regions.has(key) ? 1.5 : 1) / under.length;
    }
    const cost = (others ? 2 + (own >= OFF ? 8 : 30) * others : 0) + (own >= OFF && others > own ? MISREAD : 0) + 4 * abroad;
    if (own >= INSIDE) return { cost, inside: true };
    if (own >= OFF) return { cost: cost + 1.5 + 3 * (1 - own) };
    if (wish.bound) return { cost: Infinity };
    const [lead, length] = leadOf(box, wish.points, around);
    const over = wish.ground.under([Math.min(lead[0], lead[2]), Math.min(lead[1], lead[3]), Math.max(lead[0], lead[2]), Math.max(lead[1], lead[3])], map.getZoom());
    return { cost: cost + 4 + over.filter((key) => key && key !== wish.own).length + length / LEAD_PX + (length < LEAST_LEAD ? 0 : 2), lead: length < LEAST_LEAD ? null : lead };
  }

  const gap = (box, other) => Math.hypot(Math.max(0, other[0] - box[2], box[0] - other[2]), Math.max(0, other[1] - box[3], box[1] - other[3]));

  /* A name beside the core of another city would be taken for its name. */
  const mistaken = (box, wish, around) => STRANGE * around.cores.filter((core) => core.host !== wish.own && gap(box, core.box) < BESIDE).length;

  function placed(wish, centre, look, around) {
    const box = boxOf(centre[0], centre[1], look.width, look.height);
    const way = obstacles(box, around, wish.here);
    if (way === Infinity) return null;
    const { cost, lead, inside } = wish.own ? grounded(box, wish, around) : { cost: 0 }, own = around.cores.find((core) => core.host === wish.own);
    const core = own && wish.target.kind === "area" ? gap(box, own.box) : Infinity;
    const off = Math.min(Math.hypot(centre[0] - wish.base[0], centre[1] - wish.base[1]) / AWAY_PX, core / 4);
    return { box, lead, hull: hull({ box, lead }), inside, look, cost: way + cost + mistaken(box, wish, around) + (wish.spread ? wish.spread(box, off) : off) + (look.cost || 0) };
  }

  /* The cheapest of places, of those that nearly agree the first. */
  function distinct(places) {
    const found = [];
    for (const place of places) {
      if (found.length === MOST) break;
      const { box, look } = place;
      if (!found.some((other) => other.look === look && Math.abs(other.box[0] - box[0]) + Math.abs(other.box[1] - box[1]) < ALIKE_PX + ALIKE * place.cost)) found.push(place);
    }
    return found;
  }

  function finished(wish, around) {
    const [look] = wish.looks, at = project(wish.at), { window } = around;
    wish.here = holds(window, at.x, at.y);
    const first = wish.base && placed(wish, wish.base, look, around);
    wish.first = first && !wish.spread && first.cost < Math.min(wish.loss, well()) ? first : null;
    wish.places = () => distinct(wish.looks.flatMap((one) => [wish.base, ...wish.centres(one)].map((centre) => placed(wish, centre, one, around)))
      .filter((place) => place && place.cost < wish.loss).sort((a, b) => a.cost - b.cost));
    return wish;
  }

  /* --- the wishes ----------------------------------------------------------------------------------------- */

  const english = () => state.lang === "en" ? 1 : 0;
  const named = (area) => Boolean(area) && (area.state.startsWith("named") || area.state === "focus");
  const signSize = (size) => Math.max(SIGN * size, LEAST_SIGN);
  const signWidth = (mark, size) => mark ? Math.ceil((data.scene.signs[mark] + GAP) * signSize(size)) : 0;

  /* A name with its sign beside it or, on a small map, below it. */
  function looks(width, height, mark, size) {
    const sign = signWidth(mark, size), beside = { width: width + sign, height };
    return sign && geoAtlas.step(map) < ROOMY ? [beside, { width: Math.max(width, sign), height: height + SIGN_LINE * signSize(size), stacked: true, cost: 1 }] : [beside];
  }

  const shapesOf = (name) => data.geometry.topology.objects[name].geometries;
  const parts = (code) => shapesOf("counties").filter(({ parent }) => parent === code).map(({ id }) => id);

  /* A city of which the map shows the districts one by one has no label of its own. */
  const divided = (target) => target.kind === "area" && !data.scene.areas.some((area) => area.adcode === target.key)
    && parts(target.key).some((code) => data.scene.areas.some((area) => area.adcode === code));

  function ofTarget(target, [dx, dy, width, height], size, around) {
    const at = project(target.at), area = geoAtlas.area(target.key), base = [at.x + dx, at.y + dy], on = land();
    const mark = target.kind === "area" && area ? area.style.mark || "" : "", must = target.kind !== "sea" && target.kind !== "province";
    const spaced = must || english() ? 0 : SPACED * size * target.text[0].length, room = target.kind === "area" ? 1 : WHOLE_PX;
    return {
      target, mark, base, at: target.at, named: named(area), ground: on, own: on.has(target.key) ? target.key : "", points: on.points(target.key, map.getZoom()).concat([[at.x, at.y]]),
      looks: looks(width * room + spaced, height, mark, size), loss: must ? MUST : SPARE, modest: !must, rank: target.kind === "isles" ? 0 : must ? named(area) ? 1 : 2 : 6,
      centres: (look) => [...round(base, NEAR, 12, 0, 0), ...around.cores.filter((core) => core.host === target.key).flatMap(({ box }) => round([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2], [(box[2] - box[0]) / 2 + 2], 16, look.width, look.height)), ...(must ? round([at.x, at.y], LED, 24, look.width, look.height) : [])],
    };
  }

  /* A district of a territory that is one city has its name, as a city has. */
  const ofTheCity = (area) => shapesOf("province").some(({ id }) => parts(id).includes(area.adcode));

  function ofDistrict(area, size) {
    const own = districts(), at = project(area.anchor), mark = area.style.mark || "", [width, height] = area.boxes[english()].map((v) => v * size / data.shared.labels.county);
    const alone = !data.scene.areas.some((other) => other.level === "prefecture"), sign = signWidth(mark, size);
    return {
      target: { key: area.adcode, kind: "county", text: [area.short, area.short].map(geoAtlas.text), at: area.anchor }, mark, base: [at.x, at.y], at: area.anchor,
      named: named(area), ground: own, own: area.adcode, points: own.points(area.adcode, map.getZoom()).concat([[at.x, at.y]]), bound: !alone,
      looks: [{ width: width + sign, height }, ...(/\d/.test(mark) && !alone ? [{ width, height, bare: true, cost: 3 }] : [])],
      loss: alone && ofTheCity(area) ? MUST : alone && named(area) ? OUGHT : alone ? MAY : SPARE, rank: alone && named(area) ? 3 : 5, modest: !alone,
      centres: (look) => [...round([at.x, at.y], NEAR, 12, 0, 0), ...own.points(area.adcode, map.getZoom()), ...(alone ? round([at.x, at.y], LED, 16, look.width, look.height) : [])],
    };
  }

  /* The name of a belt on its ground, in the rows that it has on paper; beside its band, if it is one offshore. */
  function ofBelt(belt, size) {
    const on = land(), coast = !belt.hatch, ring = coast ? belt.waters.reduce((a, b) => a.length > b.length ? a : b).filter((_, i) => i % 4 === 0).map((at) => project(at)) : [];
    const points = () => coast ? ring.filter((_, i) => i % 3 === 0).flatMap((at) => round([at.x, at.y], [6, 16], 8, 90, 30)) : belt.adcodes.flatMap((code) => on.points(code, map.getZoom()));
    const all = points(), middle = [0, 1].map((i) => all.reduce((sum, at) => sum + at[i], 0) / Math.max(1, all.length));
    const codes = new Set(belt.adcodes);
    function spread(box, off) {
      const foreign = on.under(box, map.getZoom()).filter((key) => coast ? key : !codes.has(key)).length / 8;
      let far = coast ? Infinity : 0, over = 0;
      for (const { x, y } of ring) {
        far = Math.min(far, Math.hypot(Math.max(0, x - box[2], box[0] - x), Math.max(0, y - box[3], box[1] - y)));
        if (holds(box, x, y)) over++;
      }
      return far > FAR_PX ? Infinity : off / 3 + 40 * foreign + far / 3 + 8 * over;
    }
    const at = map.unproject(middle, map.getZoom());
    return {
      target: { key: belt.id, kind: "belt", at: [at.lng, at.lat] }, belt, base: middle, at: [at.lng, at.lat], spread, own: "",
      looks: belt.rows[english()].map(([width, height, ...lines], i) => ({ width: width * size / data.shared.labels.county, height: height * size / data.shared.labels.county, lines, cost: 2 * i })), loss: MAY, rank: 4, modest: true, centres: points,
    };
  }

  /* The districts that are named: all, or of more than a window can name those in it with the most ground. */
  function nameable({ window }) {
    const all = data.scene.areas.filter((area) => area.level === "county");
    if (all.length <= NAMED) return all;
    const on = districts(), here = all.filter((area) => { const at = project(area.anchor); return holds(window, at.x, at.y); });
    return here.sort((a, b) => on.size(b.adcode) - on.size(a.adcode) || (a.adcode < b.adcode ? -1 : 1)).slice(0, NAMED);
  }

  /* All wishes of the map as it stands, in the order of their rights. */
  function all(row) {
    const table = data.shared.labels, places = table[state.lang][row], around = scenery(), on = land();
    const cities = table.targets.map((target, i) => [target, places[i]]).filter(([target, place]) => place && !divided(target))
      .map(([target, place]) => ofTarget(target, place, table.sizes[row], around));
    const finer = nameable(around).map((area) => ofDistrict(area, Math.min(table.county, table.sizes[row])));
    const belts = state.layers.structure ? (data.scene.belts || []).map((belt) => ofBelt(belt, Math.min(table.county, table.sizes[row]))) : [];
    const extent = (wish) => wish.own ? wish.ground.size(wish.own) : 0;
    return [...cities, ...finer, ...belts].map((wish) => finished(wish, around))
      .sort((a, b) => a.rank - b.rank || extent(a) - extent(b) || (a.target.key < b.target.key ? -1 : 1));
  }

  return { all, project, use: (given) => { map = given; } };
})();
