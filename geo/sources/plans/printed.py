"""A printed place name held against the id beside it: the name may be short, but of no other place.

See DECISIONS 34.
"""

from __future__ import annotations

import re

from geo.domain.places import Area, Hub, Place, Region, Zone
from geo.errors import Fault
from geo.sources.places.missing import SEPARATORS, missing, named
from geo.sources.places.names import normalise_key
from geo.sources.places.register import Register
from geo.sources.places.units import load_units

_WHOLE = re.compile(r"(?:全|我|本)([省市区县]).*|各.*", re.DOTALL)
_UNIT = re.compile(r"[市县]$|^市?..区$")
_FUNCTION = re.compile("新|高新|经开|开发|保税|自贸|合作|示范|工业|试验|港|园|山|库|景")
_PART = 3  # characters of a facility's name that stand for it within a longer one


def contradiction(register: Register, name: str, given: Place) -> Fault | None:
    """What is wrong with a printed name beside the id of a place; None where the two agree.

    Examples
    --------
    >>> from geo.sources.places.view import load_register
    >>> register = load_register()
    >>> contradiction(register, "深圳", register.place("440100")).nearest
    ('深圳市（440300）', '广州市（440100）')
    >>> contradiction(register, "前海", register.place("sz_qianhai")) is None
    True
    """
    read = register.candidates(name)
    if any(_same(place, given, register) for place in read):
        return None
    told = f"编号 {given.id} 是{given.name_zh}", f"the id {given.id} is {given.name_en}"
    if read:
        return Fault(
            "",
            f"地名与编号不符：{told[0]}；若改的是地名，编号还是旧的",
            f"the name and the id contradict each other: {told[1]}; "
            "if the name was changed, the id is still the old one",
            name,
            (*map(named, read), named(given)),
        )
    if _known_form(normalise_key(name), given, register) or load_units().merged(name, given.id):
        return None
    said = missing(register, name, register.host_prefecture(given.id))
    nearest = (*(n for n in said.nearest if n not in (given.name_zh, named(given))), named(given))
    zh = f"地名与编号不符：{told[0]}；地名本身：{said.zh}"
    en = f"the name and the id contradict each other: {told[1]}; the name itself: {said.en}"
    return Fault("", zh, en, name, nearest)


def _same(read: Place, given: Place, register: Register) -> bool:
    """One place, a zone and its own hub, a narrower region, or one that a region spells out."""
    if read.id == given.id:
        return True
    if isinstance(read, Zone) and isinstance(given, Hub):
        return read.hub == given.id
    if isinstance(read, Hub) and isinstance(given, Zone):
        return given.hub == read.id
    if isinstance(read, Region):
        if isinstance(given, Region):
            return set(given.members) < set(read.members)
        letters = set(read.name_zh)  # one of each of its members, as in 港澳
        spelt = all(letters & set(register.short_name(code).zh) for code in read.members)
        return given.id in read.members and spelt
    return False


def _known_form(key: str, given: Place, register: Register) -> bool:
    """A short form of the place, the whole of it in other words, or something inside it."""
    above = register.places.get(register.host_prefecture(given.id), given)
    if len(key) == 1:  # 广, 深, 港 as the members of a corridor are written
        return any(key in normalise_key(place.short.zh) for place in (given, above))
    whole = _WHOLE.fullmatch(key)
    if whole and isinstance(given, Area | Zone) and not SEPARATORS.search(key):
        return not whole[1] or given.name_zh.endswith(whole[1])
    if isinstance(given, Area):
        return any(
            _inside(key.removeprefix(head), given, register)
            for head in (normalise_key(given.name_zh), normalise_key(given.short.zh))
            if key.startswith(head)
        )
    forms = [normalise_key(form) for form in (given.name_zh, given.name_en, *given.aliases)]
    return any(_within(key, form) or (len(form) >= _PART and form in key) for form in forms)


def _inside(rest: str, area: Area, register: Register) -> bool:
    """Whether what follows the name of an area may be something in it (理工大学 after 香港)."""
    units = (u for u in load_units().find(rest) if rest == u.name_zh or u.adcode[4:] == "00")
    unit = _UNIT.search(rest) or any(units)
    if SEPARATORS.search(rest) or (unit and not _FUNCTION.search(rest)):
        return False
    read = register.candidates(rest)
    return not read or any(area.id in register.hosts(place.id) for place in read)


def _within(key: str, form: str) -> bool:
    """Whether the characters of a key stand in a name in their order."""
    rest = iter(form)
    return len(key) > 1 and all(char in rest for char in key)
