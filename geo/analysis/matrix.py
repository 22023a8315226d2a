"""The matrix of places against sectors and sub-sectors; each cell in one state.

The states are those of :class:`geo.join.table.AreaTable`; nothing is decided again here. Areas,
regions, parks and facilities are rows of their own kind and are never added together.

See DECISIONS 10.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from geo.domain.card import Brief
from geo.domain.statement import Statement
from geo.domain.taxonomy import Sector, SubSector
from geo.domain.text import Text
from geo.join.table import NOTHING, Cell

KINDS = ("area", "region", "site", "facility")
PLACES = ("area", "site")  # kinds that take a sub-sector for themselves
STATES = ("named", "focus", "collective", "not_named")


@dataclass(frozen=True)
class Unit:
    """One row of the matrix.

    Parameters
    ----------
    id
        Adcode, region, zone or gazetteer id; unique within its kind.
    kind
        ``area`` (of the level, or a finer one that the plan names), ``region`` (or any place
        coarser than the level), ``site`` (park, zone or hub with a binding statement) or
        ``facility`` (statements of class facility only; these never take a sub-sector).
    level
        ``prefecture``, ``county``, ``region``, ``zone``, ``hub`` …
    host
        Adcode of the prefecture that it lies in; empty for regions.
    """

    id: str
    kind: str
    level: str
    name: Text
    host: str


Units = tuple[Unit, ...]


@dataclass(frozen=True, repr=False)
class MatrixCell(Brief):
    """What the plan says of one place and one sector or sub-sector.

    ``cell`` is the joined table's; the properties read it and add nothing.
    """

    unit: Unit
    term: str
    cell: Cell = NOTHING

    @property
    def state(self) -> str:
        """``named``, ``focus``, ``collective`` or ``not_named``."""
        return self.cell.state

    @property
    def count(self) -> int:
        """How many sub-sectors are named for the place itself."""
        return self.cell.count

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """Ids of sub-sectors named only for a region or set that the place belongs to."""
        ids = dict.fromkeys(r.subsector for r in self.cell.collective if r.subsector)
        return tuple(s for s in ids if s not in self.cell.subsectors)

    def holds(self, *, wide: bool = False) -> bool:
        """Whether the row itself takes the sector or sub-sector.

        Directly, or with ``wide`` also by what is said of a region or park as a whole; an area
        never takes what is said of its region.
        """
        if self.state == "collective":
            return wide and self.unit.kind != "area"
        return self.state in STATES[:2]

    @cached_property
    def rows(self) -> tuple[Statement, ...]:
        """Every statement behind the state, direct before collective."""
        return (*self.cell.rows, *self.cell.collective)

    @property
    def terms(self) -> tuple[str, ...]:
        """Terms as printed, each once; a sector's own name only where nothing else is printed."""
        rows = self.cell.rows or self.cell.collective
        finer = [r for r in rows if r.subsector]
        return tuple(dict.fromkeys(r.term for r in finer or rows))

    @property
    def clauses(self) -> tuple[str, ...]:
        """Clause ids behind the state, each once, direct before collective."""
        return tuple(dict.fromkeys(r.clause for r in self.rows if r.clause))

    @cached_property
    def open_ended(self) -> bool:
        """Whether a list behind the cell ends in 等 (and others)."""
        return any(r.open_ended for r in self.rows)

    @cached_property
    def inferred(self) -> tuple[str, ...]:
        """What is not in the text.

        ``member`` (a member of the region that is spoken of), ``place``, ``term``.
        """
        found = {part for r in self.rows if r.inferred for part in r.inferred.split()}
        whole = any(r.place_id != self.unit.id for r in self.cell.collective)
        if whole and self.unit.kind == "area":
            found.add("member")
        return tuple(sorted(found))


@dataclass(frozen=True)
class Total:
    """How many cells of a row or column are in each state; the counts are never added up further.

    ``subsectors`` and ``shared`` count sub-sectors: named for the place itself, and only for its
    region. ``open_ended`` and ``inferred`` count cells.
    """

    named: int
    focus: int
    collective: int
    not_named: int
    subsectors: int
    shared: int
    open_ended: int
    inferred: int

    @property
    def stating(self) -> int:
        """Cells in which the sector is stated directly."""
        return self.named + self.focus


@dataclass(frozen=True, repr=False)
class Matrix(Brief):
    """Places against sectors and sub-sectors.

    Parameters
    ----------
    units
        Areas of the level in adcode order, finer areas; regions, sites, facilities in plan order.
    cells
        By (kind, unit id, sector or sub-sector id); absent = not named.
    without_sector
        Regions and sites of which the plan states a role or measure but no sector: not rows.
    """

    sectors: tuple[Sector, ...]
    units: tuple[Unit, ...]
    cells: Mapping[tuple[str, str, str], MatrixCell]
    without_sector: tuple[Unit, ...]

    @cached_property
    def subsectors(self) -> tuple[SubSector, ...]:
        """All sub-sectors, sector by sector."""
        return tuple(sub for sector in self.sectors for sub in sector.subsectors)

    def cell(self, unit: Unit, term: str) -> MatrixCell:
        """The cell of a row and a sector or sub-sector."""
        return self.cells.get((unit.kind, unit.id, term)) or MatrixCell(unit, term)

    def of_kind(self, *kinds: str) -> Units:
        """Rows of the kinds, in order."""
        return tuple(u for u in self.units if u.kind in kinds)

    @cached_property
    def _spoken(self) -> Mapping[str, list[MatrixCell]]:
        """By sector and sub-sector the cells that are not silent, in the order of their rows."""
        row = {(unit.kind, unit.id): k for k, unit in enumerate(self.units)}
        found: dict[str, list[MatrixCell]] = {}
        for key in sorted(self.cells, key=lambda key: row[key[:2]]):
            found.setdefault(key[2], []).append(self.cells[key])
        return found

    def holders(self, term: str, kinds: Sequence[str] = PLACES, *, wide: bool = False) -> Units:
        """Rows of the kinds that take a sector or sub-sector (:meth:`MatrixCell.holds`)."""
        cells = self._spoken.get(term, ())
        return tuple(c.unit for c in cells if c.unit.kind in kinds and c.holds(wide=wide))

    def collective_holders(self, term: str) -> Units:
        """Regions, and parks spoken of as a whole, of which the sector or sub-sector is said."""
        cells = (c for c in self._spoken.get(term, ()) if c.unit.kind in ("region", "site"))
        return tuple(c.unit for c in cells if c.state == "collective")

    def subsectors_of(self, unit: Unit, *, wide: bool = False) -> tuple[str, ...]:
        """Ids of the sub-sectors that a row takes, in taxonomy order."""
        return tuple(self._held(unit, self.subsectors, wide=wide))

    def sectors_of(self, unit: Unit, *, wide: bool = False) -> tuple[str, ...]:
        """Ids of the sectors that a row states, in taxonomy order."""
        return tuple(self._held(unit, self.sectors, wide=wide))

    def _held(
        self, unit: Unit, terms: Iterable[Sector | SubSector], *, wide: bool
    ) -> Iterator[str]:
        cells = (self.cells.get((unit.kind, unit.id, term.id)) for term in terms)
        return (cell.term for cell in cells if cell and cell.holds(wide=wide))

    def places(self, *, wide: bool = False) -> Units:
        """Areas and sites that state any sector directly; with ``wide`` regions after them."""
        kinds = ("area", "region", "site") if wide else PLACES

        units = self.of_kind(*kinds)
        return tuple(u for u in units if any(self._held(u, self.sectors, wide=wide)))

    def row_total(self, unit: Unit) -> Total:
        """Cells of one place over all sectors."""
        found = (self.cells.get((unit.kind, unit.id, s.id)) for s in self.sectors)
        cells = [cell for cell in found if cell]
        return _total(cells, silent=len(self.sectors) - len(cells))

    def column_total(self, term: str, kind: str = "area") -> Total:
        """Cells of one sector or sub-sector over all rows of a kind."""
        cells = [c for c in self._spoken.get(term, ()) if c.unit.kind == kind]
        return _total(cells, silent=len(self.of_kind(kind)) - len(cells))


def _total(found: Sequence[MatrixCell], silent: int) -> Total:
    """``silent`` is how many more cells there are, of which the plan says nothing."""
    states = [c.state for c in found]
    return Total(
        named=states.count("named"),
        focus=states.count("focus"),
        collective=states.count("collective"),
        not_named=states.count("not_named") + silent,
        subsectors=sum(c.count for c in found),
        shared=sum(len(c.shared) for c in found),
        open_ended=sum(c.open_ended for c in found),
        inferred=sum(bool(c.inferred) for c in found),
    )
