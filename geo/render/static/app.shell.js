/* The parts of the page round the map. Elements that name a word (data-word…) get it from the panel.
   A page may bring its own: a header (class bar), what stands above in the panel (id above), what follows at
   its end (id extra, with a footer), its links to files (id downloads); without script they stand as they are. */
"use strict";
geoAtlas.parts.shell = (function () {
  const { data, word } = geoAtlas;
  const { el, svg } = geoAtlas.parts.dom;
  const LANGS = [["zh", "zh-CN", "中文"], ["en", "en", "English"]];
  const LAYERS = [["structure", "layer_structure"], ["carriers", "layer_carriers"], ["counties", "layer_counties"]];
  const CHAIN = "M7 9.5a3 3 0 0 0 4.3 0l2-2a3 3 0 0 0-4.3-4.3l-.9.9M9 6.5a3 3 0 0 0-4.3 0l-2 2a3 3 0 0 0 4.3 4.3l.9-.9";

  const said = (name, key, attributes, ...children) => el(name, Object.assign({ "data-word": key }, attributes), ...children);
  const labelled = (name, key, attributes, ...children) => el(name, Object.assign({ "data-word-label": key }, attributes), ...children);

  const byKind = (name, plan, theme, ...children) => el(name, { "data-word": plan, "data-plan-word": plan, "data-theme-word": theme }, ...children);
  const icon = (path) => svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: path }));

  function bar() {
    const langs = LANGS.map(([lang, tag, name]) => el("button", { type: "button", "data-lang": lang, lang: tag }, document.createTextNode(name)));
    return el("header", { class: "bar" }, labelled("div", "language", { class: "langs", role: "group" }, ...langs));
  }

  function picture(container) {
    const box = ([name, key]) => el("label", {}, el("input", { type: "checkbox", id: "layer-" + name }), said("span", key));
    container.setAttribute("role", "application");  // the arrow keys are the map's
    return labelled("section", "map", { class: "picture" },
      container,
      el("div", { class: "over-map top-left" },
        el("div", { class: "zooms" },
          labelled("button", "zoom_in", { type: "button", id: "zoom-in" }, "+"),
          labelled("button", "zoom_out", { type: "button", id: "zoom-out" }, "−")),
        labelled("div", "view", { class: "views", role: "group" },
          said("button", "view_home", { type: "button", "data-view": "home" }),
          data.shared.frames.delta ? said("button", "view_delta", { type: "button", "data-view": "delta" }) : ""),
        el("div", { class: "share", id: "share" },
          labelled("button", "link_copy", { type: "button", id: "link", "data-word-title": "link_copy" }, icon(CHAIN), said("span", "link_copy")),
          el("div", { id: "link-said", class: "link-said", hidden: true },
            el("p", { id: "link-words", role: "status" }),
            labelled("input", "link_address", { id: "link-field", readonly: true, hidden: true })))),
      el("details", { class: "over-map top-right layers" }, said("summary", "layers"), ...LAYERS.map(box)),
      el("p", { id: "review", class: "review" }));
  }

  function masthead() {
    return el("div", { class: "masthead" }, el("h1", { id: "title" }), el("p", { id: "subtitle", class: "subtitle" }),
      el("p", { class: "document" }, el("span", { id: "plan-line", class: "quiet" }), " ", el("span", { id: "badge", class: "standing" })), el("ul", { id: "numbers", class: "plain numbers" }));
  }

  function jumps(further) {
    const parts = [["legend-part", "legend"], ["detail-part", "detail"], ["cities", "cities"], ["table-part", "table"], ...(further ? [["extra", "further"]] : [])];
    return labelled("nav", "sections", { class: "jumps", id: "jumps" },
      ...parts.map(([id, key]) => said("a", key, { href: "#" + id, "data-jump": id })));
  }

  function folded(id, key, hidden, theme) {
    return el("details", { id: id + "-part", hidden }, byKind("summary", key, theme || key),
      labelled("div", key, { id, class: "scroll", tabindex: 0, role: "region" }));
  }

  function downloads(page) {
    const kinds = (page.dataset.files || "").split(" ").filter((kind) => kind);
    if (!kinds.length) return "";
    return el("p", { class: "downloads", id: "downloads" }, said("span", "download"),
      ...kinds.map((kind) => el("a", { href: "#", "data-suffix": "." + kind }, kind.toUpperCase())));
  }

  function panel(page) {
    const brought = (id) => page.querySelector("#" + id);
    return el("div", { class: "panel", id: "panel", tabindex: -1 },
      labelled("button", "sheet_more", { type: "button", id: "sheet", "aria-expanded": "false", "aria-controls": "panel" }),
      brought("above"), el("p", { id: "failed", class: "failed", role: "alert" }),
      masthead(), jumps(page.querySelector("#extra section")),
      el("section", { id: "legend-part" }, said("h2", "legend", { tabindex: -1, class: "vh" }), el("div", { id: "legend" })),
      el("section", { id: "detail-part" }, said("h2", "detail", { tabindex: -1 }), el("div", { id: "detail" }),
        el("p", { id: "said", class: "vh", role: "status" })),
      el("section", { id: "cities" }, el("h2", { tabindex: -1 }, said("span", "cities"), " ", said("small", "cities_hint")),
        el("div", { id: "city-list" })),
      folded("matrix", "matrix", true, "matrix_theme"),
      folded("table", "table", false),
      brought("extra"),
      el("section", {}, said("h2", "credits"), el("div", { id: "credits", class: "credits" }), brought("downloads") || downloads(page)),
      page.querySelector("#extra > footer"));
  }

  function draw(map) {
    const page = document.querySelector(".map-page");
    page.prepend(said("a", "skip", { class: "skip", href: "#cities", "data-jump": "cities" }, word("skip")),
      page.querySelector("header.bar") || bar(), el("main", {}, picture(map.getContainer()), panel(page)));
    page.classList.add("alive");
  }

  return { draw };
})();
