/* Places for names: whose ground a box covers, and one place for each of many wishes, none on another. */
"use strict";
geoAtlas.parts.places = (function () {
  const CELLS = 420;
  const SAMPLES = [[0.02, 0.2], [0.02, 0.8], [0.25, 0.5], [0.5, 0.2], [0.5, 0.8], [0.75, 0.5], [0.98, 0.2], [0.98, 0.8]];
  const MOST = 60;  // points kept of each shape
  const CLEAR = 1;
  const TURNS = 16, LONG = 80, ROUNDS = 2, TRIED = 14, PUSHED = 2;
  const CONTENT = 1;  // a place that costs so much more than the best is worth a search

  /* --- ground: cells of the world at zoom 0, each of the last shape that holds its middle ------------- */

  /* Where the rows of a frame cross the sides of a ring (x, y, x, y …), in cells. */
  function scan(ring, frame, rows) {
    for (let i = 2; i < ring.length; i += 2) {
      const up = ring[i - 1] < ring[i + 1], a = up ? i - 2 : i, b = up ? i : i - 2;
      const first = Math.max(0, Math.ceil((ring[a + 1] - frame.y) / frame.cell - 0.5)), last = Math.min(frame.rows, Math.ceil((ring[b + 1] - frame.y) / frame.cell - 0.5));
      for (let row = first; row < last; row++) {
        const y = frame.y + (row + 0.5) * frame.cell, x = ring[a] + (ring[b] - ring[a]) * (y - ring[a + 1]) / (ring[b + 1] - ring[a + 1]);
        rows[row].push(Math.ceil((x - frame.x) / frame.cell - 0.5));
      }
    }
  }

  function fill(rings, frame, owner, id) {
    const rows = Array.from({ length: frame.rows }, () => []);
    for (const ring of rings) scan(ring, frame, rows);
    rows.forEach((found, row) => {
      found.sort((a, b) => a - b);
      for (let k = 0; k + 1 < found.length; k += 2) {
        const first = Math.max(0, found[k]), last = Math.min(frame.columns, found[k + 1]);
        if (first < last) owner.fill(id, row * frame.columns + first, row * frame.columns + last);
      }
    });
  }

  /* Some middles of cells well within each shape: all neighbours are its own. */
  function within(owner, frame, count) {
    const found = Array.from({ length: count + 1 }, () => []), { columns } = frame;
    for (let i = columns + 1; i < owner.length - columns - 1; i++) {
      const id = owner[i];
      if (id && owner[i - 1] === id && owner[i + 1] === id && owner[i - columns] === id && owner[i + columns] === id) found[id].push(i);
    }
    return found.map((cells) => cells.filter((_, i) => i % Math.ceil(cells.length / MOST) === 0)
      .map((i) => [frame.x + (i % columns + 0.5) * frame.cell, frame.y + (Math.floor(i / columns) + 0.5) * frame.cell]));
  }

  /* Ground of shapes ({ key, rings } of places) within a box of places. */
  function ground(shapes, [x, y, east, south]) {
    const cell = Math.max(east - x, south - y) / CELLS;
    const frame = { x, y, cell, columns: Math.ceil((east - x) / cell), rows: Math.ceil((south - y) / cell) };
    const owner = new Uint16Array(frame.columns * frame.rows), ids = new Map();
    for (const { key, rings } of shapes) {
      if (!ids.has(key)) ids.set(key, ids.size + 1);
      fill(rings, frame, owner, ids.get(key));
    }
    const inner = within(owner, frame, ids.size);

    /* Whose ground lies under a box (world pixels of a zoom): a key, or "" for none, for each sample. */
    const keys = ["", ...ids.keys()];
    function under(box, zoom) {
      const scale = 2 ** zoom * cell, left = box[0] / scale - x / cell, top = box[1] / scale - y / cell;
      const width = (box[2] - box[0]) / scale, height = (box[3] - box[1]) / scale;
      return SAMPLES.map(([u, v]) => {
        const column = Math.floor(left + u * width), row = Math.floor(top + v * height);
        return column < 0 || row < 0 || column >= frame.columns || row >= frame.rows ? "" : keys[owner[row * frame.columns + column]];
      });
    }

    const size = (key) => (inner[ids.get(key)] || []).length;
    const points = (key, zoom) => (inner[ids.get(key)] || []).map((at) => [at[0] * 2 ** zoom, at[1] * 2 ** zoom]);
    return { under, points, size, has: (key) => ids.has(key) };
  }

  /* --- boxes and lines --------------------------------------------------------------------------------- */

  const clash = (a, b) => a[0] < b[2] + CLEAR && b[0] < a[2] + CLEAR && a[1] < b[3] + CLEAR && b[1] < a[3] + CLEAR;

  /* Whether a line (x, y, x, y) runs through a box. */
  function passes(line, box) {
    let enters = 0, leaves = 1;
    for (const i of [0, 1]) {
      const way = line[i + 2] - line[i] || 1e-9, one = (box[i] - line[i]) / way, two = (box[i + 2] - line[i]) / way;
      enters = Math.max(enters, Math.min(one, two));
      leaves = Math.min(leaves, Math.max(one, two));
    }
    return enters <= leaves;
  }

  function crosses(a, b) {
    const side = (l, x, y) => (l[2] - l[0]) * (y - l[1]) - (l[3] - l[1]) * (x - l[0]);
    return side(a, b[0], b[1]) * side(a, b[2], b[3]) < 0 && side(b, a[0], a[1]) * side(b, a[2], a[3]) < 0;
  }

  /* A box with its line. */
  const hull = ({ box, lead }) => lead ? [Math.min(box[0], lead[2]), Math.min(box[1], lead[3]), Math.max(box[2], lead[2]), Math.max(box[3], lead[3])] : box;

  const apart = (a, b) => !clash(a.hull, b.hull) || (!clash(a.box, b.box) && !(a.lead && passes(a.lead, b.box)) && !(b.lead && passes(b.lead, a.box))
    && !(a.lead && b.lead && crosses(a.lead, b.lead)));

  /* --- settling: who fared ill is served earlier next time; then put right by pushes that are better for all --- */

  /* A place ({ box, hull, cost, lead }) or null for each wish ({ first, places, loss, modest }); `places` gives
     them all, cheapest first, and is asked only where the first is not to be had. A modest wish comes last and
     pushes nobody. */
  function settle(wishes) {
    let seats = wishes.map(() => null);
    const lists = [], blame = wishes.map(() => 0);
    const list = (i) => lists[i] = lists[i] || wishes[i].places();
    const price = (i) => seats[i] ? seats[i].cost : wishes[i].loss;
    const least = (i) => wishes[i].first ? wishes[i].first.cost : list(i).length ? list(i)[0].cost : wishes[i].loss;
    const cheapest = (i) => list(i).find((place) => !rivals(i, place, 0).length) || null;
    const total = () => wishes.reduce((sum, _, i) => sum + price(i), 0);

    /* Who holds a place; beyond `most` of them the others do not count. */
    function rivals(i, place, most) {
      const found = [];
      for (let j = 0; j < seats.length && found.length <= most; j++) if (seats[j] && j !== i && !apart(place, seats[j])) found.push(j);
      return found;
    }

    /* All are served once, the worse they fared before the earlier. */
    function serve() {
      seats = wishes.map(() => null);
      const order = wishes.map((_, i) => i).sort((a, b) => Boolean(wishes[a].modest) - Boolean(wishes[b].modest) || blame[b] - blame[a] || a - b);
      for (const i of order) {
        const { first } = wishes[i];
        seats[i] = first && !rivals(i, first, 0).length ? first : cheapest(i);
        blame[i] += Math.max(0, price(i) - least(i) - CONTENT);
      }
      return seats;
    }

    /* What it would cost all if a wish took a place that others hold, and who would sit where. */
    function byForce(i, place, pushed) {
      const before = seats.slice(), paid = pushed.reduce((sum, j) => sum + price(j), 0);
      for (const j of pushed) seats[j] = null;
      seats[i] = place;
      for (const j of pushed) seats[j] = cheapest(j);
      const cost = pushed.reduce((sum, j) => sum + price(j), place.cost) - paid, after = seats;
      seats = before;
      return { cost, after };
    }

    function push(i) {
      const effort = seats[i] ? 1 : 3;  // who has no place tries harder
      let best = { cost: price(i) - 1e-6 }, tried = 0;
      for (const place of list(i)) {
        if (place.cost >= best.cost || tried === TRIED * effort) break;
        const held = rivals(i, place, PUSHED * effort);
        if (held.length > PUSHED * effort) continue;
        tried++;
        const found = byForce(i, place, held);
        if (found.cost < best.cost) best = found;
      }
      if (best.after) seats = best.after;
    }

    const ill = (i) => !wishes[i].modest && price(i) > least(i) + CONTENT;
    let best = null, cost = Infinity;
    const missing = () => wishes.some((wish, i) => !wish.modest && !best[i]);
    for (let turn = 0; turn < TURNS || (turn < LONG && missing()); turn++) {
      serve();
      if (total() < cost - 1e-6) { best = seats; cost = total(); }
      if (!wishes.some((_, i) => ill(i))) break;
    }
    seats = best;
    for (let round = 0; round < ROUNDS; round++) wishes.forEach((_, i) => { if (ill(i)) push(i); });
    return seats;
  }

  return { ground, settle, hull, clash, passes };
})();
