/* Joins the parts; the skeleton made by folium calls start(map) once the page is there. */
"use strict";
geoAtlas.start = function (map) {
  const { state, word, LAYERS } = geoAtlas;
  const { shell, picture, belts, symbols, labels, panel, detail } = geoAtlas.parts;
  const at = panel.at;

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
    for (const node of document.querySelectorAll("button[data-view]")) node.addEventListener("click", () => picture.show(node.dataset.view));
    at("zoom-in").addEventListener("click", () => map.zoomIn(0.5));
    at("zoom-out").addEventListener("click", () => map.zoomOut(0.5));
    at("sheet").addEventListener("click", sheet);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.city && !event.defaultPrevented) geoAtlas.set({ city: "" }); });
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
        (target.querySelector("h2, summary") || target).focus({ preventScroll: true });
      });
    }
  }

  /* Paper: the whole frame at the paper's width, the table unfolded; afterwards as it was. */
  function paper() {
    const shell = document.querySelector(".map-page");
    let before = null;
    window.addEventListener("beforeprint", () => {
      before = { centre: map.getCenter(), zoom: map.getZoom(), open: at("table-part").open };
      shell.classList.add("printing");
      at("table-part").open = true;
      map.invalidateSize({ animate: false });
      picture.show("home", true);
    });
    window.addEventListener("afterprint", () => {
      shell.classList.remove("printing");
      at("table-part").open = before.open;
      map.invalidateSize({ animate: false });
      map.setView(before.centre, before.zoom, { animate: false });
    });
  }

  geoAtlas.ready();
  shell.draw(map);
  panel.draw();
  picture.draw(map);
  labels.use(map);
  belts.draw(map);
  symbols.draw(map);
  labels.draw();
  detail.draw();
  layerBoxes();
  buttons();
  jumps();
  paper();
  if (L.DomEvent) for (const node of document.querySelectorAll(".over-map")) { L.DomEvent.disableClickPropagation(node); L.DomEvent.disableScrollPropagation(node); }
  document.documentElement.dataset.ready = "yes";
};
