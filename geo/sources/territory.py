"""``data/territories``: one file a territory, read into the typed value that it describes.

The value's own fields say what a file must hold, so that a new field needs no line here.

See DECISIONS 17.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from geo.domain.territory import Frame, Point, Territory
from geo.errors import BoundaryError, Fault
from geo.nearest import nearest
from geo.sources.decoding import toml_of
from geo.sources.paths import data_dir
from geo.sources.places.register import load_register
from geo.sources.places.tables import NO_ID

_MERIDIANS, _PARALLELS = 180.0, 90.0


def territory_codes(folder: Path | None = None) -> tuple[str, ...]:
    """Codes of the territories that have a file."""
    return tuple(sorted(p.stem for p in (folder or data_dir() / "territories").glob("*.toml")))


@lru_cache(maxsize=8)
def load_territory(code: str = "", folder: Path | None = None) -> Territory:
    """A territory by its code; without one, the only packaged one.

    Raises
    ------
    BoundaryError
        There is no such file, or it is at fault: every entry that is missing, unknown or of a
        wrong kind, every code that is not registered.

    Examples
    --------
    >>> load_territory().name.zh
    '广东省'
    """
    folder = folder or data_dir() / "territories"
    codes = territory_codes(folder)
    if not code and len(codes) == 1:
        (code,) = codes
    if code not in codes:
        zh, en = "没有这个编码的范围文件", "no territory has a file of this code"
        raise BoundaryError(Fault("territories", zh, en, code, codes))
    path = folder / f"{code}.toml"
    raw = toml_of(path, BoundaryError)
    faults: list[Fault] = []
    found = _read(Territory, raw, f"{path.name}:", faults)
    if not faults:
        faults += _contradictions(found, path.name)
    if faults:
        raise BoundaryError(faults)
    territory: Territory = found
    return territory


def _read(kind: Any, raw: Any, address: str, faults: list[Fault]) -> Any:  # noqa: ANN401  TOML
    """A raw value as the kind that is due; None, with a fault, where it is another."""
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
    fields = get_type_hints(kind)
    if not is_dataclass(kind) and isinstance(raw, list) and len(raw) == len(fields):
        raw = dict(zip(fields, raw, strict=True))
    if not isinstance(raw, dict):
        names = ", ".join(fields)
        zh, en = f"应含有 {names}", f"must hold {names}"
        faults.append(Fault(address, zh, en, str(raw)))
        return None
    faults += [
        Fault(address, "不认识的项", "unknown entry", key, nearest(key, fields, 2))
        for key in sorted(set(raw) - set(fields))
    ]
    faults += [
        Fault(address, "缺少这一项", "this entry is missing", key)
        for key in fields
        if key not in raw
    ]
    values = {
        key: _read(wanted, raw[key], _inner(address, key), faults)
        for key, wanted in fields.items()
        if key in raw
    }
    return kind(**values) if set(values) == set(fields) and None not in values.values() else None


def _inner(address: str, key: str) -> str:
    return f"{address}{key}" if address.endswith(":") else f"{address}.{key}"


def _contradictions(territory: Territory, name: str) -> Iterator[Fault]:
    """Codes that are not registered or not the file's own; points and frames that are none."""
    known = load_register().places
    codes = (territory.code, *territory.sars, *territory.neighbours, *territory.parts)
    for code in (*codes, *(reefs.host for reefs in territory.reefs)):
        if code not in known:
            near = nearest(code, known)
            yield Fault(name, *NO_ID, code, near)
    if territory.code != Path(name).stem:
        zh, en = "编码与文件名不符", "the code is not the file's name"
        yield Fault(f"{name}:code", zh, en, territory.code, (Path(name).stem,))
    for place in _places(territory):
        low, high = (place[:2], place[2:]) if isinstance(place, Frame) else (place, place)
        if not (-_MERIDIANS <= low[0] <= high[0] <= _MERIDIANS) or not (
            -_PARALLELS <= low[1] <= high[1] <= _PARALLELS
        ):
            zh, en = "应先经度后纬度,先西南后东北", "is longitude before latitude, south-west first"
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
