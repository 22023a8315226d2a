"""The page of every park, zone and other place below a county that a plan names."""

from __future__ import annotations

from geo.build.map_files import BuildOptions
from geo.domain.places import Area
from geo.domain.text import Text
from geo.site.address import CITIES, LANGUAGES, city, place
from geo.site.frame import Frame
from geo.site.plan_set import Cross
from geo.texts.catalogue import say

Files = dict[str, bytes]


def named_places(cross: Cross) -> list[str]:
    """Ids of the places inside a city that a plan names, in the order in which they come up."""
    register = cross.world.register
    ids = [line.place_id for page in cross.book.pages.values() for line in page.lines]
    own = (x for x in dict.fromkeys(ids) if not isinstance(register.place(x), Area))
    return [place_id for place_id in own if register.host_prefecture(place_id)]


def files(cross: Cross, subject: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    """The pages of all places."""
    made: Files = {}
    register = cross.world.register
    for place_id in named_places(cross):
        host = register.host_prefecture(place_id)
        crumbs = ((say("site.menu_cities"), CITIES), (register.name(host), city(host)))
        for lang in LANGUAGES:
            name = register.name(place_id)
            frame = Frame(lang, place(place_id), name, Text("", ""), "cities", crumbs)
            made |= frame.html("plain.html.j2")
    return made
