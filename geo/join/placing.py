"""Which of some areas a row of a plan speaks of, and how: the one rule of all cross-plan views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geo.domain.places import Area, Hub, Region, Zone
from geo.domain.statement import Force, Scope, Statement
from geo.sources.places.register import Register

WAYS = ("direct", "part", "site", "facility", "collective", "around", "context")
_AS_FACILITY = {"collective": "around", "around": "around"}


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
    _hosts: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        hosts = {a.adcode: frozenset(self.register.hosts(a.adcode)) for a in self.areas}
        object.__setattr__(self, "_hosts", hosts)

    def at(self, place_id: str) -> tuple[str, ...]:
        """The area that is the place or contains it; several for a zone; none if wider."""
        above = self.register.hosts(place_id)
        return tuple(code for code in self._hosts if code in above)

    def inside(self, place_id: str) -> tuple[str, ...]:
        """Areas that lie wholly in the place (a province, a region, a prefecture of counties)."""
        return tuple(c for c, above in self._hosts.items() if place_id in above and c != place_id)

    def placed(self, row: Statement) -> tuple[tuple[str, str], ...]:
        """Pairs of adcode and way (:data:`WAYS`); empty for a place outside all the areas.

        ``direct``: the area itself is named. ``part``: a district or county in it. ``site``: a
        park, hub or zone in it. ``collective``: said of a region or of a wider area around it.
        ``facility``: a facility in it. ``around``: nothing that tells the area from others: said of
        all the areas at once, a facility of a region without a site, a region with only parts of
        the area.
        ``context`` rows have that way wherever they stand.

        Examples
        --------
        >>> from geo.sources.plans.folder import load_plan
        >>> from geo.sources.places.register import load_register
        >>> register = load_register()
        >>> grid = Grid(register, register.areas("prefecture"))
        >>> rows = load_plan("space2024").statements
        >>> grid.placed(next(row for row in rows if row.place_id == "440100"))
        (('440100', 'direct'),)
        """
        place = self.register.place(row.place_id)
        if isinstance(place, Region):
            found = [pair for member in place.members for pair in self._member(member)]
            pairs = [(c, "around" if way == "part" else way) for c, way in found]
        elif isinstance(place, Zone | Hub):
            wide = isinstance(place, Zone) and self._finer(row) and row.scope == Scope.COLLECTIVE
            way = "collective" if wide else "site"
            pairs = [(code, way) for code in self.at(row.place_id)]
        elif row.place_id in self._hosts:
            pairs = [(row.place_id, "collective" if row.scope == Scope.COLLECTIVE else "direct")]
        else:
            pairs = self._member(row.place_id)
        if row.force == Force.CONTEXT:
            pairs = [(code, "context") for code, _ in pairs]
        elif row.force == Force.FACILITY:
            pairs = [(c, _AS_FACILITY.get(way, "facility")) for c, way in pairs]
        return tuple(dict.fromkeys(pairs))

    def _member(self, place_id: str) -> list[tuple[str, str]]:
        """What is said of an area collectively, or of a part of one."""
        if place_id in self._hosts:
            return [(place_id, "collective")]
        wider = self.inside(place_id)
        if wider:
            way = "around" if len(wider) == len(self.areas) else "collective"
            return [(code, way) for code in wider]
        return [(code, "part") for code in self.at(place_id)]

    def _finer(self, row: Statement) -> bool:
        """Whether the areas are counties where the place lies."""
        return any(self._level(code) == "county" for code in self.at(row.place_id))

    def _level(self, adcode: str) -> str:
        return next(a.level for a in self.areas if a.adcode == adcode)


def grouped(
    grid: Grid, rows: Iterable[Statement]
) -> tuple[dict[str, dict[str, list[Statement]]], list[Statement]]:
    """Rows by adcode and way, each in the given order, and the rows that no area holds."""
    by_area: dict[str, dict[str, list[Statement]]] = {}
    elsewhere = []
    for row in rows:
        pairs = grid.placed(row)
        for code, way in pairs:
            by_area.setdefault(code, {}).setdefault(way, []).append(row)
        if not pairs:
            elsewhere.append(row)
    return by_area, elsewhere
