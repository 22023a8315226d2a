"""The map sheets of an atlas: which there are, in which order, and each laid out and drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from geo.ask.approvals import ReviewState
from geo.book.model import Entry, plan_sheet, shown_on
from geo.build.across_plans import Places, load_layouts
from geo.build.mapped_plan import Layout
from geo.build.reviewing import MapId, Numbers, map_id
from geo.domain.text import joined
from geo.render.print.book import SheetLeaves, sheet_leaves
from geo.scene.place import place_spec
from geo.scene.resolve import resolve
from geo.scene.scene import Scene
from geo.sheet.arrange import arrange
from geo.sheet.page import PageChoice
from geo.sheet.typeface import use_font
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say

CITY = "cities/"


@dataclass(frozen=True)
class Job:
    """What a process needs to make any sheet of an atlas: plans, page, numbers, the user's font."""

    plans: tuple[str, ...]
    choice: PageChoice
    numbers: Numbers = field(default_factory=Numbers)
    font: Path | None = None


@dataclass(frozen=True)
class Sheets:
    """The map sheets of some plans, in the order of the book, and how each is made."""

    job: Job
    layouts: tuple[Layout, ...]

    @cached_property
    def places(self) -> Places:
        """The plans seen together, place by place."""
        return Places.of([layout.plan for layout in self.layouts])

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Keys of all sheets: plan by plan, sectors followed by their sub-sectors, then cities."""
        own = [
            f"{n}/{spec.slug}" for n, layout in enumerate(self.layouts) for spec in in_order(layout)
        ]
        pages = self.places.book.pages.values()
        return (*own, *(f"{CITY}{page.adcode}" for page in pages if page.lines))

    def spec(self, key: str) -> tuple[Layout, MapSpec]:
        """The map of a key of a plan."""
        number, _, slug = key.partition("/")
        layout = self.layouts[int(number)]
        found = next(spec for spec in layout.specs if spec.slug == slug)
        return layout, found.with_(lang=self.job.choice.lang)

    def scene(self, key: str) -> Scene:
        """The map of a key, finished."""
        if key.startswith(CITY):
            return self.places.scene(key.removeprefix(CITY), lang=self.job.choice.lang)
        layout, spec = self.spec(key)
        return resolve(spec, layout.ground)

    def map_id(self, key: str) -> MapId:
        """How the user's table names the map of a key."""
        if key.startswith(CITY):
            return map_id(place_spec(key.removeprefix(CITY)))
        return map_id(self.spec(key)[1])

    def made(self, key: str) -> tuple[Entry, SheetLeaves]:
        """A sheet in the contents and as pages, with the number that counts for it today."""
        world = self.places.world
        scene, review = self.job.numbers.reviewed(self.scene(key), world)
        sheet = arrange(scene, world.boundaries, self.job.choice)
        scene, said = sheet.scene, sheet.scene.credits.review
        level = 3 if scene.spec.kind == "subsector" else 2
        if key.startswith(CITY):
            told = ((one.key, line.line.clause) for one in scene.told for line in one.lines)
            shown = shown_on(sheet, world.register, told, [key.removeprefix(CITY)])
        else:
            shown = plan_sheet(sheet, self.spec(key)[0].ground)
        if review.state not in (ReviewState.UNREVIEWED, ReviewState.APPROVED):
            said = joined((said, say(f"review.{review.state}")), "；", "; ")
        entry = Entry(key, scene.title, level, shown=shown, review=said)
        return entry, sheet_leaves(sheet, level)


def in_order(layout: Layout) -> list[MapSpec]:
    """The maps of a plan: those of the whole, then each sector with its sub-sectors."""
    rank = {term.id: n for n, term in enumerate(layout.plan.taxonomy.in_order)}
    return sorted(layout.specs, key=lambda spec: rank.get(spec.subject, -1))


def begin(job: Job) -> Sheets:
    """Load what every sheet needs, once per process."""
    use_font(job.font)
    return Sheets(job, tuple(load_layouts(job.plans)))
