"""Where the lines, cells and texts of a chart stand: sizes from the texts and the room, in mm."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.charts.model import Chart, Heading
from geo.sheet.model import Box
from geo.sheet.typeface import MM_PER_PT, typeface, wrap

LARGEST_PT, LEAST_PT = 9.0, 4.0
LINE_EM = 1.16
_GAP, _CAPTION = 1.2, 4.4
_WIDEST, _HIGHEST = 26.0, 11.0
_LARGE = {"similarity": 2.0}  # few cells, each with a number
_LEAST_EM = 0.82  # type below this part of the largest: the chart is broken into parts
_MOST_PARTS = 12
_LABEL_SHARE, _HEAD_SHARE, _HEAD_MM = 0.24, 0.24, 42.0
_PAD = 1.2
_SLOT = 0.94


@dataclass(frozen=True)
class Grid:
    """Edges of cells: ``xs[k]``, ``ys[i]`` are left and upper; all mm within ``box``.

    ``label`` is the width of row labels, ``head`` the height of column labels, ``note`` the width
    of row totals, ``foot`` the height of column totals; ``upright`` column labels are turned.
    """

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cell: tuple[float, float]
    label: float
    head: float
    note: float
    foot: float
    label_pt: float
    head_pt: float
    upright: bool

    @property
    def bottom(self) -> float:
        """Lower edge of the last cell."""
        return self.ys[-1] + self.cell[1] if self.ys else self.box.y + self.head


def grid_of(chart: Chart, width: float, height: float, lang: str, unit: float = 1.0) -> Grid:
    """The grid of a chart that fits a width and a height (mm).

    ``unit`` scales gaps, largest cells and largest type from A3.
    """
    rows, columns = chart.rows, chart.columns
    gaps = _gaps(rows, unit, captions=True), _gaps(columns, unit)
    largest, most_mm = LARGEST_PT * unit, unit * _LARGE.get(chart.kind, 1.0)
    noted = [h.note.in_(lang) for h in rows]
    foot = 1.5 * largest * MM_PER_PT if any(h.note.in_(lang) for h in columns) else 0.0
    upright = _upright(chart, width, lang, largest)
    most = min(_HEAD_MM * unit, _HEAD_SHARE * height)
    head = min(_longest(columns, lang, largest), most) if upright else 2.4 * largest * MM_PER_PT
    head += _PAD * unit * 1.5
    each = min((height - head - foot - gaps[0][-1]) / max(1, len(rows)), _HIGHEST * most_mm)
    label_pt = min(largest, each * 0.8 / MM_PER_PT / LINE_EM)
    label = min(_longest(rows, lang, label_pt), _LABEL_SHARE * width) + 4 * _PAD * unit
    note = max((typeface().width_mm(t, label_pt) for t in (*noted, chart.row_note.in_(lang))
                if any(noted)), default=0.0)  # fmt: skip
    note += 2 * _PAD * unit if note else 0.0
    across = (width - label - note - gaps[1][-1]) / max(1, len(columns))
    across = min(across, _broadest(chart, lang, label_pt, each, unit))
    xs = tuple(label + k * across + gaps[1][k] for k in range(len(columns)))
    ys = tuple(head + i * each + gaps[0][i] for i in range(len(rows)))
    whole = Box(0.0, 0.0, (xs[-1] if xs else label) + across + note,
                (ys[-1] if ys else head) + each + foot)  # fmt: skip
    head_pt = min(largest, across * 0.9 / MM_PER_PT / LINE_EM) if upright else largest
    return Grid(whole, xs, ys, (across, each), label, head, note, foot, label_pt, head_pt, upright)


def _broadest(chart: Chart, lang: str, pt: float, each: float, unit: float) -> float:
    """The width that a cell has at most: so that it looks like a cell, or that its text fits."""
    most = _WIDEST * unit * _LARGE.get(chart.kind, 1.0)
    broad = 2.0 if chart.kind == "similarity" else 3.2
    texts = {cell.text.in_(lang) for row in chart.cells for cell in row}
    longest = max((typeface().width_mm(text, pt) for text in texts), default=0.0)
    return max(min(most, max(broad * each, 6 * unit)), min(1.7 * most, longest / _SLOT + 3 * _PAD))


def parts(
    chart: Chart, width: float, height: float, lang: str, unit: float = 1.0
) -> tuple[Chart, ...]:
    """The chart, or parts of it that are legible in a width and a height each (mm).

    Columns are divided where column labels would come out too small, rows where row labels would;
    a division falls between two groups. Totals stay what they are: those of the whole chart.
    """
    least = _LEAST_EM * LARGEST_PT * unit
    made: tuple[Chart, ...] = (chart,)
    for number in range(1, _MOST_PARTS + 1):
        grids = [grid_of(part, width, height, lang, unit) for part in made]
        narrow = any(grid.upright and grid.head_pt < least for grid in grids)
        if not narrow and all(grid.label_pt >= least for grid in grids):
            break
        heads = chart.columns if narrow else chart.rows
        cuts = _cuts(heads, number + 1)
        if len(cuts) <= len(made):
            break
        made = tuple(chart.part(cut, columns=narrow) for cut in cuts)
    return made


def _cuts(heads: Sequence[Heading], number: int) -> list[range]:
    """Ranges of headings of about one length, each beginning with a group."""
    starts = [i for i, h in enumerate(heads) if not i or h.group != heads[i - 1].group]
    wanted = (round(k * len(heads) / number) for k in range(number))
    edges = sorted({min(starts, key=lambda s: (abs(s - w), s)) for w in wanted})
    return [range(a, b) for a, b in zip(edges, (*edges[1:], len(heads)), strict=True)]


def best_turn(chart: Chart, sizes: Sequence[tuple[float, float]], lang: str) -> tuple[Chart, int]:
    """The chart, or its transpose, and the number of the room in which its cells are largest.

    The chart as it is comes first: only a clearly larger cell (by a third) turns it, and none is
    turned whose groups of rows have names that only stand above rows.
    """
    best, found = 0.0, (chart, 0)
    plain = not any(captioned(chart.rows, i) for i in range(len(chart.rows)))
    for turned in (chart, chart.turned()) if chart.kind == "matrix" and plain else (chart,):
        for number, (width, height) in enumerate(sizes):
            cell = min(grid_of(turned, width, height, lang).cell)
            if cell > best * (1.33 if best else 1.0):
                best, found = cell, (turned, number)
    return found


def fitted(
    text: str, width: float, height: float, pt: float, bold: bool = False
) -> tuple[tuple[str, ...], float]:
    """Lines of a text and the size (pt) at which they fit; the least size where none does."""
    size = pt
    while True:
        lines = wrap(text, size, width * _SLOT, bold)
        widest = max(typeface(bold).width_mm(line, size) for line in lines)
        high = (len(lines) - 1) * LINE_EM + 1
        if (widest <= width and high * size * MM_PER_PT <= height) or size <= LEAST_PT:
            return lines, size
        size = max(LEAST_PT, size - 0.25)


def captioned(heads: Sequence[Heading], i: int) -> bool:
    """Whether the name of its group must stand above a row: a later group without a heading."""
    return bool(i) and heads[i].group != heads[i - 1].group and not heads[i].strong


def _gaps(heads: Sequence[Heading], unit: float, *, captions: bool = False) -> list[float]:
    """The sum of gaps before each heading: one where the group changes."""
    found, total = [], 0.0
    for i, head in enumerate(heads):
        if i and head.group != heads[i - 1].group:
            total += (_CAPTION if captions and captioned(heads, i) else _GAP) * unit
        found.append(total)
    return found or [0.0]


def _longest(heads: Sequence[Heading], lang: str, pt: float) -> float:
    return max((typeface(h.strong).width_mm(h.label.in_(lang), pt) for h in heads), default=0.0)


def _upright(chart: Chart, width: float, lang: str, pt: float) -> bool:
    """Whether column labels must be turned: the longest is wider than a column could be."""
    room = (width * 0.75) / max(1, len(chart.columns))
    return _longest(chart.columns, lang, pt) > min(room, _WIDEST)
