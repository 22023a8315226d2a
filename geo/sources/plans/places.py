"""Places of a plan's rows: ids that the register or the plan's own ``places.csv`` knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from geo.domain.places import GRADES, Ambiguous, Area, Hub, Match, Place
from geo.domain.plan import Plan
from geo.errors import Fault, PlaceError
from geo.nearest import nearest
from geo.sources.boundaries.datum import SYSTEMS, to_wgs84
from geo.sources.places.names import derived_names, name_index
from geo.sources.places.register import Register, load_register
from geo.sources.tables.cells import Cells
from geo.sources.tables.table import Row

_UNKNOWN = ("不认识的地名", "unknown place")
_TAKEN = ("编号已经有了", "the id is already in use")


class Finder:
    """Place ids of cells: by id, else by the printed name with exact keys only.

    Parameters
    ----------
    register
        The register, with the plan's own places.
    level
        The plan's level, to choose between namesakes of two levels.
    faults
        Faults about places go here.
    """

    def __init__(self, register: Register, level: str, faults: list[Fault]) -> None:
        self.register = register
        self.level = level
        self.faults = faults

    def place_id(self, cells: Cells, name_column: str, id_column: str) -> str:
        """The id in ``id_column``; if that is empty, the id of the name."""
        place_id = self.known_id(cells, id_column)
        name = cells.text(name_column)
        if not name:
            return place_id
        found = self.register.find(name, self.level)
        if place_id:
            self._agree(cells, (name_column, id_column), found)
            return place_id
        if isinstance(found, Match) and not cells.code(id_column):
            return found.id
        if isinstance(found, Ambiguous):
            listed = tuple(f"{p.name_zh} ({p.id})" for p in found.candidates)
            self._fault(
                cells, name_column, "有多处同名,请填编号", "several places; give the id", listed
            )
        elif not cells.code(id_column):
            self._fault(cells, name_column, *_UNKNOWN, self.register.nearest(name))
        return ""

    def known_id(self, cells: Cells, column: str) -> str:
        """An id that is registered, or empty; an unknown one is a fault."""
        place_id = cells.code(column)
        if not place_id or place_id in self.register.places:
            return place_id
        near = nearest(place_id, list(self.register.places))
        if place_id.isdigit():  # of codes the beginning tells
            codes = sorted(code for code in self.register.places if code.isdigit())
            near = sorted(codes, key=lambda code: -_shared(code, place_id))[:3]
        if not place_id.isascii():  # a name where an id is due
            named = [self._by_name(name) for name in self.register.nearest(place_id)]
            near = [place.id for place in named if place]
        self._fault(
            cells, column, "登记表里没有这个编号", "no such id in the register", tuple(near)
        )
        return ""

    def _by_name(self, name: str) -> Place | None:
        found = self.register.find(name)
        return found.place if isinstance(found, Match) else None

    def _agree(self, cells: Cells, columns: tuple[str, str], found: object) -> None:
        """A name of one area and the id of another of the same level contradict each other."""
        name_column, id_column = columns
        given = self.register.places[cells.code(id_column)]
        if not (isinstance(found, Match) and isinstance(found.place, Area)):
            return
        named = found.place
        if isinstance(given, Area) and named.id != given.id and named.level == given.level:
            text = f"{given.name_zh} ({given.id})"
            self._fault(
                cells,
                name_column,
                f"地名与编号不符:{id_column} 是 {text}",
                f"the name and the id contradict each other: {id_column} is {text}",
                (f"{named.name_zh} ({named.id})",),
            )

    def _fault(
        self, cells: Cells, column: str, zh: str, en: str, nearest: tuple[str, ...] = ()
    ) -> None:
        self.faults.append(Fault(cells.row.at(column), zh, en, cells.text(column), nearest))


def _shared(code: str, other: str) -> int:
    """Number of characters that two codes have in common from the left."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(code, other, strict=False))
    )


def own_places(rows: Sequence[Row], register: Register, faults: list[Fault]) -> tuple[Hub, ...]:
    """The points of a plan's own ``places.csv``, coordinates in WGS 84."""
    own: dict[str, Hub] = {}
    for row in rows:
        cells = Cells(row, faults)
        hub = _hub(cells, register)
        if hub.id in own or hub.id in register.places:
            cells.fault("id", *_TAKEN)
        own.setdefault(hub.id, hub)
    return tuple(own.values())


def with_places(register: Register, own: Sequence[Hub]) -> Register:
    """The register with further points."""
    if not own:
        return register
    places = {**register.places, **{hub.id: hub for hub in own}}
    names = name_index(places)
    return replace(register, places=places, names=names, derived=derived_names(places, names))


def plan_register(plan: Plan, register: Register | None = None) -> Register:
    """The register, the packaged one by default, with the plan's own places.

    Raises
    ------
    PlaceError
        An id is in use already.
    """
    known = register or load_register()
    taken = [hub.id for hub in plan.places if hub.id in known.places]
    if taken:
        raise PlaceError([Fault("places.csv", *_TAKEN, place_id) for place_id in taken])
    return with_places(known, plan.places)


def _hub(cells: Cells, register: Register) -> Hub:
    county = cells.code("county")
    area = register.places.get(county)
    if not (isinstance(area, Area) and "county" in area.levels):
        found = register.find(county, "county")
        area = found.place if isinstance(found, Match) and isinstance(found.place, Area) else None
    if area is None or "county" not in area.levels:
        cells.fault("county", "不是县级区划", "not a county", register.nearest(county))
    system = cells.choice("coord_system", SYSTEMS)
    plotted = bool(cells.code("lon") or cells.code("lat"))
    lon, lat = (cells.number("lon"), cells.number("lat")) if plotted else (0.0, 0.0)
    if plotted and not (-180 <= lon <= 180 and -90 <= lat <= 90):
        cells.fault("lon", "经纬度超出范围", "longitude or latitude out of range")
    if plotted and system in SYSTEMS:
        lon, lat = to_wgs84(lon, lat, system)
    return Hub(
        id=cells.needed("id"),
        name_zh=cells.needed("name_zh"),
        name_en=cells.needed("name_en"),
        name_hant=cells.text("name_hant") or cells.text("name_zh"),
        kind=cells.needed("kind"),
        prefecture=(area.id if "prefecture" in area.levels else area.parent) if area else "",
        county=area.id if area else "",
        lon=round(lon, 5) if plotted else None,
        lat=round(lat, 5) if plotted else None,
        grade=cells.choice("grade", GRADES),
        radius_m=cells.number("radius_m") if plotted else None,
        source=cells.needed("source"),
        note=cells.text("note"),
        plotted=plotted,
        aliases=cells.listed("aliases"),
    )
