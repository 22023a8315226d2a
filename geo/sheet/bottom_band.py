"""The strip under the map: which blocks stand in it, how wide, and how high it must be for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.domain.text import Text
from geo.scene.scene import Scene, Symbol
from geo.sheet.legend import CAP, LEADING, block_height
from geo.sheet.model import Strip
from geo.sheet.page import MARGIN, PAPERS, paper_units
from geo.sheet.typeface import MM_PER_PT, typeface, wrap

BODY_PT, HEAD_PT, NUMBER_PT = 8.5, 9.5, 17.0
_GUTTER = 8.0
_STEP = 5.0
_HIGHEST = {"landscape": 0.25, "portrait": 0.2}
_WEIGHTS = {"numbers": 1.0, "legend": 1.25, "matrix": 2.4, "list": 3.6, "sources": 1.5}
_LIST_COLUMN_MM = 56.0
_NUMBER_EM = 2.1


def plan_strip(
    scene: Scene,
    numbered: Sequence[Symbol],
    paper: str,
    orientation: str,
    lang: str,
    kept: int = 9,
) -> Strip:
    """The strip of a page; heights from the texts as they will wrap.

    ``kept`` is how many legend blocks stand in the panel: the others stand in the strip. What would
    make the strip too high, first the list, then the table, goes to a second page.
    """
    short, long = PAPERS[paper]
    highest = _HIGHEST[orientation] * (short if orientation == "landscape" else long)
    table = bool(scene.matrix and scene.matrix_columns)
    for names, cells in ((numbered, table), ((), table), ((), False)):
        strip = _strip(scene, names, (paper, orientation, lang, kept), table=cells)
        if strip.height <= highest:
            break
    return strip


def _strip(
    scene: Scene, numbered: Sequence[Symbol], form: tuple[str, str, str, int], *, table: bool
) -> Strip:
    paper, orientation, lang, kept = form
    unit, type_unit = paper_units(paper)
    short, long = PAPERS[paper]
    inner = (long if orientation == "landscape" else short) - 2 * MARGIN * unit
    rest = scene.legend[kept:]
    parts = (
        "list" if numbered else "numbers",
        *(["legend"] * len(rest)),
        *(["matrix"] if table else []),
        "sources",
    )
    gutter = _GUTTER * unit
    room = inner - gutter * (len(parts) - 1)
    total = sum(_WEIGHTS[p] for p in parts)
    columns = tuple(round(room * _WEIGHTS[p] / total, 3) for p in parts)
    em = BODY_PT * type_unit * MM_PER_PT
    blocks = iter(rest)
    strip = Strip(parts, columns, gutter, 0.0, across=2 if len(parts) > 2 else 5)
    heights = []
    for part, width in zip(parts, columns, strict=True):
        if part == "list":
            lists, height = _list(numbered, width, em, lang, unit)
            strip = replace(strip, lists=lists)
        elif part == "matrix":
            upright, height = _matrix(scene, width, em, lang)
            strip = replace(strip, upright=upright)
        elif part == "numbers":
            height = _numbers(scene, width, strip.across, em, lang)
        elif part == "legend":
            height = block_height(next(blocks), width, em, lang, paper)
        else:
            height = _sources(scene, width, em, lang)
        heights.append(height + 2.4 * em)
    step = _STEP * unit  # few heights, so that maps share their geometry
    return replace(strip, height=-(-max(heights) // step) * step)


def _lines(text: str, em: float, width: float, bold: bool = False) -> int:
    return len(wrap(text, em / MM_PER_PT, width * 0.97, bold))


def _paragraph(lines: int, em: float) -> float:
    return (lines * CAP + (lines - 1) * LEADING) * em


def _list(
    numbered: Sequence[Symbol], width: float, em: float, lang: str, unit: float
) -> tuple[tuple[tuple[int, ...], ...], float]:
    """Columns of numbers, filled downwards, and the height of the highest."""
    count = max(1, min(5, round(width / (_LIST_COLUMN_MM * unit))))
    column = (width - 1.4 * em * (count - 1)) / count - _NUMBER_EM * em
    heights = [_paragraph(_lines(s.label.in_(lang), em, column), em) + 0.45 * em for s in numbered]
    for rows in range(-(-len(heights) // count), len(heights) + 1):
        cut = [tuple(range(i, min(i + rows, len(heights)))) for i in range(0, len(heights), rows)]
        if len(cut) <= count:
            break
    tallest = max(sum(heights[i] for i in numbers) for numbers in cut)
    return tuple(tuple(i + 1 for i in numbers) for numbers in cut), tallest


def _matrix(scene: Scene, width: float, em: float, lang: str) -> tuple[bool, float]:
    """Whether the places stand upright over their columns, and the table's height."""
    first = max([typeface().width_mm(c.in_(lang), em / MM_PER_PT) for c in scene.matrix_columns])
    first = min(first * 1.05, width * 0.4)
    rows = sum(
        _paragraph(_lines(c.in_(lang), em, first), em) + 0.68 * em for c in scene.matrix_columns
    )
    each = (width - first) / max(1, len(scene.matrix)) - 0.5 * em
    names = [row.name.in_(lang) for row in scene.matrix]
    widest = max(typeface(True).width_mm(_longest_word(n), em / MM_PER_PT) for n in names)
    upright = widest > each
    head = max(_lines(n, em, each, bold=True) for n in names) * (CAP + LEADING) * em
    if upright:
        head = max(typeface(True).width_mm(n, em / MM_PER_PT) for n in names)
    note = any(cell == "collective" for row in scene.matrix for cell in row.cells)
    return upright, rows + head + 0.7 * em + (1.6 * em if note else 0)


def _longest_word(name: str) -> str:
    """The part of a name that is not broken: its longest Latin word, or two characters."""
    words = name.split(" ") if name.isascii() else [name[:2]]
    return max(words, key=len)


def _numbers(scene: Scene, width: float, across: int, em: float, lang: str) -> float:
    column = (width - 1.2 * em * (across - 1)) / across
    value = NUMBER_PT / BODY_PT * CAP * em
    heights = [
        value + LEADING * em + _paragraph(_lines(n.label.in_(lang), em, column), em) + 1.1 * em
        for n in scene.key_numbers
    ]
    return sum(max(heights[i : i + across]) for i in range(0, len(heights), across))


def credit_lines(scene: Scene) -> tuple[Text, ...]:
    """The lines under sources, in order; the review line comes after them."""
    credit = scene.credits
    return (credit.source, credit.limits, credit.base, credit.projection)


def _sources(scene: Scene, width: float, em: float, lang: str) -> float:
    texts = [t.in_(lang) for t in (*credit_lines(scene), scene.credits.review) if t.in_(lang)]
    return sum(_paragraph(_lines(t, em, width), em) + 0.66 * em for t in texts)
