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

  function ready() {
    readBlocks();
    data.byCode = new Map(data.scene.areas.concat(data.scene.context).map((item) => [item.adcode, item]));
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
