"""The nodes of every corridor in order: number on the map, name, clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.domain.statement import Flag
from geo.domain.text import Text, joined
from geo.scene.scene import Band, LegendEntry, Node, Scene
from geo.sheet.items import CAP, Laid, Swatch
from geo.sheet.legend import swatch_size
from geo.sheet.pen import Pen, Writing, beside, stacked
from geo.sheet.table import PAD_X, Cell, lay_table
from geo.texts.catalogue import say

_COLUMN_EM, _GAP_EM = 19.0, 2.0


def corridors_of(scene: Scene) -> tuple[Band, ...]:
    """The corridors whose nodes a map shows."""
    return tuple(band for band in scene.bands if band.nodes)


def node_list(writing: Writing, width: float) -> Laid:
    """A table for each corridor, side by side where the width has room for them."""
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
    """A corridor as it is drawn, its name, where it runs, and its nodes."""
    em, (wide, high) = writing.em, swatch_size(writing.choice.type_unit)
    pen = Pen(writing, width)
    entry = LegendEntry(f"band:{band.id}", band.label, band=band)
    pen.pieces.append(Swatch(0.0, 0.0, wide, high, entry))
    pen.y = max(0.0, (high - CAP * em) / 2)
    indent = wide + 0.8 * em
    pen.write(writing.say(band.name), replace(writing.body, bold=True), indent=indent, gap=0.45)
    pen.write(writing.say(band.ends), writing.quiet, indent=indent, gap=0.35)
    table = _table(writing, band.nodes, width)
    pen.pieces += table.at(0.0, pen.y)
    return Laid(tuple(pen.pieces), pen.y + table.height)


def _table(writing: Writing, nodes: Sequence[Node], width: float) -> Laid:
    body, bold = writing.body, replace(writing.body, bold=True)
    rows = [[Cell(writing.say(say(f"sheet.node_{part}")), writing.quiet)
             for part in ("number", "name", "clause")]]  # fmt: skip
    for node in nodes:
        number = str(node.number) if node.number else "–"
        rows.append(
            [
                Cell(number, bold),
                Cell(writing.say(node.label), body),
                Cell(writing.say(_clause(node)), body),
            ]
        )
    pad = 2.1 * PAD_X * writing.em
    first, name, clause = (
        max(cell.wide for cell in cells) + pad for cells in zip(*rows, strict=True)
    )
    rest = width - first
    held = name if name + clause <= rest else rest * max(0.4, min(0.6, name / (name + clause)))
    return lay_table(writing, rows, [first, held, min(clause, rest - held)])


def _clause(node: Node) -> Text:
    """Where the sentence stands, and that the place is inferred, if it is."""
    marks = [say("line_flags.inferred")] if Flag.INFERRED in node.line.flags else []
    return joined((node.line.locator, *marks), ",", ", ")
