"""``plan.toml``: the document behind a plan, its slogan and its settings."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from geo.domain.plan import Document, MapWishes
from geo.domain.structure import KINDS
from geo.errors import Fault, PlanError

LEVELS = ("prefecture", "county")
STATUSES = ("in_force", "draft", "superseded", "expired")
_KNOWN = {
    "": (
        "key",
        "territory",
        "level",
        "levels",
        "title",
        "document",
        "text",
        "structure",
        "web",
    ),
    "title": ("zh", "en", "short_zh", "short_en"),
    "document": (
        "issuer_zh",
        "issuer_en",
        "number",
        "issued",
        "issued_precision",
        "period",
        "status",
        "redacted",
    ),
    "text": ("files", "body_sha256"),
    "structure": ("slogan_zh", "slogan_en", "declared", "clause"),
    "web": ("sector_maps", "subsector_maps", "void_maps"),
}


@dataclass(frozen=True)
class Meta:
    """What ``plan.toml`` says.

    ``levels`` are the levels at which the plan names areas for a sector: its own level, and those
    that ``levels`` in the file adds.
    """

    key: str
    territory: str
    level: str
    levels: tuple[str, ...]
    document: Document
    slogan: tuple[str, str] = ("", "")
    declared: tuple[tuple[str, int], ...] = ()
    clause: str = ""
    wishes: MapWishes = field(default_factory=MapWishes)
    faults: tuple[Fault, ...] = field(default=(), compare=False)


def read_toml(folder: Path) -> dict[str, Any]:
    """``plan.toml`` of a folder as it stands.

    Raises
    ------
    PlanError
        It is missing, not UTF-8 or not TOML.
    """
    path = folder / "plan.toml"
    if not path.is_file():
        raise PlanError(Fault("plan.toml", "缺少 plan.toml", "plan.toml is missing"))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fault = Fault("plan.toml", f"不是有效的 TOML:{error}", f"not valid TOML: {error}")
        raise PlanError(fault) from None


def read_meta(folder: Path) -> Meta:
    """The metadata of a plan folder; faults of its values are in the result.

    Raises
    ------
    PlanError
        The file cannot be read at all.
    """
    raw = read_toml(folder)
    faults = _unknown_keys(raw)
    get = _Getter(raw, faults)
    document = Document(
        title_zh=get.text("title", "zh"),
        title_en=get.text("title", "en"),
        short_zh=get.text("title", "short_zh"),
        short_en=get.text("title", "short_en"),
        issuer_zh=get.text("document", "issuer_zh"),
        issuer_en=get.text("document", "issuer_en"),
        number=get.text("document", "number", ""),
        issued=get.date("document", "issued"),
        period=get.text("document", "period", ""),
        status=get.choice("document", "status", STATUSES),
        redacted=get.flag("document", "redacted", default=False),
        text_files=get.names("text", "files"),
        body_sha256=get.text("text", "body_sha256", ""),
        issued_precision=get.text("document", "issued_precision", "day"),
    )
    level = get.choice("", "level", LEVELS)
    return Meta(
        key=get.text("", "key"),
        territory=get.text("", "territory"),
        level=level,
        levels=tuple(dict.fromkeys((level, *get.choices("", "levels", LEVELS)))),
        document=document,
        slogan=(get.text("structure", "slogan_zh", ""), get.text("structure", "slogan_en", "")),
        declared=get.counts("structure", "declared"),
        clause=get.text("structure", "clause", ""),
        wishes=MapWishes(*(get.flag("web", name, default=True) for name in _KNOWN["web"])),
        faults=tuple(faults),
    )


def _unknown_keys(raw: dict[str, Any]) -> list[Fault]:
    faults = []
    for section, known in _KNOWN.items():
        table = raw.get(section, {}) if section else raw
        if not isinstance(table, dict):
            zh, en = "应为一个表", "must be a table"
            faults.append(Fault(f"plan.toml:[{section}]", zh, en, str(table)))
            continue
        for key in table:
            if key not in known:
                near = tuple(get_close_matches(key, known, 2))
                faults.append(
                    Fault(_address(section, key), "不认识的项", "unknown entry", key, near)
                )
    return faults


def _address(section: str, key: str) -> str:
    return f"plan.toml:[{section}] {key}" if section else f"plan.toml:{key}"


class _Getter:
    """Typed entries of the file; what is missing or of a wrong type becomes a fault."""

    def __init__(self, raw: dict[str, Any], faults: list[Fault]) -> None:
        self.raw = raw
        self.faults = faults

    def _value(self, section: str, key: str) -> Any:  # noqa: ANN401  TOML values have no type yet
        table = self.raw.get(section, {}) if section else self.raw
        return table.get(key) if isinstance(table, dict) else None

    def _wrong(
        self, section: str, key: str, wanted: tuple[str, str], nearest: Iterable[str] = ()
    ) -> None:
        value = self._value(section, key)
        zh, en = ("缺少这一项", "is missing") if value is None else wanted
        shown = "" if value is None else str(value)
        self.faults.append(Fault(_address(section, key), zh, en, shown, tuple(nearest)))

    def text(self, section: str, key: str, default: str | None = None) -> str:
        value = self._value(section, key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (default is None and not value.strip()):
            self._wrong(section, key, ("应为加引号的文字", "must be a quoted text"))
            return ""
        return value

    def choice(self, section: str, key: str, allowed: tuple[str, ...]) -> str:
        value = self._value(section, key)
        if value not in allowed:
            near = get_close_matches(str(value), allowed, 2) or allowed
            self._wrong(section, key, ("不是可用的值", "not a valid value"), near)
            return allowed[0]
        return str(value)

    def flag(self, section: str, key: str, *, default: bool) -> bool:
        value = self._value(section, key)
        if value is not None and not isinstance(value, bool):
            self._wrong(section, key, ("应为 true 或 false", "must be true or false"))
        return value if isinstance(value, bool) else default

    def date(self, section: str, key: str) -> dt.date:
        value = self._value(section, key)
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            self._wrong(section, key, ("应为日期,如 2024-09-14", "must be a date, as 2024-09-14"))
            return dt.date(1, 1, 1)
        return value

    def names(self, section: str, key: str) -> tuple[str, ...]:
        value = self._value(section, key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            self._wrong(section, key, ("应为文字列表", "must be a list of texts"))
            return ()
        return tuple(value)

    def choices(self, section: str, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        value = self.names(section, key)
        if not set(value) <= set(allowed):
            self._wrong(section, key, ("含有不可用的值", "has a value that is not valid"), allowed)
        return value

    def counts(self, section: str, key: str) -> tuple[tuple[str, int], ...]:
        value = self._value(section, key)
        if value is None:
            return ()
        if not isinstance(value, dict) or not all(
            kind in KINDS and isinstance(n, int) for kind, n in value.items()
        ):
            self._wrong(section, key, ("应为 { 类别 = 数目 }", "must be { kind = count }"), KINDS)
            return ()
        return tuple(value.items())
