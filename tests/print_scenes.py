"""Scenes of the packaged plans and their pages, made once for all tests of the printed side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from geo.join.attach import attach
from geo.render.print.sheet import sheet_pdf
from geo.render.svg.elements import to_bytes
from geo.render.svg.map import map_element
from geo.scene.map_kind import PlanGround
from geo.scene.resolve import presets, resolve
from geo.scene.scene import Scene
from geo.scene.world import World, load_world
from geo.sheet.arrange import arrange
from geo.sheet.model import Sheet
from geo.sheet.page import PageChoice
from geo.sources.plans.folder import load_plan

PROVINCIAL = (
    ("future2024", "structure"),
    ("future2024", "breadth"),
    ("future2024", "carriers"),
    ("future2024", "sector-space"),
    ("future2024", "sector-energy"),
    ("photonics2024", "structure"),
    ("space2024", "structure"),
)
CITIES = (("gzhtz2021", "carriers"), ("qianhai2024", "carriers"))


@cache
def world() -> World:
    return load_world()


class Scenes(Mapping[str, Scene]):
    """The maps of a plan by name, each resolved when it is first asked for."""

    def __init__(self, plan_key: str) -> None:
        plan = load_plan(plan_key)
        self._ground = PlanGround(attach(plan, world().register, plan.level), world())
        self._specs = {spec.slug: spec for spec in presets(plan)}
        self._made: dict[str, Scene] = {}

    def __getitem__(self, slug: str) -> Scene:
        if slug not in self._made:
            self._made[slug] = resolve(self._specs[slug], self._ground)
        return self._made[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._specs)

    def __len__(self) -> int:
        return len(self._specs)


@cache
def scenes(plan_key: str) -> Scenes:
    return Scenes(plan_key)


@cache
def sheet(
    plan_key: str, slug: str, paper: str = "A3", lang: str = "zh", orientation: str = "landscape"
) -> Sheet:
    choice = PageChoice(paper, orientation, lang)
    return arrange(scenes(plan_key)[slug], world().boundaries, choice)


@cache
def page(plan_key: str, slug: str, paper: str = "A3", lang: str = "zh") -> bytes:
    return sheet_pdf(sheet(plan_key, slug, paper, lang))


def map_svg(made: Sheet, lang: str = "") -> bytes:
    """The map of a sheet in millimetres, before it is made ready for a file."""
    return to_bytes(map_element(made, lang or made.lang))
