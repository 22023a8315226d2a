"""What a reader is told of a place: one line per clause, finished but for its looks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.domain.statement import Flag, Force
from geo.domain.text import Text

#: How near a line is to its city, nearest first.
REACHES = ("city", "district", "park", "wide")
#: What stands for the force of a line of the plan's carriers.
CARRIER = "carrier"


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


@dataclass(frozen=True)
class CityPage:
    """What the plans say of one city, plan by plan, nearest reach first."""

    adcode: str
    name: Text
    lines: tuple[CityLine, ...]

    @property
    def plans(self) -> tuple[str, ...]:
        """Keys of the plans that say anything of the city, in the order given."""
        return tuple(dict.fromkeys(line.plan for line in self.lines))

    def of_plan(self, key: str) -> tuple[CityLine, ...]:
        """Lines of one plan, nearest reach first; within it sector by sector, as they come up."""
        mine = [line for line in self.lines if line.plan == key]
        sectors = list(dict.fromkeys(line.sector_id for line in mine))

        def order(line: CityLine) -> tuple[int, bool, int]:
            sector = line.sector_id
            return REACHES.index(line.reach), not sector, sectors.index(sector)

        return tuple(sorted(mine, key=order))

    @property
    def without_addresses(self) -> CityPage:
        """The page for readers of a site: how many rows are behind a line, not where they stand."""
        lines = (replace(line, rows=("",) * len(line.rows)) for line in self.lines)
        return replace(self, lines=tuple(lines))

    @property
    def near(self) -> CityPage:
        """The page without what is said of areas around it."""
        return replace(self, lines=tuple(line for line in self.lines if line.reach != "wide"))

    @property
    def counts(self) -> dict[str, int]:
        """Statements by reach, without context and carriers."""
        counted = [x for x in self.lines if x.force not in (Force.CONTEXT, CARRIER)]
        return {reach: sum(len(x.rows) for x in counted if x.reach == reach) for reach in REACHES}
