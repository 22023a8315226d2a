"""A chart as an HTML table: what colours its cells, and which of its parts a page shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.design.theme import load_theme
from geo.scene.scene import Style

if TYPE_CHECKING:
    from geo.charts.model import Chart

_WIDE = ("area", "region")


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


def cells_css() -> bytes:
    """A rule for every colour that a cell may be filled or hatched with, on both screens."""
    theme = load_theme()
    ramps = {c for ramp in theme.ramps.values() for c in ramp}
    colours = sorted(ramps | set(theme.ground.values()))
    light = "\n".join(_cell(c, c, theme.ink_on(c)) for c in colours)
    dark = "\n".join(_cell(c, theme.dark[c], theme.ink_on_dark(c)) for c in colours)
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{\n{dark}\n}}\n".encode()


def _cell(name: str, colour: str, ink: str) -> str:
    """The rules of a colour, under its name of light screens."""
    return (
        f".k-{name[1:]}{{background-color:{colour};color:{ink}}}"
        f".h-{name[1:]}{{background-image:repeating-linear-gradient"
        f"(135deg,{colour}59 0 1px,transparent 1px 6px)}}"
    )


def sectors_of(chart: Chart, *, wide: bool = True) -> Chart:
    """The chart of a matrix without sub-sectors; ``wide``: without parks and facilities too."""
    kept = [k for k, column in enumerate(chart.columns) if column.strong]
    rows = [i for i, r in enumerate(chart.rows) if not wide or r.key.partition(":")[0] in _WIDE]
    cells = tuple(tuple(chart.cells[i][k] for k in kept) for i in rows)
    shown = {cell.state for row in cells for cell in row}
    return replace(
        chart,
        rows=tuple(chart.rows[i] for i in rows),
        columns=tuple(chart.columns[k] for k in kept),
        cells=cells,
        legend=tuple(entry for entry in chart.legend if entry.key in shown),
    )
