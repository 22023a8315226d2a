"""``plan.toml``: the document behind a plan, its slogan and its settings, read and given back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from geo.domain.plan import Document, MapWishes, Plan, Standing
from geo.domain.structure import KINDS, Structure
from geo.domain.taxonomy import Taxonomy
from geo.domain.text import Text
from geo.errors import Fault, PlanError
from geo.nearest import nearest
from geo.sources.decoding import toml_of
from geo.sources.tables.characters import settled_text, too_long
from geo.sources.territory_codes import JOIN, territory_code

LEVELS = ("prefecture", "county")
STATUSES = tuple(Standing)
PRECISIONS = ("day", "year")
TERRITORY = "plan.toml:territory"  # where its faults are told
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
#: What stands beside the folders of plans on a built site, and what Windows keeps for devices.
RESERVED = frozenset((
    *("assets", "charts", "cities", "data", "en", "glance", "index", "manifest", "plans"),
    *("readme", "themes", "zh"),
    *("con", "prn", "aux", "nul"),
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
))  # fmt: skip
#: Entries of the file by dotted name, in its order.
ENTRIES = (
    *("key", "territory", "level", "levels"),
    *("title.zh", "title.en", "title.short_zh", "title.short_en"),
    *("document.issuer_zh", "document.issuer_en", "document.number", "document.issued"),
    *("document.issued_precision", "document.period", "document.status", "document.redacted"),
    *("text.files", "text.body_sha256"),
    *("structure.slogan_zh", "structure.slogan_en", "structure.declared", "structure.clause"),
    *("web.sector_maps", "web.subsector_maps", "web.void_maps"),
)


def read_toml(folder: Path) -> dict[str, Any]:
    """``plan.toml`` of a folder as it stands.

    Raises
    ------
    PlanError
        It is missing, in no known encoding or not TOML.
    """
    path = folder / "plan.toml"
    if not path.is_file():
        raise PlanError(Fault("plan.toml", "缺少 plan.toml", "plan.toml is missing"))
    return toml_of(path, PlanError)


def plan_head(raw: Mapping[str, Any], faults: list[Fault]) -> Plan:
    """A plan as far as ``plan.toml`` tells it: all but its rows; faults go to the list."""
    get = _Getter(raw, faults)
    faults += _unknown_entries(raw)
    document = Document(
        title=get.pair("title."),
        short=get.pair("title.short_"),
        issuer=get.pair("document.issuer_"),
        number=get.text("document.number", ""),
        issued=get.date("document.issued"),
        period=get.text("document.period", ""),
        status=Standing(get.choice("document.status", STATUSES)),
        redacted=get.flag("document.redacted", default=False),
        text_files=get.names("text.files"),
        body_sha256=get.text("text.body_sha256", ""),
        issued_precision=get.choice("document.issued_precision", PRECISIONS, "day"),
    )
    level = get.choice("level", LEVELS)
    return Plan(
        key=get.key("key"),
        territory=get.territory("territory"),
        level=level,
        levels=tuple(dict.fromkeys((level, *get.choices("levels", LEVELS)))),
        document=document,
        taxonomy=Taxonomy(()),
        statements=(),
        carriers=(),
        structure=Structure(
            slogan=get.pair("structure.slogan_", ""),
            declared=get.counts("structure.declared"),
            clause=get.text("structure.clause", ""),
            elements=(),
        ),
        clauses={},
        wishes=MapWishes(*(get.flag(f"web.{name}_maps", default=True) for name in _WISHES)),
    )


_WISHES = ("sector", "subsector", "void")


def entries_of(plan: Plan) -> dict[str, Any]:
    """The entries of ``plan.toml`` that :func:`plan_head` makes the same plan of.

    An entry that says what is taken for granted is None.
    """
    d, s, w = plan.document, plan.structure, plan.wishes
    codes = plan.territory.split(JOIN)
    values = (
        *(plan.key, codes if len(codes) > 1 else plan.territory, plan.level),
        list(plan.levels) if len(plan.levels) > 1 else None,
        *(d.title.zh, d.title.en, d.short.zh, d.short.en),
        *(d.issuer.zh, d.issuer.en, d.number, d.issued),
        None if d.issued_precision == "day" else d.issued_precision,
        *(d.period, d.status, d.redacted),
        *(list(d.text_files), d.body_sha256),
        *(s.slogan.zh, s.slogan.en, dict(s.declared), s.clause),
        *(w.sectors, w.subsectors, w.voids),
    )
    return dict(zip(ENTRIES, values, strict=True))


def known_entries(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What the entries of the file say, by dotted name, whether or not it is right.

    Examples
    --------
    >>> known_entries({"key": "a", "title": {"zh": "甲", "fr": "A"}, "text": 1})
    {'key': 'a', 'title.zh': '甲'}
    """
    found = {}
    for entry in ENTRIES:
        section, _, name = entry.rpartition(".")
        table = raw.get(section, {}) if section else raw
        if isinstance(table, dict) and name in table:
            found[entry] = table[name]
    return found


def _unknown_entries(raw: Mapping[str, Any]) -> Iterator[Fault]:
    split = (name.rpartition(".") for name in ENTRIES)
    known = {s: [p[2] for p in parts] for s, parts in groupby(split, lambda parts: parts[0])}
    known[""] += [section for section in known if section]
    for section, names in known.items():
        table = raw.get(section, {}) if section else raw
        if not isinstance(table, dict):
            zh, en = "应为一个表", "must be a table"
            yield Fault(f"plan.toml:[{section}]", zh, en, str(table))
            continue
        for name in table:
            if name not in names:
                near = nearest(name, names, 2)
                at = _address(f"{section}.{name}" if section else name)
                yield Fault(at, "不认识的项", "unknown entry", name, near)


def _address(entry: str) -> str:
    section, _, name = entry.rpartition(".")
    return f"plan.toml:[{section}] {name}" if section else f"plan.toml:{name}"


class _Getter:
    """Typed entries of the file; what is missing or of a wrong type becomes a fault."""

    def __init__(self, raw: Mapping[str, Any], faults: list[Fault]) -> None:
        self.values = known_entries(raw)
        self.faults = faults

    def _wrong(self, entry: str, zh: str, en: str, nearest: Iterable[str] = ()) -> None:
        value = self.values.get(entry)
        if value is None:
            zh, en = "缺少这一项", "is missing"
        shown = "" if value is None else str(value)
        self.faults.append(Fault(_address(entry), zh, en, shown, tuple(nearest)))

    def territory(self, entry: str) -> str:
        """A code, an id or the name of a territory, or a list of codes or names, as one code."""
        value = self.values.get(entry)
        written = value if isinstance(value, list) else [value]
        parts = [part for part in written if isinstance(part, str) and territory_code(part)]
        if not parts or parts != written:
            zh = "应为加引号的区划代码、区域编号或名称,多地写成列表"
            en = "must be a quoted adcode, id of a region or name, or a list of these"
            self._wrong(entry, zh, en)
            return ""
        self.values = {**self.values, entry: JOIN.join(parts)}
        return territory_code(self.text(entry))

    def text(self, entry: str, default: str | None = None) -> str:
        value = self.values.get(entry)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (default is None and not value.strip()):
            self._wrong(entry, "应为加引号的文字", "must be a quoted text")
            return ""
        if said := too_long(value):
            self._wrong(entry, *said)
            return ""
        text, faults = settled_text(_address(entry), value)
        self.faults += faults
        return "" if faults else text

    def key(self, entry: str) -> str:
        value = self.text(entry)
        if value and not _KEY.fullmatch(value):
            zh = "编号用作文件夹名,只能有小写字母、数字、- 和 _,至多 40 个"
            en = "the key is a folder's name: a-z, 0-9, - and _ only, at most 40"
            self._wrong(entry, zh, en)
        elif value in RESERVED:
            zh = "编号用作文件夹名,这个名字已由网站或 Windows 占用"
            en = "the key is a folder's name, and the site or Windows has this one for itself"
            self._wrong(entry, zh, en, (f"{value}-plan",))
        return value

    def pair(self, stem: str, default: str | None = None) -> Text:
        return Text(*(self.text(f"{stem}{lang}", default) for lang in ("zh", "en")))

    def choice(self, entry: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        value = self.values.get(entry)
        value = default if value is None else value
        if value not in allowed:
            near = nearest(str(value), allowed, 2) or allowed
            self._wrong(entry, "不是可用的值", "not a valid value", near)
            return allowed[0]
        return str(value)

    def flag(self, entry: str, *, default: bool) -> bool:
        value = self.values.get(entry)
        if value is not None and not isinstance(value, bool):
            self._wrong(entry, "应为 true 或 false", "must be true or false")
        return value if isinstance(value, bool) else default

    def date(self, entry: str) -> dt.date:
        value = self.values.get(entry)
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            self._wrong(entry, "应为日期,如 2024-09-14", "must be a date, as 2024-09-14")
            return dt.date(1, 1, 1)
        return value

    def names(self, entry: str) -> tuple[str, ...]:
        value = self.values.get(entry)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            self._wrong(entry, "应为文字列表", "must be a list of texts")
            return ()
        return tuple(value)

    def choices(self, entry: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        value = self.names(entry)
        if not set(value) <= set(allowed):
            self._wrong(entry, "含有不可用的值", "has a value that is not valid", allowed)
        return value

    def counts(self, entry: str) -> tuple[tuple[str, int], ...]:
        value = self.values.get(entry)
        if value is None:
            return ()
        if not isinstance(value, dict) or not all(
            kind in KINDS and isinstance(n, int) for kind, n in value.items()
        ):
            self._wrong(entry, "应为 { 类别 = 数目 }", "must be { kind = count }", KINDS)
            return ()
        return tuple(value.items())
