"""One city as a file or as text: what the packaged plans say of it."""

from __future__ import annotations

from pathlib import Path

from geo.analysis.city.book import city_book
from geo.build.city_page import city_report, named_city
from geo.domain.lines import CityPage
from geo.domain.plan import Plan
from geo.errors import CallError, Fault
from geo.export.report import SUFFIXES, report_bytes, terminal
from geo.files.record import deliver
from geo.sources.places.register import load_register
from geo.sources.plans.folder import packaged_plans

CITY_SUFFIXES = (*SUFFIXES, ".html")


def _found(name: str) -> tuple[CityPage, list[Plan]]:
    plans, register = packaged_plans(), load_register()
    return named_city(city_book(plans, register), register, name), plans


def city_text(name: str, lang: str = "zh") -> str:
    """What the plans say of a city as aligned text; UnknownNameError if it is none.

    Examples
    --------
    >>> city_text("阳江").splitlines()[0]
    '阳江市:各计划怎样提到'
    """
    return terminal(city_report(*_found(name)), lang)


def write_city(
    name: str, path: Path, lang: str = "zh", *, replace: bool = False
) -> tuple[Path, ...]:
    """Write what the plans say of a city in the format of the file's suffix.

    Parameters
    ----------
    name
        Chinese or English name, or adcode, of a prefecture-level city.
    path
        ``.csv`` (UTF-8 with BOM), ``.json``, ``.xlsx``, ``.md`` or ``.html`` (with its assets in
        a folder named after it).
    lang
        ``zh``, ``en`` or ``both``; JSON and the page have both.
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
    page, plans = _found(name)
    if suffix == ".html":
        files = _lone_page(page, plans, path.name)
    else:
        files = {path.name: report_bytes(city_report(page, plans), suffix, lang)}
    return deliver(path, files, replace=replace)


def _lone_page(page: CityPage, plans: list[Plan], name: str) -> dict[str, bytes]:
    """The page with what it needs in a folder named after it."""
    from geo.render.pages.city import city_html, locators
    from geo.render.templating import companions, lone_place, page_assets
    from geo.sources.boundaries.shapes import load_boundaries

    picture = locators(load_boundaries(), [page.adcode])[page.adcode]
    html = city_html(page, plans, picture, lone_place(name))
    assets = page_assets("city.css")
    return {name: html, **{f"{companions(name)}/{asset}": data for asset, data in assets.items()}}
