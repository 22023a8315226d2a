/* The search box in the header: a combobox whose index is loaded when it is first entered. Every text
   that was typed or found enters as a text node. */
"use strict";
(function () {
  const root = document.getElementById("search");
  if (!root) return;
  const SHOWN = 50, NEAREST = 3;
  const english = document.documentElement.lang === "en";
  const said = (pair) => pair[english ? 1 : 0];
  let index = null, wanted = false, active = -1, first = -1;  // `first` is what Enter opens where nothing is chosen

  root.replaceChildren(root.querySelector("template").content);
  const box = root.querySelector("input");
  const panel = root.querySelector(".found");
  const list = root.querySelector("[role=listbox]");
  const status = root.querySelector("[role=status]");

  /* --- the index ------------------------------------------------------------------------------ */

  function load() {
    if (wanted) return;
    wanted = true;
    window.geoAtlas = window.geoAtlas || {};
    window.geoAtlas.found = (value) => { index = geoSearch.ready(value); show(); };
    const script = document.createElement("script");
    script.src = root.dataset.index;
    script.addEventListener("error", () => { wanted = false; tell(status.dataset.missing); });
    document.head.append(script);
  }

  function word(key, values) {
    return said(index.words[key]).replace(/\{(\w+)\}/g, (all, name) => String(values[name]));
  }

  /* --- what is shown -------------------------------------------------------------------------- */

  function element(name, className, ...children) {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...children.filter(Boolean));
    return node;
  }

  /* A name with the part that was typed marked; Chinese on an English page says so. */
  function marked(className, text, from, to) {
    const node = element("span", className, text.slice(0, from), to > from ? element("mark", "", text.slice(from, to)) : "", text.slice(to));
    if (english && /\p{Script=Han}/u.test(text)) node.lang = "zh-CN";
    return node;
  }

  /* Name, kind and note of what was found; a further name that was typed stands before the note. */
  function option({ entry, name, from, to }, n) {
    const { text, units } = name, fits = to > from;
    const start = fits ? units[from].at : 0, stop = fits ? units[to - 1].to : 0;
    const inside = (shown) => (fits && shown.includes(text) ? shown.indexOf(text) : -1);
    const part = (className, shown) => {
      const at = inside(shown);
      return at < 0 ? marked(className, shown, 0, 0) : marked(className, shown, at + start, at + stop);
    };
    const shown = said(entry.name), note = said(entry.note);
    const other = fits && inside(shown) < 0 && inside(note) < 0 ? marked("", text, start, stop) : "";
    const node = element("a", "", part("name", shown), element("span", "find", said(index.finds[entry.find])),
      element("span", "note", other, other ? " · " : "", part("", note)));
    node.id = "search-" + n;
    node.href = root.dataset.root + entry.href;
    node.tabIndex = -1;
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    return node;
  }

  function tell(text) {
    status.textContent = text;
  }

  function fill(results) {
    list.replaceChildren(...results.map(option));
    list.hidden = !results.length;
    list.scrollTop = 0;
    choose(-1);
  }

  function count(n) {
    if (n > SHOWN) return word("first", { n, shown: SHOWN });
    return n === 1 ? word("one") : word("many", { n });
  }

  function show() {
    const typed = box.value.trim();
    if (index) answer(typed);
    else tell(typed ? status.dataset.loading : "");
    open(document.activeElement === box);
  }

  function answer(typed) {
    const found = typed ? geoSearch.find(index, typed) : [];
    first = found.length ? 0 : -1;
    if (found.length) {
      fill(found.slice(0, SHOWN));
      tell(count(found.length));
      return;
    }
    const near = typed ? geoSearch.nearest(index, typed, NEAREST) : [];
    fill(near);
    const short = typed.length > 40 ? typed.slice(0, 40) + "…" : typed;
    const parts = [typed && word("nothing", { typed: short }), word("hint"), near.length && word("nearest")];
    tell(parts.filter(Boolean).join(english ? " " : ""));
  }

  function open(yes) {
    root.classList.toggle("open", yes);
    panel.hidden = !yes;
    box.setAttribute("aria-expanded", String(yes && !list.hidden));
    if (!yes) choose(-1);
  }

  /* --- keys ----------------------------------------------------------------------------------- */

  function choose(n) {
    const options = list.children;
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = n;
    if (!options[n]) {
      box.removeAttribute("aria-activedescendant");
      return;
    }
    options[n].setAttribute("aria-selected", "true");
    options[n].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[n].id);
  }

  const last = () => list.children.length - 1;
  const KEYS = {
    ArrowDown: () => choose(active >= last() ? 0 : active + 1),
    ArrowUp: () => choose(active <= 0 ? last() : active - 1),
    Home: () => active >= 0 && (choose(0), true),
    End: () => active >= 0 && (choose(last()), true),
    Enter: () => { const node = list.children[Math.max(active, first)]; if (node) node.click(); },
    Escape: () => { if (panel.hidden) box.value = ""; else open(false); },
  };

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !KEYS[event.key]) return;
    if (panel.hidden && event.key !== "Escape") show();
    if (KEYS[event.key]() !== false) event.preventDefault();
  });
  box.addEventListener("focus", () => { load(); show(); });
  box.addEventListener("click", () => { if (panel.hidden) show(); });
  box.addEventListener("input", show);
  root.addEventListener("focusout", (event) => { if (!root.contains(event.relatedTarget)) open(false); });
  root.querySelector("button").addEventListener("click", () => { box.value = ""; box.blur(); open(false); });
  /* The single key can be switched off, on the page on method. */
  const key = document.getElementById("single-key"), KEPT = "geo-single-key";
  const off = () => { try { return localStorage.getItem(KEPT) === "off"; } catch { return false; } };
  const keep = () => { try { localStorage.setItem(KEPT, key.checked ? "on" : "off"); } catch { key.checked = true; } };
  const hint = () => { root.querySelector("kbd").hidden = off(); box.ariaKeyShortcuts = off() ? null : "/"; };
  hint();
  if (key) {
    key.checked = !off();
    key.closest("section").hidden = false;
    key.addEventListener("change", () => { keep(); hint(); });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || off() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box.focus();
  });
})();
