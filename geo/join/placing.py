"""Which of some areas a statement speaks of, and how: the one rule of all maps and pages.

See DECISIONS 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from geo.domain.places import Area, Hub, Place, Region, Zone
from geo.domain.statement import Force, Scope, Statement
from geo.sources.places.register import Register


class Reach(StrEnum):
    """How a statement speaks of an area."""

    #: It names the area itself.
    DIRECT = "direct"
    #: It names a district or county in the area.
    PART = "part"
    #: It names a park, hub or zone in the area.
    SITE = "site"
    #: It names a facility in the area.
    FACILITY = "facility"
    #: It is about a region, a wider area or a set of places that the area belongs to.
    COLLECTIVE = "collective"
    #: It is about all the areas at once, and tells none from the others.
    EVERYWHERE = "everywhere"
    #: It is about a region with only parts of the area, or a facility of a region without a site.
    AROUND = "around"
    #: It binds nobody.
    CONTEXT = "context"


Placing = tuple[str, Reach]  # adcode of an area, and how it is spoken of
_WIDE = (Reach.COLLECTIVE, Reach.EVERYWHERE, Reach.AROUND)


@dataclass(frozen=True)
class Grid:
    """Areas of one level, and which of them lie around, in or at any registered place.

    Parameters
    ----------
    register
        Places of the plans.
    areas
        The areas of the level, in adcode order.
    """

    register: Register
    areas: tuple[Area, ...]
    _codes: frozenset[str] = field(init=False, repr=False, compare=False)
    _inside: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        inside: dict[str, list[str]] = {}
        for code in (area.adcode for area in self.areas):
            for place_id in self.register.hosts(code):
                inside.setdefault(place_id, []).append(code)
        codes = frozenset(area.adcode for area in self.areas)
        lying = {host: tuple(c for c in held if c != host) for host, held in inside.items()}
        object.__setattr__(self, "_codes", codes)
        object.__setattr__(self, "_inside", lying)

    def at(self, place_id: str) -> tuple[str, ...]:
        """The area that is the place or contains it; several for a zone; none if wider."""
        return tuple(sorted(self._codes.intersection(self.register.hosts(place_id))))

    def inside(self, place_id: str) -> tuple[str, ...]:
        """Areas that lie wholly in the place (a province, a region, a prefecture of counties)."""
        return self._inside.get(place_id, ())

    @cached_property
    def counties(self) -> bool:
        """Whether the areas are counties, so that none lies below them."""
        return all("county" in area.levels for area in self.areas)

    def placed(self, row: Statement) -> tuple[Placing, ...]:
        """The areas that a row speaks of, and how; empty for a place outside all of them.

        Examples
        --------
        >>> from geo.sources.plans.folder import load_plan
        >>> from geo.sources.places.view import load_register
        >>> register = load_register()
        >>> grid = Grid(register, register.areas("prefecture"))
        >>> rows = load_plan("space2024").statements
        >>> grid.placed(next(row for row in rows if row.place_id == "440100"))
        (('440100', <Reach.DIRECT: 'direct'>),)
        """
        place = self.register.place(row.place_id)
        pairs: list[Placing]
        if isinstance(place, Region):
            found = [pair for member in place.members for pair in self._member(member)]
            pairs = [(c, Reach.AROUND if reach == Reach.PART else reach) for c, reach in found]
        elif isinstance(place, Zone | Hub):
            reach = Reach.COLLECTIVE if self.counties and _whole(place, row) else Reach.SITE
            pairs = [(code, reach) for code in self.at(row.place_id)]
        elif row.place_id in self._codes:
            shared = row.scope == Scope.COLLECTIVE
            pairs = [(row.place_id, Reach.COLLECTIVE if shared else Reach.DIRECT)]
        else:
            pairs = self._member(row.place_id)
        if row.force == Force.CONTEXT:
            pairs = [(code, Reach.CONTEXT) for code, _ in pairs]
        elif row.force == Force.FACILITY:
            pairs = [(c, Reach.AROUND if r in _WIDE else Reach.FACILITY) for c, r in pairs]
        return tuple(dict.fromkeys(pairs))

    def finer(self, row: Statement) -> tuple[Placing, ...]:
        """The counties below the areas that a binding row names itself or together with others."""
        place = self.register.place(row.place_id)
        named = isinstance(place, Area | Region) or _whole(place, row)
        if self.counties or not named or row.force != Force.BINDING:
            return ()
        alone = row.scope == Scope.DIRECT
        return tuple(
            (m, Reach.DIRECT if alone and m == row.place_id else Reach.COLLECTIVE)
            for m in self.register.members(row.place_id)
            if m not in self._codes and self.register.place(m).levels == ("county",)
        )

    def _member(self, place_id: str) -> list[Placing]:
        """What is said of an area collectively, or of a part of one."""
        if place_id in self._codes:
            return [(place_id, Reach.COLLECTIVE)]
        wider = self.inside(place_id)
        if wider:
            reach = Reach.EVERYWHERE if len(wider) == len(self.areas) else Reach.COLLECTIVE
            return [(code, reach) for code in wider]
        return [(code, Reach.PART) for code in self.at(place_id)]


def _whole(place: Place, row: Statement) -> bool:
    """Whether a row speaks of a zone as a whole, and so of the counties that it lies in."""
    return isinstance(place, Zone) and row.scope == Scope.COLLECTIVE


def grouped(
    grid: Grid, rows: Iterable[Statement]
) -> tuple[dict[str, dict[Reach, list[Statement]]], list[Statement]]:
    """Rows by adcode and reach, each in the given order, and the rows that no area holds."""
    by_area: dict[str, dict[Reach, list[Statement]]] = {}
    elsewhere = []
    for row in rows:
        pairs = grid.placed(row)
        for code, reach in pairs:
            by_area.setdefault(code, {}).setdefault(reach, []).append(row)
        if not pairs:
            elsewhere.append(row)
    return by_area, elsewhere
