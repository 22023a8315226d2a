"""The plans of a build seen together: one register, their themes, their maps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from geo.analysis.cities import CityBook, city_book
from geo.ask.themes import LEAST_PLANS, Themes, joint_register
from geo.build.mapped_plan import Layout
from geo.render.web.data import PlanPages, Sibling
from geo.scene.world import World, load_world

LEAST_SECTORS = 3
CITIES = "../cities/"  # the pages of the cities, seen from the page of a map


@dataclass(frozen=True)
class Cross:
    """The plans of a build seen together.

    Themes, the glance of all plans and the pages of cities need two plans or more; the glance of
    a plan's sectors three sectors.
    """

    layouts: tuple[Layout, ...]

    @property
    def several(self) -> bool:
        """Whether the build has plans enough to be laid beside each other."""
        return len(self.layouts) >= LEAST_PLANS

    @cached_property
    def world(self) -> World:
        """A world with the own places of all plans."""
        first = self.layouts[0].world
        plans = [layout.plan for layout in self.layouts]
        return replace(first, register=joint_register(plans, load_world().register))

    @cached_property
    def themes(self) -> Themes:
        """Themes of the plans."""
        return Themes([layout.plan for layout in self.layouts], self.world.register)

    @cached_property
    def book(self) -> CityBook:
        """What the plans say of every city."""
        return city_book([layout.plan for layout in self.layouts], self.world.register)

    @cached_property
    def slugs(self) -> dict[str, tuple[str, ...]]:
        """Maps that the build makes of each plan, in reading order."""
        return {layout.plan.key: tuple(s.slug for s in layout.specs) for layout in self.layouts}

    @cached_property
    def theme_pages(self) -> PlanPages:
        """What the pages of the theme maps share, in reading order."""
        themes = (self.themes.walk.theme(theme) for theme in self.themes.mapped)
        return PlanPages(tuple(Sibling(t.id, t.name, "theme") for t in themes), CITIES)

    def layout(self, key: str) -> Layout:
        """The plan with this key."""
        return next(layout for layout in self.layouts if layout.plan.key == key)

    def has_glance(self, layout: Layout) -> bool:
        """Whether the plan has sectors enough for small multiples."""
        return len(layout.plan.taxonomy) >= LEAST_SECTORS
