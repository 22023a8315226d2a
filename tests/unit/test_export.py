"""Tables for other programs: columns, rows, bytes."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from dataclasses import replace
from itertools import product

import geopandas
import openpyxl
import pandas as pd
import pytest

import geo
from geo.analysis.report.model import Table
from geo.cli.run import main
from geo.errors import CallError
from geo.export.descriptor import MEDIA
from geo.export.formats import csv_bytes
from geo.export.rows import assignments_table
from geo.export.table import KINDS, SPATIAL, SUFFIXES, export_bytes, export_table
from geo.sources.plans.folder import load_plan, plan_keys
from geo.sources.plans.places import plan_register
from tests import small_plan

# The columns that other programs rely on, in this order.
CONTRACT = {
    "assignments": "plan place adcode place_level scope class relation strength sector subsector "
    "term carrier open_ended inferred section paragraph sentence",
    "carriers": "plan city city_adcode carrier place_id role grade lon lat",
    "structure": "plan kind name role order member member_adcode inferred",
}


@pytest.fixture(scope="module")
def layout():
    return geo.lay_out(geo.load_plan("future2024"))


def table(layout, kind, **options):
    return export_table(kind, layout.table, layout.world, **options)


def read_csv(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("kind", CONTRACT)
def test_the_promised_columns_stand_first_and_in_order(layout, kind):
    promised = tuple(CONTRACT[kind].split())
    assert table(layout, kind).columns[: len(promised)] == promised


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_has_every_column(layout, kind):
    exported = table(layout, kind)
    assert exported.rows
    assert {tuple(row) for row in exported.rows} == {exported.columns}


def test_assignments_are_the_rows_of_the_plan_one_by_one(layout):
    exported = table(layout, "assignments").rows
    plan = layout.plan.statements
    assert [(r["place_id"], r["term"], r["clause"]) for r in exported] == [
        (a.place_id, a.term, a.clause) for a in plan
    ]


def test_focus_rows_are_place_by_sector_and_develop_rows_place_by_subsector(layout):
    rows = [r for r in table(layout, "assignments").rows if r["class"] == "binding"]
    direct = [r for r in rows if r["scope"] == "direct" and r["place_level"] == "prefecture"]
    focus = Counter((r["adcode"], r["sector"]) for r in direct if r["relation"] == "focus")
    developed = Counter((r["adcode"], r["subsector"]) for r in direct if r["subsector"])
    assert set(focus.values()) == {1}
    assert set(developed.values()) == {1}
    assert len({adcode for adcode, _ in focus}) == 9
    assert all(r["subsector"] == "" for r in direct if r["relation"] == "focus")


def test_a_region_stands_once_and_has_no_adcode(layout):
    rows = [r for r in table(layout, "assignments").rows if r["place_level"] == "region"]
    assert rows
    assert {r["adcode"] for r in rows} == {""}
    assert {r["scope"] for r in rows} == {"collective"}
    assert {r["member_of"] for r in rows} == {""}


def test_expand_adds_the_members_and_takes_nothing_away(layout):
    plain = table(layout, "assignments").rows
    wide = table(layout, "assignments", expand=True).rows
    added = [r for r in wide if r["member_of"]]
    assert [r for r in wide if not r["member_of"]] == list(plain)
    assert {(r["scope"], r["inferred"]) for r in added} == {("collective", True)}
    members = {r["adcode"] for r in added if r["member_of"] == "east_west_north"}
    assert members == set(layout.world.register.members("east_west_north"))
    first = wide.index(added[0])
    assert wide[first - 1]["place_id"] == added[0]["member_of"]


def test_expand_is_for_assignments_only(layout):
    with pytest.raises(CallError, match="--expand"):
        table(layout, "carriers", expand=True)


def test_the_carrier_of_a_row_is_what_the_row_says_and_no_other():
    for plan in map(load_plan, plan_keys()):
        exported = assignments_table(plan, plan_register(plan)).rows
        assert [r["carrier"] for r in exported] == [a.carrier for a in plan.statements], plan.key


def test_the_carriers_of_a_clause_have_a_column_of_their_own(layout):
    near = {}
    for carrier in layout.plan.carriers:
        near.setdefault((carrier.clause, carrier.place_id), []).append(carrier.name)
    exported = table(layout, "assignments").rows
    for row in exported:
        named = near.get((row["clause"], row["place_id"]), [])
        expected = ";".join(named) if row["scope"] == "direct" else ""
        assert row["clause_carriers"] == expected
    focus = [r for r in exported if r["relation"] == "focus" and r["scope"] == "direct"]
    assert {str(r["clause_carriers"]).count(";") for r in focus} == {1, 2, 3, 4}


def test_points_have_three_decimals_or_nothing(layout):
    rows = table(layout, "carriers").rows
    for row in rows:
        assert (row["lon"] == "") == (row["lat"] == "")
        if row["lon"] != "":
            assert round(row["lon"], 3) == row["lon"]
    unplotted = [r for r in rows if r["lon"] == ""]
    assert "zq_xijiang" in {r["place_id"] for r in unplotted}
    printed = read_csv(csv_bytes(table(layout, "carriers")))
    assert all(len(r["lon"].partition(".")[2]) == 3 for r in printed if r["lon"])


def test_areas_have_one_row_each_and_the_states_of_the_maps(layout):
    rows = {r["adcode"]: r for r in table(layout, "areas").rows}
    assert len(rows) == 21
    for sector in layout.plan.taxonomy:
        scene = layout.scene(sector=sector.id)
        assert {a: r[sector.id] for a, r in rows.items()} == {
            a.adcode: a.state for a in scene.areas if a.level == "prefecture"
        }


def test_zones_that_are_named_stand_with_the_cities_that_hold_or_run_them():
    rows = [small_plan.row("z_shenshan", "steel", "steel.1"), small_plan.row("z_hengqin", "steel")]
    laid = geo.lay_out(small_plan.plan(rows))
    found = {r["name"]: r for r in table(laid, "areas").rows}
    named = {name: r["zones"] for name, r in found.items() if r["zones_named"]}
    assert named == {
        "深圳市": "深汕特别合作区",
        "珠海市": "横琴粤澳深度合作区",
        "汕尾市": "深汕特别合作区",
    }
    assert {found[name]["steel"] for name in named} == {"not_named"}
    for said in (laid.scene(sector="steel"), laid.scene(breadth=True)):
        assert "横琴粤澳深度合作区（珠海市）" in said.credits.limits.zh
        assert "深汕特别合作区（在汕尾市境内，由深圳市管理）" in said.credits.limits.zh


def test_zones_of_cities_that_are_coloured_are_not_told_twice():
    rows = [small_plan.row("z_hengqin", "steel"), small_plan.row("440400", "steel")]
    assert "横琴" not in geo.lay_out(small_plan.plan(rows)).scene(sector="steel").credits.limits.zh


def test_a_sector_may_not_overwrite_a_column(layout):
    taxonomy = layout.plan.taxonomy
    odd = replace(taxonomy, sectors=(replace(taxonomy.sectors[0], id="level"),))
    plan = replace(layout.plan, taxonomy=odd)
    rows = export_table("areas", replace(layout.table, plan=plan), layout.world).rows
    assert {r["level"] for r in rows} == {"prefecture"}
    assert "sector_level" in rows[0]


def test_taxonomy_keeps_the_plans_order(layout):
    rows = table(layout, "taxonomy").rows
    assert [r["id"] for r in rows if r["kind"] == "sector"] == [s.id for s in layout.plan.taxonomy]
    assert sum(r["kind"] == "subsector" for r in rows) == 29


def test_what_lies_beside_an_export_knows_the_type_of_every_format():
    assert [suffix for suffix in SUFFIXES if suffix not in MEDIA] == []


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        pytest.param(kind, suffix, marks=pytest.mark.slow if further else ())
        for kind, suffix in product(KINDS, SUFFIXES)
        for further in [suffix == ".gpkg" and kind != "areas"]
    ],
)
def test_twice_the_same_bytes(layout, kind, suffix):
    exported = table(layout, kind)
    if kind not in SPATIAL.get(suffix, KINDS):
        with pytest.raises(CallError, match="no geometry"):
            export_bytes(exported, suffix, layout.table, layout.world)
        return
    data = export_bytes(exported, suffix, layout.table, layout.world)
    assert data == export_bytes(exported, suffix, layout.table, layout.world)


def test_an_unknown_format_names_the_nearest(layout):
    with pytest.raises(CallError, match=r"nearest: \.xlsx"):
        export_bytes(table(layout, "areas"), ".xls", layout.table, layout.world)


@pytest.mark.parametrize("missing", [("pyarrow",), ("pyarrow", "pip")])
def test_without_pyarrow_the_line_that_installs_it_is_named(tmp_path, monkeypatch, capsys, missing):
    for module in missing:
        monkeypatch.setitem(sys.modules, module, None)
    file = tmp_path / "a.parquet"
    assert main(["export", "areas", "--plan", "future2024", "-o", str(file)]) == 2
    said = capsys.readouterr().err
    assert f"{sys.executable} -m pip install 'industry-atlas[parquet]'" in said
    assert ("ensurepip" in said) is ("pip" in missing)
    assert not file.exists()


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".parquet"])
@pytest.mark.parametrize("kind", ["areas", "carriers"])
def test_geometry_comes_back_as_it_was(layout, tmp_path, kind, suffix):
    path = tmp_path / f"t{suffix}"
    exported = table(layout, kind)
    path.write_bytes(export_bytes(exported, suffix, layout.table, layout.world))
    read = geopandas.read_parquet if suffix == ".parquet" else geopandas.read_file
    frame = read(path, layer=kind) if suffix == ".gpkg" else read(path)
    assert frame.crs.to_epsg() == (4326 if suffix == ".geojson" else 4490)
    code = "adcode" if kind == "areas" else "city_adcode"
    assert [str(a) for a in frame[code]] == [r[code] for r in exported.rows]
    assert pd.api.types.is_string_dtype(frame[code])
    if kind == "areas":
        assert frame.geometry.is_valid.all()
        wanted = layout.areas.geometry.array
        pairs = zip(frame.geometry, wanted, strict=True)
        assert max(a.symmetric_difference(b).area for a, b in pairs) < 1e-4
    else:
        drawn = [r["lon"] != "" for r in exported.rows]
        assert [g is not None and not g.is_empty for g in frame.geometry] == drawn


def test_json_and_csv_say_the_same(layout):
    exported = table(layout, "structure")
    objects = json.loads(export_bytes(exported, ".json", layout.table, layout.world))
    printed = read_csv(export_bytes(exported, ".csv", layout.table, layout.world))
    text = {True: "true", False: "false", None: ""}
    told = [
        {k: text[v] if v is None or isinstance(v, bool) else str(v) for k, v in o.items()}
        for o in objects
    ]
    assert told == printed


def test_a_workbook_keeps_codes_as_text_and_numbers_as_numbers(layout):
    data = export_bytes(table(layout, "carriers"), ".xlsx", layout.table, layout.world)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    head, *rows = sheet.iter_rows(values_only=True)
    by_name = [dict(zip(head, row, strict=True)) for row in rows]
    assert {type(r["city_adcode"]) for r in by_name} == {str}
    assert {type(r["open_ended"]) for r in by_name} == {bool}
    assert {type(r["lon"]) for r in by_name if r["lon"]} == {float}


RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", '=HYPERLINK("x")']


@pytest.mark.parametrize("text", RISKY)
def test_no_text_becomes_a_formula(layout, text):
    odd = Table("structure", ("member", "order"), ({"member": text, "order": -3},))
    row = next(iter(read_csv(csv_bytes(odd))))
    assert row == {"member": f"'{text}", "order": "-3"}
    data = export_bytes(odd, ".xlsx", layout.table, layout.world)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    cell, number = sheet[2]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")
    assert number.value == -3


def test_classes_have_their_basis_and_members_their_own_clause():
    modern, qianhai = (geo.lay_out(geo.load_plan(key)) for key in ("modern2025", "qianhai2024"))
    classes = [r for r in table(modern, "taxonomy").rows if r["kind"] == "sector"]
    assert all(r["basis"] for r in classes)
    assert classes[0]["basis"] == "numbered item 二/(六)/1"
    areas = [r for r in table(qianhai, "structure").rows if r["element"] == "areas"]
    assert len({(r["section"], r["paragraph"], r["sentence"]) for r in areas}) == 2
