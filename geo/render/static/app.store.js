/* geoAtlas: the data of the page, its language and its state. Files of data call geometry(), shared(),
   words(), scene() and plan(); nothing here draws. */
"use strict";
var geoAtlas = (function () {
  const data = {};
  const listeners = [];
  const state = { lang: "zh", city: "", layers: {} };
  const LAYERS = ["structure", "carriers", "counties"];

  function keep(name) {
    return function (value) { data[name] = value; };
  }

  /* Text of a position in the scene's table, or of a [zh, en] pair, in the language of the page. */
  function text(ref) {
    const value = typeof ref === "number" ? data.scene.texts[ref] : ref;
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

  /* --- permalink: #lang=en&city=CODE&layers=structure+carriers -------------------------- */

  function defaultLayers() {
    return LAYERS.filter((name) => data.scene.layers[name]);
  }

  function readHash() {
    const given = new URLSearchParams(location.hash.slice(1));
    state.lang = given.get("lang") === "en" || (!given.has("lang") && data.scene.lang === "en") ? "en" : "zh";
    const city = given.get("city") || "";
    state.city = data.byCode.has(city) ? city : "";
    const on = given.has("layers") ? given.get("layers").split(" ") : defaultLayers();
    for (const name of LAYERS) state.layers[name] = on.includes(name);
  }

  function hash() {
    const parts = [];
    if (state.lang !== data.scene.lang) parts.push("lang=" + state.lang);
    if (state.city) parts.push("city=" + state.city);
    const on = LAYERS.filter((name) => state.layers[name]);
    if (on.join() !== defaultLayers().join()) parts.push("layers=" + on.join("+"));
    return parts.join("&");
  }

  /* A selection is a step that "back" undoes; language and layers replace the present step. */
  function writeHash(step) {
    const wanted = "#" + hash();
    if (location.protocol === "about:" || (location.hash || "#") === wanted) return;
    if (step) location.hash = wanted;
    else location.replace(wanted);
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

  function onHash() {
    const before = hash();
    readHash();
    if (hash() !== before) tell({ lang: state.lang, city: state.city, layers: state.layers });
  }

  /* In a notebook the data stand in the page itself, as JSON that no script compiles. */
  function readBlocks() {
    for (const block of document.querySelectorAll("script[type='application/json'][data-geo]")) {
      data[block.dataset.geo] = JSON.parse(block.textContent);
    }
  }

  /* --- tables: rows of the plan, then the map's own; positions become the things themselves ----- */

  function named(fields, row) {
    const made = {};
    fields.forEach((field, i) => { if (row[i] !== undefined && row[i] !== null) made[field] = row[i]; });
    return made;
  }

  function tables() {
    const { fields, tables: plan } = data.plan, own = data.scene.tables, found = {};
    for (const kind of Object.keys(fields)) {
      const rows = (plan[kind] || []).concat(own[kind] || []);
      found[kind] = fields[kind].length ? rows.map((row) => named(fields[kind], row)) : rows;
    }
    return found;
  }

  function unfold() {
    const found = tables(), scene = data.scene;
    const all = (kind, refs) => (refs || []).map((ref) => found[kind][ref]);
    for (const area of found.areas) Object.assign(area, found.places[area.place]);
    for (const symbol of found.symbols) Object.assign(symbol, found.looks[symbol.look]);
    for (const entry of found.entries) {
      if (entry.symbol !== undefined) entry.symbol = found.symbols[entry.symbol];
      if (entry.band !== undefined) entry.band = found.bands[entry.band];
    }
    for (const block of found.blocks) block.entries = all("entries", block.entries);
    Object.assign(scene, { texts: found.texts, styles: found.styles, statements: found.statements, legend: all("blocks", scene.legend) });
    for (const kind of ["symbols", "bands", "listed"]) scene[kind] = all(kind, scene[kind]);
    scene.areas = all("areas", scene.areas);
    scene.context = all("areas", scene.context);
    data.byCode = new Map(scene.areas.concat(scene.context).map((item) => [item.adcode, item]));
  }

  function ready() {
    readBlocks();
    unfold();
    readHash();
    window.addEventListener("hashchange", onHash);
  }

  return {
    data, state, LAYERS, text, word, htmlLang, area, hash, set, ready,
    listen: (listener) => listeners.push(listener),
    geometry: keep("geometry"), shared: keep("shared"), words: keep("words"),
    scene: keep("scene"), plan: keep("plan"), parts: {},
  };
})();
