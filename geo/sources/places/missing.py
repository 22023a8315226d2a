"""What is said of a name that no registered place bears: abolished, elsewhere, several, mistyped.

See DECISIONS 34 and 59.
"""

from __future__ import annotations

import re

from geo.domain.places import Ambiguous, Place
from geo.domain.text import joined
from geo.errors import Fault
from geo.nearest import meant, nearest
from geo.sources.places.register import Register
from geo.sources.places.units import Unit, Units, load_units
from geo.sources.territory import load_territory

SEPARATORS = re.compile(r"[、,，;；/|]|和|与|及|至")
_ISLANDS = re.compile("(?:群岛|诸岛|岛)$")
UNKNOWN = ("不认识的地名", "unknown place")
_LISTED = 4  # places that a sentence names: no full name has more bearers


def missing(register: Register, name: str, within: str = "") -> Fault:
    """Why a name or code is not found: an old unit, one of another province, several, or a slip.

    The fault has no address: only its reader knows where the name stands.

    Parameters
    ----------
    within
        Adcode of the city that must contain the place, where that is known.

    Examples
    --------
    >>> from geo.sources.places.view import load_register
    >>> missing(load_register(), "萝岗区").nearest
    ('黄埔区（440112）',)
    >>> missing(load_register(), "赣州市").zh
    '不在广东：江西省赣州市'
    """
    units = load_units()
    found = units.find(name)
    former = [u for u in found if u.until and set(u.successors) & set(register.places)]
    if former:
        return _former(register, name, former)
    away = [u for u in found if u.adcode not in register.places]
    if away:
        return _away(register, units, name, away)
    parts = several(register, name)
    if parts:
        zh, en = "一格里写了几个地点，请各写一行", "several places in one cell; give each its row"
        return Fault("", zh, en, name, tuple(map(named, parts)))
    for reefs in load_territory(register.territory).reefs:
        if _ISLANDS.sub("", name) == _ISLANDS.sub("", reefs.name.zh):
            host = register.place(reefs.host)
            zh, en = (
                f"属于{host.name_zh}，不单独登记",
                f"part of {host.name_en}, no place by itself",
            )
            return Fault("", zh, en, name, (named(host),))
    return Fault("", *UNKNOWN, name, _nearest(register, units, name, within))


def _nearest(register: Register, units: Units, name: str, within: str) -> tuple[str, ...]:
    """Registered names like a name; before them an old one that is more like it, with its heir."""
    today = register.nearest(name, within=within)
    old = {
        unit.name_zh: heir
        for unit in units.abolished().values()
        if (heir := next((c for c in unit.successors if c in register.places), ""))
        and (not within or within in register.hosts(heir))
    }
    best = nearest(name, (*meant(name, old), *today), 1)
    return tuple(f"{n} → {named(register.places[old[n]])}" for n in best if n in old) + today


def several(register: Register, name: str) -> tuple[Place, ...]:
    """The places of a list in one cell; none unless every part of it is a place."""
    parts = [part for part in SEPARATORS.split(name) if part.strip()]
    found = [register.candidates(part) for part in parts]
    return tuple(places[0] for places in found) if len(parts) > 1 and all(found) else ()


def named(place: Place) -> str:
    """A place with its id, as suggestions have it."""
    return f"{place.name_zh}（{place.id}）"


def readings(register: Register, found: Ambiguous) -> tuple[str, ...]:
    """Every place that a name may mean, with its id; namesakes with the area above them.

    Examples
    --------
    >>> from geo.sources.places.view import load_register
    >>> register = load_register("320000")
    >>> readings(register, register.find("鼓楼区"))
    ('南京市鼓楼区（320106）', '徐州市鼓楼区（320302）')
    """
    names = [place.name_zh for place in found.candidates]
    return tuple(
        f"{_city(register, place) if names.count(place.name_zh) > 1 else ''}{named(place)}"
        for place in found.candidates
    )


def _city(register: Register, place: Place) -> str:
    above = register.host_prefecture(place.id)
    return register.name(above).zh if above else ""


def _former(register: Register, name: str, former: list[Unit]) -> Fault:
    codes = dict.fromkeys(c for u in former for c in u.successors if c in register.places)
    heirs = tuple(named(register.places[code]) for code in codes)
    years = "、".join(sorted({unit.until for unit in former}))
    today = joined([register.name(code) for code in codes])
    zh = f"{years} 年已撤销或改名，今为{today.zh}"
    en = f"abolished or renamed in {years.replace('、', ', ')}, today {today.en}"
    return Fault("", zh, en, name, heirs)


def _away(register: Register, units: Units, name: str, away: list[Unit]) -> Fault:
    """Where the unit lies; of one that is no more, since when and what it is today."""
    home = register.home
    away = [unit for unit in away if not unit.until] or away
    several = sum(not unit.until for unit in away) > 1
    told = [
        f"{''.join(units.above(u.adcode))}{u.name_zh}{f' ({u.adcode})' * several}{_since(units, u)}"
        for u in away
    ]
    listed = list(dict.fromkeys(told))
    shown = "、".join(listed[:_LISTED]) + ("等" if len(listed) > _LISTED else "")
    return Fault("", f"不在{home.zh}：{shown}", f"not in {home.en}: {shown}", name)


def _since(units: Units, unit: Unit) -> str:
    if not unit.until:
        return ""
    today = "、".join(units.path(code) for code in unit.successors if code in units.in_use)
    return f"（{unit.until} 年已撤销或改名{'，今为' if today else ''}{today}）"
