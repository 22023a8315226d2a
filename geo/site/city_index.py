"""The list of all cities with their counts, their districts, regions and places beyond the maps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geo.build.map_files import BuildOptions
from geo.domain.lines import REACHES, CityPage
from geo.domain.places import Area
from geo.domain.text import Text
from geo.render.pages.area_map import WholeMap
from geo.render.pages.glance import shared_parts
from geo.render.templating import inline
from geo.scene.credits import review_line
from geo.site.address import CITIES, LANGUAGES
from geo.site.frame import Frame
from geo.site.place_pages import MAPS
from geo.site.plan_set import Cross
from geo.site.said import Links
from geo.texts.catalogue import say

Files = dict[str, bytes]
_FINEST_MM = 0.5  # of a picture that is shown at a twentieth of a page


@dataclass(frozen=True)
class Beyond:
    """A place beyond the maps, with the plans that name it and where."""

    name: Text
    said: tuple[tuple[Text, Text], ...]


def files(cross: Cross, _: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    """The list in both languages."""
    made: Files = {}
    pages = list(cross.book.pages.values())
    whole = WholeMap(cross.world.boundaries, _FINEST_MM)
    pictures = [whole.showing([page.adcode]) for page in pages]
    sprite = shared_parts(pictures, "w")
    links = Links(cross)
    for lang in LANGUAGES:
        frame = Frame(lang, CITIES, say("site.menu_cities"), say("area.index_lead"), "cities")
        made |= frame.html(
            "cities.html.j2",
            sprite=inline(sprite),
            review=review_line(cross.numbers.get(("*", MAPS), "")),
            rows=[
                (page, inline(picture, hidden=True), _districts(cross, page))
                for page, picture in zip(pages, pictures, strict=True)
            ],
            reaches=REACHES,
            regions=_regions(cross),
            beyond=list(_beyond(cross)),
            **{name: way for name, way in links.values(frame).items() if name != "rows"},
        )
    return made


def _districts(cross: Cross, page: CityPage) -> list[Area]:
    areas = cross.world.register.areas("county", page.adcode)
    return [area for area in areas if area.adcode != page.adcode]


def _regions(cross: Cross) -> list[tuple[str, Text]]:
    register = cross.world.register
    return [(i, register.name(i)) for i in cross.place_ids if not register.host_prefecture(i)]


def _beyond(cross: Cross) -> Iterator[Beyond]:
    """Every place beyond the maps, as the plans come to name them."""
    names = {plan.key: plan.short for plan in cross.plans}
    found: dict[str, list[tuple[Text, Text]]] = {}
    for line in cross.book.outside:
        found.setdefault(line.place_id, []).append((names[line.plan], line.line.locator))
    for place_id, said in found.items():
        yield Beyond(cross.world.register.name(place_id), tuple(dict.fromkeys(said)))
