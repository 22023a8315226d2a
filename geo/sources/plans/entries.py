"""Entries of ``plan.toml`` as typed values: what is missing or of a wrong kind becomes a fault."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from geo.domain.structure import KINDS
from geo.domain.text import Text
from geo.errors import Fault
from geo.nearest import nearest
from geo.sources.tables.characters import settled_text, too_long
from geo.sources.territory_codes import JOIN, territory_code

TERRITORY = "plan.toml:territory"  # where its faults are told
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
#: What stands beside the folders of plans on a built site, and what Windows keeps for devices.
RESERVED = frozenset((
    *("assets", "charts", "cities", "data", "en", "glance", "index", "manifest", "plans"),
    *("readme", "themes", "zh"),
    *("con", "prn", "aux", "nul"),
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
))  # fmt: skip


def address_of(entry: str) -> str:
    """Where an entry of a dotted name stands, as faults have it."""
    section, _, name = entry.rpartition(".")
    return f"plan.toml:[{section}] {name}" if section else f"plan.toml:{name}"


class Entries:
    """Typed entries of the file by dotted name."""

    def __init__(self, values: Mapping[str, Any], faults: list[Fault]) -> None:
        self.values = values
        self.faults = faults

    def _wrong(self, entry: str, zh: str, en: str, nearest: Iterable[str] = ()) -> None:
        value = self.values.get(entry)
        if value is None:
            zh, en = "缺少这一项", "is missing"
        shown = "" if value is None else str(value)
        self.faults.append(Fault(address_of(entry), zh, en, shown, tuple(nearest)))

    def territory(self, entry: str) -> str:
        """A code, an id or the name of a territory, or a list of codes or names, as one code."""
        value = self.values.get(entry)
        written = value if isinstance(value, list) else [value]
        parts = [part for part in written if isinstance(part, str) and territory_code(part)]
        if not parts or parts != written:
            zh = "应为加引号的区划代码、区域编号或名称，多地写成列表"
            en = "must be a quoted adcode, id of a region or name, or a list of these"
            self._wrong(entry, zh, en)
            return ""
        self.values = {**self.values, entry: JOIN.join(parts)}
        return territory_code(self.text(entry))

    def text(self, entry: str, default: str | None = None) -> str:
        """A text of one line; empty, with a fault, where a wanted one is none."""
        value = self.values.get(entry)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (default is None and not value.strip()):
            self._wrong(entry, "应为加引号的文字", "must be a quoted text")
            return ""
        if said := too_long(value):
            self._wrong(entry, *said)
            return ""
        text, faults = settled_text(address_of(entry), value)
        self.faults += faults
        return "" if faults else text

    def key(self, entry: str) -> str:
        """The plan's key, fit for a folder."""
        value = self.text(entry)
        if value and not _KEY.fullmatch(value):
            zh = "编号用作文件夹名，只能有小写字母、数字、- 和 _，至多 40 个"
            en = "the key is a folder's name: a-z, 0-9, - and _ only, at most 40"
            self._wrong(entry, zh, en)
        elif value in RESERVED:
            zh = "编号用作文件夹名，这个名字已由网站或 Windows 占用"
            en = "the key is a folder's name, and the site or Windows has this one for itself"
            self._wrong(entry, zh, en, (f"{value}-plan",))
        return value

    def pair(self, stem: str, default: str | None = None) -> Text:
        """A text in Chinese and English."""
        return Text(*(self.text(f"{stem}{lang}", default) for lang in ("zh", "en")))

    def choice(self, entry: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of some words."""
        value = self.values.get(entry)
        value = default if value is None else value
        if value not in allowed:
            near = nearest(str(value), allowed, 2) or allowed
            self._wrong(entry, "不是可用的值", "not a valid value", near)
            return allowed[0]
        return str(value)

    def flag(self, entry: str, *, default: bool) -> bool:
        """True or false."""
        value = self.values.get(entry)
        if value is not None and not isinstance(value, bool):
            self._wrong(entry, "应为 true 或 false", "must be true or false")
        return value if isinstance(value, bool) else default

    def date(self, entry: str) -> dt.date:
        """A day."""
        value = self.values.get(entry)
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            self._wrong(entry, "应为日期，如 2024-09-14", "must be a date, as 2024-09-14")
            return dt.date(1, 1, 1)
        return value

    def names(self, entry: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.values.get(entry)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            self._wrong(entry, "应为文字列表", "must be a list of texts")
            return ()
        return tuple(value)

    def choices(self, entry: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list of some words."""
        value = self.names(entry)
        if not set(value) <= set(allowed):
            self._wrong(entry, "含有不可用的值", "has a value that is not valid", allowed)
        return value

    def counts(self, entry: str) -> tuple[tuple[str, int], ...]:
        """Counts by kind of element."""
        value = self.values.get(entry)
        if value is None:
            return ()
        if not isinstance(value, dict) or not all(
            kind in KINDS and isinstance(n, int) for kind, n in value.items()
        ):
            self._wrong(entry, "应为 { 类别 = 数目 }", "must be { kind = count }", KINDS)
            return ()
        return tuple(value.items())
