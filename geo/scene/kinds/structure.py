"""Structure: cores, poles, corridors, belts and zones, and the areas that the layout names.

See DECISIONS 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.statement import Scope
from geo.domain.structure import Element, Member
from geo.domain.text import Text, same
from geo.join.lines import element_line, statement_lines
from geo.scene.classes import OUTSIDE, Classes, StateClass
from geo.scene.compose import AreaState
from geo.scene.findings import structure_finding
from geo.scene.groups import belts_of
from geo.scene.map_kind import MapKind, PlanGround, all_rows, register
from geo.scene.marks import Belt
from geo.scene.scene import Lettering
from geo.spec.mapspec import Layers
from geo.texts.catalogue import say

# One ground for all: belts and symbols are the figure, and a name says how its area is spoken of.
_STATES = (
    StateClass("named-1", say("states.structure"), ground="layout"),
    StateClass(
        "collective", say("states.structure_part"), ground="layout", lettering=Lettering.PLAIN
    ),
    StateClass("not_named", say("states.not_named"), ground="layout", lettering=Lettering.SMALL),
)


@register
class _Structure(MapKind):
    """The spatial structure over the areas that it names one by one."""

    key = "structure"
    rank = 10
    layers = Layers(structure=True, carriers=False)
    whole_structure = True

    def classes(self, ground: PlanGround) -> Classes:
        return (*_STATES, OUTSIDE)

    def missing(self, plan: Plan) -> Text | None:
        if plan.structure.elements:
            return None
        return Text("规划没有空间结构", "the plan has no structure")

    def titles(self, plan: Plan, subject: str) -> tuple[Text, Text]:
        """The slogan of the layout, where the plan has one for the whole of it."""
        return plan.structure.motto or say("titles.structure"), plan.short

    def state(self, ground: PlanGround, subject: str, area: Area) -> AreaState:
        """Whether the layout, or any other statement, names the area on its own."""
        table, places = ground.table, ground.world.register
        own: list[tuple[Element, Member]] = []
        common: list[tuple[Element, Member]] = []
        for element in ground.plan.structure.elements:
            for member in element.members:
                if area.adcode in places.hosts(member.place_id):
                    stated = not member.inferred and element.kind != "other"
                    (own if stated else common).append((element, member))
        rows = all_rows(table, area.adcode)
        direct = [r for r in rows if r.scope == Scope.DIRECT and r.place_id == area.adcode]
        on_it = (
            element_line(table.plan, e, (same(m.role or m.name),), inferred=m.inferred)
            for e, m in own + common
        )
        lines = (*on_it, *statement_lines(table.plan, places, rows))
        if own or direct:
            return AreaState(area, "named-1", len(own), say("state_text.structure"), lines)
        inside = any(element.kind != "other" for element, _ in common) or rows
        state = "collective" if inside else "not_named"
        return AreaState(area, state, 0, say(f"state_text.{state}"), lines)

    def finding(self, ground: PlanGround, subject: str, shown: Sequence[AreaState]) -> Text:
        return structure_finding(ground)

    def clauses(self, ground: PlanGround, subject: str) -> Iterable[str]:
        structure = ground.plan.structure
        return [structure.clause, *(e.clause for e in structure.elements)]

    def belts(self, ground: PlanGround) -> tuple[Belt, ...]:
        return belts_of(ground.table, ground.world)
