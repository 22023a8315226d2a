"""Checks of the cross-plan tables: ids, bases, names, repeats; every fault with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from geo.domain.plan import Plan
from geo.errors import Fault
from geo.sources.tables.table import Row, plain

BASES = ("same_term", "narrower", "broader", "related")
COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "themes": (("theme_id", "zh", "en", "parent"), ()),
    "links": (("theme_id", "plan", "term_id", "basis", "note"), ()),
    "seis2018": (("code", "name_zh", "name_en"), ()),
    "seis_links": (("plan", "term_id", "code", "basis"), ()),
}
_INDUSTRY = "产业"
_Rows = Mapping[str, Sequence[Row]]


def crosswalk_faults(rows: _Rows, plans: Mapping[str, Plan], keys: Sequence[str]) -> list[Fault]:
    """Everything that is wrong across the four tables, in table and line order.

    Parameters
    ----------
    rows
        Rows by table; columns are known to be there.
    plans
        Loaded plans by key; the terms of other plans cannot be looked up.
    keys
        Keys of every packaged plan.
    """
    themes = {plain(row["theme_id"]): row["zh"] for row in rows["themes"]}
    classes = {row["code"]: row["name_zh"] for row in rows["seis2018"]}
    known = sorted({*keys, *plans})
    return [
        *_theme_faults(rows["themes"], themes),
        *_repeats(rows["links"], ("theme_id", "plan", "term_id")),
        *_link_faults(rows["links"], themes, plans, known),
        *_lonely(rows, themes),
        *_repeats(rows["seis2018"], ("code",)),
        *_repeats(rows["seis_links"], ("plan", "term_id", "code")),
        *_class_faults(rows["seis_links"], classes, plans, known),
    ]


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


def _link_faults(
    rows: Sequence[Row], themes: Mapping[str, str], plans: Mapping[str, Plan], keys: Sequence[str]
) -> Iterator[Fault]:
    for row in rows:
        theme = plain(row["theme_id"])
        if theme not in themes:
            yield _unknown(row, "theme_id", themes, ("没有这个主题", "no such theme"))
        yield from _term_faults(row, plans, keys, BASES)
        names = _names(row, plans)
        named = themes.get(theme, "") in names
        if plain(row["basis"]) == "same_term" and names and not named and not row["note"]:
            yield Fault(
                row.at("note"),
                f"名称不同(主题是“{themes.get(theme, '')}”),same_term 要写明理由",
                "the names differ, so same_term needs a note",
                names[0],
            )


def _class_faults(
    rows: Sequence[Row], classes: Mapping[str, str], plans: Mapping[str, Plan], keys: Sequence[str]
) -> Iterator[Fault]:
    for row in rows:
        yield from _term_faults(row, plans, keys, ("same_term", "broader"))
        if row["code"] not in classes:
            yield _unknown(row, "code", classes, ("没有这个类别", "no such class"))
            continue
        name, names = classes[row["code"]], _names(row, plans)
        bare = name.removesuffix(_INDUSTRY)
        same = plain(row["basis"]) == "same_term"
        held = {bare, name} & set(names) if same else any(bare in n and bare != n for n in names)
        if names and not held:
            yield Fault(
                row.at("code"),
                f"类别名称是“{name}”,与计划的用语不符",
                "the name of the class does not fit the plan's term",
                names[0],
                (name,),
            )


def _term_faults(
    row: Row, plans: Mapping[str, Plan], keys: Sequence[str], bases: Sequence[str]
) -> Iterator[Fault]:
    plan, basis = plain(row["plan"]), plain(row["basis"])
    if plan not in keys:
        yield _unknown(row, "plan", dict.fromkeys(keys, ""), ("没有这个计划", "no such plan"))
    elif plan in plans:
        terms = _terms(plans[plan])
        if plain(row["term_id"]) not in terms:
            wrong = ("该计划没有这个领域或细分产业", "the plan has no such sector or sub-sector")
            yield _unknown(row, "term_id", terms, wrong)
    if basis not in bases:
        yield _unknown(row, "basis", dict.fromkeys(bases, ""), ("没有这种依据", "no such basis"))


def _names(row: Row, plans: Mapping[str, Plan]) -> tuple[str, ...]:
    """Printed names of the term: the canonical one, then its variants."""
    plan, term_id = plans.get(plain(row["plan"])), plain(row["term_id"])
    if plan is None:
        return ()
    own = _terms(plan).get(term_id)
    return (own, *(v.zh for v in plan.taxonomy.variants if v.of == term_id)) if own else ()


def _terms(plan: Plan) -> dict[str, str]:
    """Chinese names of a plan's sectors and sub-sectors by id."""
    sectors = {s.id: s.zh for s in plan.taxonomy}
    return sectors | {s.id: s.zh for s in plan.taxonomy.subsectors}


def _lonely(rows: _Rows, themes: Mapping[str, str]) -> Iterator[Fault]:
    for row in rows["themes"]:
        theme = plain(row["theme_id"])
        plans = {plain(r["plan"]) for r in rows["links"] if plain(r["theme_id"]) == theme}
        if len(plans) < 2:
            yield Fault(
                row.at("theme_id"),
                f"“{themes[theme]}”要连起至少两份计划",
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
    by_name = {zh: key for key, zh in names.items() if zh}
    near = get_close_matches(value, [*names, *by_name], 3, 0.4)
    ids = tuple(dict.fromkeys(by_name.get(n, n) for n in near))
    return Fault(row.at(column), *said, value, ids)
