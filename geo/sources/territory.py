"""Territories: what ``data/territories`` says of one, and what its boundaries say of the rest.

A file says only what differs from what :mod:`geo.sources.territory_codes` derives; a province, a
region or several areas together need none. The value's own fields say what a file may hold, so that
a new field needs no line here.

See DECISIONS 17, 61.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from geo.domain.territory import EARTH, Frame, Point, Sea, Territory
from geo.domain.text import joined
from geo.errors import BoundaryError, Fault
from geo.nearest import nearest
from geo.sources.decoding import toml_of
from geo.sources.paths import data_dir
from geo.sources.places.country import country_areas, country_regions
from geo.sources.places.tables import NO_ID
from geo.sources.territory_codes import JOIN, derived, everywhere, home_of

_hints = cache(get_type_hints)


@lru_cache(maxsize=64)
def load_territory(code: str = "", folder: Path | None = None) -> Territory:
    """The territory that an area, region or list of codes is mapped in.

    Parameters
    ----------
    code
        Adcode of a province or of an area in one, id of a region or of a file, or several adcodes
        joined by ``+``; the one that is meant where none is named by default.
    folder
        Files of territories; the packaged ones if None.

    Raises
    ------
    BoundaryError
        There is no such place, or its file is at fault: every entry that is missing, unknown or of
        a wrong kind, every code that is not registered.

    Examples
    --------
    >>> load_territory("440100").name.zh, load_territory("440100").inset.name.zh
    ('广东省', '珠江三角洲')
    """
    folder = folder or data_dir() / "territories"
    code = home_of(code)
    path = folder / f"{code}.toml"
    raw = toml_of(path, BoundaryError) if path.is_file() else {}
    raw = _merged(_named(code), everywhere(), raw)
    raw.pop("default")
    if not set(raw) >= _required(Territory):
        raw = _merged(derived(tuple(raw["members"])), raw)
    faults: list[Fault] = []
    found = _read(Territory, raw, f"{path.name}:", faults)
    if not faults:
        faults += _contradictions(found, path.name)
    if faults:
        raise BoundaryError(faults)
    territory: Territory = found
    return replace(territory, seas=tuple(_around(territory.seas, territory.web.limit)))


def _around(seas: Sequence[Sea], frame: Frame) -> Iterator[Sea]:
    """The seas of a frame, each at the first of its places that lies there."""
    for sea in seas:
        held = [at for at in (sea.paper, *sea.more) if frame.holds(at)]
        if held and sea.more:
            yield replace(sea, paper=held[0], web=held[0], more=tuple(held[1:]))
        elif held:
            yield sea


def _named(code: str) -> dict[str, Any]:
    """Code, name and members of a province, a region or several areas."""
    areas, regions = country_areas(), country_regions()
    if code in regions:
        parts = [m for m in regions[code].members if areas[m].level != "sar"]
        name = regions[code].name
    else:
        parts = [part for part in code.split(JOIN) if part in areas]
        name = areas[code].name if len(parts) == 1 else joined(areas[part].short for part in parts)
    return {"code": code, "name": {"zh": name.zh, "en": name.en}, "members": parts}


def _merged(*layers: Mapping[str, Any]) -> dict[str, Any]:
    """Tables laid over each other, the last on top; a table in a table is merged too."""
    found: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.items():
            below = found.get(key)
            both = isinstance(below, dict) and isinstance(value, dict)
            found[key] = {**below, **value} if both and below else value
    return found


def _read(kind: Any, raw: Any, address: str, faults: list[Fault]) -> Any:  # noqa: ANN401  TOML
    """A raw value as the kind that is due; None, with a fault, where it is another."""
    if isinstance(kind, UnionType):  # a value or None, for which a file has no word
        kind = get_args(kind)[0]
    if is_dataclass(kind) or kind in (Point, Frame):
        return _record(kind, raw, address, faults)
    if get_origin(kind) is tuple and isinstance(raw, list):
        item = get_args(kind)[0]
        return tuple(_read(item, v, f"{address}[{n}]", faults) for n, v in enumerate(raw, 1))
    if kind is float and isinstance(raw, int | float) and not isinstance(raw, bool):
        return float(raw)
    if kind is str and isinstance(raw, str) and raw.strip():
        return raw
    zh, en = {
        float: ("应为数字", "must be a number"),
        str: ("应为加引号的文字", "must be a quoted text"),
    }.get(kind, ("应为列表", "must be a list"))
    faults.append(Fault(address, zh, en, str(raw)))
    return None


def _record(kind: Any, raw: Any, address: str, faults: list[Fault]) -> Any:  # noqa: ANN401  TOML
    """A table, or a point or frame as a list of its numbers."""
    known = _hints(kind)
    if not is_dataclass(kind) and isinstance(raw, list) and len(raw) == len(known):
        raw = dict(zip(known, raw, strict=True))
    if not isinstance(raw, dict):
        names = ", ".join(known)
        zh, en = f"应含有 {names}", f"must hold {names}"
        faults.append(Fault(address, zh, en, str(raw)))
        return None
    must = _required(kind)
    faults += [
        Fault(address, "不认识的项", "unknown entry", key, nearest(key, known, 2))
        for key in sorted(set(raw) - set(known))
    ]
    faults += [
        Fault(address, "缺少这一项", "this entry is missing", key)
        for key in known
        if key in must and key not in raw
    ]
    inner = address if address.endswith(":") else f"{address}."
    values = {
        key: _read(wanted, raw[key], f"{inner}{key}", faults)
        for key, wanted in known.items()
        if key in raw
    }
    return kind(**values) if must <= set(values) and None not in values.values() else None


def _required(kind: Any) -> set[str]:  # noqa: ANN401  a class
    """Fields of a record without a value of their own."""
    if is_dataclass(kind):
        return {f.name for f in fields(kind) if f.default is MISSING}
    return set(_hints(kind))


def _contradictions(territory: Territory, name: str) -> Iterator[Fault]:
    """Codes that are not registered or not the file's own; points and frames that are none."""
    known = {**country_areas(), **country_regions()}
    codes = (*territory.members, *territory.sars, *territory.neighbours, *territory.parts)
    for code in (*codes, *(reefs.host for reefs in territory.reefs)):
        if code not in known:
            near = nearest(code, [k for k in known if k[:2] == code[:2]] or known)
            yield Fault(name, *NO_ID, code, near)
    if territory.code != Path(name).stem:
        zh, en = "编码与文件名不符", "the code is not the file's name"
        yield Fault(f"{name}:code", zh, en, territory.code, (Path(name).stem,))
    for place in _places(territory):
        frame = place if isinstance(place, Frame) else Frame(*place, *place)
        if frame.within(EARTH) != frame or frame.west > frame.east or frame.south > frame.north:
            zh, en = (
                "应先经度后纬度，先西南后东北",
                "is longitude before latitude, south-west first",
            )
            yield Fault(name, zh, en, ", ".join(f"{v:g}" for v in place))


def _places(value: object) -> Iterator[Point | Frame]:
    """Every point and frame of a value, at any depth."""
    if isinstance(value, Point | Frame):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _places(item)
    elif is_dataclass(value):
        yield from _places(tuple(vars(value).values()))
