/* Joins the parts; the skeleton made by folium calls start(map) once the page is there. */
"use strict";
geoAtlas.start = function (map) {
  const { state, word, LAYERS } = geoAtlas;
  const { shell, picture, frame, belts, symbols, plots, labels, panel, detail, views, link } = geoAtlas.parts;
  const at = panel.at;
  const LATEST_MS = 250;

  function layerBoxes() {
    for (const name of LAYERS) {
      const box = at("layer-" + name);
      box.checked = state.layers[name];
      box.addEventListener("change", () => geoAtlas.set({ layers: { [name]: box.checked } }));
    }
    geoAtlas.listen((change) => {
      if ("layers" in change) for (const name of LAYERS) at("layer-" + name).checked = state.layers[name];
    });
  }

  function buttons() {
    for (const node of document.querySelectorAll("button[data-lang]")) node.addEventListener("click", () => geoAtlas.set({ lang: node.dataset.lang }));
    for (const node of document.querySelectorAll(".views button")) node.addEventListener("click", () => frame.show(node.dataset.view));
    at("zoom-in").addEventListener("click", () => map.zoomIn(0.5));
    at("zoom-out").addEventListener("click", () => map.zoomOut(0.5));
    at("sheet").addEventListener("click", sheet);
  }

  function sheet() {
    const open = document.querySelector(".map-page").classList.toggle("sheet-open");
    at("sheet").setAttribute("aria-expanded", String(open));
    at("sheet").dataset.wordLabel = open ? "sheet_less" : "sheet_more";
    at("sheet").setAttribute("aria-label", word(at("sheet").dataset.wordLabel));
    map.invalidateSize({ animate: false });
  }

  function jumps() {
    for (const link of document.querySelectorAll("a[data-jump]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const target = at(link.dataset.jump);
        if (target.tagName === "DETAILS") target.open = true;
        const stuck = at("jumps").offsetHeight + at("sheet").offsetHeight;
        at("panel").scrollTop += target.getBoundingClientRect().top - at("panel").getBoundingClientRect().top - stuck;
        const head = target.querySelector("h2, summary") || target;
        if (head.tagName === "H2") head.tabIndex = -1;
        head.focus({ preventScroll: true });
      });
    }
  }

  /* Paper: the whole frame at the paper's width, the table unfolded; afterwards as it was. */
  function paper() {
    const page = document.querySelector(".map-page");
    let open = false;
    window.addEventListener("beforeprint", () => {
      open = at("table-part").open;
      page.classList.add("printing");
      at("table-part").open = true;
      map.invalidateSize({ animate: false });
      frame.whole();
    });
    window.addEventListener("afterprint", () => {
      page.classList.remove("printing");
      at("table-part").open = open;
      map.invalidateSize({ animate: false });
      if (state.at) frame.go();
      else frame.whole();
    });
  }

  /* Escape closes what was opened last: words of a symbol, a list over the map, the panel, the selection. */
  function closing() {
    let words = false;
    map.on("popupopen popupclose", (event) => { words = event.type === "popupopen"; });
    const steps = [
      [() => !at("link-said").hidden, link.close],
      [() => words, () => { map.closePopup(); map.getContainer().focus(); }],
      [() => document.querySelector(".more[open], .layers[open]"), (node) => { node.open = false; node.querySelector("summary").focus(); }],
      [() => document.querySelector(".sheet-open"), sheet],
      [() => state.city, () => geoAtlas.set({ city: "" })],
    ];
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      const step = steps.find(([open]) => open());
      if (step) step[1](step[0]());
    });
  }

  /* The map first, with its title and the mark of its review: the reader has it while its names and
     the panel are made. */
  function draw() {
    shell.draw(map);
    panel.head();
    frame.use(map);
    picture.draw(map);
    frame.draw();
    let begun = false;
    const once = () => { if (!begun) { begun = true; rest(); } };
    requestAnimationFrame(() => setTimeout(once));
    setTimeout(once, LATEST_MS);  // a page out of sight has no frames
  }

  function rest() {
    panel.draw();
    labels.use(map);
    belts.draw(map);
    symbols.draw(map);
    labels.draw();
    plots.draw(map);
    detail.draw();
    views.draw();
    link.draw();
    layerBoxes();
    buttons();
    jumps();
    paper();
    closing();
    if (L.DomEvent) for (const node of document.querySelectorAll(".over-map")) { L.DomEvent.disableClickPropagation(node); L.DomEvent.disableScrollPropagation(node); }
    document.documentElement.dataset.ready = "yes";
  }

  geoAtlas.readBlocks();
  views.open(draw);
};
