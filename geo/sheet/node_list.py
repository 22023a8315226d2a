"""The nodes of every corridor in order: number on the map, name, clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.domain.statement import Flag
from geo.domain.text import NOTHING, Text, joined
from geo.scene.marks import Band, Node
from geo.scene.scene import LegendEntry, Scene
from geo.sheet.items import CAP, Laid, Swatch
from geo.sheet.legend import swatch_size
from geo.sheet.pen import Pen, Writing, beside, cut, one_line, stacked
from geo.texts.catalogue import say

_COLUMN_EM, _NODE_EM, _GAP_EM = 19.0, 14.0, 1.6


def corridors_of(scene: Scene) -> tuple[Band, ...]:
    """The corridors whose nodes a map shows."""
    return tuple(band for band in scene.bands if band.nodes)


def node_list(writing: Writing, width: float) -> Laid:
    """A list for each corridor, side by side where the width has room for them."""
    pen, bands = Pen(writing, width), corridors_of(writing.scene)
    gap = _GAP_EM * writing.em
    pen.heading(writing.say(say("sheet.nodes")), 0.5)
    column = (width - gap * (len(bands) - 1)) / len(bands)
    if column >= _COLUMN_EM * writing.em:
        made = [_corridor(writing, band, column) for band in bands]
        lists = beside(made, [i * (column + gap) for i in range(len(made))])
    else:
        lists = stacked([_corridor(writing, band, width) for band in bands])
    return Laid((*pen.pieces, *lists.at(0.0, pen.y)), pen.y + lists.height)


def _corridor(writing: Writing, band: Band, width: float) -> Laid:
    """A corridor as it is drawn, its name, where it runs, the clause of its nodes, the nodes."""
    em, (wide, high) = writing.em, swatch_size(writing.choice.type_unit)
    clauses = {clause_of(node) for node in band.nodes}
    common = clauses.pop() if len(clauses) == 1 else NOTHING
    pen = Pen(writing, width)
    entry = LegendEntry(f"band:{band.id}", band.label, band=band)
    pen.pieces.append(Swatch(0.0, 0.0, wide, high, entry))
    pen.y = max(0.0, (high - CAP * em) / 2)
    indent = wide + 0.8 * em
    pen.write(writing.say(band.name), replace(writing.body, bold=True), indent=indent, gap=0.4)
    pen.y = max(pen.y, high)  # a sample stays as large in small type
    told = joined([text for text in (band.ends, common) if text.zh], " · ", " · ")
    pen.write(writing.say(told), writing.quiet, gap=0.5)
    rows = _columns(writing, band.nodes, width, single=not common.zh)
    pen.pieces += rows.at(0.0, pen.y)
    return Laid(tuple(pen.pieces), pen.y + rows.height)


def _columns(writing: Writing, nodes: Sequence[Node], width: float, *, single: bool) -> Laid:
    """Nodes in columns, filled downwards; each with its clause where these are not all the same."""
    gap = _GAP_EM * writing.em
    count = 1 if single else max(1, int((width + gap) / (_NODE_EM * writing.em + gap)))
    column = (width - gap * (count - 1)) / count
    rows = [_row(writing, node, column, full=single) for node in nodes]
    made = [stacked(rows[run.start : run.stop]) for run in cut([r.height for r in rows], count)]
    return beside(made, [i * (column + gap) for i in range(len(made))])


def _row(writing: Writing, node: Node, width: float, *, full: bool) -> Laid:
    pen, em = Pen(writing, width), writing.em
    number = str(node.number) if node.number else "–"
    told = joined((node.label, clause_of(node)), " · ", " · ") if full else node.label
    pen.pieces.append(one_line(number, em, 0.0, replace(writing.body, bold=True), "end"))
    pen.write(writing.say(told), writing.body, indent=1.6 * em, gap=0.4)
    return pen.laid()


def clause_of(node: Node) -> Text:
    """Where the sentence stands, and that the place is inferred, if it is."""
    marks = [say("line_flags.inferred")] if Flag.INFERRED in node.line.flags else []
    return joined((node.line.locator, *marks), ",", ", ")
