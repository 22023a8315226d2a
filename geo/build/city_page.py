"""What the plans say of a city, as its page shows it and as a table for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.analysis.city.book import CityBook
from geo.analysis.report.model import Report, Table, Value
from geo.domain.lines import CityLine, CityPage
from geo.domain.places import Area
from geo.domain.plan import Plan
from geo.domain.text import Text, joined
from geo.errors import Fault, UnknownNameError
from geo.scene.credits import cautions
from geo.sources.places.names import normalise_key
from geo.sources.places.register import Register
from geo.texts.catalogue import say

COLUMNS = (
    *("city", "adcode", "plan", "plan_title", "reach", "place", "place_id", "sector", "sector_id"),
    *("terms", "class", "worded", "flags", "clause", "locator"),
)
_SHOWN = ("place", "sector", "terms", "class", "worded", "locator")


def city_report(page: CityPage, plans: Sequence[Plan]) -> Report:
    """What the plans say of a city as a report: one table to read, a wider one for CSV."""
    titles = {plan.key: plan.short for plan in plans}
    lines = [line for key in page.plans for line in page.of_plan(key)]
    flat = Table("statements", COLUMNS, tuple(_flat(page, titles, line) for line in lines))
    tables = (Table("statements", ("plan_title", "reach", *_SHOWN), flat.rows),)
    data = {
        "city": {"adcode": page.adcode, "zh": page.name.zh, "en": page.name.en},
        "statements": [_data(line) for line in lines],
    }
    spoken = [plan for plan in plans if plan.key in page.plans]
    notes = (say("basis.plan"), *cautions(spoken))
    return Report("city", say("report.city", city=page.name), notes, tables, data, flat)


def _flat(page: CityPage, titles: Mapping[str, Text], line: CityLine) -> Mapping[str, Value]:
    return {
        "city": page.name,
        "adcode": page.adcode,
        "plan": line.plan,
        "plan_title": titles[line.plan],
        "reach": say(f"reaches.{line.reach}"),
        "place": line.place,
        "place_id": line.place_id,
        "sector": line.line.heading,
        "sector_id": line.sector_id,
        "terms": joined(line.line.terms),
        "class": say(f"classes.{line.force}"),
        "worded": "、".join(line.worded),
        "flags": joined([say(f"line_flags.{flag}") for flag in line.line.flags]),
        "clause": line.line.clause,
        "locator": line.line.locator,
    }


def _data(line: CityLine) -> dict[str, Any]:
    return {
        "plan": line.plan,
        "reach": line.reach,
        "place_id": line.place_id,
        "place": line.place.zh,
        "sector_id": line.sector_id,
        "sector": line.line.heading.zh,
        "terms": [term.zh for term in line.line.terms],
        "class": line.force,
        "worded": list(line.worded),
        "flags": list(line.line.flags),
        "clause": line.line.clause,
        "rows": list(line.rows),
    }


def named_city(book: CityBook, register: Register, name: str) -> CityPage:
    """The page of a city by Chinese or English name or adcode.

    Raises
    ------
    UnknownNameError
        It is no prefecture of the book; the nearest are named.
    """
    places = [register.place(page.adcode) for page in book.pages]
    keys: dict[str, str] = {}
    for area in places:
        if isinstance(area, Area):
            names = (area.name_zh, area.short_zh, area.name_en)
            keys |= {
                normalise_key(each): area.adcode
                for each in (*names, f"{area.name_en} City", area.adcode)
            }
    adcode = keys.get(normalise_key(name), "")
    if not adcode:
        found = register.nearest(name) or tuple(page.name.zh for page in book.pages[:3])
        zh, en = "不是地级市", "not a prefecture-level city"
        raise UnknownNameError(Fault("", zh, en, name, found))
    return book.page(adcode)
