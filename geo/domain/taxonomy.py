"""The classes of a plan, in the plan's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NoReturn

from geo.domain.card import Brief
from geo.domain.text import Bilingual, Text


@dataclass(frozen=True)
class SubSector(Bilingual):
    """A class below a sector, as the plan lists it."""

    id: str
    sector: str
    zh: str
    en: str


@dataclass(frozen=True, repr=False)
class Sector(Bilingual, Brief):
    """A field that the plan sets out, with its sub-sectors in the plan's order."""

    id: str
    zh: str
    en: str
    subsectors: tuple[SubSector, ...] = ()


@dataclass(frozen=True)
class Variant:
    """A printed form whose identity with a canonical term is inferred by us, with the basis."""

    id: str
    of: str
    zh: str
    en: str
    basis: str


@dataclass(frozen=True, repr=False)
class Taxonomy(Brief):
    """Sectors in the plan's order; order is meaning.

    ``bases`` says of a sector or sub-sector, by id, where or why it is taken for one.

    Examples
    --------
    >>> plate = SubSector("steel.plate", "steel", "板材", "Plate")
    >>> steel = Sector("steel", "钢铁", "Steel", (plate,))
    >>> taxonomy = Taxonomy((steel,))
    >>> taxonomy.sector("steel").zh, taxonomy.subsector("steel.plate").sector
    ('钢铁', 'steel')
    """

    sectors: tuple[Sector, ...]
    variants: tuple[Variant, ...] = ()
    bases: Mapping[str, str] = field(default_factory=dict, hash=False)

    @cached_property
    def _by_id(self) -> Mapping[str, Sector | SubSector]:
        """Of two terms with one id the first."""
        return {term.id: term for term in reversed(self.terms)}

    def __iter__(self) -> Iterator[Sector]:
        return iter(self.sectors)

    def __len__(self) -> int:
        return len(self.sectors)

    @property
    def subsectors(self) -> tuple[SubSector, ...]:
        """All sub-sectors, sector by sector."""
        return tuple(sub for sector in self.sectors for sub in sector.subsectors)

    def sector(self, sector_id: str) -> Sector:
        """The sector with this id; KeyError if there is none."""
        found = self._by_id.get(sector_id)
        return found if isinstance(found, Sector) else _missing(sector_id)

    def subsector(self, subsector_id: str) -> SubSector:
        """The sub-sector with this id; KeyError if there is none."""
        found = self._by_id.get(subsector_id)
        return found if isinstance(found, SubSector) else _missing(subsector_id)

    @property
    def terms(self) -> tuple[Sector | SubSector, ...]:
        """All sectors, then all sub-sectors, each in the plan's order."""
        return (*self.sectors, *self.subsectors)

    @property
    def in_order(self) -> tuple[Sector | SubSector, ...]:
        """Each sector followed by its sub-sectors."""
        lines: list[Sector | SubSector] = []
        for sector in self.sectors:
            lines += (sector, *sector.subsectors)
        return tuple(lines)

    def name(self, term_id: str) -> Text:
        """Name of a sector or sub-sector; KeyError if there is none."""
        return self._by_id[term_id].name

    def sector_of(self, term_id: str) -> str:
        """Id of the sector that a term is, or belongs to."""
        found = self._by_id[term_id]
        return found.sector if isinstance(found, SubSector) else found.id


def _missing(term_id: str) -> NoReturn:
    raise KeyError(term_id)
