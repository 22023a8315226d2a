"""Where small multiples stand on a page: as large as the paper and their words allow."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.errors import Fault, SpecError
from geo.render.pages.glance import Glance
from geo.sheet.page import PAPERS, PageChoice, check_choice, margin_of, paper_units
from geo.sheet.typeface import MM_PER_PT, typeface, wrap

_TITLE, _SUBTITLE, _NAME, _SMALL_NAME, _BODY, _NOTE = 26.0, 12.0, 10.5, 9.0, 9.5, 8.0
_SMALL_TITLES = 16
_LINE_EM = 1.4
_HEAD, _GUTTER, _ROW_GUTTER, _GAP = 27.0, 6.0, 4.0, 1.8
_SWATCH, _BETWEEN_EM = 7.0, 2.4
_LEAST = 20.0
_COUNT_EM = 4.4  # a swatch and a number of two digits
_ROUNDS = 4


@dataclass(frozen=True)
class Form:
    """The page: columns, width (mm) of a panel, gutters (mm), and sizes of type (pt)."""

    columns: int
    width: float
    gutter: float
    row_gutter: float
    sizes: dict[str, float]


def glance_form(glance: Glance, ratio: float, paper: str, lang: str) -> Form:
    """The columns that make panels largest on a lying page.

    ``ratio`` is the height of a panel's picture to its width.

    Raises
    ------
    CallError, SpecError
        The paper is not one of ours; no panel of 20 mm (at A3) fits.
    """
    check_choice(PageChoice(paper))
    unit = paper_units(paper)[0]
    sizes = _sizes(len(glance.panels), paper)
    room = _room(glance, paper, lang, sizes)
    best, gap = (0, 0.0), 0.0
    for columns in range(1, len(glance.panels) + 1):
        rows = -(-len(glance.panels) // columns)
        width = (room[0] - (columns - 1) * _GUTTER * unit) / columns
        high = (room[1] - (rows - 1) * _ROW_GUTTER * unit) / rows
        for _ in range(_ROUNDS):  # a narrower panel may need more lines for its words
            words = caption(glance, width, lang, sizes, unit)
            width = min(width, (high - words) / ratio)
        if width > best[1] + 1e-9 and caption(glance, width, lang, sizes, unit) <= words + 1e-9:
            best, gap = (columns, width), room[1] / rows - width * ratio - words
    if best[1] < _LEAST * unit:
        count = str(len(glance.panels))
        raise SpecError(Fault("", "一页放不下这么多图", "too many panels for a page", count))
    spare = (room[0] - best[0] * best[1]) / max(best[0] - 1, 1)
    return Form(
        columns=best[0],
        width=round(best[1], 2),
        gutter=round(min(spare, 3 * _GUTTER * unit), 2),
        row_gutter=round(min(max(gap, _ROW_GUTTER * unit), 4 * _ROW_GUTTER * unit), 2),
        sizes=sizes,
    )


def _sizes(count: int, paper: str) -> dict[str, float]:
    scale = paper_units(paper)[1]
    name = _NAME if count <= _SMALL_TITLES else _SMALL_NAME
    sizes = {"title": _TITLE, "subtitle": _SUBTITLE, "name": name, "body": _BODY, "note": _NOTE}
    return {key: round(size * scale, 2) for key, size in sizes.items()}


def _room(glance: Glance, paper: str, lang: str, sizes: dict[str, float]) -> tuple[float, float]:
    """Width and height (mm) that head, legend and sources leave to the panels."""
    unit, type_unit = paper_units(paper)
    height, width = PAPERS[paper]
    inner = width - 2 * margin_of(paper)
    block, size = glance.legend, sizes["body"]
    words = typeface(bold=True).width_mm(block.title.in_(lang), size)
    for entry in block.entries:
        words += typeface().width_mm(entry.label.in_(lang), size)
        words += _SWATCH * unit + _BETWEEN_EM * size * MM_PER_PT
    legend = (int(words / (inner * 0.9)) + 1) * _line(size)
    said = "  ".join(line.in_(lang) for line in glance.credits.lines)
    foot = (len(wrap(said, sizes["note"], inner * 0.95)) + 1) * _line(sizes["note"])
    head = _HEAD * max(unit, type_unit)
    return inner, height - 2 * margin_of(paper) - head - legend - foot


def caption(glance: Glance, width: float, lang: str, sizes: dict[str, float], unit: float) -> float:
    """Height (mm) of the words under a panel, for the one with the most."""
    if width <= 0:
        return 0.0
    names = max(
        len(wrap(p.scene.title.in_(lang), sizes["name"], width * 0.97, bold=True))
        for p in glance.panels
    )
    notes = max(len(wrap(p.note.in_(lang), sizes["note"], width * 0.97)) for p in glance.panels)
    counts = max(len(p.counts) for p in glance.panels) * _COUNT_EM * sizes["note"] * MM_PER_PT
    lines = notes + max(1, math.ceil(counts / width))
    return names * _line(sizes["name"]) + lines * _line(sizes["note"]) + 3 * _GAP * unit


def _line(size: float) -> float:
    return size * _LINE_EM * MM_PER_PT
