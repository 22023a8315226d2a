"""How much room a legend takes, wrapped as on the page: a page is divided before it is set."""

from __future__ import annotations

from collections.abc import Sequence

from geo.scene.scene import LegendBlock, LegendEntry
from geo.sheet.page import paper_units
from geo.sheet.typeface import MM_PER_PT, wrap

SWATCH_W, SWATCH_H = 9.0, 4.6
CAP, LEADING = 0.76, 0.46
ROW_EM, GUTTER_EM, COLUMN_EM, BLOCK_EM = 0.5, 0.8, 1.6, 1.2
_HEAD_EM = 1.5
_COUNT_EM = 1.3
_TWO_FROM_MM = 88.0


def legend_columns(count: int, width: float, paper: str) -> int:
    """Columns of a legend of some blocks in a given width."""
    return 2 if count > 1 and width >= _TWO_FROM_MM * paper_units(paper)[0] else 1


def legend_height(
    blocks: Sequence[LegendBlock], width: float, columns: int, em: float, lang: str, paper: str
) -> float:
    """Height (mm) of blocks: all in one column, or the first beside the others."""
    if not blocks:
        return 0.0
    if columns == 1:
        heights = [block_height(b, width, em, lang, paper) for b in blocks]
        return sum(heights) + BLOCK_EM * em * (len(heights) - 1)
    half = (width - COLUMN_EM * em) / 2.12
    first = block_height(blocks[0], half * 1.12, em, lang, paper)
    rest = legend_height(blocks[1:], half, 1, em, lang, paper)
    return max(first, rest)


def block_height(block: LegendBlock, width: float, em: float, lang: str, paper: str) -> float:
    """Height (mm) of one block: its heading and its entries."""
    entries = [_entry_height(e, width, em, lang, paper) for e in block.entries]
    return _HEAD_EM * em + sum(entries) + ROW_EM * em * (len(entries) - 1)


def members_text(entry: LegendEntry, lang: str) -> str:
    """The names of an entry in one line; Chinese names of two-language pages stay Chinese."""
    names = [m.in_("en" if lang == "en" else "zh") for m in entry.members]
    return (", " if lang == "en" else " ").join(names)


def _entry_height(entry: LegendEntry, width: float, em: float, lang: str, paper: str) -> float:
    type_unit = paper_units(paper)[1]
    swatch = SWATCH_H * type_unit
    room = width - SWATCH_W * type_unit - (2 * GUTTER_EM + _COUNT_EM) * em
    lines = len(wrap(entry.label.in_(lang), em / MM_PER_PT, room * 0.95, bool(entry.members)))
    if entry.members:
        lines += len(wrap(members_text(entry, lang), em / MM_PER_PT, room * 0.95))
    drop = max(0.0, (swatch - CAP * em) / 2)
    return max(swatch, drop + (lines * CAP + (lines - 1) * LEADING) * em)
