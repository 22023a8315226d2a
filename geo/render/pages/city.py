"""A city across plans as a web page: what every plan says of it, readable without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from xml.etree import ElementTree as ET

from markupsafe import Markup

from geo.design.theme import load_theme
from geo.domain.lines import REACHES, CityLine, CityPage
from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.domain.text import joined
from geo.render.pages.glance_art import fineness, simplified
from geo.render.svg.elements import add, root
from geo.render.templating import PagePlace, page
from geo.scene.credits import dated
from geo.sheet.ground import drawn
from geo.sheet.model import Box
from geo.sheet.typeface import MM_PER_PT
from geo.sheet.views import overview
from geo.sources.boundaries.model import Boundaries

_LOCATOR = Box(0.0, 0.0, 60.0, 44.0)
_NO_MAPS: Mapping[str, str] = MappingProxyType({})


def locators(boundaries: Boundaries, adcodes: Sequence[str]) -> dict[str, Markup]:
    """A small map of the province for each prefecture, which is filled."""
    theme = load_theme()
    coast, border = (theme.lines[f"locator_{name}"] * MM_PER_PT for name in ("coast", "border"))
    view = overview(_LOCATOR, boundaries)
    shown = drawn(simplified(boundaries, fineness(view)), view)
    lines = "".join(shown.paths["prefectures"].values())
    outline = "".join(shown.paths["province"].values())
    made = {}
    for adcode in adcodes:
        picture = root(_LOCATOR, "zh")
        picture.attrib.pop("lang")
        picture.set("aria-hidden", "true")
        add(picture, "path", d=outline, fill=theme.ground["land"], fill_rule="evenodd",
            stroke=theme.ground["quiet"], stroke_width=coast)  # fmt: skip
        add(picture, "path", d=shown.path(adcode), fill=theme.page["focus"])
        add(
            picture,
            "path",
            d=lines,
            fill="none",
            stroke=theme.ground["county"],
            stroke_width=border,
        )
        made[adcode] = Markup(ET.tostring(picture, encoding="unicode"))  # noqa: S704  (elements)
    return made


def city_html(
    city: CityPage,
    plans: Sequence[Plan],
    picture: Markup,
    place: PagePlace,
    maps: Mapping[str, str] = _NO_MAPS,
) -> bytes:
    """The page of one city.

    Parameters
    ----------
    city
        What to show.
    plans
        In reading order; those that say nothing of the city are left out.
    picture
        Its small map, from :func:`locators`.
    place
        Where its files stand, seen from the page.
    maps
        The address of a map of each plan by its key, where there is one.
    """
    spoken = [plan for plan in plans if plan.key in city.plans]
    sections = [_section(city, plan, maps.get(plan.key, "")) for plan in spoken]
    return page(
        "city.html.j2",
        city=city,
        picture=picture,
        sections=sections,
        place=place,
    )


def _section(city: CityPage, plan: Plan, href: str) -> dict[str, object]:
    """One plan on the page: its lines in reading order, context apart."""
    lines = city.of_plan(plan.key)
    own = [line for line in lines if line.force != Force.CONTEXT]
    context = [line for line in lines if line.force == Force.CONTEXT]
    return {
        "plan": plan,
        "note": joined((plan.document.issuer, dated(plan, marked=True)), " · ", " · "),
        "href": href,
        "count": len(own),
        "blocks": _blocks(own),
        "context_count": len(context),
        "context": _blocks(context),
    }


def _blocks(lines: Sequence[CityLine]) -> list[tuple[str, list[CityLine]]]:
    """Lines under their reach, nearest first."""
    return [(reach, list(found)) for reach, found in groupby(lines, key=lambda line: line.reach)]


def cities_html(cities: Sequence[CityPage], pictures: Mapping[str, Markup], root: str) -> bytes:
    """The list of all cities with their counts."""
    return page("cities.html.j2", cities=cities, pictures=pictures, reaches=REACHES, root=root)
