"""A kind of map that the program does not have, whole in one file: where the plan is silent."""

from __future__ import annotations

from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.text import Text
from geo.scene.classes import OUTSIDE, Classes, StateClass
from geo.scene.compose import AreaState
from geo.scene.map_kind import IndexGroup, MapKind, PlanGround, all_rows
from geo.scene.scene import KeyNumber


class Silence(MapKind):
    key = "silence"
    rank = 35
    index_group = IndexGroup.WIDE

    def classes(self, ground: PlanGround) -> Classes:
        return (
            StateClass("silent", Text("只字未提", "Never spoken of"), step=3, mark="!"),
            StateClass("spoken", Text("有所提及", "Spoken of"), hatch=2),
            OUTSIDE,
        )

    def hue(self, ground: PlanGround, subject: str) -> str:
        return "magenta"

    def titles(self, plan: Plan, subject: str) -> tuple[Text, Text]:
        return Text("静默之地", "Silent places"), Text("只作检验", "Only a test")

    def state(self, ground: PlanGround, subject: str, area: Area) -> AreaState:
        said = all_rows(ground.table, area.adcode)
        words = Text(f"有{len(said)}条表述", f"statements: {len(said)}")
        return AreaState(area, "spoken" if said else "silent", len(said), words)

    def numbers(self, ground: PlanGround, subject: str) -> tuple[KeyNumber, ...]:
        silent = [a for a in ground.areas if self.state(ground, subject, a).state == "silent"]
        return (KeyNumber(len(silent), Text("处静默", "silent places")),)
