"""What plans say and who carries what, in rows: of a place plan by plan, of a map by class."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geo.domain.lines import CityLine, StatementLine
from geo.domain.statement import Flag, Force
from geo.domain.text import NOTHING, Text, joined, same
from geo.scene.marks import Symbol
from geo.scene.scene import DrawnArea, LegendEntry, PlanTold, Scene
from geo.sheet.items import CAP, Laid, Rule, Swatch
from geo.sheet.legend import sample_size, swatch_size
from geo.sheet.pen import HEAD_PT, Pen, Writing, columns_in, one_line, stacked
from geo.sheet.symbols import LISTED_KINDS
from geo.texts.catalogue import say

COLUMN_GAP = 2.0  # em
_COLUMN_MM = 72.0  # least width of a column, at the size of type
_TOLD_GAP, _PLACE_GAP, _PLAN_GAP, _INDENT = 0.42, 0.36, 1.3, 0.9  # em
_SMALL_PT, _NAME_PT, _CHIP = 7.0, 10.0, 0.7  # a chip against the swatches of the legend
_LINE_GAP, _ROW_GAP, _PART_GAP = 0.55, 0.7, 0.9  # em
_CARRIERS = "carriers"  # the kind of map whose rows name the carriers anyway


def told_columns(writing: Writing, width: float) -> tuple[int, float]:
    """How many columns some width holds, and the width of each."""
    return columns_in(width, _COLUMN_MM * writing.choice.type_unit, COLUMN_GAP * writing.em)


def told_rows(writing: Writing, width: float) -> list[Laid]:
    """A row per line of every plan; a plan's first row has its name, date and standing above it."""
    rows: list[Laid] = []
    for plan in writing.scene.told:
        first, *body = _plan_rows(writing, plan, width)
        told = [stacked([_plan_head(writing, plan, width), first]), *body]
        rows += [*told[:-1], replace(told[-1], height=told[-1].height + _PLAN_GAP * writing.em)]
    if not rows:
        pen = Pen(writing, width)
        pen.write(writing.say(say("place.nothing_told")), writing.body)
        rows.append(pen.laid())
    return rows


def _plan_head(writing: Writing, plan: PlanTold, width: float) -> Laid:
    pen, hand = Pen(writing, width), writing.hand(HEAD_PT, writing.scene.accent, bold=True)
    pen.write(writing.say(plan.name), hand, gap=0.35)
    pen.write(writing.say(plan.note), writing.quiet, gap=0.6)
    return pen.laid()


def _plan_rows(writing: Writing, plan: PlanTold, width: float) -> list[Laid]:
    """Lines of a plan; the place stands over its lines where it is not that of the line before."""
    rows, before = [], ""
    bold = replace(writing.body, bold=True)
    for line in plan.lines:
        pen = Pen(writing, width)
        if line.place_id != before:
            pen.write(writing.say(line.place), bold, gap=_PLACE_GAP)
        before = line.place_id
        pen.write(
            writing.say(line_text(line)), writing.body, indent=_INDENT * pen.em, gap=_TOLD_GAP
        )
        rows.append(pen.laid())
    if plan.beyond != NOTHING:
        pen = Pen(writing, width)
        pen.write(writing.say(plan.beyond), writing.quiet, gap=_TOLD_GAP)
        rows.append(pen.laid())
    return rows


def line_text(line: CityLine) -> Text:
    """One line in words: sector, terms as printed with their 等, what is inferred, the clause."""
    what = said_words(line.line, facility=line.force == Force.FACILITY)
    return say("place.line", what=what, clause=line.line.locator)


def said_words(said: StatementLine, *, facility: bool = False) -> Text:
    """Sector, terms as printed with their 等, and what is inferred; without the clause."""
    terms = joined(said.terms)
    if Flag.OPEN in said.flags:
        terms = Text(f"{terms.zh}等", f"{terms.en} etc.")
    if not terms.zh:
        terms = said.heading
    same = said.heading.zh in ("", terms.zh)
    what = terms if same else joined((said.heading, terms), "：", ": ")
    told = [flag for flag in said.flags if flag not in (Flag.OPEN, Flag.FACILITY)]
    marks = [say(f"line_flags.{flag}") for flag in told]
    if facility or Flag.FACILITY in said.flags:
        marks.insert(0, say("classes.facility"))
    return say("place.marked", what=what, marks=joined(marks, "、", ", ")) if marks else what


def area_rows(writing: Writing, numbered: Sequence[Symbol], width: float, room: float) -> Laid:
    """Class by class: places with what is said of each, the others by name; then what is shared.

    Places whose rows have no room are named in one sentence.
    """
    scene, pen = writing.scene, Pen(writing, width)
    said = Counter(line for a in scene.areas for line in dict.fromkeys(a.statements))
    shared = {line for line, n in said.items() if n > 1 and Flag.COLLECTIVE in line.flags}
    more: list[DrawnArea] = []
    for entry in scene.legend[0].entries:
        here = [area for area in scene.areas if area.state == entry.key]
        if not here:
            continue
        _class_head(pen, entry, len(here))
        silent = []
        for area in here:
            lines = [x for x in dict.fromkeys(area.statements) if x not in shared]
            carriers = _carriers(scene, numbered, area.adcode)
            if not lines and not carriers:
                silent.append(area)
            elif pen.y > room:
                more.append(area)
            else:
                _area(pen, area, entry, ([(_plain(x, scene), x.locator) for x in lines], carriers))
        if silent:
            pen.names((a.short for a in silent), writing.body, gap=_ROW_GAP)
        pen.y += _PART_GAP * pen.em
    if more:
        told = say("sheet.less", n=len(more), list=joined(a.short for a in more))
        pen.write(writing.say(told), writing.quiet, gap=_PART_GAP)
    _several(pen, scene, [line for line in said if line in shared])
    return pen.laid()


def element_rows(writing: Writing, width: float) -> Laid:
    """Elements of the layout as they are drawn, each with its members and clauses.

    Corridors have a list of their nodes.
    """
    pen = Pen(writing, width)
    for block in writing.scene.legend[1:]:
        for entry in block.entries:
            symbol = entry.symbol
            if entry.band is None and not (symbol and symbol.number):
                drawn = [s.label for s in writing.scene.symbols if symbol and s.kind == symbol.kind]
                _element(pen, entry, entry.members or drawn)
    return pen.laid()


def _class_head(pen: Pen, entry: LegendEntry, count: int) -> None:
    writing = pen.writing
    hand = replace(writing.body, bold=True, ink=writing.ink.quiet)
    number = one_line(str(count), pen.width, pen.y, hand, "end")
    full, pen.width = pen.width, pen.width - hand.width(str(count)) - pen.em
    pen.write(writing.say(entry.label), hand, gap=0.35)
    pen.width = full
    line = Rule(0.0, pen.y, pen.width, writing.ink.head_mm, writing.ink.border)
    pen.pieces += [number, line]
    pen.y += _ROW_GAP * pen.em


def _area(
    pen: Pen, area: DrawnArea, entry: LegendEntry, said: tuple[list[tuple[Text, Text]], list[Text]]
) -> None:
    """The chip of its class, its name, its state in words; then its lines and carriers."""
    writing, lines, carriers = pen.writing, *said
    wide, high = (_CHIP * side for side in swatch_size(writing.choice.type_unit))
    name, small = writing.hand(_NAME_PT, bold=True), writing.hand(_SMALL_PT, writing.ink.quiet)
    indent = wide + 0.7 * pen.em
    middle = pen.y + CAP * name.em / 2
    pen.pieces.append(Swatch(0.0, middle - high / 2, wide, high, entry))
    words = writing.say(area.short)
    state = writing.say(area.state_text) if area.state_text != entry.label else ""
    if state and indent + name.width(words) + small.width(state) + pen.em < pen.width:
        low = pen.y + CAP * (name.em - small.em)
        pen.pieces.append(one_line(state, pen.width, low, small, "end"))
        state = ""
    pen.write(words, name, indent=indent, gap=0.6)
    if state:
        pen.write(state, small, indent=indent, gap=0.6)
    for what, locator in lines:
        _line(pen, what, locator, indent)
    if carriers:
        told = say("sheet.carried", list=joined(carriers))
        pen.write(writing.say(told), writing.body, indent=indent, gap=_LINE_GAP)
    pen.y += _ROW_GAP * pen.em


def _plain(line: StatementLine, scene: Scene) -> Text:
    """What is said, without the name of the sector that the whole picture is about."""
    if line.terms and line.heading.zh == scene.title.zh:
        return said_words(replace(line, heading=NOTHING))
    return said_words(line)


def _line(pen: Pen, what: Text, locator: Text, indent: float) -> None:
    """Words and, small under them, where they stand."""
    writing = pen.writing
    pen.write(writing.say(what), writing.body, indent=indent, gap=0.45)
    if locator.zh:
        _where(pen, locator, indent)


def _where(pen: Pen, locator: Text, indent: float) -> None:
    """Where something stands in its document, small."""
    writing = pen.writing
    told = writing.say(say("sheet.where", clause=locator))
    small = writing.hand(_SMALL_PT, writing.ink.quiet)
    pen.write(told, small, indent=indent, gap=_LINE_GAP)


def _carriers(scene: Scene, numbered: Sequence[Symbol], adcode: str) -> list[Text]:
    """Carriers of an area, each with its number on the map; none where the rows are of carriers."""
    numbers = {symbol.id: n for n, symbol in enumerate(numbered, 1)}
    every = [s for s in scene.symbols if s.kind in LISTED_KINDS and s.host == adcode]
    if scene.spec.kind == _CARRIERS:
        every = [s for s in every if s.id in numbers]
    every.sort(key=lambda s: numbers.get(s.id, 0))
    return [
        joined((same(str(numbers[s.id])), s.label), " ", " ") if s.id in numbers else s.label
        for s in every
    ]


def _several(pen: Pen, scene: Scene, lines: Sequence[StatementLine]) -> None:
    """What is said of several places or of a region, with the places."""
    writing = pen.writing
    if not lines and not scene.region_notes:
        return
    pen.heading(writing.say(say("sheet.several")), 0.8)
    for line in (*lines, *scene.region_notes):
        _line(pen, said_words(line), line.locator, 0.0)
        names = [a.short for a in scene.areas if line in a.statements]
        if names:
            pen.names(names, writing.quiet, gap=_ROW_GAP)
        pen.y += 0.3 * pen.em


def _element(pen: Pen, entry: LegendEntry, members: Sequence[Text]) -> None:
    writing = pen.writing
    wide, high = sample_size(entry, writing.choice.type_unit)
    indent = wide + 0.8 * pen.em
    top = pen.y
    pen.pieces.append(Swatch(0.0, top, wide, high, entry))
    pen.y += max(0.0, (high - CAP * pen.em) / 2)
    pen.write(writing.say(entry.label), replace(writing.body, bold=True), indent=indent, gap=0.4)
    if members:
        pen.names(members, writing.body, indent=indent, gap=_LINE_GAP)
    held = entry.belt or entry.symbol
    for locator in dict.fromkeys(line.locator for line in held.statements) if held else ():
        if locator.zh:
            _where(pen, locator, indent)
    pen.y = max(pen.y, top + high) + _ROW_GAP * pen.em
