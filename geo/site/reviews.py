"""Where every drawing of a build stands with its review: what the user's table is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from geo.build.mapped_plan import Layout
from geo.build.reviewing import MapId, Numbers, Review, drawing_hash, map_id, to_fill
from geo.domain.places import Area
from geo.domain.text import Text
from geo.scene.glance import glance_panels, sector_panels
from geo.scene.place import place_spec
from geo.scene.resolve import resolve
from geo.scene.scene import Scene
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.scene.world import World
from geo.site import city_pages
from geo.site.place_pages import MAPS, Gazetteer
from geo.site.plan_set import GLANCE, Cross
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say

Reviews = Mapping[MapId, Review]


@dataclass(frozen=True)
class Drawing:
    """What a review is of: its title, its maps (several if they are one set), what is on them."""

    title: Text
    scenes: Sequence[Scene]
    world: World
    more: object = None


def drawings(cross: Cross) -> dict[MapId, Callable[[], Drawing]]:
    """Every drawing of a build, by plan (``*`` for several) and map, made when it is asked for."""
    return dict(_drawings(cross))


def _drawings(cross: Cross) -> Iterator[tuple[MapId, Callable[[], Drawing]]]:
    for layout in cross.layouts:
        yield from ((map_id(spec), partial(_plan_map, layout, spec)) for spec in layout.specs)
        if cross.has_glance(layout):
            yield (layout.plan.key, GLANCE), partial(_sectors, layout)
    for topic in cross.topics:
        if topic.mapped:
            yield map_id(theme_spec(topic.id)), partial(_theme, cross, topic.id)
    if cross.several:
        yield ("*", GLANCE), partial(_plans, cross)
    for subject in city_pages.subjects(cross):
        for area in city_pages.areas(cross, subject):
            yield map_id(place_spec(area.adcode)), partial(_area, cross, area)
    if cross.place_ids:
        yield ("*", MAPS), partial(_places, cross)


def _plan_map(layout: Layout, spec: MapSpec) -> Drawing:
    scene = resolve(spec, layout.ground)
    return Drawing(scene.title, (scene,), layout.world)


def _sectors(layout: Layout) -> Drawing:
    title = say("glance.title_sectors", plan=layout.plan.short)
    return Drawing(title, sector_panels(layout.plan, layout.world), layout.world)


def _theme(cross: Cross, theme: str) -> Drawing:
    scene = resolve_theme(theme_spec(theme), cross.themes.table(theme), cross.world)
    return Drawing(scene.title, (scene,), cross.world)


def _area(cross: Cross, area: Area) -> Drawing:
    scene = city_pages.area_told(cross, area).scene
    return Drawing(scene.title, (scene,), cross.world)


def _places(cross: Cross) -> Drawing:
    scenes, more = Gazetteer(cross).drawn()
    return Drawing(say("publish.places"), scenes, cross.world, more)


def _plans(cross: Cross) -> Drawing:
    title = say("glance.title_plans", n=len(cross.plans))
    return Drawing(title, glance_panels(cross.plans, cross.world), cross.world)


def reviews(cross: Cross, numbers: Numbers | None) -> tuple[Reviews, bytes | None]:
    """Where every drawing stands, and the table to be filled; what is dropped is said.

    Without a table of the user's nothing is looked at, and nothing has a number.
    """
    asked = drawings(cross)
    if numbers is None:
        return dict.fromkeys(asked, Review()), None
    numbers.say_unknown(asked)
    found, titles = {}, {}
    for key, make in asked.items():
        drawing = make()
        found[key] = numbers.judged(key, drawing_hash(drawing.scenes, drawing.world, drawing.more))
        titles[key] = drawing.title.zh
    numbers.say_dropped(found)
    return found, to_fill(found, titles)


def recorded(found: Reviews) -> dict[str, Any]:
    """The reviews as the manifest of a build has them."""
    return {"/".join(key): asdict(review) for key, review in found.items()}
