"""``plan.toml`` as rows of the metadata sheet, and back to a file."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from geo.errors import Fault, PlanError
from geo.sources.tables.cells import flag_of
from geo.sources.tables.table import plain
from geo.workbook.texts import Entry, code_of, entries, vocabulary

_BETWEEN = re.compile(r"[;；、\n]")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0{1,2}:00(?::00)?)?")


def shown(entry: Entry, value: Any) -> str:  # noqa: ANN401  TOML values have no type yet
    """The value of an entry as a planner reads it; :func:`parsed` takes it back."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None:
        return ""
    names = vocabulary(entry.vocabulary) if entry.vocabulary else {}
    if entry.kind == "counts":
        return ";".join(f"{names.get(k, k)}={n}" for k, n in value.items())
    if isinstance(value, list):
        return ";".join(names.get(str(v), str(v)) for v in value)
    return names.get(str(value), str(value))


def parsed(entry: Entry, cell: str) -> Any:  # noqa: ANN401
    """The value of an entry's cell as TOML has it; None for an empty cell.

    Raises
    ------
    PlanError
        The cell does not fit the entry; the fault says what does, and has no address.

    Examples
    --------
    >>> found = {entry.key: entry for entry in entries()}
    >>> parsed(found["structure.declared"], "核心=2；走廊=2")
    {'core': 2, 'corridor': 2}
    """
    if not cell:
        return None
    reader = _READERS.get(entry.kind, _choice if entry.kind.startswith("choice") else _as_text)
    return reader(entry, cell)


def _as_text(_entry: Entry, cell: str) -> str:
    return cell


def _flag(_entry: Entry, cell: str) -> bool:
    value = flag_of(cell)
    if value is None:
        zh, en = "只能填“是”“否”或留空", "must be yes, no or empty"
        raise PlanError(Fault("", zh, en, cell, ("是", "否")))
    return value


def _date(_entry: Entry, cell: str) -> dt.date:
    found = _DATE.fullmatch(plain(cell))
    try:
        return dt.date(*map(int, found.groups()))  # type: ignore[union-attr]
    except (AttributeError, ValueError):
        zh, en = "应为日期，如 2024-09-14", "must be a date, as 2024-09-14"
        raise PlanError(Fault("", zh, en, cell)) from None


def _choice(entry: Entry, cell: str) -> str:
    names = vocabulary(entry.vocabulary)
    code = code_of(names, cell)
    if code is None:
        zh, en = "不是可用的值", "not a valid value"
        raise PlanError(Fault("", zh, en, cell, tuple(names.values())))
    return code


def _list(_entry: Entry, cell: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(cell) if part.strip()]


def _counts(entry: Entry, cell: str) -> dict[str, int]:
    out = {}
    for part in _list(entry, cell):
        name, _, number = plain(part).partition("=")
        if not (number.strip().isascii() and number.strip().isdigit()):
            zh, en = "应写作 类别=数目，用分号隔开", "must be kind=count; kind=count"
            raise PlanError(Fault("", zh, en, cell, ("核心=2",)))
        out[_choice(entry, name.strip())] = int(number)
    return out


_READERS: dict[str, Callable[[Entry, str], Any]] = {
    "text": _as_text,
    "flag": _flag,
    "date": _date,
    "list": _list,
    "levels": lambda entry, cell: [_choice(entry, part) for part in _list(entry, cell)],
    "counts": _counts,
}


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by dotted key as TOML nests them; None is left out.

    Examples
    --------
    >>> nested({"key": "a", "title.zh": "甲", "title.en": None})
    {'key': 'a', 'title': {'zh': '甲'}}
    """
    found: dict[str, Any] = {}
    for key, value in values.items():
        section, _, name = key.rpartition(".")
        if value is not None:
            (found.setdefault(section, {}) if section else found)[name] = value
    return found


def toml_text(values: Mapping[str, Any]) -> str:
    """``plan.toml`` from values by dotted key, in the order of the sheet; None is left out.

    Examples
    --------
    >>> print(toml_text({"key": "a", "title.zh": "“甲”", "web.sector_maps": True}), end="")
    key = "a"
    <BLANKLINE>
    [title]
    zh = "“甲”"
    <BLANKLINE>
    [web]
    sector_maps = true
    """
    lines: list[str] = []
    open_section = ""
    for key in [entry.key for entry in entries() if values.get(entry.key) is not None]:
        section, _, name = key.rpartition(".")
        if section != open_section:
            lines += ["", f"[{section}]"]
            open_section = section
        lines.append(f"{name} = {_toml(values[key])}")
    return "\n".join([*lines, ""])


def _toml(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{k} = {_toml(v)}" for k, v in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, int | dt.date):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
