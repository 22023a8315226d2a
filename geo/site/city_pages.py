"""The page of a city, district or county, and the list of all cities."""

from __future__ import annotations

from geo.build.map_files import BuildOptions
from geo.domain.text import Text
from geo.site.address import CITIES, LANGUAGES
from geo.site.address import city as city_address
from geo.site.frame import Frame
from geo.site.plan_set import Cross
from geo.texts.catalogue import say

Files = dict[str, bytes]


def subjects(cross: Cross) -> list[str]:
    """The adcodes of the cities; each makes its districts and counties too."""
    return list(cross.book.pages)


def files(cross: Cross, subject: str, wanted: BuildOptions) -> Files:  # noqa: ARG001
    """The pages of a city and of its districts and counties."""
    made: Files = {}
    register = cross.world.register
    counties = [
        a for a in register.areas("county") if register.host_prefecture(a.adcode) == subject
    ]
    for adcode in (subject, *(a.adcode for a in counties)):
        name = register.name(adcode)
        for lang in LANGUAGES:
            crumbs = [(say("site.menu_cities"), CITIES)]
            if adcode != subject:
                crumbs.append((register.name(subject), city_address(subject)))
            frame = Frame(lang, city_address(adcode), name, Text("", ""), "cities", tuple(crumbs))
            made |= frame.html("plain.html.j2")
    return made
