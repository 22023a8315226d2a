"""What stands under the map or beside it: numbers, list, legend blocks, table, notes, sources."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial

from geo.domain.text import joined
from geo.scene.marks import Symbol
from geo.scene.scene import Scene
from geo.sheet.head_and_foot import title_block
from geo.sheet.items import CAP, PITCH, Laid
from geo.sheet.legend import legend_column, panel_legend
from geo.sheet.lists import (
    clause_list,
    corridors_of,
    has_clauses,
    node_list,
    place_list,
    sign_cell,
    write_key,
)
from geo.sheet.page import PageChoice
from geo.sheet.pen import Pen, Writing, beside, one_line, poured, side_by_side, stacked
from geo.sheet.table import PAD_X, Cell, lay_table
from geo.texts.catalogue import say

_NUMBER_PT, SOURCE_PT = 20.0, 8.0
_NUMBER_MM = 26.0
_LIST_COLUMN_EM, LIST_GAP = 10.5, 1.4
_MOST_LINES = (2, 3)  # of a place over its column, else the places are lines
_CELL_EM = 9.0  # at most, of such a column
FEW_NOTES = 6  # these never fill a page of their own


class Parts:
    """The parts of a page besides title, map and foot, each laid once for a width."""

    def __init__(self, writing: Writing, numbered: Sequence[Symbol]) -> None:
        scene, shown = writing.scene, writing.choice.shown
        lay = [partial(legend_column, writing, [block]) for block in scene.legend]
        blocks = {f"legend-{n}": (True, one) for n, one in enumerate(lay)}
        self.writing = writing
        every: dict[str, tuple[bool, Callable[[float], Laid]]] = {
            "numbers": (bool(scene.key_numbers), lambda w: key_numbers(writing, w)),
            "list": (bool(numbered), lambda w: _list(writing, numbered, w)),
            **blocks,
            "nodes": (bool(corridors_of(scene)), lambda w: node_list(writing, w)),
            "table": (has_table(scene), lambda w: scene_table(writing, w)),
            "notes": (bool(scene.listed), lambda w: _notes(writing, w)),
            "clauses": (shown.clauses and has_clauses(scene), lambda w: clause_list(writing, w)),
            "sources": (True, lambda w: _sources(writing, w)),
        }
        self._write = {name: write for name, (there, write) in every.items() if there}
        self._laid: dict[tuple[str, float], Laid] = {}
        self._legends: dict[tuple[int, float, float], Laid] = {}
        self._bands: dict[tuple[str, ...], Laid] = {}

    @cached_property
    def title(self) -> Laid:
        """The title in its usual size, whatever the others have."""
        return title_block(replace(self.writing, share=1.0))

    @property
    def names(self) -> tuple[str, ...]:
        """All that the map has, in the order of reading."""
        return tuple(self._write)

    def lay(self, name: str, width: float) -> Laid:
        """A part in a column of some width (mm)."""
        key = name, width
        if key not in self._laid:
            self._laid[key] = self._write[name](width)
        return self._laid[key]

    def legend(self, blocks: int, width: float, share: float) -> Laid:
        """The first blocks of the legend in a panel, in a share of the size of the others."""
        key = blocks, width, share
        if key not in self._legends:
            smaller = replace(self.writing, share=share * self.writing.share)
            self._legends[key] = panel_legend(smaller, self.writing.scene.legend[:blocks], width)
        return self._legends[key]

    def band(self, names: Iterable[str]) -> Laid:
        """Some parts side by side over the width of the page."""
        key = tuple(names)
        if key not in self._bands:
            made = [lambda width, name=name: self.lay(name, width) for name in key]
            self._bands[key] = side_by_side(self.writing.choice, made)
        return self._bands[key]


def has_table(scene: Scene) -> bool:
    """Whether a map has a table to be read beside it."""
    return bool(scene.matrix and scene.matrix_columns)


def key_numbers(writing: Writing, width: float) -> Laid:
    """Key numbers in rows: the number large, its words under it."""
    pen, em = Pen(writing, width), writing.em
    pen.heading(writing.say(say("sheet.numbers")), 0.7)
    numbers = writing.scene.key_numbers
    fit = int(width / (_NUMBER_MM * writing.choice.type_unit))
    rows = -(-len(numbers) // max(1, fit))
    across = -(-len(numbers) // rows)
    gap = 1.2 * em
    column = (width - gap * (across - 1)) / across
    for start in range(0, len(numbers), across):
        cells = []
        for number in numbers[start : start + across]:
            cell = Pen(writing, column)
            large = writing.hand(_NUMBER_PT, writing.scene.accent, bold=True)
            cell.write(str(number.value), large, gap=PITCH - CAP)
            cell.write(writing.say(number.label), writing.body)
            cells.append(cell.laid())
        row = beside(cells, column + gap)
        pen.pieces += row.at(0.0, pen.y)
        pen.y += row.height + 0.9 * em
    return pen.laid()


def _list(writing: Writing, numbered: Sequence[Symbol], width: float) -> Laid:
    """Numbers and names in columns, filled downwards."""
    head, gap = Pen(writing, width), LIST_GAP * writing.em
    head.heading(writing.say(say("sheet.list")), 0.6)
    most = max(1, int((width + gap) / (_LIST_COLUMN_EM * writing.em + gap)))
    counts = range(max(1, most - 2), most + 1)  # fewer columns break fewer names
    wide = {count: (width - gap * (count - 1)) / count for count in counts}
    made = [poured(list_rows(writing, numbered, w), n, w + gap) for n, w in wide.items()]
    return stacked([head.laid(), min(made, key=lambda laid: laid.height)])


def list_rows(writing: Writing, numbered: Sequence[Symbol], width: float) -> list[Laid]:
    """A row for each number on the map, with the name that it stands for.

    The first of an area bears the area's name over it.
    """
    bold, em, last = replace(writing.body, bold=True), writing.em, ""
    names = {area.adcode: area.short for area in writing.scene.areas}
    rows = []
    for number, symbol in enumerate(numbered, 1):
        pen = Pen(writing, width)
        if symbol.host != last:
            area = names.get(symbol.host, say("legend.outside"))
            pen.write(writing.say(area), bold, gap=0.45)
            last = symbol.host
        pen.pieces.append(one_line(str(number), 1.5 * em, pen.y, writing.quiet, "end"))
        pen.write(writing.say(symbol.label), writing.body, indent=2.1 * em, gap=0.45, even=True)
        rows.append(pen.laid())
    return rows


def scene_table(writing: Writing, width: float) -> Laid:
    """The scene's table turned to lie: sub-sectors down, places across, a sign in each cell."""
    scene, kind, em = writing.scene, writing.scene.spec.kind, writing.em
    own = f"table_{kind}" if kind in ("theme", "compare") else "table"
    pen = Pen(writing, width)
    pen.heading(writing.say(say(f"sheet.{own}")), 0.5)
    bold = replace(writing.body, bold=True)
    names = [Cell(writing.say(row.name), bold, "middle") for row in scene.matrix]
    corner = Cell(writing.say(say(f"sheet.{own}_rows")), writing.quiet)
    heads = [Cell(writing.say(column), writing.body) for column in scene.matrix_columns]
    first = min(max(c.wide for c in (corner, *heads)) + 2.1 * PAD_X * em, width * 0.4)
    room = width - first
    wanted = next((w for n in _MOST_LINES if sum(w := _wanted(writing, names, n)) <= room), None)
    if wanted is None:
        table = place_list(writing, width, own)
    else:
        share = room / sum(wanted)
        widths = [min(share * want, max(want, _CELL_EM * em)) for want in wanted]
        rows = [[corner, *names]]
        for i, head in enumerate(heads):
            rows.append([head, *(sign_cell(writing, row.cells[i]) for row in scene.matrix)])
        table = lay_table(writing, rows, [first, *widths])
    pen.pieces += table.at(0.0, pen.y)
    pen.y += table.height
    write_key(pen, writing)
    return pen.laid()


def _wanted(writing: Writing, names: Sequence[Cell], lines: int) -> list[float]:
    """The widths (mm) in which names have so many lines, or their longest words one."""
    pad, found = 2.1 * PAD_X * writing.em, []
    for name in names:  # whose Latin words are not broken, nor two characters apart
        words = [w if w.isascii() else w[:2] for w in name.text.split(" ")]
        longest = max(map(name.hand.width, words))
        found.append(max(longest, name.wide / lines + 0.5 * name.hand.em) + pad)
    return found


def _notes(writing: Writing, width: float) -> Laid:
    """What is named and has no place on the map, by the reason."""
    scene, pen = writing.scene, Pen(writing, width)
    pen.heading(writing.say(say("sheet.unplotted")), 0.5)
    for reason in dict.fromkeys(item.reason for item in scene.listed):
        here = [item for item in scene.listed if item.reason == reason]
        told = [
            say("sheet.note_place", name=x.label, place=x.where) if x.where.zh else x.label
            for x in here
        ]
        line = say("sheet.note", names=joined(told), reason=reason)
        pen.write(writing.say(line), writing.body, gap=0.5)
    return pen.laid()


def maker_line(choice: PageChoice) -> str:
    """Who publishes the page and how they are reached; empty without a brand."""
    brand = choice.brand
    if brand is None:
        return ""
    maker = say("sheet.maker", name=brand.organisation).in_(choice.lang)
    return " · ".join([maker, *brand.contact])


def _sources(writing: Writing, width: float) -> Laid:
    pen = Pen(writing, width)
    pen.heading(writing.say(say("sheet.sources")), 0.5)
    small = writing.hand(SOURCE_PT, writing.ink.quiet)
    for line in writing.scene.credits.lines:
        if text := writing.say(line):
            pen.write(text, small, gap=0.62)
    if maker := maker_line(writing.choice):
        pen.write(maker, small, gap=0.62)
    pen.write(writing.say(writing.scene.credits.review), writing.review)
    return pen.laid()
