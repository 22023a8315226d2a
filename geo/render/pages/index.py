"""The index page: every map by plan, with its picture and its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.domain.text import Text
from geo.render.templating import page
from geo.scene.map_kind import IndexGroup

FILES = (("pdf", "PDF"), ("svg", "SVG"))


@dataclass(frozen=True)
class MapEntry:
    """A map on the index.

    ``thumbnail`` is a path below the output folder, or empty; ``files`` the suffixes made beside
    the page (``pdf``, ``svg``); ``group`` the part of its plan's section that it stands in.
    """

    slug: str
    title: Text
    subtitle: Text
    thumbnail: str = ""
    files: tuple[str, ...] = ("pdf", "svg")
    group: IndexGroup = IndexGroup.WIDE


@dataclass(frozen=True)
class PlanEntry:
    """A plan on the index: title, lines that identify the document, maps in reading order.

    ``rows`` is the number of rows with a clause; ``status`` what there is to say of its standing,
    or two empty texts.
    """

    key: str
    title: Text
    issuer: Text
    number: str
    date: str
    status: Text
    rows: int
    maps: tuple[MapEntry, ...]


@dataclass(frozen=True)
class Across:
    """What the index shows across plans.

    Parameters
    ----------
    glances
        Small multiples by folder, in reading order.
    themes
        Maps in ``themes/``.
    listed
        Names of the themes without a map.
    cities
        Code and name of every city with a page in ``cities/``.
    """

    glances: tuple[tuple[str, MapEntry], ...] = ()
    themes: tuple[MapEntry, ...] = ()
    listed: tuple[Text, ...] = ()
    cities: tuple[tuple[str, Text], ...] = ()


def _card(folder: str, entry: MapEntry) -> dict[str, object]:
    stem = f"{folder}/{entry.slug}"
    return {
        "href": f"{stem}.html",
        "title": entry.title,
        "thumbnail": entry.thumbnail,
        "files": [
            {"href": f"{stem}.{suffix}", "label": label}
            for suffix, label in FILES
            if suffix in entry.files
        ],
    }


def _section(plan: PlanEntry) -> dict[str, object]:
    cards = {
        group.value: [_card(plan.key, entry) for entry in plan.maps if entry.group == group]
        for group in IndexGroup
    }
    return {"plan": plan, **cards}


def index_files(plans: Sequence[PlanEntry], across: Across | None = None) -> dict[str, bytes]:
    """The index page, by path below the output folder; it reads without a script too.

    Parameters
    ----------
    plans
        Plans in the order shown, each with its maps.
    across
        What there is across plans; nothing by default.

    Examples
    --------
    >>> one = MapEntry("breadth", Text("<乙>", "<B>"), Text("", ""))
    >>> where = Text("省", "Province")
    >>> plan = PlanEntry("p", Text("甲", "A"), where, "1", "2024", Text("", ""), 3, (one,))
    >>> b"&lt;B&gt;" in index_files([plan])["index.html"]
    True
    """
    beside = across or Across()
    html = page(
        "index.html.j2",
        plans=[_section(plan) for plan in plans],
        glances=[_card(folder, entry) for folder, entry in beside.glances],
        themes=[_card("themes", entry) for entry in beside.themes],
        listed=beside.listed,
        cities=beside.cities,
    )
    return {"index.html": html}
