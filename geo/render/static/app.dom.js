/* Elements and swatches. Every text enters as a text node; nothing here takes markup. */
"use strict";
geoAtlas.parts.dom = (function () {
  const SVG = "http://www.w3.org/2000/svg";
  const { data, text } = geoAtlas;
  const PX = 96 / 72;

  /* A Chinese text on an English page says so, for screen readers and fonts. */
  function spoken(child) {
    if (typeof child !== "string" || geoAtlas.state.lang !== "en" || !/[\u4e00-\u9fff]/.test(child)) return child;
    const node = document.createElement("span");
    node.lang = "zh-CN";
    node.textContent = child;
    return node;
  }

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === false || value === undefined || value === null) continue;
      if (name === "on") for (const [type, run] of Object.entries(value)) node.addEventListener(type, run);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    node.append(...(children || []).filter((child) => child !== null && child !== undefined && child !== "").map(spoken));
    return node;
  }

  const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
  const svg = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

  /* --- hatching: the theme's pattern, one <pattern> for each colour ------------------------ */

  function patternId(style) {
    return ["hatch", style.pattern, style.fill.slice(1), style.pattern_color.slice(1)].join("-");
  }

  function pattern(style, id) {
    const shape = data.shared.patterns[style.pattern];
    const step = shape.spacing, middle = step / 2;
    return svg("pattern", {
      id, width: step, height: step, patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(" + -shape.angle + ")",
    },
    svg("rect", { width: step, height: step, fill: style.fill }),
    svg("line", { x1: 0, x2: step, y1: middle, y2: middle, stroke: style.pattern_color, "stroke-width": shape.width, "stroke-opacity": 0.6 }));
  }

  function paint(style, suffix) {
    return style.pattern ? "url(#" + patternId(style) + (suffix || "") + ")" : style.fill;
  }

  /* --- swatches of the legend: the same values as on the map -------------------------------- */

  function picture(width, height, ...children) {
    return svg("svg", { width, height, viewBox: "0 0 " + width + " " + height, "aria-hidden": "true", class: "swatch" }, ...children);
  }

  let swatches = 0;

  function areaSwatch(style, width, height) {
    width = width || 30; height = height || 18;
    const id = "-s" + ++swatches;
    const box = svg("rect", {
      x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 2.5,
      fill: paint(style, id), stroke: style.stroke, "stroke-width": 1,
    });
    const mark = style.mark ? svg("text", {
      x: width / 2, y: height / 2 + 4, "text-anchor": "middle", "font-size": 11, fill: style.ink,
    }) : "";
    if (mark) mark.textContent = style.mark;
    const defs = style.pattern ? svg("defs", {}, pattern(style, patternId(style) + id)) : "";
    return picture(width, height, defs, box, mark);
  }

  const SHAPES = {
    circle: (r) => svg("circle", { r }),
    ring: (r) => svg("circle", { r }),
    diamond: (r) => svg("path", { d: `M0 ${-1.2 * r}L${1.2 * r} 0L0 ${1.2 * r}L${-1.2 * r} 0Z` }),
    square: (r) => svg("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r }),
    triangle: (r) => svg("path", { d: `M0 ${-1.2 * r}L${1.1 * r} ${0.8 * r}L${-1.1 * r} ${0.8 * r}Z` }),
  };

  function shapeOf(symbol, scale) {
    const r = symbol.size_pt * PX / 2 * (scale || 1);
    const open = symbol.grade === "area";
    if (symbol.shape === "double-ring") {
      return svg("g", { stroke: symbol.stroke },
        svg("circle", { r, fill: symbol.fill, "fill-opacity": 0.85, "stroke-width": 1.6 }),
        svg("circle", { r: r * 0.5, fill: symbol.stroke, stroke: "none" }));
    }
    const node = (SHAPES[symbol.shape] || SHAPES.circle)(r);
    return fill(node, { fill: symbol.fill, stroke: symbol.stroke, "stroke-width": open || symbol.shape === "ring" ? 1.7 : 1.2 }, []);
  }

  function symbolPicture(symbol, side, scale) {
    const shape = shapeOf(symbol, scale);
    const middle = side / 2;
    return picture(side, side, svg("g", { transform: `translate(${middle} ${middle})` }, shape));
  }

  function symbolSwatch(symbol) {
    const shape = svg("g", { transform: "translate(15 9)" }, shapeOf(symbol));
    return picture(30, 18, shape);
  }

  function bandSwatch(band) {
    const line = { x1: 1, x2: 29, y1: 9, y2: 9, stroke: band.color };
    return picture(30, 18,
      svg("line", Object.assign({}, line, { "stroke-width": Math.min(band.width_pt, 10), "stroke-opacity": band.opacity })),
      svg("line", Object.assign({}, line, { "stroke-width": 1.4 })));
  }

  function entrySwatch(entry) {
    if (entry.style) return areaSwatch(entry.style);
    if (entry.symbol) return symbolSwatch(entry.symbol);
    if (entry.band) return bandSwatch(entry.band);
    return picture(30, 18);
  }

  /* --- statements: heading, terms, flags, clause -------------------------------------------- */

  function statement(row, known) {
    const terms = (row.terms || []).map(text).filter((term) => term !== known).map((term) => el("li", {}, term));
    const flags = (row.flags || []).map((flag) => el("span", { class: "flag" }, geoAtlas.word("flag_" + flag)));
    return el("li", { class: "statement", "data-clause": row.clause },
      el("p", { class: "statement-head" }, text(row.heading), ...flags),
      terms.length ? el("ul", { class: "terms" }, ...terms) : "",
      el("p", { class: "locator" }, text(row.locator)));
  }

  /* `known` is a name that stands above already and need not be said again. */
  function statements(rows, known) {
    return el("ul", { class: "statements" }, ...(rows || []).map((row) => statement(row, known)));
  }

  return { el, svg, PX, pattern, patternId, paint, areaSwatch, entrySwatch, symbolPicture, statement, statements };
})();
