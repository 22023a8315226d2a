"""Sectors and sub-sectors of a plan as one list."""

from __future__ import annotations

from geo.domain.taxonomy import Sector, SubSector, Taxonomy

Class = Sector | SubSector


def classes(taxonomy: Taxonomy) -> tuple[Class, ...]:
    """All sectors, then all sub-sectors, each in the plan's order.

    Examples
    --------
    >>> plate = SubSector("steel.plate", "steel", "板材", "Plate")
    >>> [t.id for t in classes(Taxonomy((Sector("steel", "钢铁", "Steel", (plate,)),)))]
    ['steel', 'steel.plate']
    """
    return (*taxonomy.sectors, *taxonomy.subsectors)


def in_order(taxonomy: Taxonomy) -> tuple[Class, ...]:
    """Each sector followed by its sub-sectors."""
    found: list[Class] = []
    for sector in taxonomy:
        found += (sector, *sector.subsectors)
    return tuple(found)
