"""What a reader is told of a place: one line per clause, finished but for its looks."""

from __future__ import annotations

from dataclasses import dataclass

from geo.domain.statement import Flag
from geo.domain.text import Text


@dataclass(frozen=True)
class StatementLine:
    """One line of what the plan says of an area, park or city, with its clause.

    ``heading`` is the sector (or 核心载体 …), ``terms`` the printed terms.
    """

    heading: Text
    terms: tuple[Text, ...]
    clause: str
    locator: Text
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class CityLine:
    """One line of a city's table: rows of one clause on one place, sector and class."""

    #: What it says; its heading is the sector, empty for roles and measures without one.
    line: StatementLine
    #: Key of the plan.
    plan: str
    #: ``city`` the city itself, ``district`` a district or county of it, ``park`` a park, zone or
    #: facility in it, ``wide`` a region or the province around it.
    reach: str
    #: Place that it speaks of.
    place_id: str
    #: Its name.
    place: Text
    #: Id of the sector, or empty.
    sector_id: str
    #: ``binding``, ``facility``, ``context``, or ``carrier`` for a line of the plan's carriers.
    force: str
    #: Words of the text that tie place and term (支持, 打造 …), each once.
    worded: tuple[str, ...]
    #: ``file:line`` of every row behind the line, or the term where a row has no file.
    rows: tuple[str, ...]
