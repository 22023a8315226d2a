"""The columns of every exported table: declared once, the same in what is exported, values too."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import geo
from geo.analysis.report.columns import Column, ColumnType, column, column_names, declared
from geo.analysis.report.model import Table
from geo.ask import questions
from geo.build.city_files import city_report
from geo.build.mapped_plan import Layout
from geo.domain.text import Text
from geo.errors import GeoError
from geo.export.plan_layers import plan_layers
from geo.export.table import KINDS, export_table
from geo.site.plan_set import Cross
from geo.sources.plans.folder import plan_keys

TOLD = tomllib.loads(
    (Path(geo.__file__).parent / "texts" / "columns.toml").read_text(encoding="utf-8")
)
TYPES = {
    ColumnType.CODE: str, ColumnType.LIST: str, ColumnType.TEXT: str, ColumnType.INTEGER: int,
    ColumnType.NUMBER: (int, float), ColumnType.BOOLEAN: bool,
}  # fmt: skip


def tables_of(layout: Layout) -> Iterator[Table]:
    """The tables that the commands of one plan export."""
    for kind in KINDS:
        yield export_table(kind, layout.table, layout.world)
    yield export_table("assignments", layout.table, layout.world, expand=True)
    yield from (layer.table for layer in plan_layers(layout.table, layout.world))
    key = layout.plan.key
    matrix = layout.ground.analysis.matrix
    named = [u.id for u in matrix.units if matrix.row_total(u).subsectors][:2]
    calls = [
        lambda: questions.coverage(key), lambda: questions.gaps(key),
        lambda: questions.overlap(key), lambda: questions.similarity(key),
        lambda: questions.peers(key, named[0]), lambda: questions.compare(key, named),
        lambda: questions.numbers(key, "breadth"), lambda: questions.diff(key, "modern2025"),
        lambda: questions.whatif(key),
    ]  # fmt: skip
    for call in calls:
        try:
            yield call().one_table
        except GeoError:  # one place only, or none
            continue


def tables_across(cross: Cross) -> Iterator[Table]:
    """The tables that the commands of several plans export."""
    yield questions.themes().one_table
    yield questions.consistency("future2024", "gzhtz2021").one_table
    yield city_report(cross.book.pages["440100"], cross.plans).one_table


def wrong(told: Column, value: object) -> str:
    """What is wrong with a value of a column; empty if nothing."""
    found = value.zh if isinstance(value, Text) else value
    if found == "":
        return "empty" if told.required else ""
    right = isinstance(found, TYPES[told.type]) and isinstance(found, bool) == (
        told.type == ColumnType.BOOLEAN
    )
    if not right or (told.type == ColumnType.CODE and not re.fullmatch(r"\d{6}", str(found))):
        return f"no {told.type}: {found!r}"
    return f"not allowed: {found!r}" if told.values and found not in told.values else ""


def offences(table: Table) -> Counter[tuple[str, str, str]]:
    """Columns that are not declared or not there, and values of another type."""
    found: Counter[tuple[str, str, str]] = Counter()
    known = {c.name for c in declared(table.name)}
    fixed = {c for c in table.columns if column(table, c).name in known}
    slots = {c for c in known if "{" in c}
    for name in {c for c in known if "{" not in c} ^ (fixed if slots else set(table.columns)):
        found[table.name, name, "declared or there, not both"] += 1
    for name in table.columns:
        told = column(table, name)
        for row in table.rows:
            if said := wrong(told, row.get(name, "")):
                found[table.name, name, said] += 1
    return found


@pytest.fixture(scope="module")
def layout() -> Layout:
    return geo.lay_out(geo.load_plan("future2024"))


def test_tables_of_a_plan_are_what_is_declared(layout):
    assert sum(map(offences, tables_of(layout)), Counter()) == {}


@pytest.mark.slow
def test_tables_of_every_plan_are_what_is_declared():
    layouts = [geo.lay_out(geo.load_plan(key)) for key in plan_keys()]
    every = [t for layout in layouts for t in tables_of(layout)]
    every += tables_across(Cross.of(layouts, {}))
    assert sum(map(offences, every), Counter()) == {}
    seen = {table.name for table in every}
    parts = {part for name, found in TOLD["stacked"].items() if name in seen for part in found}
    assert set(TOLD["tables_of_columns"]) - seen - parts == {"topic_rows", "review_maps"}


def test_every_column_says_what_it_is_in_both_languages():
    needed = {"zh", "en", "type", "says_zh", "says_en"}
    own = {(t, c): told for t, found in TOLD["columns_of"].items() for c, told in found.items()}
    merged = {key: {**TOLD["columns"].get(key[1], {}), **told} for key, told in own.items()}
    every = {("", c): told for c, told in TOLD["columns"].items()} | merged
    wrong = [key for key, told in every.items() if not needed <= set(told)]
    wrong += [key for key, told in every.items() if told["type"] not in set(ColumnType)]
    wrong += [
        key for key, t in every.items() if re.search("[\u4e00-\u9fff]", t["en"] + t["says_en"])
    ]
    wrong += [key for key, told in every.items() if not told["says_zh"].strip()]
    assert wrong == []
    unlisted = [key for key in own if key[1] not in {c.name for c in declared(key[0])}]
    assert unlisted == []


def test_a_code_is_called_one():
    codes = {c for c, told in TOLD["columns"].items() if told["type"] == "code"}
    assert codes == {c for c in TOLD["columns"] if c.endswith("adcode")}


def test_a_column_per_sector_bears_the_name_of_the_sector(layout):
    table = export_table("areas", layout.table, layout.world)
    told = column(table, "space_terms")
    assert (told.type, told.name) == ("list", "space_terms")
    assert "未来空间" in told.says.zh
    assert column(table, "level").says.zh == "地级市或区县"


def test_rows_of_a_topic_are_those_of_a_plan_with_the_link_before_them():
    own = ("plan", "plan_title", "linked_term", "basis", "states")
    names = column_names("topic_rows")
    assert names[: len(own)] == own
    assert set(names) - set(own) == set(column_names("assignments")) - {"plan"}
