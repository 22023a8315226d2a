"""The legend written out: blocks under each other, or the first beside the others."""

from collections.abc import Sequence
from dataclasses import replace

from geo.scene.scene import LegendBlock, LegendEntry
from geo.sheet.items import CAP, PITCH, Laid, Swatch, TextBox
from geo.sheet.page import paper_units
from geo.sheet.pen import Lettering, Pen, beside, one_line
from geo.sheet.symbols import LISTED_KINDS, symbol_mm

_SWATCH_W, _SWATCH_H = 9.0, 4.6
_HEAD_GAP, _ROW_GAP, _GUTTER, _COLUMN_GAP, _BLOCK_GAP = 0.55, 0.5, 0.8, 1.6, 1.2  # em
_WIDE = 45  # em
_FIRST = 1.12  # the first of two columns is wider by so much
_TWO_FROM_MM = 88.0


def panel_legend(
    writing: Lettering, blocks: Sequence[LegendBlock], width: float, *, left: int = 1
) -> Laid:
    """Blocks in one column, or in two where the width has room for two: some, the rest."""
    wide = _TWO_FROM_MM * paper_units(writing.choice.paper)[0]
    if len(blocks) < 2 or width < wide:
        return legend_column(writing, blocks, width)
    gap = _COLUMN_GAP * writing.em
    half = (width - gap) / (1 + _FIRST)
    first = legend_column(writing, blocks[:left], half * _FIRST)
    rest = legend_column(writing, blocks[left:], half)
    return beside([first, rest], half * _FIRST + gap)


def legend_column(
    writing: Lettering, blocks: Sequence[LegendBlock], width: float, *, brief: bool = False
) -> Laid:
    """Blocks under each other; ``brief`` ones tell how many places are in a class, not which."""
    pen = Pen(writing, width)
    for number, block in enumerate(blocks):
        pen.y += _BLOCK_GAP * pen.em if number else 0.0
        pen.heading(writing.say(block.title), _HEAD_GAP)
        for row, entry in enumerate(block.entries):
            pen.y += _ROW_GAP * pen.em if row else 0.0
            _write_entry(pen, entry, brief=brief)
    return pen.laid()


def swatch_size(type_unit: float) -> tuple[float, float]:
    """Width and height (mm) of every swatch on a page."""
    return round(_SWATCH_W * type_unit, 3), round(_SWATCH_H * type_unit, 3)


def sample_size(entry: LegendEntry, type_unit: float) -> tuple[float, float]:
    """Width and height (mm) of the swatch of an entry: as high as its symbol."""
    width, height = swatch_size(type_unit)
    if symbol := entry.symbol:
        numbered = symbol.kind in LISTED_KINDS
        height = max(height, symbol_mm(symbol, type_unit, numbered=numbered))
    return width, height


def _write_entry(pen: Pen, entry: LegendEntry, *, brief: bool = False) -> None:
    """Swatch, label with the names under it unless ``brief``, their number.

    The number stands at the right edge; in a wide column that is too far away: after the label.
    """
    writing, top = pen.writing, pen.y
    unit = writing.choice.type_unit
    width, height = sample_size(entry, unit)
    pen.pieces.append(Swatch(pen.x, top, width, height, entry))
    first = top + max(0.0, (height - CAP * pen.em) / 2)
    text = Pen(writing, pen.width, pen.x, first)
    counted = entry.members or brief or (writing.counted and entry.style)
    count = str(entry.count) if counted else ""
    if count:
        text.width -= writing.quiet.width(count) + _GUTTER * pen.em
    indent = width + _GUTTER * pen.em
    named = bool(entry.members) and not brief
    label = writing.say(entry.label)
    hand = replace(writing.body, bold=named)
    text.write(label, hand, indent=indent, even=True)
    near = indent + hand.width(label) + 2 * _GUTTER * pen.em + writing.quiet.width(count)
    if named:
        text.y += (PITCH - CAP) * pen.em
        text.names(entry.members, writing.quiet, indent=indent)
    pen.pieces += (replace(told, label=label) for told in text.pieces if isinstance(told, TextBox))
    if count:
        right = min(near, pen.width) if pen.width > _WIDE * pen.em else pen.width
        pen.pieces.append(one_line(count, pen.x + right, first, writing.quiet, "end"))
    pen.y = max(text.y, top + height)
