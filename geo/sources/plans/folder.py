"""Plan folders as plans: read, checked as a whole, refused with every fault at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.domain.places import Region
from geo.domain.plan import Plan
from geo.domain.statement import Statement
from geo.errors import BoundaryError, Fault, PlaceError, PlanError, UnknownNameError, resolved
from geo.nearest import nearest
from geo.sources.paths import data_dir
from geo.sources.places.register import Register
from geo.sources.places.view import load_register
from geo.sources.plans import checks
from geo.sources.plans.entries import TERRITORY
from geo.sources.plans.meta import plan_head, read_toml
from geo.sources.plans.outlines import plan_outlines
from geo.sources.plans.places import Finder, named_beyond, with_places
from geo.sources.plans.points import own_places
from geo.sources.plans.rows import (
    carrier,
    clause,
    clause_rows,
    paragraph,
    plan_tables,
    statement,
)
from geo.sources.plans.structure import structure, taxonomy
from geo.sources.tables.table import Tables, first_of_each, in_order, plain

#: Columns that rows of other tables, or other rows of the same, lean on.
_KEYS = {
    "taxonomy": ("id", "kind", "parent"),
    "structure": ("element", "kind", "name", "order"),
    "clauses": ("id",),
}
_SPELLINGS = (
    "地名的繁体、简称、英文或带上级的写法",
    "places in Traditional, short, English or prefixed form",
)


def plan_keys() -> tuple[str, ...]:
    """Keys of the packaged plans, sorted.

    Examples
    --------
    >>> "future2024" in plan_keys()
    True
    """
    plans = data_dir() / "plans"
    return tuple(sorted(p.parent.name for p in plans.glob("*/plan.toml")))


def packaged_folder(key: str) -> Path:
    """Folder of a packaged plan; there is none of another key."""
    return data_dir() / "plans" / key


def plan_folder(key_or_folder: str | Path) -> Path:
    """Folder of a packaged plan, or the folder itself.

    Words with a separator (``./future2024``, ``future2024/``) and ``Path`` objects are folders; a
    bare word is the key of a packaged plan or else a folder.

    Raises
    ------
    UnknownNameError
        It is neither; or a bare word is both, so that only the caller can tell which is meant.
    """
    word, folder = str(key_or_folder), Path(key_or_folder)
    bare = isinstance(key_or_folder, str) and not {*word} & {os.sep, os.altsep}
    keys = plan_keys()
    if not bare or word not in keys:
        if folder.is_dir():
            return folder
        if not bare:
            raise UnknownNameError(Fault("", "没有这个文件夹", "no such folder", word))
        near = nearest(word, keys) or keys
        zh, en = "没有这个规划，也没有这个文件夹", "no such plan and no such folder"
        raise UnknownNameError(Fault("", zh, en, word, near))
    packaged = packaged_folder(word)
    if folder.is_dir() and not folder.samefile(packaged):
        own = f"{os.curdir}{os.sep}{word}"
        zh = (
            f"既是自带规划的编号，又是这里的一个文件夹：要用文件夹请写 {own}；"
            "要用自带规划请换个目录运行"
        )
        en = (
            f"is the key of a packaged plan and a folder here: write {own} for the folder, or run "
            "elsewhere for the packaged plan"
        )
        raise UnknownNameError(Fault("", zh, en, word, (own, str(packaged))))
    return packaged


def load_plan(key_or_folder: str | Path, register: Register | None = None) -> Plan:
    """A plan by key, or from a folder in the form of docs/plan-format.md.

    Parameters
    ----------
    key_or_folder
        Key of a packaged plan, or a folder; as :func:`plan_folder` tells them apart.
    register
        Places; those of the territory that ``plan.toml`` states if None. The folder's own
        ``places.csv`` is added to it.

    Raises
    ------
    PlanError
        Missing files or columns, bad values, unknown terms or clauses, repeated or conflicting
        rows, counts that differ from the slogan: every fault, those of places included.
    PlaceError
        Only places are at fault: unknown, ambiguous, of a wrong level, or outside the territory.
    BoundaryError
        The file of outlines that it is mapped with has faults.

    Examples
    --------
    >>> plan = load_plan("future2024")
    >>> len(plan.taxonomy), len(plan.taxonomy.subsectors), plan.structure.slogan.zh
    (7, 29, '两核双廊多极点')
    """
    folder = plan_folder(key_or_folder)
    plan = read_plan(read_toml(folder), plan_tables(folder), register)
    places = with_places(register or load_register(plan.territory), plan.places)
    return replace(plan, folder=folder, plots=plan_outlines(folder, places))


def packaged_plans() -> list[Plan]:
    """Every packaged plan, by key; a folder of such a name where the command runs is not meant."""
    return [load_plan(packaged_folder(key)) for key in plan_keys()]


def read_plan(raw: Mapping[str, Any], tables: Tables, register: Register | None = None) -> Plan:
    """A plan from the entries of ``plan.toml`` and its tables, wherever these were read.

    Raises
    ------
    PlanError, PlaceError
        As :func:`load_plan`.
    """
    faults = list(tables.faults)
    head = plan_head(raw, faults)
    reader = _Reader(head, tables, register or _view(head, faults))
    plan = reader.plan()
    if TERRITORY in {fault.address for fault in faults}:
        reader.place_faults.clear()  # of no territory nobody can say what lies in it
    faults += reader.faults
    if faults:
        more = tables.at_cells([*faults, *reader.place_faults])
        raise PlanError(in_order(first_of_each(list(tables.faults), more)))
    if reader.place_faults:
        raise PlaceError(in_order(tables.at_cells(reader.place_faults)))
    resolved(*_SPELLINGS, reader.finder.by_rule)
    return plan


def _view(head: Plan, faults: list[Fault]) -> Register:
    """The register of the plan's territory; where there is none, that which is meant by default."""
    try:
        return load_register(head.territory)
    except BoundaryError as error:
        faults += [replace(fault, address=TERRITORY) for fault in error.faults]
        return load_register()


class _Reader:
    """One reading of a plan's tables; collects the faults of every step, those of places apart."""

    def __init__(self, head: Plan, tables: Tables, register: Register) -> None:
        self.head = head
        self.tables = tables
        self.faults: list[Fault] = []
        self.place_faults: list[Fault] = []
        self.places = own_places(tables.rows("places"), register, self.place_faults)
        further = named_beyond(tables.rows("assignments"), register)
        self.register = with_places(register, (*self.places, *further))
        self.own_places_fit = not self.place_faults
        self.finder = Finder(self.register, head.level, self.place_faults, head.territory)

    def plan(self) -> Plan:
        """The plan as read; only good if there are no faults."""
        found, rows = self.faults, self.tables.rows
        home = self.register.places.get(self.head.territory)
        whole = home is None or isinstance(home, Region) or home.levels == ("province",)
        terms = taxonomy(rows("taxonomy"), found, sound=self._sound("taxonomy"))
        clauses = {c.id: c for c in (clause(r, found) for r in rows("clauses"))}
        plan = replace(
            self.head,
            taxonomy=terms,
            statements=tuple(statement(r, self.finder, found) for r in rows("assignments")),
            carriers=tuple(carrier(r, self.finder, found) for r in rows("carriers")),
            structure=structure(
                rows("structure"),
                self.head.structure,
                self.finder,
                found,
                sound=self._sound("structure"),
            ),
            clauses=clauses,
            paragraphs=tuple(paragraph(r, found) for r in rows("paragraphs")),
            focus="" if whole else self.head.territory,
            places=self.places,
            read={name: len(table.rows) for name, table in self.tables.tables.items()},
        )
        found += checks.empty_faults(self.tables)
        named = all("sector" in row.cells for row in rows("assignments"))
        if named and rows("taxonomy") and self._sound("taxonomy"):
            found += checks.term_faults(plan.statements, terms)
        readable = self._readable(plan.statements)
        found += checks.repeated_faults(readable)
        found += checks.carrier_faults(plan.carriers)
        if self.own_places_fit and plan.territory in self.register.places:
            levels = checks.level_faults(plan, readable, self.register)
            self.place_faults = first_of_each(self.place_faults, levels)
        leans = clauses or plan.document.text_files  # on a text
        if leans and self._sound("clauses"):
            found += checks.clause_faults(self._clauses_in_use(), clauses)
            found += checks.paragraph_faults(plan.paragraphs, clauses)
        return plan

    def _sound(self, name: str) -> bool:
        """Whether other rows may be held against a table: its keys are not at fault."""
        return self.tables.sound(name, _KEYS[name], self.faults)

    def _clauses_in_use(self) -> Iterator[tuple[str, str]]:
        """Every clause id that a row or the slogan names, with its address."""
        for _, row in clause_rows(self.tables):
            yield row.at("clause"), plain(row["clause"])
        if slogan := self.head.structure.clause:
            yield "plan.toml:[structure] clause", slogan

    def _readable(self, statements: Sequence[Statement]) -> list[Statement]:
        """Rows whose keywords could all be read: only these can be compared with each other."""
        known = {fault.address for fault in self.faults}
        if not known:
            return [*statements]
        words = ("scope", "class", "relation", "strength", "inferred")
        rows = zip(self.tables.rows("assignments"), statements, strict=True)
        return [s for row, s in rows if not known & {row.at(word) for word in words}]
