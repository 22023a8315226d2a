"""A chart as an HTML table: what colours its cells, and which of its parts a page shows."""

from __future__ import annotations

from dataclasses import replace

from geo.charts.model import Chart
from geo.design.theme import Theme, load_theme
from geo.scene.scene import Style


def cell_class(style: Style | None) -> str:
    """The class by which the sheet of :func:`cells_css` colours a cell.

    Examples
    --------
    >>> cell_class(Style("#ffffff", "#000000", 0.1, "#000000"))
    'k-ffffff'
    """
    if style is None:
        return ""
    hatch = f" h-{style.pattern_color[1:]}" if style.pattern else ""
    return f"k-{style.fill[1:]}{hatch}"


def cells_css(theme: Theme | None = None) -> bytes:
    """A rule for every colour that a cell may be filled or hatched with."""
    theme = theme or load_theme()
    colours = {c for ramp in theme.ramps.values() for c in ramp} | set(theme.ground.values())
    fills = (f".k-{c[1:]}{{background-color:{c};color:{theme.ink_on(c)}}}" for c in sorted(colours))
    hatches = (
        f".h-{c[1:]}{{background-image:repeating-linear-gradient"
        f"(135deg,{c}59 0 1px,#0000 1px 6px)}}"
        for c in sorted(colours)
    )
    return "\n".join([*fills, *hatches, ""]).encode()


def sectors_of(chart: Chart) -> Chart:
    """The chart of a matrix without sub-sectors, parks and facilities: areas and regions alone."""
    kept = [k for k, column in enumerate(chart.columns) if column.strong]
    rows = [i for i, row in enumerate(chart.rows) if row.key.partition(":")[0] in _WIDE]
    cells = tuple(tuple(chart.cells[i][k] for k in kept) for i in rows)
    shown = {cell.state for row in cells for cell in row}
    return replace(
        chart,
        rows=tuple(chart.rows[i] for i in rows),
        columns=tuple(chart.columns[k] for k in kept),
        cells=cells,
        legend=tuple(entry for entry in chart.legend if entry.key in shown),
    )


_WIDE = ("area", "region")
