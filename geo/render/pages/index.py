"""The index page: every map by plan, with its picture and its files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.domain.plan import Plan
from geo.domain.text import Text, joined
from geo.render.templating import page
from geo.scene.credits import cautions
from geo.scene.map_kind import IndexGroup


@dataclass(frozen=True)
class MapEntry:
    """A map on the index.

    ``stem`` and ``thumbnail`` are paths below the output folder, the first without suffix;
    ``files`` the suffixes made beside the page (``pdf``, ``svg``); ``group`` the part of its plan's
    section that it stands in.
    """

    stem: str
    title: Text
    thumbnail: str
    files: tuple[str, ...] = ("pdf", "svg")
    group: IndexGroup = IndexGroup.WIDE


@dataclass(frozen=True)
class Across:
    """What the index shows across plans: small multiples, and theme maps, in reading order.

    ``listed`` are the names of the themes without a map; ``cities`` code and name of every city
    with a page in ``cities/``.
    """

    glances: tuple[MapEntry, ...] = ()
    themes: tuple[MapEntry, ...] = ()
    listed: tuple[Text, ...] = ()
    cities: tuple[tuple[str, Text], ...] = ()


def index_files(
    plans: Iterable[tuple[Plan, Sequence[MapEntry]]], across: Across | None = None
) -> dict[str, bytes]:
    """The index page, by path below the output folder; it reads without a script too.

    Plans come in the order shown, each with its maps in reading order.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> one = MapEntry("space2024/breadth", Text("<乙>", "<B>"), "space2024/thumbs/breadth.png")
    >>> b"&lt;B&gt;" in index_files([(load_plan("space2024"), [one])])["index.html"]
    True
    """
    sections = [
        {
            "plan": plan,
            "status": joined(cautions([plan]), "", " "),
            "maps": maps,
            **{group.value: [m for m in maps if m.group == group] for group in IndexGroup},
        }
        for plan, maps in plans
    ]
    return {"index.html": page("index.html.j2", plans=sections, **vars(across or Across()))}
