"""The joined table: every area of a level against every sector, each cell in exactly one state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.domain.card import Brief, Card, Carded
from geo.domain.places import Area, Zone
from geo.domain.plan import Plan
from geo.domain.statement import Statement


@dataclass(frozen=True, repr=False)
class Cell(Brief):
    """What a plan says of one area and one sector (or sub-sector).

    Parameters
    ----------
    state
        ``named`` (sub-sectors are named), ``focus`` (the sector is, none of its sub-sectors),
        ``collective`` (said of a region or set that the area belongs to) or ``not_named``.
    subsectors
        Ids of the sub-sectors named for the area itself, in taxonomy order.
    rows
        The assignments behind the state, in plan order.
    collective
        Assignments made for a region or set that contains the area; never added to direct counts.
    """

    state: str = "not_named"
    subsectors: tuple[str, ...] = ()
    rows: tuple[Statement, ...] = ()
    collective: tuple[Statement, ...] = ()

    @property
    def count(self) -> int:
        """How many sub-sectors are named for the area itself."""
        return len(self.subsectors)

    @property
    def graded(self) -> str:
        """The state as it stands on maps: ``named-1`` to ``named-4`` (four or more) for ``named``.

        Examples
        --------
        >>> Cell("named", ("a", "b", "c", "d", "e")).graded, Cell().graded
        ('named-4', 'not_named')
        """
        return graded(self.count) if self.state == "named" else self.state


def graded(count: int) -> str:
    """The class of a number of things named: one to three, and four or more."""
    return f"named-{min(count, 4)}"


NOTHING = Cell()


@dataclass(frozen=True)
class Tally:
    """Where the rows of a plan went: read = shown + rejected + merged, per table.

    ``shown`` counts rows that stand on a map or in a list; ``context`` those of them that are kept
    for search and provenance only and never colour a map.
    """

    read: int
    shown: int
    rejected: int
    merged: int
    context: int

    def sentence(self, lang: str) -> str:
        """The tally as one line of a build report."""
        if lang == "zh":
            return (
                f"读入 {self.read} = 展示 {self.shown}(其中仅供检索 {self.context})"
                f" + 拒绝 {self.rejected} + 合并 {self.merged}"
            )
        return (
            f"read {self.read} = shown {self.shown} ({self.context} for search only)"
            f" + rejected {self.rejected} + merged {self.merged}"
        )


@dataclass(frozen=True, repr=False)
class AreaTable(Carded):
    """One row per area of the plan's level, named or not, plus the finer areas it names.

    ``areas`` are in adcode order; ``finer`` the areas below that level which a binding row names
    directly; ``cells`` and ``subcells`` are keyed by (adcode, sector id) and (adcode, sub-sector
    id), absent = not named; ``points`` the binding and facility rows whose place is a park, hub or
    zone, by host prefecture; ``zones`` the zones that these rows name, by the areas that hold or
    run them.
    """

    plan: Plan
    level: str
    areas: tuple[Area, ...]
    finer: tuple[Area, ...]
    cells: Mapping[tuple[str, str], Cell]
    subcells: Mapping[tuple[str, str], Cell]
    points: Mapping[str, tuple[Statement, ...]]
    zones: Mapping[str, tuple[Zone, ...]]
    tally: Tally = field(compare=False)

    @property
    def site_rows(self) -> tuple[Statement, ...]:
        """The rows of ``points``, one after the other."""
        return tuple(row for rows in self.points.values() for row in rows)

    @property
    def card(self) -> Card:
        """The table in a few lines."""
        n, m, level = len(self.areas), len(self.finer), self.level
        finer = (f",另有更细的 {m} 个", f", and {m} finer ones") if m else ("", "")
        return Card(
            f"{self.plan.key} · {self.plan.short.zh} / {self.plan.short.en}",
            (
                f"{n} 个区域({level}){finer[0]} / {n} areas ({level}){finer[1]}",
                self.tally.sentence("zh"),
                self.tally.sentence("en"),
            ),
        )

    def cell(self, adcode: str, sector: str) -> Cell:
        """The cell of an area and a sector; ``not_named`` where the plan is silent."""
        return self.cells.get((adcode, sector), NOTHING)

    def subcell(self, adcode: str, subsector: str) -> Cell:
        """The cell of an area and a sub-sector."""
        return self.subcells.get((adcode, subsector), NOTHING)

    def sectors_of(self, adcode: str) -> tuple[str, ...]:
        """Ids of the sectors stated for the area itself, in taxonomy order."""
        wanted = ("named", "focus")
        return tuple(s.id for s in self.plan.taxonomy if self.cell(adcode, s.id).state in wanted)

    def subsectors_of(self, adcode: str) -> tuple[str, ...]:
        """Ids of the sub-sectors named for the area itself, in taxonomy order."""
        return tuple(
            sub.id
            for sub in self.plan.taxonomy.subsectors
            if self.subcell(adcode, sub.id).state == "named"
        )
