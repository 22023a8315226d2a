"""A city across plans as a web page: what every plan says of it, readable without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from geo.design.theme import load_theme
from geo.domain.lines import REACHES, CityPage
from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.domain.text import joined
from geo.render.svg.elements import add, root
from geo.render.templating import PagePlace, inline, page
from geo.scene.credits import dated
from geo.sheet.ground import drawn
from geo.sheet.model import Box
from geo.sheet.paths import fineness, simplified
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
    lines = "".join(shown.paths("prefectures").values())
    outline = "".join(shown.paths("province").values())
    made = {}
    for adcode in adcodes:
        picture = root(_LOCATOR, "zh")
        picture.attrib.pop("lang")
        add(picture, "path", d=outline, fill=theme.ground["land"], fill_rule="evenodd",
            stroke=theme.ground["quiet"], stroke_width=coast)  # fmt: skip
        add(picture, "path", d=shown.path(adcode), fill=theme.page["focus"])
        add(picture, "path", d=lines, fill="none", stroke=theme.ground["county"],
            stroke_width=border)  # fmt: skip
        made[adcode] = inline(picture, hidden=True)
    return made


def city_html(
    city: CityPage,
    plans: Sequence[Plan],
    picture: Markup,
    place: PagePlace,
    maps: Mapping[str, str] = _NO_MAPS,
) -> bytes:
    """The page of one city, without the plans that say nothing of it.

    ``picture`` is from :func:`locators`; ``maps`` has the address of a map by the key of its plan,
    where there is one.
    """
    sections = [
        _section(city, plan, maps.get(plan.key, "")) for plan in plans if plan.key in city.plans
    ]
    return page(
        "city.html.j2",
        city=city,
        picture=picture,
        sections=sections,
        reaches=REACHES,
        place=place,
    )


def _section(city: CityPage, plan: Plan, href: str) -> dict[str, object]:
    """One plan on the page: its lines in reading order, nearest reach first, context apart."""
    lines = city.of_plan(plan.key)
    own = [line for line in lines if line.force != Force.CONTEXT]
    context = [line for line in lines if line.force == Force.CONTEXT]
    return {
        "plan": plan,
        "note": joined((plan.document.issuer, dated(plan, marked=True)), " · ", " · "),
        "href": href,
        "own": own,
        "context": context,
    }
