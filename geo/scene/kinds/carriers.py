"""Carriers: the parks, platforms and facilities that the plan names, and the areas they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.domain.places import Area
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Force, Statement
from geo.domain.text import Text
from geo.join.lines import statement_lines
from geo.join.table import AreaTable
from geo.scene.classes import LAST, Classes, StateClass
from geo.scene.compose import AreaState
from geo.scene.findings import sentence, spread
from geo.scene.map_kind import MapKind, PlanGround, register
from geo.scene.symbols import carrier_statements
from geo.sources.places.register import Register
from geo.spec.mapspec import Layers
from geo.texts.catalogue import say


@register
class _Carriers(MapKind):
    """Areas with a carrier or facility, and each of these as a point."""

    key = "carriers"
    rank = 30
    layers = Layers(structure=True, carriers=True)

    def classes(self, ground: PlanGround) -> Classes:
        county = "_county" if ground.table.level == "county" else ""
        return (StateClass("named-1", say(f"states.carriers{county}"), step=0, mark="✓"), *LAST)

    def offered(self, plan: Plan, table: AreaTable | None) -> Iterable[str]:
        """One map, where the plan names a carrier or facility."""
        named = plan.carriers or any(row.force == Force.FACILITY for row in plan.statements)
        return self.subjects(plan) if named else ()

    def state(self, ground: PlanGround, subject: str, area: Area) -> AreaState:
        """Whether carriers, parks or facilities are named in the area, and how many."""
        table, places = ground.table, ground.world.register
        own = [table.plan.carriers[i] for i in carriers_of(table, places, area.adcode)]
        rows = [r for r in table.site_rows if area.adcode in places.hosts(r.place_id)]
        sites = statement_lines(table.plan, places, rows, named=lambda _: True)
        n = len({c.hub or c.name for c in own} | {r.place_id for r in rows})
        if not n:
            return AreaState(area, "not_named", 0, say("state_text.not_named"))
        lines = (*carrier_statements(table.plan, own), *sites)
        return AreaState(area, "named-1", n, say("state_text.carriers", n=n), lines)

    def finding(self, ground: PlanGround, subject: str, shown: Sequence[AreaState]) -> Text:
        counts = {found.area.adcode: found.count for found in shown if found.count}
        if not counts:
            return super().finding(ground, subject, shown)
        return sentence(spread(ground.world, counts, "carriers", measured=True))

    def clauses(self, ground: PlanGround, subject: str) -> Iterable[str]:
        return [carrier.clause for carrier in ground.plan.carriers]

    def sites(
        self, ground: PlanGround, subject: str
    ) -> tuple[Sequence[Carrier], Sequence[Statement]]:
        return ground.plan.carriers, ground.table.site_rows

    def draws_finer(self, state: str) -> bool:
        """Never: a carrier in a district is a point in its city."""
        return False


def carriers_of(table: AreaTable, places: Register, adcode: str) -> list[int]:
    """Positions of the plan's carriers in an area: by their registered place, else their city."""
    return [
        i
        for i, carrier in enumerate(table.plan.carriers)
        if adcode in places.hosts(carrier.hub or carrier.place_id)
    ]
