"""Which page of the site tells of a registered place, if any."""

from __future__ import annotations

from geo.domain.places import Area, Outside
from geo.site.address import city, place
from geo.sources.places.register import Register


def page_of(register: Register, place_id: str) -> str:
    """The page of a place below the folder of a language; empty beyond the maps.

    Examples
    --------
    >>> from geo.sources.places.register import load_register
    >>> register = load_register()
    >>> [page_of(register, found) for found in ("440100", "440112", "gz_science_city", "810000")]
    ['city/440100.html', 'city/440112.html', 'place/gz_science_city.html', '']
    """
    match register.place(place_id):
        case Outside() | Area(level="sar"):
            return ""
        case Area(level="prefecture" | "county"):
            return city(place_id)
        case _:
            return place(place_id)
