"""Which area of a table a word or code of somebody else's means, or why none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.domain.places import Ambiguous, NoMatch, Place
from geo.errors import Fault
from geo.join.table import AreaTable
from geo.nearest import nearest_of
from geo.sources.places.missing import UNKNOWN, missing, named, readings
from geo.sources.places.register import Register
from geo.sources.tables.numbers import number_of

_KINDS = {
    "province": ("省级", "a province"),
    "prefecture": ("地级市", "a prefecture"),
    "county": ("区县", "a county"),
    "sar": ("特别行政区", "a special administrative region"),
    "region": ("区域", "a region"),
    "zone": ("片区", "a zone"),
    "hub": ("园区或设施", "a park or facility"),
    "outside": ("图外的地方", "a place beyond the maps"),
}


@dataclass(frozen=True)
class Meant:
    """The area that a word means, by its code, or what is said of a word that means none."""

    written: str
    adcode: str = ""
    said: Fault | None = None


def area_meant(table: AreaTable, register: Register, written: str) -> Meant:
    """The one area of a table that a name or code means; never the first of several.

    Names are those that the register knows, in Chinese, Traditional, short or English form, with
    the areas above before them or without; a code may be written as a number.

    Examples
    --------
    >>> import geo
    >>> layout = geo.lay_out(geo.load_plan("future2024"))
    >>> [area_meant(layout.table, layout.world.register, word).adcode
    ...  for word in ("广州", "Guangzhou", "廣東省廣州市", "440100.0")]
    ['440100', '440100', '440100', '440100']
    >>> area_meant(layout.table, layout.world.register, "广洲").said.nearest[0]
    '广州市'
    """
    ours = {area.adcode for area in table.areas}
    found = register.find(number_of(written), table.level, table.plan.territory)
    if isinstance(found, NoMatch):
        return Meant(written, said=_unknown(table, register, written) if written else _EMPTY)
    if isinstance(found, Ambiguous):
        inside = [place.id for place in found.candidates if place.id in ours]
        if len(inside) == 1:
            return Meant(written, inside[0])
        zh, en = (
            "有多处同名,请写代码或带上所在市",
            "several places bear this name; give code or city",
        )
        return Meant(written, said=Fault("", zh, en, written, readings(register, found)))
    if found.id in ours:
        return Meant(written, found.id)
    return Meant(written, said=_elsewhere(table, register, written, found.place))


_EMPTY = Fault("", "没有写地名或代码", "no name or code is given")


def _unknown(table: AreaTable, register: Register, written: str) -> Fault:
    """Why nothing has the name; of a slip the areas that may be meant, and no other place."""
    said = missing(register, number_of(written))
    if said.zh != UNKNOWN[0]:
        return said
    names = {form: area.name_zh for area in table.areas for form in (area.name_zh, area.name_en)}
    return replace(said, nearest=nearest_of(written, names))


def _elsewhere(table: AreaTable, register: Register, written: str, place: Place) -> Fault:
    """That a place is none of the areas: of another level, or beyond the territory."""
    own = _KINDS[place.levels[0]]
    wanted = _KINDS[table.level]
    host = register.host_prefecture(place.id)
    near = (named(register.place(host)),) if host and host != place.id else ()
    zh = f"是{own[0]},不是这份规划的{wanted[0]}"
    en = f"is {own[1]}, not {wanted[1]} of this plan"
    return Fault("", zh, en, written, near if table.level == "prefecture" else ())
