"""A territory as the maps show it: what no boundary tells, and what differs from place to place.

Degrees of CGCS2000, longitude before latitude.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geo.domain.card import Card, Carded
from geo.domain.text import Text


class Point(NamedTuple):
    """A place on the ground."""

    lon: float
    lat: float


class Frame(NamedTuple):
    """A rectangle of meridians and parallels."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, at: Point) -> bool:
        """Whether a place lies in it."""
        return self.west <= at.lon <= self.east and self.south <= at.lat <= self.north

    def within(self, other: Frame) -> Frame:
        """The part of it that another holds.

        Examples
        --------
        >>> Frame(18, -15, 190, 72).within(EARTH).east
        180.0
        """
        low, high = map(max, self[:2], other[:2]), map(min, self[2:], other[2:])
        return Frame(*low, *high)

    @property
    def corners(self) -> tuple[Point, ...]:
        """South-west, north-west, south-east, north-east."""
        return tuple(Point(x, y) for x in (self.west, self.east) for y in (self.south, self.north))


#: All meridians and parallels.
EARTH = Frame(-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True)
class Parallels:
    """An Albers projection by its standard parallels, central meridian and parallel of origin."""

    south: float
    north: float
    meridian: float
    origin: float


@dataclass(frozen=True)
class Inset:
    """A part shown at a larger scale: what its window must hold on paper and on the web page."""

    name: Text
    button: Text
    paper: Frame
    web: Frame


@dataclass(frozen=True)
class Sea:
    """A name at sea, with its places on paper and on the web page; ``more`` are further ones."""

    id: str
    name: Text
    paper: Point
    web: Point
    more: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Reefs:
    """Parts of a prefecture far off its coast, which have a name of their own.

    Parameters
    ----------
    host
        The prefecture's adcode.
    north
        They are its parts wholly south of this parallel.
    paper, arrow
        A window that holds ``paper`` shows them; its north arrow stands at ``arrow``.
    web, clear
        What their name on the web page belongs to, and points that no name may cover.
    """

    id: str
    name: Text
    host: str
    north: float
    paper: Point
    arrow: Point
    web: Point
    clear: tuple[Point, ...]


@dataclass(frozen=True)
class Gulf:
    """Waters between the territory and another, which no band along its coast enters."""

    name: Text
    corners: tuple[Point, ...]


@dataclass(frozen=True)
class WebFrames:
    """Frames of the web page.

    Parameters
    ----------
    start
        Centre of the map before it fits its window.
    home, limit
        The whole territory; what the map cannot be dragged beyond.
    named
        Neighbours are named in their part of it.
    ground
        Where names know what lies under them.
    """

    start: Point
    home: Frame
    limit: Frame
    named: Frame
    ground: Frame


@dataclass(frozen=True)
class Cut:
    """What is taken out of the country's boundaries: limits at sea, neighbours on the web page."""

    sea_lines: Frame
    web: Frame


@dataclass(frozen=True)
class Merge:
    """An area of the finer set that is none of ours, and the one that it is part of."""

    code: str
    into: str


@dataclass(frozen=True)
class Detail:
    """When paper shows the finer borders, and how they are made.

    Parameters
    ----------
    scale
        The n of 1:n from which on they are drawn.
    coast_scale
        That from which on a sheet says that its coast is generalised.
    tolerance_m, island_km2
        How far a border may be moved; islands smaller than this have outlines of the finer set.
    """

    scale: float
    coast_scale: float
    tolerance_m: float
    island_km2: float
    merged: tuple[Merge, ...]


@dataclass(frozen=True, repr=False)
class Territory(Carded):
    """A province, or several areas together, with what stands around it.

    Parameters
    ----------
    code
        Adcode of a province, id of a region, or the codes of its members joined by ``+``.
    name
        Its name in Chinese and English.
    members
        Adcodes of the provinces, prefectures or counties that make it up; a province's own alone.
    sars, neighbours
        Adcodes of what is drawn around it, named, without a class.
    extent
        What every boundary lies within.
    projection
        Its Albers projection, printed on each sheet.
    web
        Frames of the web page.
    cut
        What is taken out of the country's boundaries.
    detail
        When paper shows finer borders, and how they are made.
    main
        What the main window of paper must hold; the whole territory if None.
    inset
        A part shown at a larger scale, or None.
    boundaries
        Folder below ``data/boundaries`` with finer borders; empty for none.
    parts
        Registered regions that divide its prefectures, told where all that is named lies in one.
    hinterland
        Corners of land beyond the neighbours, of which no boundary is held; empty for none.
    """

    code: str
    name: Text
    members: tuple[str, ...]
    sars: tuple[str, ...]
    neighbours: tuple[str, ...]
    extent: Frame
    projection: Parallels
    web: WebFrames
    cut: Cut
    detail: Detail
    main: Frame | None = None
    inset: Inset | None = None
    boundaries: str = ""
    parts: tuple[str, ...] = ()
    hinterland: tuple[Point, ...] = ()
    seas: tuple[Sea, ...] = ()
    reefs: tuple[Reefs, ...] = ()
    gulfs: tuple[Gulf, ...] = ()

    @property
    def card(self) -> Card:
        """The territory in a few lines."""
        lines = {
            "成员 / members": self.members,
            "特别行政区 / SARs": self.sars,
            "相邻 / neighbours": self.neighbours,
        }
        told = tuple(f"{head}: {_few(codes)}" for head, codes in lines.items() if codes)
        return Card(f"{self.code} · {self.name.zh} / {self.name.en}", told)


def _few(codes: tuple[str, ...]) -> str:
    return " ".join(codes[:10]) + (f" … ({len(codes)})" if len(codes) > 10 else "")
