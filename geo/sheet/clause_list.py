"""What the plan says, place by place with its clauses: for papers that hang on a wall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from geo.domain.statement import StatementLine
from geo.domain.text import NOTHING, Text, joined
from geo.scene.scene import Scene
from geo.sheet.items import Laid
from geo.sheet.pen import Pen, Writing, beside, cut, one_line, stacked
from geo.sheet.symbols import listed_symbols
from geo.texts.catalogue import say

_COLUMN_EM, _GAP, _INDENT_EM, _LINE_GAP = 30.0, 2.0, 3.6, 0.4


def has_clauses(scene: Scene) -> bool:
    """Whether the plan says anything of a place of the map."""
    return any(told(scene))


def clause_list(writing: Writing, width: float) -> Laid:
    """A block per place in columns, filled downwards, in the least type of the paper."""
    writing = replace(writing, share=0.0)
    head, gap = Pen(writing, width), _GAP * writing.em
    head.heading(writing.say(say("sheet.clauses")), 0.6)
    count = max(1, int((width + gap) / (_COLUMN_EM * writing.em + gap)))
    column = (width - gap * (count - 1)) / count
    rows = [_row(writing, place, lines, column) for place, lines in told(writing.scene)]
    made = [stacked(rows[run.start : run.stop]) for run in cut([r.height for r in rows], count)]
    lists = beside(made, [i * (column + gap) for i in range(len(made))])
    return Laid((*head.pieces, *lists.at(0.0, head.y)), head.y + lists.height)


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


def _row(writing: Writing, place: Text, lines: list[StatementLine], width: float) -> Laid:
    """A place and what is said of it beside its name, or under a long one."""
    pen, bold = Pen(writing, width), replace(writing.body, bold=True)
    name, indent = writing.say(place), _INDENT_EM * writing.em
    if bold.width(name) < indent - 0.4 * writing.em:
        pen.pieces.append(one_line(name, 0.0, 0.0, bold))
    else:
        pen.write(name, bold, gap=_LINE_GAP)
    for line in lines:
        terms = joined([t for t in (line.heading, joined(line.terms)) if t.zh], ":", ": ")
        words = say("sheet.clause", terms=terms, locator=line.locator) if terms.zh else line.locator
        pen.write(writing.say(words), writing.body, indent=indent, gap=_LINE_GAP)
    return pen.laid()
