"""The questions as pandas frames: rows and columns of the command's CSV, typed, and told."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import cache, partial

import geopandas
import pandas as pd
import pytest

import geo
from geo.analysis.report.columns import column
from geo.analysis.report.model import Report
from geo.ask import questions
from geo.build.city_files import city_answer
from geo.errors import CallError, UnknownNameError
from geo.export.formats import cells_of
from geo.export.report import report_bytes
from geo.export.table import export_table
from tests import small_plan
from tests.toy_folder import write_toy

PLAN = "future2024"
OVERLAP = partial(questions.overlap, PLAN)
WHATIF = partial(questions.whatif, PLAN, ["广州:低空经济"])
# The call, the report of the command, and the part of its CSV that the frame has.
CALLS = {
    "coverage": (partial(geo.coverage, PLAN), partial(questions.coverage, PLAN), ""),
    "gaps": (partial(geo.gaps, PLAN, ["modern2025"]),
             partial(questions.gaps, PLAN, ["modern2025"]), ""),
    "overlap": (partial(geo.overlap, PLAN), OVERLAP, "crowding"),
    "shares": (partial(geo.overlap, PLAN, table="shares"), OVERLAP, "shares"),
    "concentration": (partial(geo.overlap, PLAN, table="concentration"), OVERLAP, "concentration"),
    "peers": (partial(geo.peers, PLAN, "广州"), partial(questions.peers, PLAN, "广州"), ""),
    "compare": (partial(geo.compare, PLAN, ["广州", "深圳"]),
                partial(questions.compare, PLAN, ["广州", "深圳"]), ""),
    "diff": (partial(geo.diff, PLAN, "modern2025"), partial(questions.diff, PLAN, "modern2025"),
             ""),
    "consistency": (partial(geo.consistency, PLAN, "gzhtz2021", "广州"),
                    partial(questions.consistency, PLAN, "gzhtz2021", "广州"), ""),
    "whatif": (partial(geo.whatif, PLAN, ["广州:低空经济"]), WHATIF, "shifts"),
    "entries": (partial(geo.whatif, PLAN, ["广州:低空经济"], table="entries"), WHATIF, "entries"),
    "numbers": (partial(geo.numbers, PLAN, "sector", "space"),
                partial(questions.numbers, PLAN, "sector", "space"), ""),
    "themes": (geo.themes, questions.themes, "themes"),
    "unmapped": (partial(geo.themes, table="unmapped"), questions.themes, "unmapped"),
    "city": (partial(geo.city, "广州"), partial(city_answer, "广州"), ""),
}  # fmt: skip
KINDS = {"integer": ("int64", "Int64"), "boolean": ("bool", "boolean"), "number": ("float64",)}
INDEX = {"areas": "adcode", "assignments": "adcode", "carriers": "city_adcode",
         "structure": "member_adcode", "taxonomy": "id"}  # fmt: skip


@pytest.fixture(scope="module")
def layout():
    return geo.lay_out(geo.load_plan(PLAN))


@cache
def answer(name: str) -> pd.DataFrame:
    return CALLS[name][0]()


def report_of(name: str) -> Report:
    return asked(CALLS[name][1])


@cache
def asked(call: Callable[[], Report]) -> Report:
    """A report of a command, made once for all frames that are a part of it."""
    return call()


def test_every_question_of_the_commands_is_a_function():
    asked = {*questions.__all__, "city"} - {"Report"}
    assert asked <= set(geo.__all__)
    assert asked - {"similarity"} <= set(CALLS)


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its index, if it has a name, as its first column again."""
    return frame.reset_index() if frame.index.name else frame


def wrong_types(frame: pd.DataFrame, table) -> list[str]:
    wrong = []
    for name, kind in flat(frame).dtypes.items():
        told = column(table, name)
        wanted = KINDS.get(
            told.type,
            ("category",) if len(told.values) else ("str", "object"),
        )
        wrong += [f"{name}: {kind}"] if str(kind) not in wanted else []
    return wrong


@pytest.mark.parametrize("name", CALLS)
def test_a_frame_has_the_rows_and_columns_of_the_commands_csv(name):
    part, frame, report = CALLS[name][2], flat(answer(name)), report_of(name)
    rows = list(csv.DictReader(io.StringIO(report_bytes(report, ".csv").decode("utf-8-sig"))))
    rows = [row for row in rows if not part or row["table"] == part]
    assert len(frame) == len(rows)
    assert set(frame.columns) <= set(rows[0] if rows else frame.columns)
    if not part:
        assert list(frame.columns) == list(rows[0])
    for name_of, kind in frame.dtypes.items():
        if str(kind) in ("str", "object") and name_of not in ("kind", "subject", "measure", "reach",
                                                              "class", "level"):  # fmt: skip
            assert frame[name_of].tolist() == [row[name_of].lstrip("'") for row in rows], name_of
        elif str(kind) in ("int64", "Int64", "float64"):
            written = pd.to_numeric([row[name_of] or None for row in rows])
            assert abs(frame[name_of].astype("float64") - written).max() < 1e-6 or not len(frame)


@pytest.mark.parametrize("name", CALLS)
def test_every_column_has_the_type_that_the_dictionary_declares(name):
    part, report = CALLS[name][2], report_of(name)
    table = next((t for t in report.tables if t.name == part), None) or report.one_table
    assert wrong_types(answer(name), table) == []


@pytest.mark.parametrize("name", CALLS)
def test_a_frame_tells_what_it_rests_on_in_words_that_can_be_written(name):
    attrs = answer(name).attrs
    assert set(attrs) == {"question", "plans", "basis", "source", "review"}
    assert all(attrs.values())
    assert json.loads(json.dumps(attrs)) == attrs
    assert "未送审" in attrs["review"]


@pytest.mark.parametrize("name", ["coverage", "gaps", "overlap", "diff", "city"])
def test_keys_are_the_same_in_every_language_and_names_are_not(name):
    call = CALLS[name][0]
    zh, en = flat(answer(name)), flat(call(lang="en"))
    keys = {"state", "unit", "kind", "subject", "reach", "class", "list", "term_id", "place_id"}
    for key in keys & set(zh.columns):
        assert zh[key].tolist() == en[key].tolist(), key
        assert all(str(value).isascii() for value in en[key].dropna()), key
    told = next(c for c in ("place", "places", "before") if c in zh)
    assert zh[told].tolist() != en[told].tolist()


def test_states_are_ordered_from_the_weakest(layout):
    states = geo.coverage(PLAN)["state"]
    assert list(states.cat.categories) == ["not_named", "collective", "focus", "named"]
    assert (states >= "focus").sum() == states.isin(["focus", "named"]).sum()
    space = layout.areas["space"]
    assert space.max() == "named-3"
    assert layout.areas[space >= "named-2"].index.tolist() == ["440100", "440400", "442000"]


def test_a_square_of_similarity_is_that_of_the_pairs():
    for by in ("subsector", "sector"):
        square = geo.similarity(PLAN, by=by)
        rows = [r for r in questions.similarity(PLAN).one_table.rows if r["measure"] == by]
        pairs = {(r["place"].zh, r["other"].zh): r["value"] for r in rows}
        assert {
            (a, b): v for a, row in square.to_dict("index").items() for b, v in row.items()
        } == pairs
        assert (
            list(square.index)
            == list(square.columns)
            == list(dict.fromkeys(r["place"].zh for r in rows))
        )
        assert square.attrs["plans"] == [PLAN]


def test_a_plan_is_a_key_a_folder_a_plan_or_a_layout(tmp_path, layout):
    write_toy(tmp_path / "toy")
    assert "机器人" in set(geo.coverage(tmp_path / "toy")["term"])
    asked = [PLAN, layout.plan, layout]
    first, *others = [geo.coverage(plan) for plan in asked]
    for other in others:
        pd.testing.assert_frame_equal(first, other)
    county = geo.lay_out(layout.plan, level="county")
    assert (geo.coverage(county)["level"] == "county").sum() == 124 * 36
    pd.testing.assert_frame_equal(geo.diff(layout, layout.plan), geo.diff(PLAN, PLAN))


def test_a_plan_without_a_statement_has_the_same_columns_and_types():
    bare, full = (
        small_plan.plan([]),
        small_plan.plan([small_plan.row("440100", "steel", "steel.1")]),
    )
    for ask in (geo.coverage, partial(geo.gaps, against=["space2024"]), geo.overlap,
                partial(geo.overlap, table="shares")):  # fmt: skip
        assert ask(bare).dtypes.to_dict() == ask(full).dtypes.to_dict()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (partial(geo.coverage, 5), "“int”"),
        (partial(geo.coverage, PLAN, lang="fr"), "lang: “fr”"),
        (partial(geo.overlap, PLAN, table="crowd"), "nearest: crowding"),
        (partial(geo.similarity, PLAN, by="place"), "by: “place”"),
        (partial(geo.compare, PLAN, "广州"), "places: “广州” 要列表"),
        (partial(geo.gaps, PLAN, "modern2025"), "against: “modern2025”"),
        (partial(geo.themes, PLAN), "plans: “future2024”"),
        (partial(geo.numbers, PLAN, "sectors"), "no such page"),
    ],
)
def test_a_wrong_word_is_a_sentence(call, said):
    with pytest.raises(CallError, match=said):
        call()


def test_an_unknown_name_names_the_nearest():
    with pytest.raises(UnknownNameError, match="nearest: future2024"):
        geo.coverage("future2042")
    with pytest.raises(UnknownNameError, match="广州市"):
        geo.peers(PLAN, "广洲")


@pytest.mark.parametrize("kind", INDEX)
def test_the_tables_of_a_layout_are_those_of_the_export_under_their_codes(layout, kind):
    frame, table = getattr(layout, kind), export_table(kind, layout.table, layout.world)
    plain = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    assert frame.index.name == INDEX[kind]
    back = plain.reset_index()[[*table.columns]]
    assert [*back.columns] == [*table.columns]
    shown = back.astype(object).where(back.notna(), "").to_numpy().tolist()
    written = [[v.lstrip("'") if isinstance(v, str) else v for v in row] for row in cells_of(table)]
    assert shown == written
    assert wrong_types(plain, table) == []
    assert frame.attrs["plans"] == [PLAN]


def test_carriers_are_points_or_none(layout):
    parks = layout.carriers
    assert isinstance(parks, geopandas.GeoDataFrame)
    assert parks.crs.to_epsg() == 4490
    assert parks.geometry.isna().tolist() == parks["lon"].isna().tolist()
    assert set(parks.geometry.dropna().geom_type) == {"Point"}
    assert parks.loc["440100", "open_ended"].dtype == bool


@pytest.mark.parametrize("kind", ["areas", "carriers"])
@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".parquet"])
def test_a_frame_with_shapes_can_be_written_as_it_is(layout, tmp_path, kind, suffix):
    frame = getattr(layout, kind)
    path = tmp_path / f"a{suffix}"
    frame.to_parquet(path) if suffix == ".parquet" else frame.to_file(path)
    read = geopandas.read_parquet(path) if suffix == ".parquet" else geopandas.read_file(path)
    assert len(read) == len(frame)
    assert list(read.reset_index()[frame.index.name]) == list(frame.index)


def test_a_plain_frame_can_be_written_and_read_back(tmp_path):
    frame = geo.coverage(PLAN)
    frame.to_parquet(tmp_path / "a.parquet")
    frame.to_excel(tmp_path / "a.xlsx")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "a.parquet"), frame)
