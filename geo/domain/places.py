"""Places that plans speak of: areas with an adcode, regions, zones without one, hubs and parks.

Coordinates are WGS 84 degrees (equal to CGCS2000 within the accuracy of the data). Codes are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.domain.text import Text

AREA_LEVELS = ("province", "prefecture", "county", "sar")
LEVELS = (*AREA_LEVELS, "region", "zone", "hub", "outside")
BASES = ("stated", "inferred")
GRADES = ("published", "address", "area")
PEOPLES = (
    *("Bai", "Blang", "Bonan", "Buyei", "Dai", "Daur", "Derung", "Dong", "Dongxiang", "Gelao"),
    *("Hani", "Hui", "Jingpo", "Kazak", "Kirgiz", "Korean", "Lahu", "Li", "Lisu", "Manchu"),
    *("Maonan", "Miao", "Mongol", "Mulao", "Naxi", "Nu", "Pumi", "Qiang", "Salar", "She", "Sui"),
    *("Tajik", "Tibetan", "Tu", "Tujia", "Uygur", "Va", "Various Nationalities", "Xibe", "Yao"),
    *("Yi", "Yugur", "Zhuang"),
)
_PEOPLES = f"(?: (?:{'|'.join(PEOPLES)})(?:,| and(?= ))?)*"
_KIND = re.compile(
    f"(?:{_PEOPLES} Autonomous (?:County|Prefecture|Banner)| (?:Hui|Daur) District"
    "|(?<! Mining)(?<! New)(?: Forestry| Special)? (?:District|County|City|Prefecture|League))$"
)


class Named:
    """What every place has: an official name in Chinese and English."""

    name_zh: str
    name_en: str

    @property
    def name(self) -> Text:
        """Official name."""
        return Text(self.name_zh, self.name_en)

    @property
    def short(self) -> Text:
        """Name for labels; the official one where there is no shorter one."""
        return self.name


@dataclass(frozen=True)
class Area(Named):
    """An administrative area with a six-digit code.

    Parameters
    ----------
    adcode
        Six digits as text, the code of 2025-09.
    level
        ``province``, ``prefecture``, ``county`` or ``sar``.
    parent
        Code of the area above; empty for provinces and special administrative regions.
    name_zh, short_zh, name_en, name_hant
        Official name, short name for labels, English name, official name in Traditional characters.
    aliases
        Further names in use.
    also_level
        ``county`` for the two prefectures without districts, which stand for both levels.
    """

    adcode: str
    level: str
    parent: str
    name_zh: str
    short_zh: str
    name_en: str
    name_hant: str
    aliases: tuple[str, ...] = ()
    also_level: str = ""

    @property
    def id(self) -> str:
        """The adcode."""
        return self.adcode

    @property
    def short(self) -> Text:
        """Name for labels: 广州, Nansha for Nansha District, Ruyuan for its autonomous county."""
        return Text(self.short_zh, _KIND.sub("", self.name_en) or self.name_en)

    @property
    def levels(self) -> tuple[str, ...]:
        """Every level that the area stands for.

        Examples
        --------
        >>> Area("441900", "prefecture", "440000", "东莞市", "东莞", "Dongguan", "東莞市",
        ...      also_level="county").levels
        ('prefecture', 'county')
        """
        return (self.level, self.also_level) if self.also_level else (self.level,)


@dataclass(frozen=True)
class Listed(Named):
    """A place of one level with an id of its own."""

    id: str
    name_zh: str
    name_en: str
    name_hant: str
    _level = ""

    @property
    def levels(self) -> tuple[str, ...]:
        """Its one level: ``region``, ``zone``, ``hub`` or ``outside``."""
        return (self._level,)


@dataclass(frozen=True)
class Region(Listed):
    """A named group of prefectures (a coast), with the ground on which its members are known.

    Parameters
    ----------
    members
        Adcodes, sorted; prefectures, counties or special administrative regions.
    basis
        ``stated`` where a plan lists the members, ``inferred`` where common usage gives them.
    """

    _level = "region"
    members: tuple[str, ...]
    basis: str
    basis_note: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Zone(Listed):
    """A functional zone without an adcode (前海, 横琴), mapped to the counties that it lies in.

    Parameters
    ----------
    prefecture
        Adcode of the prefecture whose boundary contains it.
    counties
        Adcodes of the counties that it touches, sorted.
    hub
        Id of the point that marks the same place; empty if there is none. Names shared with
        that hub are no ambiguity.
    run_by
        Adcode of the prefecture that administers it, where that is another one; else empty.
    """

    _level = "zone"
    prefecture: str
    counties: tuple[str, ...]
    hub: str
    basis: str
    run_by: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hub(Listed):
    """A park, laboratory, base or hub with a point, or listed under its prefecture without one.

    Parameters
    ----------
    kind
        ``science_city``, ``hightech_zone``, ``industrial_park``, ``lab``, ``base``, …
    prefecture, county
        Adcodes; ``county`` is empty where the place is not located.
    lon, lat
        WGS 84 degrees; None where the place is not plotted.
    grade
        ``published`` a source states the coordinate, ``address`` a point at the stated address,
        ``area`` only a district or a large spread is known.
    radius_m
        Metres within which the place lies; None where it is not plotted.
    """

    _level = "hub"
    kind: str
    prefecture: str
    county: str
    lon: float | None
    lat: float | None
    grade: str
    radius_m: float | None
    source: str
    note: str
    plotted: bool
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outside(Listed):
    """A place that a plan names beyond the maps (合肥, 新加坡): listed, never drawn."""

    _level = "outside"
    aliases: tuple[str, ...] = ()


Place = Area | Region | Zone | Hub | Outside


@dataclass(frozen=True)
class Match:
    """The one place that a name stands for, with the level at which it was taken."""

    place: Place
    level: str

    @property
    def id(self) -> str:
        """Adcode or id of the place."""
        return self.place.id


@dataclass(frozen=True)
class Ambiguous:
    """A name that several places answer to; the caller says so, nothing is chosen."""

    name: str
    candidates: tuple[Place, ...]


@dataclass(frozen=True)
class NoMatch:
    """A name that no place answers to."""

    name: str


Found = Match | Ambiguous | NoMatch
