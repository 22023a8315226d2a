/* Elements and swatches. Every text enters as a text node; nothing here takes markup. */
"use strict";
geoAtlas.parts.dom = (function () {
  const SVG = "http://www.w3.org/2000/svg";
  const { data, text } = geoAtlas;
  const PX = 96 / 72;
  const NUMBER = 1.5, LEGIBLE = 8;  // size of a number in radii of its symbol; the least that is written, px
  const ROOM = 1.4;  // a symbol with a number is so much larger

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

  /* A colour of the data as style sheets name it, so that a dark screen shows its partner. */
  const tone = (colour) => `var(--c-${colour.slice(1)}, ${colour})`;

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
    svg("line", { x1: 0, x2: step, y1: middle, y2: middle, stroke: style.pattern_color, "stroke-width": shape.width }));
  }

  function paint(style, suffix) {
    return style.pattern ? "url(#" + patternId(style) + (suffix || "") + ")" : style.fill;
  }

  /* The patterns of a pane, in place of those of another scene. */
  function define(pane, patterns) {
    const root = pane.querySelector("svg"), defs = root.querySelector("defs") || root.insertBefore(svg("defs", {}), root.firstChild);
    defs.replaceChildren(...patterns);
  }

  /* --- lines of a belt: dashed and shifted, in its colour ---------------------------------- */

  const beltId = (belt) => "belt-" + belt.id;

  function beltPattern(belt, id) {
    const shape = belt.hatch, px = data.shared.px_per_mm, step = shape.spacing * px;
    const dash = shape.dash ? shape.dash.map((length) => length * px) : [step, 0];
    const y = (shape.shift || 0) * step + shape.width * px / 2;
    let x = 0;
    const lines = [];
    for (let i = 0; i < dash.length; i += 2) {
      lines.push(svg("line", { x1: x, x2: x + dash[i], y1: y, y2: y, stroke: belt.color, "stroke-width": shape.width * px }));
      x += dash[i] + dash[i + 1];
    }
    return svg("pattern", { id, width: x, height: step, patternUnits: "userSpaceOnUse", patternTransform: "rotate(" + -shape.angle + ")" }, ...lines);
  }

  /* --- swatches of the legend: the same values as on the map -------------------------------- */

  function picture(width, height, ...children) {
    return svg("svg", { width, height, viewBox: "0 0 " + width + " " + height, "aria-hidden": "true", class: "swatch" }, ...children);
  }

  let swatches = 0;

  /* `sample` is a word set as the names of its areas. */
  function areaSwatch(style, width, height, sample) {
    width = width || 30; height = height || 18;
    const id = "-s" + ++swatches;
    const box = svg("rect", {
      x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 2.5,
      fill: paint(style, id), stroke: style.stroke, "stroke-width": data.shared.lines.swatch.weight,
    });
    const sign = style.mark || sample || "", lettering = style.lettering || "bold";
    const mark = sign ? svg("text", {
      x: width / 2, y: height / 2 + 4, "text-anchor": "middle", fill: style.ink,
      "font-size": lettering === "small" ? 9.5 : 11, ...(sample && lettering === "bold" ? { "font-weight": 700 } : {}),
      ...(style.pattern ? { stroke: style.fill, "stroke-width": data.shared.lines.plate.weight, "paint-order": "stroke", "stroke-linejoin": "round" } : {}),
    }) : "";
    if (mark) mark.textContent = sign;
    const defs = style.pattern ? svg("defs", {}, pattern(style, patternId(style) + id)) : "";
    return picture(width, height, defs, box, mark);
  }

  function beltSwatch(belt) {
    const { coast, ground, rim } = data.shared.belts, id = beltId(belt) + "-s" + ++swatches;
    if (!belt.hatch) {
      return picture(30, 18, svg("rect", { x: 1, y: 3, width: 28, height: 12, rx: 4, fill: belt.color, "fill-opacity": coast.opacity, stroke: belt.color, "stroke-width": coast.weight }));
    }
    const box = { x: 1.5, y: 1.5, width: 27, height: 15, stroke: "none" };
    return picture(30, 18, svg("defs", {}, beltPattern(belt, id)),
      svg("rect", { ...box, fill: ground }), svg("rect", { ...box, fill: "url(#" + id + ")" }),
      svg("rect", { ...box, fill: "none", stroke: belt.color, "stroke-width": rim.weight, "stroke-opacity": rim.opacity }));
  }

  /* The strokes of a drawing round the origin, those that hold a number if it has one; in radii. */
  function drawn(drawing, scale, number) {
    const radius = drawing.size_pt * PX / 2 * (scale || 1);
    const shapes = (number ? drawing.roomy : drawing.strokes).map((line) => svg("path", {
      d: line.path, fill: line.fill, stroke: line.stroke, "stroke-width": line.width, "stroke-dasharray": line.dash,
    }));
    const text = number ? svg("text", { y: 0.37 * NUMBER, "text-anchor": "middle", "font-size": NUMBER, "font-weight": 700, fill: drawing.ink }) : "";
    if (text) text.textContent = number;
    return svg("g", { transform: `scale(${radius})`, "stroke-linejoin": "round" }, ...shapes, text);
  }

  /* Whether the number of a symbol can be read. */
  const legible = (symbol, scale) => symbol.drawing.size_pt * PX / 2 * scale * ROOM * NUMBER >= LEGIBLE;

  function symbolPicture(symbol, side, scale) {
    return picture(side, side, svg("g", { transform: `translate(${side / 2} ${side / 2})` }, drawn(symbol.drawing, scale * (symbol.number ? ROOM : 1), symbol.number)));
  }

  function symbolSwatch(symbol) {
    return picture(30, 18, svg("g", { transform: "translate(15 9)" }, drawn(symbol.drawing)));
  }

  function bandSwatch(band) {
    return picture(30, 18, svg("g", {}, ...band.strokes.map((line) => svg("line", {
      x1: 5, x2: 25, y1: 9, y2: 9, stroke: line.color, "stroke-width": line.width_pt * PX,
      "stroke-linecap": line.dash ? "butt" : "round", "stroke-dasharray": line.dash ? line.dash.map((part) => part * PX).join(" ") : undefined,
    }))));
  }

  function plotSwatch(look) {
    return picture(30, 18, svg("rect", { x: 3, y: 2, width: 24, height: 14, rx: 6, fill: look.fill, "fill-opacity": look.opacity || 0, stroke: look.stroke, "stroke-width": look.width_pt * PX }));
  }

  function entrySwatch(entry) {
    if (entry.style) return areaSwatch(entry.style, 0, 0, entry.lettered ? geoAtlas.word("sample") : "");
    if (entry.belt) return beltSwatch(entry.belt);
    if (entry.plot) return plotSwatch(entry.plot);
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

  return { el, svg, tone, PX, ROOM, legible, define, beltId, beltPattern, pattern, patternId, paint, areaSwatch, entrySwatch, symbolPicture, statement, statements };
})();
