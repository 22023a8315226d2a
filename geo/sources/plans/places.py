"""Places of a plan's rows: ids that the register or the plan's own ``places.csv`` knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.domain.places import Ambiguous, Hub, Match, Outside, Place, Zone
from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.errors import Fault, PlaceError
from geo.nearest import nearest
from geo.sources.places.country import country_areas
from geo.sources.places.missing import missing, named, readings
from geo.sources.places.register import Register
from geo.sources.places.tables import NO_ID
from geo.sources.places.units import load_units
from geo.sources.places.view import load_register
from geo.sources.plans.outlines import outlined
from geo.sources.plans.points import TAKEN, point_faults
from geo.sources.plans.printed import contradiction
from geo.sources.tables.cells import Cells
from geo.sources.tables.table import Row, plain


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
    territory
        Adcode of the plan's territory; parks, carriers and nodes lie in it.

    Attributes
    ----------
    by_rule
        Names read otherwise than written: address, as written, as read.
    """

    def __init__(
        self, register: Register, level: str, faults: list[Fault], territory: str = ""
    ) -> None:
        self.register = register
        self.level = level
        self.faults = faults
        self.territory = territory if territory in register.places else ""
        self.by_rule: list[tuple[str, str, str]] = []

    def place_id(self, cells: Cells, name_column: str) -> str:
        """The id beside a name (``place_id`` beside ``place``); if that is empty, that of the name.

        A name that means something else than the id beside it is a fault.
        """
        id_column = f"{name_column}_id"
        place_id = self.known_id(cells, id_column)
        name = cells.text(name_column)
        if not name:
            return place_id
        if place_id:
            self._agree(cells, name_column, place_id)
            return place_id
        if cells.code(id_column):
            return ""
        found = self.register.find(name, self.level, self.territory)
        if isinstance(found, Match):
            if name not in (found.id, found.place.name_zh):
                self.by_rule.append((cells.row.at(name_column), name, named(found.place)))
            return found.id
        if isinstance(found, Ambiguous):
            zh, en = "有多处同名，请填编号", "several places; give the id"
            listed = readings(self.register, found)
            self._fault(cells, name_column, Fault("", zh, en, name, listed))
        else:
            self._fault(cells, name_column, missing(self.register, name))
        return ""

    def member(self, cells: Cells, *, wide: bool) -> str:
        """The place of a member; a wide element may name cities beyond the territory."""
        place_id = self.place_id(cells, "member")
        city = self.register.host_prefecture(place_id) if place_id else ""
        if city and not (wide and not _is_site(self.register.places[place_id])):
            self._hosted(cells, "member", (place_id,), self.territory)
        return place_id

    def carrier_place(self, cells: Cells) -> str:
        """The place that a carrier is listed under, inside the territory."""
        place_id = self.place_id(cells, "place")
        if place_id and self.register.host_prefecture(place_id):
            self._hosted(cells, "place", (place_id,), self.territory)
        return place_id

    def hub(self, cells: Cells, host: str) -> str:
        """The registered park or platform of a carrier: of this name, in this city."""
        hub = self.known_id(cells, "hub")
        if hub:
            self._agree(cells, "carrier", hub)
            self._hosted(cells, "hub", (hub,), host)
        return hub

    def carrier(self, cells: Cells, host: str, force: Force) -> str:
        """The printed carrier of a row; a registered one lies where the row is, or is context."""
        name = cells.text("carrier")
        places = self.register.candidates(name) if name and force != Force.CONTEXT else ()
        self._hosted(cells, "carrier", tuple(p.id for p in places if _is_site(p)), host)
        return name

    def known_id(self, cells: Cells, column: str) -> str:
        """An id that is registered, or empty; an unknown one is a fault."""
        place_id = cells.code(column)
        if not place_id or place_id in self.register.places:
            return place_id
        read = self.register.candidates(place_id)
        near = tuple(map(named, read)) or self._nearest_ids(place_id)
        said = Fault("", *NO_ID, place_id, near)
        if not read and (not place_id.isascii() or load_units().find(place_id)):
            said = missing(self.register, place_id)
        self._fault(cells, column, said)
        return ""

    def _nearest_ids(self, place_id: str) -> tuple[str, ...]:
        if not place_id.isdigit():
            return nearest(place_id, self.register.places)
        codes = sorted(code for code in self.register.places if code.isdigit())

        def shared(code: str) -> int:
            return sum(place_id.startswith(code[: n + 1]) for n in range(len(code)))

        return tuple(sorted(codes, key=shared, reverse=True)[:3])

    def _agree(self, cells: Cells, column: str, place_id: str) -> None:
        said = contradiction(self.register, cells.text(column), self.register.places[place_id])
        if said:
            self._fault(cells, column, said)

    def _hosted(self, cells: Cells, column: str, places: Sequence[str], host: str) -> None:
        """Of the places that a cell may mean one lies in the host, or in the host's city."""
        city = self.register.host_prefecture
        if not host or any(
            host in self.register.hosts(p) or city(p) == city(host) != "" for p in places
        ):
            return
        for place_id in places[:1]:
            there, here = (self.register.name(p) for p in (city(place_id) or place_id, host))
            zh, en = f"在{there.zh}，不在{here.zh}", f"lies in {there.en}, not in {here.en}"
            self._fault(cells, column, Fault("", zh, en, nearest=(there.zh,)))

    def _fault(self, cells: Cells, column: str, said: Fault) -> None:
        value = cells.text(column)
        self.faults.append(replace(said, address=cells.row.at(column), value=value))


def _is_site(place: Place) -> bool:
    return isinstance(place, Hub | Zone)


def with_places(register: Register, own: Sequence[Hub | Outside]) -> Register:
    """The register with further points, and places beyond its territory."""
    if not own:
        return register
    places = {**register.places, **{place.id: place for place in own}}
    found = Register.of(places, register.seats, register.territory)
    return replace(found, plots=register.plots)


def plan_register(plan: Plan, register: Register | None = None) -> Register:
    """The register, the packaged one by default, with the plan's own places and outlines.

    Raises
    ------
    PlaceError
        An id is in use already, or a point does not lie where it says.
    """
    known = register or load_register(plan.territory)
    taken = [hub.id for hub in plan.places if hub.id in known.places]
    faults = [Fault("places.csv", *TAKEN, place_id) for place_id in taken]
    faults += [f for hub in plan.places for f in point_faults(hub, *[f"places.csv:{hub.id}"] * 2)]
    if faults:
        raise PlaceError(faults)
    codes = (row.place_id for row in plan.statements)
    return outlined(with_places(known, (*plan.places, *beyond(codes, known))), plan)


def beyond(codes: Iterable[str], register: Register) -> tuple[Outside, ...]:
    """Areas of the country that lie outside a register's territory, as places beyond its maps.

    Examples
    --------
    >>> [place.name_zh for place in beyond(["420100", "430100"], load_register("430000"))]
    ['武汉市']
    """
    areas = country_areas()
    found = (areas[c] for c in dict.fromkeys(codes) if c in areas and c not in register.places)
    return tuple(Outside(a.adcode, a.name_zh, a.name_en, a.name_hant, (a.short_zh,)) for a in found)


def named_beyond(rows: Sequence[Row], register: Register) -> tuple[Outside, ...]:
    """Places outside the territory that rows of context name, by code or by a name of one unit."""
    codes = []
    for row in rows:
        if plain(row["class"]) != Force.CONTEXT:
            continue
        code, name = (plain(row[key]) for key in ("place_id", "place"))
        if code:
            codes.append(code)
        elif not register.candidates(name):
            units = {u.adcode for u in load_units().find(name) if not u.until}
            codes += units if len(units) == 1 else ()
    return beyond(codes, register)
