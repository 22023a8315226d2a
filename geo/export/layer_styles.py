"""How the layers of a plan are drawn: what the Scene decides for its maps, as styles of QGIS."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from geo.analysis.report.model import Table
from geo.design.theme import Theme
from geo.export.rows import sector_column
from geo.export.styles import (
    Entry,
    Lettered,
    area_paint,
    band_paint,
    hatch_paint,
    qml,
    symbol_paint,
    veil_paint,
)
from geo.scene.classes import Scale
from geo.scene.kinds import KINDS
from geo.scene.kinds.breadth import BREADTH_EDGES
from geo.scene.map_kind import PlanGround
from geo.scene.marks import Band, Belt, Symbol
from geo.scene.outlines import drawing_of
from geo.scene.symbol_points import OPEN
from geo.texts.catalogue import say

_HATCHES = 1.0  # as on paper: QGIS draws in millimetres
_BREADTH = "breadth"


def area_styles(ground: PlanGround) -> dict[str, str]:
    """Areas as on the map of breadth, then as on the map of each sector that has one."""
    plan, sector = ground.plan, KINDS["sector"]
    found = {say(f"titles.{_BREADTH}").zh: _areas(ground, _BREADTH, "", _breadth(ground))}
    for subject in sector.offered(plan, ground.table):
        column = f'"{sector_column(subject)}"'
        found[plan.taxonomy.name(subject).zh] = _areas(ground, sector.key, subject, column)
    return found


def _areas(ground: PlanGround, key: str, subject: str, column: str) -> str:
    """The classes that areas are in, in the order of the legend."""
    kind, theme = KINDS[key], ground.world.theme
    shown = {kind.state(ground, subject, area).state for area in ground.table.areas}
    looks = Scale(kind.classes(ground), kind.hue(ground, subject), theme).looks
    hatches = theme.hatches(_HATCHES, paper=False)
    entries = []
    for state, look in looks.items():
        if state in shown:
            hatch = hatches.get(look.style.pattern)
            coloured = replace(hatch, color=look.style.pattern_color) if hatch else None
            entries.append(Entry(state, look.label.zh, area_paint(look.style, coloured)))
    return qml(column, entries, _names(theme, '"name"'))


def _breadth(ground: PlanGround) -> str:
    """The class of an area on the map of breadth, as an expression over its columns."""
    cases = [
        f"WHEN \"n_subsectors\" >= {edge} THEN 'named-{n}'"
        for n, edge in reversed(list(enumerate(BREADTH_EDGES, 1)))
    ]
    wide = [f"\"{sector_column(s.id)}\" = 'collective'" for s in ground.plan.taxonomy]
    cases.append("WHEN \"n_sectors\" > 0 THEN 'focus'")
    cases += [f"WHEN {' OR '.join(wide)} THEN 'collective'"] if wide else []
    return f"CASE {' '.join(cases)} ELSE 'not_named' END"


def belt_style(belts: Sequence[Belt], theme: Theme) -> str:
    """Each belt in its one look: a hatch over its areas, or a veil along the coast."""
    look, rim = theme.belts["coast"], theme.belts["rim"]
    entries = []
    for belt in belts:
        if belt.hatch:
            veil = veil_paint(belt.color, 0.0, rim["width"])
            paint = (*veil, *hatch_paint(replace(belt.hatch, color=belt.color)))
        else:
            paint = veil_paint(belt.color, look["opacity"], look["edge"])
        entries.append(Entry(belt.id, belt.label.zh, paint))
    return qml("element", entries, _names(theme, '"name"'))


def band_style(bands: Sequence[Band], theme: Theme) -> str:
    """Each corridor in the lines of its look."""
    entries = [Entry(band.id, band.label.zh, band_paint(band.strokes)) for band in bands]
    return qml("element", entries, _names(theme, '"name"'))


def point_style(symbols: Sequence[Symbol], lettered: Collection[str], theme: Theme) -> str:
    """Members of the structure by their symbol, open where their very place is not known.

    ``lettered`` are the members whose name stands on the layer of areas.
    """
    found = dict.fromkeys((symbol.kind, symbol.grade in OPEN) for symbol in symbols)
    entries = []
    for kind, hollow in found:
        label = say(f"legend.{kind}")
        shown = say("legend.grade_area", kind=label) if hollow else label
        drawing = drawing_of(theme, kind, OPEN[0] if hollow else "")
        value = f"{kind}:open" if hollow else kind
        entries.append(Entry(value, shown.zh, symbol_paint(drawing)))
    grades = ", ".join(f"'{grade}'" for grade in OPEN)
    column = f"\"symbol\" || CASE WHEN \"grade\" IN ({grades}) THEN ':open' ELSE '' END"
    there = ", ".join(f"'{member}'" for member in lettered)
    named = f'CASE WHEN "member_id" NOT IN ({there}) THEN "member" END' if there else '"member"'
    return qml(column, entries, _names(theme, named))


def carrier_style(table: Table, theme: Theme) -> str:
    """Carriers by how exactly their place is known: solid, or open where only the area is."""
    kind = say("legend.carrier")
    grades = dict.fromkeys(str(row["grade"]) for row in table.rows if row["lon"] != "")
    entries = []
    for grade in sorted(grades, key=lambda grade: grade in OPEN):
        label = say(f"page.grade_{grade}").zh
        paint = symbol_paint(drawing_of(theme, "carrier", grade))
        entries.append(Entry(grade, f"{kind.zh}：{label}", paint))
    return qml("grade", entries, _names(theme, '"carrier"'))


def _names(theme: Theme, told: str) -> Lettered:
    return Lettered(told, theme.ground["ink"], theme.ground["paper"])
