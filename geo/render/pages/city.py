"""A city across plans as a web page: what every plan says of it, readable without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markupsafe import Markup

from geo.design.theme import load_theme
from geo.domain.lines import CityLine
from geo.domain.text import Text
from geo.render.pages.glance_art import fineness, simplified
from geo.render.svg.elements import add, root
from geo.render.templating import page
from geo.sheet.ground import drawn
from geo.sheet.model import Box
from geo.sheet.typeface import MM_PER_PT
from geo.sheet.views import overview
from geo.sources.boundaries.model import Boundaries

REACHES = ("city", "district", "park", "wide")
_LOCATOR = Box(0.0, 0.0, 60.0, 44.0)


@dataclass(frozen=True)
class CitySection:
    """One plan on a city's page: its lines in reading order, context apart.

    ``href`` leads from the page to a map of the plan, or is empty.
    """

    key: str
    title: Text
    note: Text
    lines: tuple[CityLine, ...]
    context: tuple[CityLine, ...]
    href: str = ""


@dataclass(frozen=True)
class City:
    """A city's page: sections in the order of plans; ``counts`` are statements by reach."""

    adcode: str
    name: Text
    sections: tuple[CitySection, ...]
    counts: Mapping[str, int]


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


def city_html(city: City, picture: Markup, root: str, *, alone: bool = False) -> bytes:
    """The page of one city.

    Parameters
    ----------
    city
        What to show.
    picture
        Its small map, from :func:`locators`.
    root
        Where ``assets/`` and ``index.html`` are, seen from the page.
    alone
        A page outside a build, without links to other pages.
    """
    sections = [
        {"plan": section, "blocks": _blocks(section.lines), "context": _blocks(section.context)}
        for section in city.sections
    ]
    return page(
        "city.html.j2",
        city=city,
        picture=picture,
        sections=sections,
        root=root,
        alone=alone,
    )


def _blocks(rows: Sequence[CityLine]) -> list[tuple[str, list[CityLine]]]:
    """Lines under their reach, nearest first."""
    groups = [(reach, [row for row in rows if row.reach == reach]) for reach in REACHES]
    return [(reach, found) for reach, found in groups if found]


def cities_html(cities: Sequence[City], pictures: Mapping[str, Markup], root: str) -> bytes:
    """The list of all cities with their counts."""
    return page("cities.html.j2", cities=cities, pictures=pictures, reaches=REACHES, root=root)
