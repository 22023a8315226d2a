"""What one clause says of one place, and the lines in which a reader is told it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NewType

from geo.domain.text import Text


class Scope(StrEnum):
    """Whether a place is spoken of by itself or as one of many."""

    DIRECT = "direct"
    COLLECTIVE = "collective"


class Force(StrEnum):
    """What a statement binds: a task, an existing or planned facility, or nothing."""

    BINDING = "binding"
    FACILITY = "facility"
    CONTEXT = "context"


class Relation(StrEnum):
    """What the document wants of the place, by its verb."""

    FOCUS = "focus"
    DEVELOP = "develop"
    BUILD = "build"
    SUPPORT = "support"
    PILOT = "pilot"
    BASE = "base"
    PARK = "park"
    STRIVE = "strive"
    RELY = "rely"
    ROLE = "role"
    CLUSTER = "cluster"
    ELIGIBLE = "eligible"
    COOPERATE = "cooperate"
    EXCLUDE = "exclude"
    REVIEW = "review"
    HOST = "host"


class Strength(StrEnum):
    """How firmly the document says it, strongest first."""

    ASSIGN = "assign"
    SUPPORT = "support"
    EXPLORE = "explore"
    RELY = "rely"
    MENTION = "mention"


class Inferred(StrEnum):
    """Which part of a statement is ours and not printed in its clause."""

    NOTHING = ""
    PLACE = "place"
    TERM = "term"
    BOTH = "place term"


class Flag(StrEnum):
    """What a line of statements has to be read with."""

    #: A list of terms ends in 等.
    OPEN = "open"
    #: Place or class is ours.
    INFERRED = "inferred"
    #: Said of a region or set as a whole.
    COLLECTIVE = "collective"
    #: Said of a facility.
    FACILITY = "facility"


@dataclass(frozen=True)
class Statement:
    """One statement that ties a place to a sector, sub-sector, role or measure.

    See docs/plan-format.md for the columns of ``assignments.csv``.
    """

    #: Place as printed.
    place: str
    #: Place as registered.
    place_id: PlaceId
    #: The place itself, or a region or set that it belongs to.
    scope: Scope
    #: Whether it colours a map (binding), is a point (facility) or is kept for search (context).
    force: Force
    #: What is wanted of the place.
    relation: Relation
    #: The verb as printed.
    worded: str
    #: How firmly.
    strength: Strength
    #: Sector of the taxonomy, or empty.
    sector: TermId
    #: Sub-sector of the taxonomy, or empty.
    subsector: TermId
    #: Sector, sub-sector, role or measure as printed.
    term: str
    #: Park or platform that the sentence gives it to, as printed, or empty.
    carrier: str
    #: The list of terms ends in 等.
    open_ended: bool
    #: The list of places ends in 等.
    open_places: bool
    #: What of it is not printed in the clause.
    inferred: Inferred
    #: Name of the set of places that the sentence speaks of together, or empty.
    set: str
    #: Where it stands in the document.
    clause: ClauseId
    #: A remark of the reader.
    note: str = ""
    #: File and line that it was read from.
    address: str = ""


def flags_of(rows: Sequence[Statement]) -> tuple[Flag, ...]:
    """Flags of the rows of one line, which are of one scope and force."""
    first = rows[0]
    flags = {
        Flag.OPEN: any(r.open_ended for r in rows),
        Flag.INFERRED: any(r.inferred for r in rows),
        Flag.COLLECTIVE: first.scope == Scope.COLLECTIVE,
        Flag.FACILITY: first.force == Force.FACILITY,
    }
    return tuple(flag for flag, on in flags.items() if on)


#: An adcode, or the id of a region, zone, park or place beyond the maps, as the register has it.
PlaceId = NewType("PlaceId", str)
#: A sector or sub-sector of one plan's taxonomy; empty where a statement has none.
TermId = NewType("TermId", str)
#: ``SECTION#PARAGRAPH.SENTENCE`` of a document.
ClauseId = NewType("ClauseId", str)


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
