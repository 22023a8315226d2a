"""The classes of a plan in its order, and its spatial slogan as typed data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NoReturn

from geo.domain.card import Brief
from geo.domain.text import Bilingual, Text

KINDS = (
    "core",
    "corridor",
    "pole",
    "belt",
    "node",
    "base",
    "area",
    "zone",
    "region",
    "other",
)


@dataclass(frozen=True)
class Member:
    """One place in an element, in drawing order.

    Parameters
    ----------
    order
        From 1, as the source gives it.
    name
        As printed, or the registered name where it is inferred.
    place_id
        Adcode, region, zone or gazetteer id.
    role
        The word printed for it (核心, 支点, 极点); may be empty.
    optional
        Lies by the element but no source puts it on it: drawn as a dot beside it.
    inferred, basis
        Not in the text of the plan, and where it comes from instead.
    clause
        Where it stands, if that is not where its element does.
    """

    order: int
    name: str
    place_id: str
    role: str = ""
    optional: bool = False
    inferred: bool = False
    basis: str = ""
    clause: str = ""


@dataclass(frozen=True, repr=False)
class Element(Brief):
    """A core group, corridor, belt, pole … with its members and its clause."""

    id: str
    kind: str
    name_zh: str
    members: tuple[Member, ...]
    clause: str
    name_en: str = ""

    @property
    def name(self) -> Text:
        """Its name; Chinese in both languages where it has no English one."""
        return Text(self.name_zh, self.name_en or self.name_zh)


@dataclass(frozen=True, repr=False)
class Structure(Brief):
    """The slogan, what it counts, and its elements in the plan's order."""

    slogan: Text
    declared: tuple[tuple[str, int], ...]
    clause: str
    elements: tuple[Element, ...]

    @property
    def motto(self) -> Text | None:
        """The slogan, where it speaks of the layout as a whole and not of one element.

        It speaks of one that alone is named in it (or names it), unless more kinds are declared.

        Examples
        --------
        >>> cores, nodes = (Element(n, "core", n, (), "") for n in ("双核", "多点"))
        >>> both = Structure(Text("双核多点", ""), (("core", 2),), "", (cores, nodes))
        >>> one = Structure(Text("双核", ""), (("core", 2),), "", (cores, nodes))
        >>> both.motto is both.slogan, one.motto
        (True, None)
        """
        said = self.slogan.zh
        named = [e for e in self.elements if e.name_zh in said or said in e.name_zh]
        if not said or (len(named) == 1 and len(self.declared) < 2):
            return None
        return self.slogan

    def of_kind(self, kind: str) -> tuple[Element, ...]:
        """Elements of one kind, in order."""
        return tuple(e for e in self.elements if e.kind == kind)


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
