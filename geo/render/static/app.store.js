/* geoAtlas: the data of the page, its language and its state. Files of data call geometry(), shared(),
   words() and scene(); nothing here draws. */
"use strict";
var geoAtlas = (function () {
  const data = {};
  const listeners = [];
  const state = { lang: "zh", view: "", city: "", layers: {}, at: "" };
  const LAYERS = ["structure", "carriers", "counties"];

  function keep(name) {
    return function (value) { data[name] = value; };
  }

  /* --- the topology, as render/web/packing.py writes it ------------------------------------- */

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  function numbers(places) {
    const worth = new Uint8Array(128), found = new Int32Array(places[0].length);
    for (let i = 0; i < DIGITS.length; i++) worth[DIGITS.charCodeAt(i)] = i;
    for (let n = 0; n < found.length; n++) {
      let told = 0;
      for (const digits of places) told = told * DIGITS.length + worth[digits.charCodeAt(n)];
      found[n] = told % 2 ? -(told + 1) / 2 : told / 2;
    }
    return found;
  }

  /* TopoJSON again: borders as steps from point to point; here one begins where the one before has ended. */
  function geometry(value) {
    const { points, digits } = value.topology.arcs, steps = numbers(digits), { objects } = value.topology;
    let n = 0, x = 0, y = 0;
    value.topology.arcs = points.map((length) => {
      const first = [x += steps[n++], y += steps[n++]], border = [first];
      while (border.length < length) {
        const step = [steps[n++], steps[n++]];
        border.push(step);
        x += step[0];
        y += step[1];
      }
      return border;
    });
    for (const name in objects) objects[name] = { type: "GeometryCollection", geometries: objects[name] };
    data.geometry = value;
  }

  /* A scene whose statements stand once: everything that has some has them itself. */
  function told(scene) {
    for (const item of Object.values(scene).filter(Array.isArray).flat()) {
      if (item.statements) item.statements = item.statements.map((n) => scene.said[n]);
    }
    return scene;
  }

  /* A text, or the one of a [zh, en] pair that is in the language of the page. */
  function text(value) {
    if (value === undefined || value === null) return "";
    return typeof value === "string" ? value : value[state.lang === "en" ? 1 : 0];
  }

  function word(key, values) {
    const pair = data.words[key];
    if (!pair) throw new Error("no word for " + key);
    return text(pair).replace(/\{(\w+)\}/g, (all, name) => String((values || {})[name]));
  }

  function htmlLang() {
    return state.lang === "en" ? "en" : "zh-CN";
  }

  function area(adcode) {
    return data.byCode.get(adcode);
  }

  /* --- permalink: #plan=KEY&lang=en&city=CODE&layers=structure+carriers&at=LAT,LON,ZOOM ------ */

  function defaultLayers() {
    return LAYERS.filter((name) => data.scene.layers[name]);
  }

  const given = () => new URLSearchParams(location.hash.slice(1));

  /* A page that has a twin is in one language for good. */
  const twin = () => document.body.dataset.twin;

  function language(asked) {
    if (twin()) return document.documentElement.lang.startsWith("en") ? "en" : "zh";
    return asked === "en" || (!asked && data.scene.lang === "en") ? "en" : "zh";
  }

  function readHash() {
    const asked = given();
    state.lang = language(asked.get("lang"));
    const city = asked.get("city") || "";
    state.city = data.byCode.has(city) ? city : "";
    const on = asked.has("layers") ? asked.get("layers").split(" ") : defaultLayers();
    for (const name of LAYERS) state.layers[name] = on.includes(name);
    state.at = asked.get("at") || "";
  }

  /* The address of what is seen, in this view of the page or as it would be in another. */
  function hash(view) {
    const parts = [], shown = view === undefined ? state.view : view;
    if (shown) parts.push("plan=" + shown);
    if (!twin() && state.lang !== data.scene.lang) parts.push("lang=" + state.lang);
    if (state.city) parts.push("city=" + state.city);
    const on = LAYERS.filter((name) => state.layers[name]);
    if (on.join() !== defaultLayers().join()) parts.push("layers=" + on.join("+"));
    if (state.at) parts.push("at=" + state.at);
    return parts.join("&");
  }

  /* A selection is a step that "back" undoes; all else replaces the present step. */
  function writeHash(step) {
    const wanted = "#" + hash();
    if (location.protocol === "about:" || (location.hash || "#") === wanted) return;
    if (step) location.hash = wanted;
    else history.replaceState(null, "", wanted);
  }

  function tell(change) {
    for (const listener of listeners) listener(change, state);
  }

  function set(change) {
    if ("layers" in change) change.layers = Object.assign({}, state.layers, change.layers);
    if ("city" in change && !data.byCode.has(change.city)) change.city = "";
    Object.assign(state, change);
    writeHash("city" in change);
    tell(change);
  }

  /* The address has changed; the view is still the same. */
  function reread() {
    const before = hash();
    readHash();
    if (hash() !== before) tell({ lang: state.lang, city: state.city, layers: state.layers, at: state.at });
  }

  /* Puts a scene in place, and reads from the address what is seen of it. */
  function use(scene, view) {
    data.scene = scene;
    data.byCode = new Map(scene.areas.concat(scene.context).map((item) => [item.adcode, item]));
    state.view = view;
    readHash();
  }

  /* How much nearer a map is than the first of the steps for which its names have places. */
  const step = (map) => map.getZoom() - data.shared.labels.zooms[0];

  /* In a notebook the data stand in the page itself, as JSON that no script compiles. */
  function readBlocks() {
    for (const block of document.querySelectorAll("script[type='application/json'][data-geo]")) {
      geoAtlas[block.dataset.geo](JSON.parse(block.textContent));
    }
  }

  /* The scene that came last; the page's own comes first. */
  let arrived = null;

  function taken() {
    const scene = arrived;
    arrived = null;
    return scene;
  }

  return {
    data, state, LAYERS, step, text, word, htmlLang, area, hash, given, twin, set, tell, use, reread, readBlocks, taken, writeHash,
    listen: (listener) => listeners.push(listener),
    geometry, shared: keep("shared"), words: keep("words"),
    scene: (value) => { arrived = told(value); }, parts: {},
  };
})();
