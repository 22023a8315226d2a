/* What the plan says of the chosen city, the equivalent tables, the credits. */
"use strict";
geoAtlas.parts.detail = (function () {
  const { data, state, text, word } = geoAtlas;
  const { el, areaSwatch, statements } = geoAtlas.parts.dom;
  const { at } = geoAtlas.parts.panel;
  const join = (texts) => (texts || []).map(text).join(state.lang === "en" ? ", " : "、");

  /* --- the chosen city --------------------------------------------------------------------------- */

  function said(area) {
    if (area.statements) return statements(area.statements);
    return el("p", { class: "quiet" }, word(area.state === "outside" || area.state === "beyond" ? "outside_note" : data.scene.kind === "theme" ? "no_statement_theme" : "no_statement"));
  }

  /* The page of the city with what every plan says of it, where the build has one. */
  function onward(area) {
    const folder = document.querySelector(".map-page").dataset.cities;
    if (!folder || !["prefecture", "county"].includes(area.level)) return "";
    return el("p", { class: "onward" }, el("a", { href: folder + area.adcode + ".html" }, word("city_page")));
  }

  function folded(key, nodes) {
    if (!nodes.length) return "";
    return el("details", { open: nodes.length < 4 }, el("summary", {}, word(key), el("span", { class: "count" }, String(nodes.length))), ...nodes);
  }

  function listedCard(item) {
    return el("div", { class: "card" }, el("p", { class: "card-name" }, text(item.label)), el("p", { class: "quiet" }, text(item.where) + " · " + text(item.reason)), statements(item.statements));
  }

  function city(area) {
    const hosted = data.scene.symbols.filter((symbol) => symbol.host === area.adcode);
    const listed = data.scene.listed.filter((item) => item.host === area.adcode);
    const close = el("button", { type: "button", class: "close", "aria-label": word("close"), on: { click: () => geoAtlas.set({ city: "" }) } }, "×");
    return [
      el("div", { class: "detail-head" }, areaSwatch(area.style),
        el("div", {}, el("h3", {}, text(area.name)), el("p", { class: "state" }, text(area.state_text))), close),
      said(area),
      onward(area),
      folded("carriers_here", hosted.map(geoAtlas.parts.symbols.card)),
      folded("listed_here", listed.map(listedCard)),
    ];
  }

  /* Carriers and facilities that lie in no area of the map (a region, the whole province). */
  function elsewhere() {
    const shown = new Set(data.scene.areas.map((area) => area.adcode));
    const rest = data.scene.listed.filter((item) => !shown.has(item.host));
    return folded("listed_elsewhere", rest.map(listedCard));
  }

  function detail() {
    const area = geoAtlas.area(state.city);
    const notes = [...(data.scene.region_notes ? [statements(data.scene.region_notes)] : []), elsewhere()];
    at("detail").classList.toggle("empty", !area);
    at("detail").replaceChildren(...(area ? city(area) : [el("p", { class: "hint" }, word("detail_hint")), ...notes]));
    at("said").textContent = area ? word("selected", { name: text(area.name) }) + " · " + text(area.state_text) : "";
  }

  /* Bring the answer into sight; the list's own place is kept when it was chosen there. */
  function reveal() {
    if (!state.city) return;
    const behaviour = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    const panel = at("panel"), box = at("detail-part").getBoundingClientRect(), frame = panel.getBoundingClientRect();
    const stuck = at("jumps").offsetHeight + at("sheet").offsetHeight;
    if (box.top < frame.top + stuck || box.top > frame.bottom - 180) {
      panel.scrollTo({ top: panel.scrollTop + box.top - frame.top - stuck, behavior: behaviour });
    }
  }

  /* --- tables ------------------------------------------------------------------------------------------ */

  const head = (...keys) => el("thead", {}, el("tr", {}, ...keys.map((key) => el("th", { scope: "col" }, word(key)))));

  function row(area) {
    const rows = area.statements || [];
    const terms = [...new Set(rows.map((item) => join(item.terms) || text(item.heading)))];
    const clauses = [...new Set(rows.map((item) => text(item.locator)))], between = state.lang === "en" ? "; " : "；";
    return el("tr", { "data-adcode": area.adcode, "data-state": area.state },
      el("th", { scope: "row" }, text(area.name)), el("td", {}, text(area.state_text)),
      el("td", {}, terms.join(between)), el("td", {}, clauses.join(between)));
  }

  function table() {
    const areas = data.scene.areas;
    at("table").replaceChildren(
      el("p", { class: "quiet" }, word("table_rows", { n: areas.length })),
      el("table", {}, head("column_place", "column_state", "column_terms", "column_clause"), el("tbody", {}, ...areas.map(row))));
  }

  function cell(value) {
    const key = value || "none", sign = data.shared.signs[value] || "";
    return el("td", { class: "cell-" + key }, el("span", { "aria-hidden": "true" }, sign), el("span", { class: "vh" }, word("cell_" + key)));
  }

  function matrix() {
    const { matrix: rows, matrix_columns: columns } = data.scene;
    at("matrix-part").hidden = !rows;
    if (!rows) return;
    at("matrix").replaceChildren(el("table", { class: "matrix" },
      el("thead", {}, el("tr", {}, el("td", {}), ...(columns || []).map((column) => el("th", { scope: "col" }, el("span", {}, text(column)))))),
      el("tbody", {}, ...rows.map((item) => el("tr", {}, el("th", { scope: "row" }, text(item.name)), ...item.cells.map(cell))))));
  }

  function credits() {
    const lines = data.scene.credits;
    const rows = [lines.source, lines.limits, lines.base].map((line) => el("p", {}, text(line)));
    at("credits").replaceChildren(...rows, el("p", {}, word("screen_projection")),
      el("p", { class: lines.reviewed ? "" : "alert" }, text(lines.review)));
  }

  function redraw() {
    detail(); table(); matrix(); credits();
  }

  function draw() {
    redraw();
    reveal();
    geoAtlas.listen((change) => {
      if ("lang" in change) redraw();
      else if ("city" in change) detail();
      if ("city" in change && !change.scene) reveal();
    });
  }

  return { draw };
})();
