"""What one clause says of one place: the row that every map, table and count goes back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType


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
