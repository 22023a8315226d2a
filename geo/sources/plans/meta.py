"""``plan.toml``: the document behind a plan, its slogan and its settings, read and given back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from geo.domain.plan import Document, MapWishes, Plan, Standing
from geo.domain.structure import Structure
from geo.domain.taxonomy import Taxonomy
from geo.errors import Fault, PlanError
from geo.nearest import nearest
from geo.sources.decoding import toml_of
from geo.sources.plans.entries import Entries, address_of
from geo.sources.territory_codes import JOIN

LEVELS = ("prefecture", "county")
STATUSES = tuple(Standing)
PRECISIONS = ("day", "year")
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
    get = Entries(known_entries(raw), faults)
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
                at = address_of(f"{section}.{name}" if section else name)
                yield Fault(at, "不认识的项", "unknown entry", name, near)
