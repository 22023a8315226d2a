"""Where a place lies: its ground as a user outlines it, and the seat of an area's government.

Outlines are in CGCS2000 (EPSG:4490) longitude and latitude in degrees.

See DECISIONS 36, 65.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from geo.domain.text import Text

Ring = tuple[tuple[float, float], ...]
#: Polygons, each its outer ring and then its holes.
Polygons = tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True)
class Plot:
    """The outline of one place, or of a unit that no register has.

    Parameters
    ----------
    id
        Id of the park or zone; of a unit its own.
    name
        Name of the place; of a unit as the file has it.
    host
        Adcode of the county that holds it, or of the prefecture where that is all that is known.
    polygons
        The outline.
    point
        A point inside, for a mark or a name.
    radius_m
        Metres from that point to the farthest corner.
    unit
        Whether it is a unit: lines and a name, no place of the plan.
    """

    id: str
    name: Text
    host: str
    polygons: Polygons
    point: tuple[float, float]
    radius_m: float
    unit: bool = False


@dataclass(frozen=True)
class Plots:
    """All outlines of a file by id, with the hash of the file.

    Examples
    --------
    >>> bool(Plots()), bool(Plots({}, "ab12"))
    (False, False)
    """

    items: dict[str, Plot] = field(default_factory=dict)
    sha256: str = ""

    def __bool__(self) -> bool:
        return bool(self.items)

    def __iter__(self) -> Iterator[Plot]:
        return iter(self.items.values())

    def joined(self, more: Plots) -> Plots:
        """These and those of another plan's file."""
        hashes = dict.fromkeys(filter(None, (*self.sha256.split(), *more.sha256.split())))
        return Plots({**self.items, **more.items}, " ".join(hashes))


@dataclass(frozen=True)
class Seat:
    """Where the government of an area sits: the point at which symbols of the area stand.

    Parameters
    ----------
    lon, lat
        WGS 84 degrees, inside the area.
    grade
        ``published`` a point of the area's own name, ``address`` one of the town or quarter.
    radius_m
        Metres within which the government stands.
    source, note
        Whose point it is, and how it was matched.
    """

    lon: float
    lat: float
    grade: str
    radius_m: float
    source: str
    note: str
