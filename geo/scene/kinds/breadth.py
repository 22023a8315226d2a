"""Breadth: how many sectors and sub-sectors the plan names in each area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.statement import Force, Statement
from geo.domain.text import Text
from geo.join.lines import statement_lines
from geo.join.table import AreaTable, graded
from geo.scene.classes import LAST, Classes, StateClass, counted, ranges
from geo.scene.compose import AreaState
from geo.scene.findings import breadth_finding
from geo.scene.map_kind import MapKind, PlanGround, all_rows, register
from geo.spec.mapspec import Layers
from geo.texts.catalogue import say

BREADTH_EDGES = (1, 4, 7, 10)  # lower ends of the four classes, closed on the left


@register
class _Breadth(MapKind):
    """Sub-sectors in all, in four classes."""

    key = "breadth"
    rank = 20
    layers = Layers(structure=False, carriers=False)

    def classes(self, ground: PlanGround) -> Classes:
        *closed, _ = ranges(BREADTH_EDGES)
        labels = [say("states.breadth", n=n) for n in closed]
        labels.append(say("states.breadth_last", n=BREADTH_EDGES[-1]))
        focus = StateClass("focus", say("states.breadth_focus"), step=0, mark="○")
        return (*counted(labels, BREADTH_EDGES), focus, *LAST)

    def offered(self, plan: Plan, table: AreaTable | None) -> Iterable[str]:
        """One map, where any area is spoken of, not only all of them at once."""
        cells = table.cells.values() if table else ()
        rows = (r for cell in cells for r in (*cell.rows, *cell.collective))
        told = table is None or any(r.place_id != plan.territory for r in rows)
        return self.subjects(plan) if told else ()

    def finding(self, ground: PlanGround, subject: str, shown: Sequence[AreaState]) -> Text:
        return breadth_finding(ground)

    def zone_rows(self, ground: PlanGround, subject: str) -> Sequence[Statement]:
        return [row for row in ground.table.site_rows if row.force == Force.BINDING]

    def state(self, ground: PlanGround, subject: str, area: Area) -> AreaState:
        """The class of the number of sub-sectors named for the area itself."""
        table = ground.table
        n, sectors = len(table.subsectors_of(area.adcode)), len(table.sectors_of(area.adcode))
        lines = statement_lines(ground.plan, ground.world.register, all_rows(table, area.adcode))
        if n:
            words = say("state_text.breadth", s=sectors, n=n)
            state = graded(n, BREADTH_EDGES)
            return AreaState(area, state, n, words, lines)
        if sectors:
            return AreaState(area, "focus", 0, say("state_text.breadth", s=sectors, n=0), lines)
        state = "collective" if lines else "not_named"
        return AreaState(area, state, 0, say(f"state_text.{state}"), lines)
