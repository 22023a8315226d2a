"""Where a symbol stands: at the registered point of its site, or at the seat of its area.

See DECISIONS 36.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.domain.places import Area, Hub, Zone
from geo.domain.structure import Element, Member
from geo.sources.places.register import Register

Point = tuple[float, float]
#: At the seat, since the area itself is meant.
AT_SEAT = "seat"
#: At the seat, since no more is known of a site than its city, or its district or county.
IN_CITY, IN_COUNTY = "city", "county"
#: Grades of a symbol that is drawn open, for its very place is not known.
OPEN = ("area", IN_CITY, IN_COUNTY)
_WORKS = "基地"  # what stands somewhere in a city is not the city


@dataclass(frozen=True)
class Standing:
    """A point, how sure it is, and the metres within which the place lies."""

    lon: float
    lat: float
    grade: str
    radius_m: float = 0.0

    @property
    def located(self) -> bool:
        """Whether a line may pass through it: not where only the city of a site is known."""
        return self.grade not in (IN_CITY, IN_COUNTY)


def site_of(register: Register, place_id: str) -> Standing | None:
    """The point of a park or hub, of the hub that marks a zone, or of its outline; None without.

    Examples
    --------
    >>> from geo.sources.places.view import load_register
    >>> site_of(load_register(), "sz_hetao").grade, site_of(load_register(), "440100")
    ('address', None)
    """
    place = register.place(place_id)
    if isinstance(place, Zone) and place.hub:
        place = register.place(place.hub)
    elif isinstance(place, Zone) and place_id in register.plots.items:
        plot = register.plots.items[place_id]
        return Standing(*plot.point, "area", plot.radius_m)
    if not isinstance(place, Hub) or place.lon is None or place.lat is None:
        return None
    return Standing(place.lon, place.lat, place.grade, place.radius_m or 0.0)


def standing_of(
    register: Register, element: Element, member: Member, anchor: Mapping[str, Point]
) -> Standing | None:
    """Where a member of an element of the structure stands; None for regions and places beyond.

    A site at its point. An area at its seat. A base of which only the city is said, and a site
    without a point, at the seat of the smallest area that holds it, so graded. An area whose seat
    is not registered at its label point, graded as an area. A base is what the kind of the element
    or the printed role calls one.

    Examples
    --------
    >>> from geo.sources.places.view import load_register
    >>> register, city = load_register(), Member(1, "广州", "440100")
    >>> standing_of(register, Element("a", "core", "两核", (city,), "四"), city, {})
    Standing(lon=113.25, lat=23.11667, grade='seat', radius_m=0.0)
    >>> standing_of(register, Element("b", "base", "五大基地", (city,), "四"), city, {}).grade
    'city'
    """
    site = site_of(register, member.place_id)
    if site:
        return site
    place = register.place(member.place_id)
    if isinstance(place, Area):
        area, exact = place, not (element.kind == "base" or member.role.endswith(_WORKS))
    elif isinstance(place, Hub | Zone):
        area, exact = _holder(register, place), False
    else:
        return None
    grade = AT_SEAT if exact else (IN_COUNTY if area.level == "county" else IN_CITY)
    seat = register.seats.get(area.id)
    if seat:
        return Standing(seat.lon, seat.lat, grade)
    point = anchor.get(area.id)
    return Standing(*point, "area" if exact else grade) if point else None


def _holder(register: Register, place: Hub | Zone) -> Area:
    """The county that holds a site, or its prefecture where it is none or several."""
    counties = place.counties if isinstance(place, Zone) else (place.county,)
    only = counties[0] if len(counties) == 1 else ""
    area = register.place(only or place.prefecture)
    assert isinstance(area, Area)  # noqa: S101  (the register's reader has checked it)
    return area
