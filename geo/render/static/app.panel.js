/* The panel: words of the page, key numbers, legend, list of cities. */
"use strict";
geoAtlas.parts.panel = (function () {
  const { data, state, text, word } = geoAtlas;
  const { el, tone, areaSwatch, entrySwatch } = geoAtlas.parts.dom;
  const at = (id) => document.getElementById(id);

  /* --- fixed words: elements that name their key --------------------------------------------- */

  function words() {
    document.documentElement.lang = geoAtlas.htmlLang();
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
    for (const node of document.querySelectorAll("[data-word-label]")) node.setAttribute("aria-label", word(node.dataset.wordLabel));
    for (const node of document.querySelectorAll("[data-word-title]")) node.title = word(node.dataset.wordTitle);
    for (const button of document.querySelectorAll("button[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === state.lang));
  }

  function titles() {
    const scene = data.scene;
    at("title").textContent = text(scene.title);
    at("subtitle").textContent = text(scene.subtitle);
    const parts = text(scene.plan_line).split(" · ").flatMap((part) => [" · ", el("span", { class: "nb" }, part)]);
    at("plan-line").replaceChildren(...parts.slice(1));
    const badge = scene.badge;
    at("badge").hidden = !badge;
    if (badge) at("badge").textContent = text(badge.label);
    at("badge").classList.toggle("alert", Boolean(badge && badge.alert));
    at("map_atlas").setAttribute("aria-label", text(scene.alt));
    document.title = text(scene.title) + " · " + text(scene.subtitle);
    at("review").textContent = text(scene.credits.review);
    at("review").classList.toggle("unreviewed", !scene.credits.reviewed);
  }

  function numbers() {
    const all = data.scene.key_numbers.length, rows = Math.ceil(all / (state.lang === "en" ? 4 : 5)) || 1;
    at("numbers").style.setProperty("--columns", String(Math.ceil(all / rows) || 1));
    at("numbers").replaceChildren(...data.scene.key_numbers.map((number) =>
      el("li", {}, el("span", { class: "value" }, String(number.value)), " ", el("span", { class: "what" }, text(number.label)))));
  }

  /* --- legend --------------------------------------------------------------------------------- */

  function entry(item) {
    const members = item.members ? el("span", { class: "members" }, item.members.map(text).join(state.lang === "en" ? ", " : " ")) : "";
    const count = item.members && item.count ? el("span", { class: "count" }, String(item.count)) : "";
    return el("li", { "data-key": item.key }, entrySwatch(item),
      el("span", { class: "entry" }, el("span", { class: "entry-label" }, text(item.label)), count, members));
  }

  function legend() {
    at("legend").replaceChildren(...data.scene.legend.map((block) =>
      el("section", { class: "block" }, el("h3", {}, text(block.title)), el("ul", { class: "plain entries" }, ...block.entries.map(entry)))));
  }

  /* --- list of cities: one stop of the Tab key, arrows inside ----------------------------------- */

  function groups() {
    const found = new Map();
    for (const block of data.scene.legend) {
      for (const item of block.entries) if (item.style) found.set(item.key, { label: item.label, areas: [] });
    }
    for (const area of data.scene.areas.concat(data.scene.context)) {
      if (area.level === "province") continue;
      const key = [...found.keys()].find((name) => name === area.state) || area.state;
      if (!found.has(key)) found.set(key, { label: area.state_text, areas: [] });
      found.get(key).areas.push(area);
    }
    return [...found.values()].filter((group) => group.areas.length);
  }

  function button(area) {
    return el("button", {
      type: "button", class: "city", "data-adcode": area.adcode, "data-state": area.state, tabindex: "-1",
      "aria-pressed": String(area.adcode === state.city),
      on: { click: () => geoAtlas.set({ city: area.adcode === state.city ? "" : area.adcode }) },
    }, areaSwatch(Object.assign({}, area.style, { mark: "" }), 12, 12), text(area.short));
  }

  function cities() {
    const sets = groups().map((group) => el("div", { role: "group", "aria-label": text(group.label), class: "city-group" },
      el("p", { class: "quiet", "aria-hidden": "true" }, text(group.label)), el("div", { class: "city-row" }, ...group.areas.map(button))));
    at("city-list").replaceChildren(...sets);
    rove(at("city-list").querySelector("[aria-pressed='true']") || at("city-list").querySelector("button"));
  }

  function rove(target) {
    for (const node of at("city-list").querySelectorAll("button")) node.tabIndex = node === target ? 0 : -1;
  }

  function move(event) {
    const all = [...at("city-list").querySelectorAll("button")];
    const here = all.indexOf(document.activeElement);
    const next = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    const target = all[(next + all.length) % all.length];
    rove(target);
    target.focus();
  }

  function pressed() {
    for (const node of at("city-list").querySelectorAll("button")) node.setAttribute("aria-pressed", String(node.dataset.adcode === state.city));
  }

  /* The words over the map and in its head, the mark of its review among them. */
  function head() {
    document.documentElement.style.setProperty("--accent", tone(data.scene.accent));
    for (const node of document.querySelectorAll("[data-theme-word]")) node.dataset.word = node.dataset[data.scene.kind === "theme" ? "themeWord" : "planWord"];
    words(); titles();
  }

  function redraw() {
    head(); numbers(); legend(); cities();
  }

  function draw() {
    at("city-list").addEventListener("keydown", move);
    redraw();
    geoAtlas.listen((change) => {
      if ("lang" in change) redraw();
      else if ("city" in change) pressed();
    });
  }

  return { draw, head, at };
})();
