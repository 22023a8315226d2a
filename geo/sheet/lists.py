"""What is read beside a map, written in lists: nodes of corridors, places with signs, clauses."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.domain.lines import StatementLine
from geo.domain.statement import Flag
from geo.domain.text import NOTHING, Text, joined
from geo.scene.classes import CELL_SIGNS
from geo.scene.marks import Band, Node
from geo.scene.scene import LegendEntry, MatrixRow, Scene
from geo.sheet.items import CAP, PITCH, Laid, Swatch
from geo.sheet.legend import swatch_size
from geo.sheet.pen import Pen, Writing, beside, columns_in, cut, one_line, poured, stacked
from geo.sheet.symbols import listed_symbols
from geo.sheet.table import PAD_X, Cell, lay_table, row_height
from geo.texts.catalogue import say

_CORRIDOR_EM, _NODE_EM, _GAP_EM = 19.0, 14.0, 1.6
_COLUMN_MM, _PLACE_GAP, _PLACE_SHARE = 105.0, 2.0, 0.42
_CLAUSE_EM, _GAP, _INDENT_EM, _LINE_GAP = 30.0, 2.0, 3.6, 0.4


def corridors_of(scene: Scene) -> tuple[Band, ...]:
    """The corridors whose nodes a map shows."""
    return tuple(band for band in scene.bands if band.nodes)


def node_list(writing: Writing, width: float) -> Laid:
    """A list for each corridor, side by side where the width has room for them."""
    pen, bands = Pen(writing, width), corridors_of(writing.scene)
    gap = _GAP_EM * writing.em
    pen.heading(writing.say(say("sheet.nodes")), 0.5)
    column = (width - gap * (len(bands) - 1)) / len(bands)
    if column >= _CORRIDOR_EM * writing.em:
        lists = beside([_corridor(writing, band, column) for band in bands], column + gap)
    else:
        lists = stacked([_corridor(writing, band, width) for band in bands])
    return stacked([pen.laid(), lists])


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
    return stacked([pen.laid(), _nodes(writing, band.nodes, width, single=not common.zh)])


def _nodes(writing: Writing, nodes: Sequence[Node], width: float, *, single: bool) -> Laid:
    """Nodes in columns, filled downwards; each with its clause where these are not all the same."""
    gap = _GAP_EM * writing.em
    count, column = (1, width) if single else columns_in(width, _NODE_EM * writing.em, gap)
    rows = [_node(writing, node, column, full=single) for node in nodes]
    return poured(rows, count, column + gap)


def _node(writing: Writing, node: Node, width: float, *, full: bool) -> Laid:
    pen, em = Pen(writing, width), writing.em
    number = str(node.number) if node.number else "–"
    told = joined((node.label, clause_of(node)), " · ", " · ") if full else node.label
    pen.pieces.append(one_line(number, em, 0.0, replace(writing.body, bold=True), "end"))
    pen.write(writing.say(told), writing.body, indent=1.6 * em, gap=0.4, even=True)
    return pen.laid()


def clause_of(node: Node) -> Text:
    """Where the sentence stands, and that the place is inferred, if it is."""
    marks = [say("line_flags.inferred")] if Flag.INFERRED in node.line.flags else []
    return joined((node.line.locator, *marks), "，", ", ")


def place_list(writing: Writing, width: float, own: str) -> Laid:
    """A line per place, side by side in as many columns as the width holds.

    ``own`` names the words of the table's headings.
    """
    em, rows = writing.em, writing.scene.matrix
    count = _places_across(writing, width)
    column = (width - _PLACE_GAP * em * (count - 1)) / count
    bold = replace(writing.body, bold=True)
    head = [Cell(writing.say(say(f"sheet.{own}_{part}")), writing.quiet)
            for part in ("places", "rows")]  # fmt: skip
    lines = [
        [Cell(writing.say(row.name), bold), Cell(_held(writing, row), writing.body)] for row in rows
    ]
    place = max(line[0].wide for line in (head, *lines)) + 2.1 * PAD_X * em
    first = min(place, column * _PLACE_SHARE)
    widths = (first, column - first)
    runs = cut([row_height(writing, line, widths) for line in lines], count)
    made = [lay_table(writing, [head, *lines[run.start : run.stop]], widths) for run in runs]
    return beside(made, column + _PLACE_GAP * em)


def least_height(writing: Writing, width: float) -> float:
    """What a table of so many places takes at least (mm), before any of it is set."""
    places = len(writing.scene.matrix)
    if places * writing.em <= width:  # they may have columns
        return 0.0
    return -(-places // _places_across(writing, width)) * writing.body.height(1)


def _places_across(writing: Writing, width: float) -> int:
    fitting = int(width / (_COLUMN_MM * writing.choice.unit))
    return max(1, min(len(writing.scene.matrix), fitting))


def _held(writing: Writing, row: MatrixRow) -> str:
    """What a place has, as text: each sign before the things that it holds for."""
    columns = writing.scene.matrix_columns
    parts = []
    for state, sign in CELL_SIGNS.items():
        held = [c for c, cell in zip(columns, row.cells, strict=True) if cell == state]
        if held:
            parts.append(f"{sign} {writing.say(joined(held))}")
    return " ".join(parts)


def sign_cell(writing: Writing, state: str) -> Cell:
    """The sign of a state in the middle of its cell; a dot where a place has nothing."""
    sign = CELL_SIGNS.get(state, "")
    hand = replace(writing.body, ink=writing.scene.accent if sign else writing.ink.border)
    return Cell(sign or "·", hand, "middle")


def write_key(pen: Pen, writing: Writing) -> None:
    """What the signs of a table say, where there are several: in a line, or each in its own."""
    drawn = {cell for row in writing.scene.matrix for cell in row.cells}
    if not drawn & {"collective", "facility"}:
        return
    em, x = pen.em, 0.0
    signs = [(sign_cell(writing, state), writing.say(say(f"sheet.{state}")))
             for state in CELL_SIGNS if state in drawn]  # fmt: skip
    wide = [sign.wide + writing.quiet.width(words) + 1.3 * em for sign, words in signs]
    apart = sum(wide) - em > pen.width
    pen.y += 0.9 * em
    for (sign, words), step in zip(signs, wide, strict=True):
        pen.pieces.append(one_line(sign.text, x, pen.y, sign.hand))
        if apart:
            pen.write(words, writing.quiet, indent=sign.wide + 0.3 * em, gap=PITCH - CAP)
        else:
            pen.pieces.append(one_line(words, x + sign.wide + 0.3 * em, pen.y, writing.quiet))
            x += step
    pen.y += -(PITCH - CAP) * em if apart else writing.body.height(1)


def has_clauses(scene: Scene) -> bool:
    """Whether the plan says anything of a place of the map."""
    return any(told(scene))


def clause_list(writing: Writing, width: float) -> Laid:
    """A block per place in columns, filled downwards, in the least type of the paper."""
    writing = replace(writing, share=0.0)
    head, gap = Pen(writing, width), _GAP * writing.em
    head.heading(writing.say(say("sheet.clauses")), 0.6)
    count, column = columns_in(width, _CLAUSE_EM * writing.em, gap)
    rows = [_said(writing, place, lines, column) for place, lines in told(writing.scene)]
    return stacked([head.laid(), poured(rows, count, column + gap)])


def told(scene: Scene) -> Iterator[tuple[Text, list[StatementLine]]]:
    """Places that something is said of; what is said of several stands under its own heading."""
    things = [(area.short, area.statements) for area in scene.areas]
    parks = set(listed_symbols(scene))  # what is said of these is said of their cities above
    things += [(band.label, band.statements) for band in scene.bands]
    things += [(s.label, s.statements) for s in scene.symbols if s not in parks]
    times = Counter(line for _, said in things for line in dict.fromkeys(said))
    for place, said in things:
        lines = dict.fromkeys(said)
        if own := [line for line in lines if times[line] == 1]:
            yield place, own
    for line in (line for line, n in times.items() if n > 1):
        yield line.heading, [replace(line, heading=NOTHING)]


def _said(writing: Writing, place: Text, lines: list[StatementLine], width: float) -> Laid:
    """A place and what is said of it beside its name, or under a long one."""
    pen, bold = Pen(writing, width), replace(writing.body, bold=True)
    name, indent = writing.say(place), _INDENT_EM * writing.em
    if bold.width(name) < indent - 0.4 * writing.em:
        pen.pieces.append(one_line(name, 0.0, 0.0, bold))
    else:
        pen.write(name, bold, gap=_LINE_GAP)
    for line in lines:
        terms = joined([t for t in (line.heading, joined(line.terms)) if t.zh], "：", ": ")
        words = say("sheet.clause", terms=terms, locator=line.locator) if terms.zh else line.locator
        pen.write(writing.say(words), writing.body, indent=indent, gap=_LINE_GAP)
    return pen.laid()
