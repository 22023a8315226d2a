/* What stands on a map page, by computed style and text: read in the browser, after our own script
   has drawn it. Every function returns plain values. */
(() => {
  const all = (query, root) => [...(root || document).querySelectorAll(query)];
  const said = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
  const seen = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  function hex(color) {
    const [r, g, b, a] = (color.match(/[\d.]+/g) || []).map(Number);
    if (r === undefined || a === 0) return "none";
    return "#" + [r, g, b].map((value) => Math.round(value).toString(16).padStart(2, "0")).join("");
  }

  /* The paint of a shape: a colour, or the ground and line of its hatch. */
  function paint(node) {
    const style = getComputedStyle(node);
    const found = { fill: "none", hatch: "", stroke: "none", width: 0, opacity: 1, dash: "none" };
    const url = /url\("?#([^")]+)"?\)/.exec(style.fill);
    if (url) {
      const pattern = document.getElementById(url[1]);
      if (!pattern) return { ...found, fill: "missing " + url[1] };
      const parts = all("*", pattern).map((part) => getComputedStyle(part));
      found.fill = hex(parts.find((part) => part.fill !== "none").fill);
      const line = parts.find((part) => part.stroke !== "none");
      found.hatch = line ? hex(line.stroke) : "";
    } else if (style.fill !== "none") found.fill = hex(style.fill);
    if (style.stroke !== "none" && parseFloat(style.strokeWidth) > 0) {
      found.stroke = hex(style.stroke);
      found.width = parseFloat(style.strokeWidth);
      found.opacity = parseFloat(style.strokeOpacity);
      found.dash = style.strokeDasharray;
    }
    return found;
  }

  const SHAPES = "path, circle, rect, line, polygon, polyline";
  const drawn = (root) => all(SHAPES, root).filter((node) => !node.closest("defs, .leader"));

  function box(node) {
    const found = node.getBoundingClientRect();
    return [found.left, found.top, found.right, found.bottom];
  }

  /* Symbols and swatches: every shape with its paint, the largest first, and the words on it. */
  function picture(root) {
    const shapes = drawn(root).map((node) => ({ ...paint(node), box: box(node) }));
    const size = (shape) => (shape.box[2] - shape.box[0]) * (shape.box[3] - shape.box[1]);
    shapes.sort((a, b) => size(b) - size(a));
    return { shapes, words: all("text", root).map(said).join("") };
  }

  /* What the page says of the chosen area. */
  function detail() {
    return {
      name: said(document.querySelector("#detail h3")), state: said(document.querySelector("#detail .state")),
      statements: all("#detail > .statements > .statement").map(statement),
      cards: all("#detail .card").map((node) => ({
        name: said(node.querySelector(".card-name")), lines: all("p.quiet", node).map(said), statements: all(".statement", node).map(statement),
      })),
    };
  }

  function statement(node) {
    const head = node.querySelector(".statement-head");
    return {
      heading: [...head.childNodes].filter((part) => !part.classList || !part.classList.contains("flag")).map(said).join(""),
      flags: all(".flag", head).map(said), terms: all(".terms > li", node).map(said), locator: said(node.querySelector(".locator")),
    };
  }

  const seenPage = {
    areas: () => Object.fromEntries(all("#map_atlas path[data-adcode]").map((node) => [node.dataset.adcode, { ...paint(node), box: box(node) }])),
    lines: () => all(".leaflet-lines-pane path").map((node) => ({ ...paint(node), box: box(node) })),
    bands: () => all(".leaflet-bands-pane path").map(paint),
    labels: () => all("#map_atlas .label").filter(seen).map((node) => {
      const mark = node.querySelector(".label-mark");
      const name = all("span", node).filter((part) => part !== mark).map(said).join(" ");
      return { key: node.dataset.label, name, mark: said(mark), bold: Number(getComputedStyle(node).fontWeight) > 500 };
    }),
    symbols: () => all("#map_atlas .symbol").map((node) => ({
      id: node.dataset.id, badge: said(node.querySelector(".badge")),
      ...picture(node), at: box(node.closest(".leaflet-marker-icon")),
    })),
    legend: () => all("#legend .block").map((block) => ({
      title: said(block.querySelector("h3")),
      entries: all("li", block).map((item) => ({
        label: said(item.querySelector(".entry-label")), count: said(item.querySelector(".count")),
        members: said(item.querySelector(".members")), ...picture(item.querySelector("svg")),
      })),
    })),
    numbers: () => all("#numbers li").map((item) => [said(item.querySelector(".value")), said(item.querySelector(".what"))]),
    head: () => ["title", "subtitle", "plan-line"].map((id) => said(document.getElementById(id))),
    standing: () => said(document.getElementById("badge")),
    credits: () => all("#credits p").map((node) => ({ text: said(node), color: hex(getComputedStyle(node).color) })),
    review: () => {
      const node = document.getElementById("review");
      return { text: said(node), color: hex(getComputedStyle(node).color), seen: seen(node) };
    },
    details: () => Object.fromEntries(all("#city-list button").map((button) => {
      button.click();
      const told = detail();
      button.click();
      return [button.dataset.adcode, told];
    })),
    notes: () => detail(),
    matrix: () => ({
      columns: all("#matrix thead th").map(said),
      rows: all("#matrix tbody tr").map((row) => [said(row.querySelector("th")), ...all("td", row).map((cell) => all("span", cell).map(said))]),
    }),
    table: () => all("#table tbody tr").map((row) => all("th, td", row).map(said)),
    list: () => all("#city-list .city-group").map((group) => [said(group.querySelector("p")), all("button", group).map((node) => [node.dataset.adcode, said(node), paint(node.querySelector("rect")).fill])]),
    links: () => all("a[href]").map((node) => [said(node), node.getAttribute("href")]),
  };
  return Object.fromEntries(Object.entries(seenPage).map(([part, read]) => [part, read()]));
})()
