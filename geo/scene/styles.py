"""The look of each state on a map: theme in, finished style out."""

from __future__ import annotations

from dataclasses import replace

from geo.design.theme import FOCUS, Theme
from geo.join.table import AreaTable
from geo.scene.groups import Group
from geo.scene.scene import NAMED, Style
from geo.spec.mapspec import MapSpec


def hue_of(spec: MapSpec, table: AreaTable, theme: Theme) -> str:
    """Name of the ramp that a map is drawn in."""
    if spec.kind == "sector":
        return theme.hue(table.plan, spec.subject)
    if spec.kind == "subsector":
        return theme.hue(table.plan, table.plan.taxonomy.subsector(spec.subject).sector)
    return theme.kinds[spec.kind]


def grouped_style(style: Style, groups: tuple[Group, ...]) -> Style:
    """A style of a structure map with the hatch of the first group and the letters of all."""
    if not groups:
        return style
    look = groups[0].style
    letters = "".join(group.letter for group in groups)
    mark = f"{style.mark}{letters}"
    return replace(style, pattern=look.pattern, pattern_color=look.pattern_color, mark=mark)


def style_of(spec: MapSpec, table: AreaTable, theme: Theme, state: str) -> Style:
    """The finished style of a state on a map; its legend entry shows this very value."""
    ramp = theme.ramp(hue_of(spec, table, theme))
    fill = {
        "focus": ramp[FOCUS],
        "outside": theme.ground["sar"],
        **dict(zip(NAMED, ramp[1:], strict=True)),
    }.get(state, theme.ground["not_named"])
    hatched = state == "collective"
    light = spec.kind in ("structure", "carriers") and state == "named-1"
    fill = ramp[FOCUS] if light else fill
    return Style(
        fill=fill,
        stroke=theme.ground["border"],
        stroke_width_pt=theme.lines["area"],
        ink=theme.ink_on(fill),
        pattern="collective" if hatched else "",
        pattern_color=ramp[3] if hatched else "",
        mark=_mark(spec, theme, state),
    )


def _mark(spec: MapSpec, theme: Theme, state: str) -> str:
    if spec.kind == "breadth" and state in NAMED:
        return ("1–3", "4–6", "7–9", "10+")[NAMED.index(state)]
    if spec.kind in ("structure", "carriers", "subsector"):
        return "√" if state == "named-1" else ""
    return theme.marks.get(state, "")
