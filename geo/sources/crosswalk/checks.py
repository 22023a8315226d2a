"""Checks of the cross-plan tables: ids, bases, names, repeats; every fault with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.domain.plan import Plan
from geo.errors import Fault
from geo.nearest import nearest_of
from geo.sources.tables.table import Columns, Row, Tables, plain

BASES = ("same_term", "narrower", "broader", "related")
COLUMNS = {
    "themes": Columns.of("theme_id zh en parent"),
    "links": Columns.of("theme_id plan term_id basis note"),
    "seis2018": Columns.of("code name_zh name_en"),
    "seis_links": Columns.of("plan term_id code basis"),
}
_INDUSTRY = "产业"


def crosswalk_faults(tables: Tables, plans: Mapping[str, Plan], keys: Sequence[str]) -> list[Fault]:
    """Everything that is wrong across the four tables, in table and line order.

    Parameters
    ----------
    tables
        The four tables; columns are known to be there.
    plans
        Loaded plans by key; the terms of other plans cannot be looked up.
    keys
        Keys of every packaged plan.
    """
    rows = tables.rows
    themes = {plain(row["theme_id"]): row["zh"] for row in rows("themes")}
    classes = {row["code"]: row["name_zh"] for row in rows("seis2018")}
    terms = _Terms(plans, tuple(sorted({*keys, *plans})))
    return [
        *_theme_faults(rows("themes"), themes),
        *_repeats(rows("links"), ("theme_id", "plan", "term_id")),
        *_link_faults(rows("links"), themes, terms),
        *_lonely(tables, themes),
        *_repeats(rows("seis2018"), ("code",)),
        *_repeats(rows("seis_links"), ("plan", "term_id", "code")),
        *_class_faults(rows("seis_links"), classes, terms),
    ]


@dataclass(frozen=True)
class _Terms:
    """Terms of the loaded plans; ``keys`` are those of every plan there is."""

    plans: Mapping[str, Plan]
    keys: tuple[str, ...]

    def of(self, plan: str) -> dict[str, str]:
        """Chinese names of a plan's sectors and sub-sectors by id."""
        return {term.id: term.zh for term in self.plans[plan].taxonomy.terms}

    def names(self, row: Row) -> tuple[str, ...]:
        """Printed names of the term of a row: the canonical one, then its variants."""
        key, term_id = plain(row["plan"]), plain(row["term_id"])
        own = self.of(key).get(term_id) if key in self.plans else None
        if not own:
            return ()
        return (own, *(v.zh for v in self.plans[key].taxonomy.variants if v.of == term_id))

    def faults(self, row: Row, bases: Sequence[str]) -> Iterator[Fault]:
        """What is wrong with the plan, the term and the basis of a row."""
        plan, basis = plain(row["plan"]), plain(row["basis"])
        if plan not in self.keys:
            keys = dict.fromkeys(self.keys, "")
            yield _unknown(row, "plan", keys, ("没有这个规划", "no such plan"))
        elif plan in self.plans and plain(row["term_id"]) not in self.of(plan):
            wrong = ("该规划没有这个领域或细分产业", "the plan has no such sector or sub-sector")
            yield _unknown(row, "term_id", self.of(plan), wrong)
        if basis not in bases:
            known = dict.fromkeys(bases, "")
            yield _unknown(row, "basis", known, ("没有这种依据", "no such basis"))


def _theme_faults(rows: Sequence[Row], themes: Mapping[str, str]) -> Iterator[Fault]:
    yield from _repeats(rows, ("theme_id",))
    yield from _repeats(rows, ("zh",))
    parents = {plain(row["theme_id"]): plain(row["parent"]) for row in rows}
    for row in rows:
        for column in ("theme_id", "zh", "en"):
            if not row[column]:
                yield Fault(row.at(column), "这一格不能为空", "this cell must not be empty")
        parent = plain(row["parent"])
        if parent and parent not in themes:
            yield _unknown(row, "parent", themes, ("没有这个主题", "no such theme"))
        elif parent and _turns(plain(row["theme_id"]), parents):
            yield Fault(row.at("parent"), "上级主题绕成一圈", "the parents run in a circle", parent)


def _turns(theme: str, parents: Mapping[str, str]) -> bool:
    seen = set()
    while theme and theme not in seen:
        seen.add(theme)
        theme = parents.get(theme, "")
    return bool(theme)


def _link_faults(rows: Sequence[Row], themes: Mapping[str, str], terms: _Terms) -> Iterator[Fault]:
    for row in rows:
        theme = plain(row["theme_id"])
        if theme not in themes:
            yield _unknown(row, "theme_id", themes, ("没有这个主题", "no such theme"))
        yield from terms.faults(row, BASES)
        names = terms.names(row)
        named = themes.get(theme, "") in names
        if plain(row["basis"]) == "same_term" and names and not named and not row["note"]:
            yield Fault(
                row.at("note"),
                f"名称不同（主题是“{themes.get(theme, '')}”），same_term 要写明理由",
                "the names differ, so same_term needs a note",
                names[0],
            )


def _class_faults(
    rows: Sequence[Row], classes: Mapping[str, str], terms: _Terms
) -> Iterator[Fault]:
    for row in rows:
        yield from terms.faults(row, ("same_term", "broader"))
        if row["code"] not in classes:
            yield _unknown(row, "code", classes, ("没有这个类别", "no such class"))
            continue
        name, names = classes[row["code"]], terms.names(row)
        bare = name.removesuffix(_INDUSTRY)
        same = plain(row["basis"]) == "same_term"
        held = {bare, name} & set(names) if same else any(bare in n and bare != n for n in names)
        if names and not held:
            yield Fault(
                row.at("code"),
                f"类别名称是“{name}”，与规划的用语不符",
                "the name of the class does not fit the plan's term",
                names[0],
                (name,),
            )


def _lonely(tables: Tables, themes: Mapping[str, str]) -> Iterator[Fault]:
    for row in tables.rows("themes"):
        theme = plain(row["theme_id"])
        plans = {plain(r["plan"]) for r in tables.rows("links") if plain(r["theme_id"]) == theme}
        if len(plans) < 2:
            yield Fault(
                row.at("theme_id"),
                f"“{themes[theme]}”要连起至少两份规划",
                "a theme links at least two plans",
                theme,
            )


def _repeats(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Fault]:
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(plain(row[column]) for column in columns)
        other = first.setdefault(key, row)
        if other is not row:
            yield Fault(
                row.at(columns[0]),
                f"与 {other.address} 重复",
                f"stands already in {other.address}",
                " ".join(key),
            )


def _unknown(row: Row, column: str, names: Mapping[str, str], said: tuple[str, str]) -> Fault:
    """An id that is not there, with the nearest ids, taken by id or by Chinese name."""
    value = plain(row[column])
    ids = {key: key for key in names} | {zh: key for key, zh in names.items() if zh}
    return Fault(row.at(column), *said, value, nearest_of(value, ids))
