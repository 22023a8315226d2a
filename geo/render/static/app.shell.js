/* The parts of the page round the map. Elements that name a word (data-word…) get it from the panel. */
"use strict";
geoAtlas.parts.shell = (function () {
  const { data, word } = geoAtlas;
  const { el, svg } = geoAtlas.parts.dom;
  const LANGS = [["zh", "zh-CN", "中文"], ["en", "en", "English"]];
  const LAYERS = [["structure", "layer_structure"], ["carriers", "layer_carriers"], ["counties", "layer_counties"]];
  const GRID = "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z";

  const said = (name, key, attributes, ...children) => el(name, Object.assign({ "data-word": key }, attributes), ...children);
  const labelled = (name, key, attributes, ...children) => el(name, Object.assign({ "data-word-label": key }, attributes), ...children);

  function bar(page) {
    const index = page.dataset.index || "";
    const step = (id, sign) => labelled("a", id, { id, class: "step", hidden: true, href: "#" }, sign);
    const icon = svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: GRID }));
    const langs = LANGS.map(([lang, tag, name]) => el("button", { type: "button", "data-lang": lang, lang: tag }, document.createTextNode(name)));
    return el("header", { class: "bar" },
      labelled("nav", "navigation", { class: "trail" },
        el("a", { id: "home", href: index || null, hidden: !index }, icon, said("span", "all_maps")),
        el("details", { id: "more", class: "more", hidden: true },
          said("summary", data.scene.kind === "theme" ? "more_themes" : "more_maps"), el("ul", { id: "siblings", class: "plain" })),
        step("previous", "‹"), step("next", "›")),
      labelled("div", "language", { class: "langs", role: "group" }, ...langs));
  }

  function picture(container) {
    const box = ([name, key]) => el("label", {}, el("input", { type: "checkbox", id: "layer-" + name }), said("span", key));
    return labelled("section", "map", { class: "picture" },
      container,
      el("div", { class: "over-map top-left" },
        el("div", { class: "zooms" },
          labelled("button", "zoom_in", { type: "button", id: "zoom-in" }, "+"),
          labelled("button", "zoom_out", { type: "button", id: "zoom-out" }, "−")),
        labelled("div", "view", { class: "views", role: "group" },
          said("button", "view_home", { type: "button", "data-view": "home" }),
          said("button", "view_delta", { type: "button", "data-view": "delta" }))),
      el("details", { class: "over-map top-right layers" }, said("summary", "layers"), ...LAYERS.map(box)),
      el("p", { id: "review", class: "review" }));
  }

  function masthead() {
    return el("div", { class: "masthead" }, el("h1", { id: "title" }), el("p", { id: "subtitle", class: "subtitle" }),
      el("p", { class: "document" }, el("span", { id: "plan-line", class: "quiet" }), " ", el("span", { id: "badge", class: "standing" })), el("ul", { id: "numbers", class: "plain numbers" }));
  }

  function jumps() {
    const parts = [["legend-part", "legend"], ["detail-part", "detail"], ["cities", "cities"], ["table-part", "table"]];
    return labelled("nav", "sections", { class: "jumps", id: "jumps" },
      ...parts.map(([id, key]) => said("a", key, { href: "#" + id, "data-jump": id })));
  }

  function folded(id, key, hidden) {
    return el("details", { id: id + "-part", hidden }, said("summary", key),
      labelled("div", key, { id, class: "scroll", tabindex: 0, role: "region" }));
  }

  function downloads(page) {
    const kinds = (page.dataset.files || "").split(" ").filter((kind) => kind);
    if (!kinds.length) return "";
    return el("p", { class: "downloads" }, said("span", "download"),
      ...kinds.map((kind) => el("a", { href: page.dataset.own + "." + kind }, kind.toUpperCase())));
  }

  function panel(page) {
    return el("div", { class: "panel", id: "panel", tabindex: -1 },
      labelled("button", "sheet_more", { type: "button", id: "sheet", "aria-expanded": "false", "aria-controls": "panel" }),
      masthead(), jumps(),
      el("section", { id: "legend-part" }, said("h2", "legend", { tabindex: -1, class: "vh" }), el("div", { id: "legend" })),
      el("section", { id: "detail-part" }, said("h2", "detail", { tabindex: -1 }), el("div", { id: "detail" }),
        el("p", { id: "said", class: "vh", role: "status" })),
      el("section", { id: "cities" }, el("h2", { tabindex: -1 }, said("span", "cities"), " ", said("small", "cities_hint")),
        el("div", { id: "city-list" })),
      folded("matrix", data.scene.kind === "theme" ? "matrix_theme" : "matrix", true),
      folded("table", "table", false),
      el("section", {}, said("h2", "credits"), el("div", { id: "credits", class: "credits" }), downloads(page)));
  }

  function draw(map) {
    const page = document.querySelector(".map-page");
    page.prepend(said("a", "skip", { class: "skip", href: "#cities", "data-jump": "cities" }, word("skip")),
      bar(page), el("main", {}, picture(map.getContainer()), panel(page)));
    page.classList.add("alive");
  }

  return { draw };
})();
