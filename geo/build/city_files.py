"""What plans say of one city: as text, as a page, as a table for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.analysis.cities import CityBook, city_book
from geo.analysis.report.columns import column_names
from geo.analysis.report.model import Report, Table, Value
from geo.ask.check import one_territory
from geo.ask.themes import joint_register, plans_asked
from geo.domain.lines import CityLine, CityPage
from geo.domain.places import Match
from geo.domain.plan import Plan
from geo.domain.text import Text, joined
from geo.errors import CallError, Fault, UnknownNameError
from geo.export.report import SUFFIXES, report_bytes
from geo.files.record import deliver
from geo.scene.credits import cautions
from geo.scene.world import World, load_world
from geo.sources.places.missing import UNKNOWN, missing
from geo.sources.places.register import Register
from geo.texts.catalogue import say

CITY_SUFFIXES = (*SUFFIXES, ".html")
_SHOWN = ("plan_title", "reach", "place", "sector", "terms", "class", "worded", "locator")


def city_answer(name: str, plans: Sequence[str | Path | Plan] = ()) -> Report:
    """What plans, or the packaged ones, say of a city; UnknownNameError if it is none."""
    page, read, _ = _found(name, plans)
    return city_report(page, read)


def write_city(
    name: str,
    path: Path,
    lang: str = "zh",
    plans: Sequence[str | Path] = (),
    *,
    replace: bool = False,
) -> tuple[Path, ...]:
    """Write what the plans say of a city in the format of the file's suffix.

    Parameters
    ----------
    name
        Chinese or English name, or adcode, of a prefecture-level city.
    path
        ``.csv`` (UTF-8 with BOM), ``.json``, ``.xlsx``, ``.md``, ``.docx`` (a short document, of a
        district or county too) or ``.html`` (with its assets in a folder named after it).
    lang
        ``zh``, ``en`` or ``both``; JSON and the page have both.
    plans
        Keys or folders of plans of one territory; the packaged ones if none.
    replace
        Whether files are replaced that geo did not write.

    Returns
    -------
    tuple of Path
        Every file written.

    Raises
    ------
    CallError, UnknownNameError, OutputError
        The format is unknown; there is no such city; the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in CITY_SUFFIXES:
        zh, en = "不能写成这种格式", "cannot write this format"
        raise CallError(Fault("-o", zh, en, suffix, CITY_SUFFIXES))
    if suffix == ".docx":
        from geo.build.word_documents import city_docx

        read = plans_asked(plans)
        return deliver(path, {path.name: city_docx(name, read, lang)}, replace=replace)
    page, read, world = _found(name, plans)
    if suffix == ".html":
        files = _lone_page(page, read, world, path.name)
    else:
        files = {path.name: report_bytes(city_report(page, read), suffix, lang)}
    return deliver(path, files, replace=replace)


def _found(name: str, asked: Sequence[str | Path | Plan]) -> tuple[CityPage, list[Plan], World]:
    plans = plans_asked(asked)
    world = load_world(one_territory(plans))
    register = joint_register(plans, world.register)
    return named_city(city_book(plans, register), register, name), plans, world


def named_city(book: CityBook, register: Register, name: str) -> CityPage:
    """The page of a city by Chinese or English name or adcode.

    Raises
    ------
    UnknownNameError
        It is no prefecture of the book; the nearest are named.
    """
    found = register.find(name, "prefecture")
    if isinstance(found, Match) and found.id in book.pages:
        return book.pages[found.id]
    said = missing(register, name)
    if register.candidates(name):
        zh, en = "不是地级市", "not a prefecture-level city"
        said = Fault("", zh, en, name, register.nearest(name))
    if not said.nearest and said.zh == UNKNOWN[0]:
        said = replace(said, nearest=tuple(page.name.zh for page in book.pages.values())[:3])
    raise UnknownNameError(said)


def _lone_page(page: CityPage, plans: list[Plan], world: World, name: str) -> dict[str, bytes]:
    """The page with what it needs in a folder named after it."""
    from geo.render.pages.city import city_html, locators
    from geo.render.templating import lone_assets, lone_place

    picture = locators(world.boundaries, [page.adcode])[page.adcode]
    html = city_html(page, plans, picture, lone_place(name))
    return {name: html, **lone_assets(name, "city.css")}


def city_report(page: CityPage, plans: Sequence[Plan]) -> Report:
    """What the plans say of a city as a report: one table to read, a wider one for CSV."""
    titles = {plan.key: plan.short for plan in plans}
    lines = [line for key in page.plans for line in page.of_plan(key)]
    flat = Table("city", column_names("city"), tuple(_row(page, titles, line) for line in lines))
    data = {
        "city": {"adcode": page.adcode, "zh": page.name.zh, "en": page.name.en},
        "statements": [_data(line) for line in lines],
    }
    notes = (say("basis.plan"), *cautions([plan for plan in plans if plan.key in page.plans]))
    tables = (Table("statements", _SHOWN, flat.rows),)
    return Report("city", say("report.city", city=page.name), notes, tables, data, flat)


def _row(page: CityPage, titles: Mapping[str, Text], line: CityLine) -> Mapping[str, Value]:
    said = line.line
    return {
        "city": page.name,
        "city_adcode": page.adcode,
        "plan": line.plan,
        "plan_title": titles[line.plan],
        "reach": say(f"reaches.{line.reach}"),
        "place": line.place,
        "place_id": line.place_id,
        "sector": said.heading,
        "sector_id": line.sector_id,
        "terms": joined(said.terms),
        "class": say(f"classes.{line.force}"),
        "worded": "、".join(line.worded),
        "flags": joined([say(f"line_flags.{flag}") for flag in said.flags]),
        "clause": said.clause,
        "locator": said.locator,
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
