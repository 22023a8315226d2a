/* Shapes of the ground, each course between two of its corners worked out once: as places in the world, and
   for a zoom as path data in whole pixels. Neighbours share their courses, so their borders agree. */
"use strict";
geoAtlas.parts.shapes = (function () {
  const { data } = geoAtlas;
  const DEGREE = Math.PI / 180, LEAST_PX = 1;  // what deviates less is not seen
  const courses = new Map();

  /* A course: places in a world one wide (x, y, x, y …) and its bounds in degrees. */
  function course(points) {
    const { R } = L.Projection.SphericalMercator, a = 0.5 / (Math.PI * R), at = new Float64Array(2 * points.length);  // Leaflet's own sums
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    for (let i = 0; i < points.length; i++) {
      const [lon, lat] = points[i], sin = Math.sin(lat * DEGREE);
      at[2 * i] = a * (R * lon * DEGREE) + 0.5;
      at[2 * i + 1] = -a * (R * Math.log((1 + sin) / (1 - sin)) / 2) + 0.5;
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
    return { at, bounds: [west, south, east, north], scale: 0 };
  }

  function arc(i) {
    if (!courses.has(i)) {
      const { arcs, transform: { scale: [kx, ky], translate: [dx, dy] } } = data.geometry.topology;
      let x = 0, y = 0;
      courses.set(i, course(arcs[i].map((step) => [(x += step[0]) * kx + dx, (y += step[1]) * ky + dy])));
    }
    return courses.get(i);
  }

  /* Parts of areas, each of rings; a ring or a line has courses, each with the way that it is gone. */
  const ways = (line) => line.map((i) => i < 0 ? { course: arc(~i), back: true } : { course: arc(i), back: false });
  const parts = ({ type, arcs }) => (type === "Polygon" ? [arcs] : arcs).map((part) => part.map(ways));

  const areas = (...geometries) => ({ lines: geometries.flatMap(parts).flat(), closed: true });
  const lines = ({ arcs }) => ({ lines: arcs.map(ways), closed: false });
  const loose = (coordinates) => ({ lines: coordinates.map((points) => [{ course: course(points), back: false }]), closed: false });

  function bounds(shape) {
    const all = L.latLngBounds([]);
    for (const { course: { bounds: [west, south, east, north] } } of shape.lines.flat()) all.extend([south, west]).extend([north, east]);
    return all;
  }

  /* --- a course at a zoom: corners in whole pixels, without those that no eye can tell ---------------------- */

  function apart(at, i, a, b) {
    const dx = at[2 * b] - at[2 * a], dy = at[2 * b + 1] - at[2 * a + 1], long = dx * dx + dy * dy;
    const share = long ? Math.max(0, Math.min(1, ((at[2 * i] - at[2 * a]) * dx + (at[2 * i + 1] - at[2 * a + 1]) * dy) / long)) : 0;
    const x = at[2 * i] - at[2 * a] - share * dx, y = at[2 * i + 1] - at[2 * a + 1] - share * dy;
    return x * x + y * y;
  }

  /* Marks the corners between two that deviate (Douglas and Peucker). */
  function bends(at, kept, first, last) {
    let most = LEAST_PX * LEAST_PX, found = 0;
    for (let i = first + 1; i < last; i++) {
      const far = apart(at, i, first, last);
      if (far > most) { found = i; most = far; }
    }
    if (!found) return;
    kept[found] = 1;
    bends(at, kept, first, found);
    bends(at, kept, found, last);
  }

  /* First and last corner of a course, and the steps between them, there and back. */
  function drawn(one, scale) {
    if (one.scale === scale) return one;
    const { at } = one, near = new Int32Array(at.length), end = at.length - 2;
    let n = 0;
    for (let i = 0; i <= end; i += 2) {
      const x = Math.round(scale * at[i]), y = Math.round(scale * at[i + 1]), dx = x - near[n - 2], dy = y - near[n - 1];
      if (i && i < end && dx * dx + dy * dy <= LEAST_PX * LEAST_PX) continue;
      near[n++] = x;
      near[n++] = y;
    }
    const kept = new Uint8Array(n / 2), last = n / 2 - 1, there = [];
    kept[last] = 1;
    bends(near, kept, 0, last);
    for (let i = 1, from = 0; i <= last; i++) {
      if (!kept[i]) continue;
      const dx = near[2 * i] - near[2 * from], dy = near[2 * i + 1] - near[2 * from + 1];
      if (dx || dy) there.push(dx, dy);
      from = i;
    }
    return Object.assign(one, { scale, first: [near[0], near[1]], last: [near[n - 2], near[n - 1]], there, back: null });
  }

  function steps(one, back) {
    if (!back) return one.there.join(" ");
    if (one.back === null) {
      const turned = [];
      for (let i = one.there.length - 2; i >= 0; i -= 2) turned.push(-one.there[i], -one.there[i + 1]);
      one.back = turned.join(" ");
    }
    return one.back;
  }

  /* Path data of a shape, from an origin on. */
  function path(shape, scale, origin) {
    let found = "";
    for (const line of shape.lines) {
      const all = line.map(({ course: one, back }) => [drawn(one, scale), back]), [[first, turned]] = all, [x, y] = turned ? first.last : first.first;
      const way = all.map(([one, back]) => steps(one, back)).filter(Boolean).join(" ") || "0 0";
      found += "M" + (x - origin.x) + " " + (y - origin.y) + "l" + way + (shape.closed ? "z" : "");
    }
    return found;
  }

  const Shape = L.Path.extend({
    initialize(shape, options) {
      L.setOptions(this, options);
      this.shape = shape;
      L.stamp(this);  // layers of a group are drawn in the order of their numbers
    },
    getBounds() { return bounds(this.shape); },
    _project() { this._data = null; },
    _update() {
      if (!this._map || this._data !== null) return;
      const { crs } = this._map.options;
      this._data = path(this.shape, crs.scale(this._map.getZoom()), this._map.getPixelOrigin());
      this._updatePath();
    },
    _updatePath() { this._renderer._setPath(this, this._data); },
  });

  /* Places of a ring in a world so many pixels wide, corner by corner: x, y, x, y … */
  function corners(ring, scale) {
    const found = [];
    for (const { course: { at }, back } of ring) {
      for (let k = found.length ? 2 : 0; k < at.length; k += 2) {
        const i = back ? at.length - 2 - k : k;
        found.push(scale * at[i], scale * at[i + 1]);
      }
    }
    return found;
  }

  const objects = (name) => data.geometry.topology.objects[name].geometries;

  return { objects, parts, areas, lines, loose, bounds, corners, layer: (shape, options) => new Shape(shape, options) };
})();
