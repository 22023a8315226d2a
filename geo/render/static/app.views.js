/* Views of the page, one map each, chosen by links that differ in `plan=`. The data of a view come by a
   script element when it is first asked for; the first view is the page's own. */
"use strict";
geoAtlas.parts.views = (function () {
  const { data, state, word } = geoAtlas;
  const { el } = geoAtlas.parts.dom;
  const { at } = geoAtlas.parts.panel;
  const kept = new Map();
  let tabs = [];
  let wanted = null;

  /* The tab that the address asks for: a view by its key, or the first one of a plan. */
  function asked() {
    const plan = geoAtlas.given().get("plan");
    return (plan && (tabs.find((tab) => tab.dataset.view === plan) || tabs.find((tab) => tab.dataset.view.startsWith(plan + "/")))) || tabs[0];
  }

  const view = (tab) => (tab === tabs[0] ? "" : tab.dataset.view);

  function load(tab) {
    const key = view(tab);
    if (!kept.has(key)) {
      kept.set(key, new Promise((done, fail) => {
        const ended = (event) => {
          event.target.remove();
          const scene = geoAtlas.taken();
          if (scene) done(scene);
          else fail(tab.dataset.data);
        };
        document.head.append(el("script", { src: tab.dataset.data, on: { load: ended, error: ended } }));
      }));
      kept.get(key).catch(() => kept.delete(key));
    }
    return kept.get(key);
  }

  /* Words for all, seen and announced, in both languages: a file that is missing is no choice of the reader. */
  function missing(tab) {
    const [zh, en] = data.words.view_missing.map((words) => words.replace("{name}", tab.textContent.trim()).replace("{file}", tab.dataset.data));
    at("failed").replaceChildren(el("span", { lang: "zh-CN" }, document.createTextNode(zh)), " ", el("span", { lang: "en" }, document.createTextNode(en)));
  }

  /* Opens the page with the view that the address asks for, or with its own. */
  function open(draw) {
    tabs = [...document.querySelectorAll(".views-of a[data-view]")];
    const own = geoAtlas.taken(), tab = asked();
    kept.set("", Promise.resolve(own));
    const begin = (scene, key) => { geoAtlas.use(scene, key); draw(); addresses(); };
    if (!tab || tab === tabs[0]) begin(own, "");
    else load(tab).then((scene) => begin(scene, view(tab)), () => { begin(own, ""); missing(tab); });
  }

  function show(tab, scene) {
    if (wanted !== tab) return;
    geoAtlas.use(scene, view(tab));
    geoAtlas.tell({ scene: true, lang: state.lang, city: state.city, layers: state.layers, at: state.at });
    at("failed").replaceChildren();
    at("said").textContent = [word("view_shown", { name: tab.textContent.trim() }), at("said").textContent].filter(Boolean).join(" · ");
  }

  function follow() {
    const tab = asked();
    wanted = tab;
    if (!tab || view(tab) === state.view) return geoAtlas.reread();
    load(tab).then((scene) => show(tab, scene), () => {
      if (wanted === tab) { missing(tab); geoAtlas.writeHash(); }
    });
  }

  /* Each tab, and the page in the other language, leads to what is seen now. */
  function addresses() {
    for (const tab of tabs) {
      const key = view(tab);
      tab.setAttribute("href", "#" + geoAtlas.hash(key));
      if (key === state.view) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    const hash = geoAtlas.hash();
    for (const link of document.querySelectorAll("a.twin")) link.setAttribute("href", geoAtlas.twin() + (hash ? "#" + hash : ""));
  }

  /* Links to files lead to those of the view that is shown. */
  function files() {
    const tab = tabs.find((other) => view(other) === state.view), base = tab && state.view ? tab.dataset.files : document.body.dataset.own;
    for (const link of document.querySelectorAll("a[data-suffix]")) link.setAttribute("href", base + link.dataset.suffix);
  }

  function draw() {
    files();
    geoAtlas.listen((change) => { addresses(); if (change.scene) files(); });
    window.addEventListener("hashchange", follow);
  }

  return { open, draw };
})();
