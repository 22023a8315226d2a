"""Which place of the register a feature is the outline of, or which unit of the user's own.

See DECISIONS 65.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geo.domain.places import Ambiguous, Area, Hub, Match, Place, Zone
from geo.domain.text import Text
from geo.errors import Fault
from geo.nearest import nearest
from geo.sources.boundaries.datum import SYSTEMS
from geo.sources.boundaries.own_checks import county_at
from geo.sources.boundaries.own_files import Feature
from geo.sources.places.missing import missing, named
from geo.sources.places.register import Register
from geo.sources.tables.characters import settled_text, too_long
from geo.sources.tables.table import folded

#: Headers by what they stand for, the first the one of our own; Shapefiles cut them at ten letters.
HEADERS = {
    "id": ("id", "place_id", "编号", "编码"),
    "name": ("name_zh", "name", "名称", "名字"),
    "name_en": ("name_en", "英文名"),
    "kind": ("kind", "类别"),
    "county": ("county", "区县", "所在区县"),
    "coord_system": ("coord_system", "坐标系"),
}
_CUT = 10
UNIT = ("unit", "单元")


@dataclass(frozen=True)
class Meant:
    """The place or unit that a feature is the outline of."""

    id: str
    name: Text
    host: str
    unit: bool


class Matcher:
    """What features mean to a register; collects the faults of their texts."""

    def __init__(self, register: Register, faults: list[Fault]) -> None:
        self.register = register
        self.faults = faults
        self.counties = tuple(area.adcode for area in register.areas("county"))

    def system(self, feature: Feature) -> str:
        """The declared datum; empty where none is."""
        word = cell(feature.texts, "coord_system").upper()
        if word and word not in SYSTEMS:
            zh, en = "不是可用的坐标系", "is no coordinate system"
            near = nearest(word, SYSTEMS, 2) or SYSTEMS
            self.faults.append(Fault(f"{feature.address}:coord_system", zh, en, word, near))
            return ""
        return word

    def meant(self, feature: Feature, shape: BaseGeometry | None) -> Meant | None:
        """The place or unit of a feature; None, with a fault, where it has none."""
        place_id, name = (self._text(feature, key) for key in ("id", "name"))
        if not place_id and not name:
            zh, en = "要有编号或名称（属性 id、name）", "an id or a name is due (fields id, name)"
            near = tuple(feature.texts)[:5]
            self.faults.append(Fault(feature.address, zh, en, "", near))
            return None
        if cell(feature.texts, "kind").casefold() in UNIT:
            return self._unit(feature, shape, place_id or name, name or place_id)
        place = self._place(feature, place_id, name)
        if place is None:
            return None
        host = place.prefecture
        if isinstance(place, Hub) and place.county:
            host = place.county
        if isinstance(place, Zone) and len(place.counties) == 1:
            host = place.counties[0]
        return Meant(place.id, place.name, self._county(feature) or host, False)

    def _text(self, feature: Feature, key: str) -> str:
        """A text that a map may show: settled, not too long."""
        value = cell(feature.texts, key)
        text, wrong = settled_text(f"{feature.address}:{key}", value)
        self.faults += wrong
        if said := too_long(text):
            self.faults.append(Fault(f"{feature.address}:{key}", *said, text))
        return text

    def _place(self, feature: Feature, place_id: str, name: str) -> Hub | Zone | None:
        """The park or zone of an id, else of a name that is exactly its own."""
        places = self.register.places
        place: Place | None = places.get(place_id)
        if place is None and place_id and not name:
            zh, en = "没有这个编号的园区或片区", "no park or zone has this id"
            self._say(feature, "id", Fault("", zh, en, place_id, self._near(place_id)))
            return None
        if place is None:
            found = self.register.find(name)
            if isinstance(found, Ambiguous):
                listed = tuple(map(named, found.candidates))
                zh, en = "有多处同名，请填编号", "several places; give the id"
                self._say(feature, "name", Fault("", zh, en, name, listed))
                return None
            place = found.place if isinstance(found, Match) else None
        if isinstance(place, Hub | Zone):
            return place
        if isinstance(place, Area):
            zh = "是行政区，边界已有；这里只放园区、片区的轮廓（自己的单元写 kind = unit）"
            en = "is an area and has its boundary; outlines are of parks and zones, or kind = unit"
            self._say(feature, "name", Fault("", zh, en, named(place)))
            return None
        said = missing(self.register, name)
        near = self._near(name) or said.nearest
        zh, en = (
            f"{said.zh}（自己的单元写 kind = unit）",
            f"{said.en} (a unit of your own: kind = unit)",
        )
        self._say(feature, "name", Fault("", zh, en, name, near))
        return None

    def _near(self, word: str) -> tuple[str, ...]:
        """Parks and zones that are like a word in id or name."""
        sites = [p for p in self.register.places.values() if isinstance(p, Hub | Zone)]
        forms = {form: named(p) for p in sites for form in (p.id, p.name_zh, p.name_en)}
        return tuple(dict.fromkeys(forms[form] for form in nearest(word, forms)))

    def _unit(
        self, feature: Feature, shape: BaseGeometry | None, unit_id: str, name: str
    ) -> Meant | None:
        if unit_id in self.register.places:
            zh, en = "编号已属于一个地名", "the id is that of a place"
            taken = named(self.register.places[unit_id])
            self._say(feature, "id", Fault("", zh, en, unit_id, (taken,)))
            return None
        host = self._county(feature)
        if not host and shape is not None and not cell(feature.texts, "county"):
            host = county_at(shape, self.counties)
            host = host or self.register.territory
        english = self._text(feature, "name_en") or name
        return Meant(unit_id, Text(name, english), host, True) if host else None

    def _county(self, feature: Feature) -> str:
        """The stated county, by code or name; empty without one."""
        word = cell(feature.texts, "county")
        if not word:
            return ""
        found = self.register.find(word, "county")
        if isinstance(found, Match) and isinstance(found.place, Area):
            return found.id
        said = missing(self.register, word)
        if isinstance(found, Ambiguous):
            zh, en = "有多处同名，请填编码", "several places; give the code"
            said = Fault("", zh, en, word, tuple(map(named, found.candidates)))
        self._say(feature, "county", said)
        return ""

    def _say(self, feature: Feature, key: str, said: Fault) -> None:
        at = f"{feature.address}:{key}"
        self.faults.append(Fault(at, said.zh, said.en, said.value, said.nearest))


def cell(texts: Mapping[str, str], key: str) -> str:
    """The text under the first of the headers that a key has."""
    heads = {folded(head).casefold(): head for head in reversed(tuple(texts))}
    for header in HEADERS[key]:
        for form in (header, header[:_CUT]):
            if form in heads and texts[heads[form]]:
                return texts[heads[form]].strip()
    return ""
