"""The register of places: names to places, exactly or not at all.

A name matches when its key equals the key of a registered name, short name, English or Traditional
name, alias or adcode, with or without the province or the prefecture before it. Suggestions are for
messages only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from geo.domain.card import Brief
from geo.domain.places import (
    LEVELS,
    Ambiguous,
    Area,
    Found,
    Hub,
    Match,
    NoMatch,
    Outside,
    Place,
    Region,
    Zone,
)
from geo.domain.plots import Plots, Seat
from geo.domain.text import Text
from geo.errors import Fault, PlaceError
from geo.nearest import likeness, nearest
from geo.sources.places.names import bare_names, derived, name_index, normalise_key
from geo.sources.places.tables import NO_ID

_CITY = ("province", "prefecture")
_SHORTEST = 2  # characters of a name


@dataclass(frozen=True, repr=False)
class Register(Brief):
    """Every registered place, found by id or by name.

    Parameters
    ----------
    places
        Place by adcode or id: areas, regions, zones, hubs, places beyond the maps.
    names
        Ids by key of a registered name; several only where a zone shares it with its own hub.
    seats
        Where the government of an area sits, by adcode.
    territory
        Code of the territory whose view this is; empty for the places of a folder.
    plots
        Outlines of places and units in files of the user.

    Examples
    --------
    >>> from geo.sources.places.view import load_register
    >>> register = load_register()
    >>> register.find("广东省廣州市").id, register.find("黄埔").level
    ('440100', 'county')
    """

    places: Mapping[str, Place]
    names: Mapping[str, tuple[str, ...]]
    seats: Mapping[str, Seat]
    territory: str = ""
    plots: Plots = field(default_factory=Plots)

    @classmethod
    def of(
        cls, places: Mapping[str, Place], seats: Mapping[str, Seat], territory: str = ""
    ) -> Register:
        """The register of some places, with every name that leads to one."""
        return cls(places, name_index(places), seats, territory)

    @property
    def home(self) -> Text:
        """Short name of the territory."""
        return self.short_name(self.territory) if self.territory in self.places else Text("", "")

    def find(self, name: str, level: str | None = None, within: str = "") -> Found:
        """The place that a name stands for, several, or none.

        Of namesakes those of a stated parent are meant, then those of ``within``, then those of
        ``level``; never the first of several.

        Parameters
        ----------
        name
            As written, with the areas above before it or without them.
        within
            Code of the area in which the place lies if one of that name does.
        level
            Preferred level, used only to choose between several candidates: a single candidate of
            another level is returned with its own level, for the caller to refuse.
        """
        found = list(self.candidates(name))
        if len(found) > 1 and within:
            found = [place for place in found if within in self.hosts(place.id)] or found
        if level is not None:
            found = [place for place in found if level in place.levels] or found
        if len(found) > 1:  # a zone before the point that marks it
            marks = {place.hub for place in found if isinstance(place, Zone)}
            found = [place for place in found if place.id not in marks]
        if not found:
            return NoMatch(name)
        if len(found) > 1:
            return Ambiguous(name, tuple(found))
        levels = found[0].levels
        return Match(found[0], level if level in levels else levels[0])

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Every place that answers to a name."""
        return tuple(self.places[place_id] for place_id in self._ids(normalise_key(name)))

    def _ids(self, key: str) -> tuple[str, ...]:
        return self.names.get(key) or derived(key, self.places, self.names, self._bare)

    @cached_property
    def _bare(self) -> Mapping[str, tuple[str, ...]]:
        return bare_names(self.places)

    def nearest(self, name: str, n: int = 3, within: str = "") -> tuple[str, ...]:
        """Registered Chinese names most like a name, best first; for messages only.

        Those of ``within``, or of the city that the name begins with, where either is known; of
        equally good ones the higher level first.

        Examples
        --------
        >>> from geo.sources.places.view import load_register
        >>> load_register().nearest("光州市")[0], load_register().nearest("广州市天何区", 1)
        ('广州市', ('天河区',))
        """
        key = normalise_key(name)
        city, rest = self._city_before(key)
        like: dict[str, float] = {}
        for word in {key, rest}:
            for known, score in likeness(word, self.names).items():
                for place_id in self.names[known]:
                    like[place_id] = max(score, like.get(place_id, 0))
        inside = within or city
        near = [i for i in like if not inside or inside in self.hosts(i)]
        near.sort(key=lambda i: (-round(like[i], 2), LEVELS.index(self.places[i].levels[0])))
        return tuple(dict.fromkeys(self.places[i].name_zh for i in near))[:n]

    def _city_before(self, key: str) -> tuple[str, str]:
        """The province or prefecture that a name begins with, and what follows it."""
        for end in range(len(key) - 1, _SHORTEST - 1, -1):
            head = key[:end]
            for place_id in self._ids(head):
                if self.places[place_id].levels[0] in _CITY:
                    return place_id, key[end:]
        return "", key

    def place(self, place_id: str) -> Place:
        """The area, region, zone or hub with this adcode or id.

        Raises
        ------
        PlaceError
            There is none.
        """
        if place_id not in self.places:
            raise PlaceError(Fault("", *NO_ID, place_id, nearest(place_id, self.places)))
        return self.places[place_id]

    def members(self, place_id: str) -> tuple[str, ...]:
        """Adcodes that a place stands for: region members, zone counties, the area itself.

        A hub or zone stands in its prefecture where no county of it is known; a place beyond the
        maps for none.
        """
        match self.place(place_id):
            case Region(members=members):
                return members
            case Zone(counties=counties, prefecture=prefecture):
                return counties or (prefecture,)
            case Outside():
                return ()
            case Hub(county=county, prefecture=prefecture):
                return (county or prefecture,)
            case _:
                return (place_id,)

    def areas(self, level: str, parent: str | None = None) -> tuple[Area, ...]:
        """Areas that stand for a level, sorted by adcode: 21 prefectures, 124 counties.

        Examples
        --------
        >>> from geo.sources.places.view import load_register
        >>> len(load_register().areas("county")), len(load_register().areas("county", "441900"))
        (124, 1)
        """
        found = (p for p in self.places.values() if isinstance(p, Area) and level in p.levels)
        kept = (p for p in found if parent is None or parent in {p.parent, p.adcode})
        return tuple(sorted(kept, key=lambda area: area.adcode))

    def hosts(self, place_id: str) -> tuple[str, ...]:
        """The place, the areas above it, who runs it, and the regions that it is in."""
        if place_id not in self._hosted:
            self._hosted[place_id] = self._hosts(place_id)
        return self._hosted[place_id]

    @cached_property
    def _hosted(self) -> dict[str, tuple[str, ...]]:
        """Hosts by place, as they are asked for: every map asks for the same ones."""
        return {}

    def _hosts(self, place_id: str) -> tuple[str, ...]:
        place = self.place(place_id)
        chain = [place_id]
        if isinstance(place, Zone | Hub):
            chain += [code for code in self.members(place_id) if code not in chain]
            chain.append(place.prefecture)
        upward = place.prefecture if isinstance(place, Zone | Hub) else place_id
        while isinstance(area := self.places[upward], Area) and area.parent:
            upward = area.parent
            chain.append(upward)
        within = [r.id for r in self._regions if not set(r.members).isdisjoint(chain)]
        run_by = [place.run_by] if isinstance(place, Zone) and place.run_by else []
        return tuple(dict.fromkeys([*chain, *run_by, *within]))

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        return tuple(place for place in self.places.values() if isinstance(place, Region))

    def host_prefecture(self, place_id: str) -> str:
        """Adcode of the prefecture that a place lies in; empty for regions, provinces and SARs."""
        place = self.place(place_id)
        if isinstance(place, Zone | Hub):
            return place.prefecture
        if isinstance(place, Area) and place.level == "county":
            return place.parent
        return place.id if "prefecture" in place.levels else ""

    def name(self, place_id: str) -> Text:
        """Official name of a place."""
        return self.place(place_id).name

    def short_name(self, place_id: str) -> Text:
        """Name of a place for labels: 广州 for 广州市."""
        return self.place(place_id).short
