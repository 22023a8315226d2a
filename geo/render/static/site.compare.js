/* Two or three places side by side: rows of the data, picked by the choice in the address. */
"use strict";
(function () {
  const box = document.getElementById("comparison");
  const lang = document.documentElement.lang === "en" ? 1 : 0;
  const places = [...box.querySelectorAll("[data-place]")];
  const plans = box.querySelector("[data-plans]");
  const [PLACE, STATE, TAKES, CLAUSES] = [0, 1, 2, 3];
  const [COLON, SEMICOLON] = lang ? [": ", "; "] : ["：", "；"];
  let data = null;

  function make(tag, text, name) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  function link(text, href) {
    const element = make("a", text);
    element.href = href;
    return element;
  }

  /* The choice of an address: unknown places and plans are passed over. */
  function read() {
    const asked = new URLSearchParams(location.hash.slice(1).replace(/\+/g, "%2B"));
    const known = new Map(data.places.map((place, n) => [place[0], n]));
    let codes = [...new Set((asked.get("cities") || "").split("+"))].filter((c) => known.has(c));
    for (const code of box.dataset.first.split("+")) if (codes.length < 2 && !codes.includes(code)) codes.push(code);
    codes = codes.slice(0, 3);
    const plan = data.plans.some((one) => one.key === asked.get("plan")) ? asked.get("plan") : "*";
    return { codes, chosen: codes.map((code) => known.get(code)), plan };
  }

  function write() {
    const codes = [...new Set(places.map((select) => select.value))].filter(Boolean);
    const plan = plans.value === "*" ? "" : "&plan=" + plans.value;
    history.replaceState(null, "", "#cities=" + codes.join("+") + plan);
    show();
  }

  /* Where a term belongs: shared by all, by some, one place alone; or said of a region only. */
  function group(cells, chosen) {
    const takes = cells.filter((cell) => cell[TAKES]).map((cell) => cell[PLACE]);
    if (!takes.length) return "region";
    if (takes.length === chosen.length) return "all";
    return takes.length > 1 ? "some" : takes[0];
  }

  function clauses(plan, cells) {
    const said = cells.map((cell) => [cell[PLACE], cell[CLAUSES].map((n) => plan.clauses[n][lang]).join(SEMICOLON)]);
    const one = new Set(said.map((pair) => pair[1]));
    if (one.size === 1) return [...one][0];
    return said.map(([place, where]) => data.places[place][1][lang] + " " + where).join(SEMICOLON);
  }

  function item(plan, [name, topic, sector, cells], of, mixed) {
    const line = make("li", "", sector ? "sector" : "");
    line.append(link(name[lang], box.dataset.topic + topic + ".html"));
    const takes = cells.filter((cell) => of === "region" || cell[TAKES]);
    if (sector) line.append(" ", make("span", box.dataset.sector, "n"));
    if (sector && takes.every((cell) => cell[STATE] === "focus")) line.append(" ", make("span", box.dataset.focus, "tag"));
    if (mixed) line.append(" ", make("span", takes.map((cell) => data.places[cell[PLACE]][1][lang]).join(" + "), "tag"));
    line.append(" ", make("span", clauses(plan, takes), "clause"));
    return line;
  }

  /* What of each plan falls into each group, in the plan's order. */
  function sorted(chosen, key) {
    const found = new Map();
    for (const plan of data.plans.filter((one) => key === "*" || one.key === key)) {
      for (const [name, topic, sector, all] of plan.terms) {
        const cells = all.filter((cell) => chosen.includes(cell[PLACE]));
        if (!cells.length) continue;
        const of = group(cells, chosen);
        if (!found.has(of)) found.set(of, []);
        found.get(of).push({ plan, term: [name, topic, sector, cells] });
      }
    }
    return found;
  }

  function list(rows, of) {
    const made = [];
    for (const plan of new Set(rows.map((row) => row.plan))) {
      const head = make("h3");
      head.append(link(plan.name[lang], box.dataset.plan + plan.key + "/index.html"));
      if (plan.badge[1]) head.append(" ", make("span", plan.badge[0][lang], "tag alert"));
      const lines = make("ul");
      for (const row of rows) if (row.plan === plan) lines.append(item(plan, row.term, of, of === "some"));
      made.push(head, lines);
    }
    return made;
  }

  function counts(rows) {
    const sectors = rows.filter((row) => row.term[2]).length;
    return box.dataset.counts.replace("{sectors}", sectors).replace("{terms}", rows.length - sectors);
  }

  function titled(chosen) {
    const name = (place) => data.places[place][1][lang];
    const alone = chosen.map((place) => [place, box.dataset.only.replace("{place}", () => name(place))]);
    if (chosen.length === 2) return [alone[0], ["all", box.dataset.shared], alone[1]];
    return [["all", box.dataset.all], ["some", box.dataset.some], ...alone];
  }

  function show() {
    const { codes, chosen, plan } = read();
    places.forEach((select, n) => { select.value = codes[n] || ""; });
    plans.value = plan;
    const found = sorted(chosen, plan);
    const groups = document.getElementById("compare-groups");
    groups.replaceChildren();
    groups.dataset.places = chosen.length;
    const told = [];
    for (const [of, title] of titled(chosen)) {
      const rows = found.get(of) || [];
      const part = make("section");
      part.dataset.group = of;
      part.append(make("h2", title), make("p", counts(rows), "n"));
      if (rows.length) part.append(...list(rows, of));
      else part.append(make("p", box.dataset.nothing, "note"));
      groups.append(part);
      told.push(title + COLON + counts(rows));
    }
    const names = codes.map((code, n) => link(data.places[chosen[n]][1][lang], box.dataset.city + code + ".html"));
    const answer = document.getElementById("compare-answer");
    answer.replaceChildren(...names.flatMap((name, n) => (n ? [" · ", name] : [name])), make("span", told.join(SEMICOLON), "vh"));
    if (!found.size) answer.append(" ", make("span", box.dataset.empty, "note"));
    const region = document.getElementById("compare-region");
    const rest = found.get("region") || [];
    region.hidden = !rest.length;
    region.querySelector(".n").textContent = counts(rest);
    region.querySelector(".list").replaceChildren(...list(rest, "region"));
  }

  window.geoAtlas = window.geoAtlas || {};
  window.geoAtlas.compare = (value) => {
    data = value;
    box.hidden = false;
    box.addEventListener("change", write);
    addEventListener("hashchange", show);
    show();
  };
})();
