"""Files for a GIS, read as a GIS reads them: GeoJSON, GeoPackage, Shapefile, Parquet."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely

import geo
from geo.cli.run import main
from geo.errors import Notice
from geo.export.about import about
from geo.export.plan_layers import LAYERS, plan_layers
from geo.export.shapefile import shapefile_bytes
from geo.export.shapes import table_shapes
from geo.export.table import export_bytes, export_table
from geo.scene.kinds import KINDS
from geo.sources.plans.folder import plan_keys

LOOK = Path(__file__).parents[1] / "qgis_look.py"
PYTHON = "/usr/bin/python3"
OFFSCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}


@pytest.fixture
def qgis():
    """Asked for when a test needs it: every process of a run reads this file."""
    call = [PYTHON, "-c", "import qgis.core"]
    if (
        not Path(PYTHON).exists()
        or subprocess.run(call, check=False, capture_output=True, env=OFFSCREEN).returncode
    ):
        pytest.skip("needs the Python of QGIS (qgis.core)")


@pytest.fixture(scope="module")
def layout():
    return geo.lay_out(geo.load_plan("future2024"))


@pytest.fixture(scope="module")
def package(layout, tmp_path_factory):
    path = tmp_path_factory.mktemp("gis") / "plan.gpkg"
    table = export_table("areas", layout.table, layout.world)
    path.write_bytes(export_bytes(table, ".gpkg", layout.table, layout.world))
    return path


def rings_of(geometry):
    several = geometry["type"] == "MultiPolygon"
    for polygon in geometry["coordinates"] if several else [geometry["coordinates"]]:
        yield from ((n == 0, ring) for n, ring in enumerate(polygon))


@pytest.mark.parametrize("kind", ["areas", "carriers", "assignments"])
def test_geojson_is_rfc_7946(layout, kind):
    table = export_table(kind, layout.table, layout.world)
    found = json.loads(export_bytes(table, ".geojson", layout.table, layout.world))
    assert "crs" not in found
    assert "WGS 84" in found["metadata"]["crs"]["en"]
    assert found["metadata"]["licence"] == "MIT"
    assert found["metadata"]["review"]["zh"] == "未送审 · 内部使用"
    assert len(found["features"]) == len(table.rows)
    for feature in found["features"]:
        shape = feature["geometry"]
        if shape and shape["type"] != "Point":
            assert shapely.is_valid(shapely.from_geojson(json.dumps(shape)))
            for outer, ring in rings_of(shape):
                assert all(round(x, 5) == x and round(y, 5) == y for x, y in ring)
                assert shapely.LinearRing(ring).is_ccw == outer
        for name in ("open_ended", "inferred"):
            assert type(feature["properties"].get(name, True)) is bool


def test_a_geopackage_is_of_version_1_2_and_whole(layout, package):
    with closing(sqlite3.connect(package)) as base:
        assert base.execute("pragma application_id").fetchone() == (0x47504B47,)
        assert base.execute("pragma user_version").fetchone() == (10200,)
        assert base.execute("pragma integrity_check").fetchone() == ("ok",)
        assert base.execute("pragma foreign_key_check").fetchall() == []
        told = {n: (k, d) for n, k, d in base.execute(
            "select table_name, data_type, description from gpkg_contents")}  # fmt: skip
        kinds = dict(base.execute("select name, type from pragma_table_info('assignments')"))
        count = {n: base.execute(f"select count(*) from {n}").fetchone()[0] for n in LAYERS}
        meant = {(t, c): d for t, c, d in base.execute(
            "select table_name, column_name, description from gpkg_data_columns")}  # fmt: skip
        nowhere = base.execute("select count(*) from carriers where geom is null").fetchone()[0]
    assert set(told) == {*LAYERS, "layer_styles"}
    assert "Name of the element as printed" in meant["belts", "name"]
    assert "Advanced materials" in meant["areas", "materials_terms"]
    assert {name for name in LAYERS if told[name][0] == "attributes"} == {"assignments", "taxonomy"}
    assert all("粤府〔2024〕67号" in told[name][1] and "未送审" in told[name][1] for name in LAYERS)
    assert (kinds["inferred"], kinds["paragraph"], kinds["clause"]) == (
        "BOOLEAN",
        "INTEGER",
        "TEXT",
    )
    for kind in ("areas", "carriers", "structure", "assignments", "taxonomy"):
        assert count[kind] == len(export_table(kind, layout.table, layout.world).rows)
    rows = export_table("carriers", layout.table, layout.world).rows
    assert nowhere == sum(row["lon"] == "" for row in rows) > 0
    assert (count["corridors"], count["belts"]) == (2, 2)


def test_every_sector_has_a_style_in_the_colours_of_its_map(layout, package):
    with closing(sqlite3.connect(package)) as base:
        styles = {n: (q, d) for n, q, d in base.execute(
            "select styleName, styleQML, useAsDefault from layer_styles "
            "where f_table_name = 'areas' order by id")}  # fmt: skip
    sectors = layout.plan.taxonomy.sectors
    assert list(styles) == ["覆盖广度", *(sector.zh for sector in sectors)]
    assert [default for _, default in styles.values()] == [1, *[0] * len(sectors)]
    for sector in sectors:
        scene, style = layout.scene(sector=sector.id), styles[sector.zh][0]
        for area in scene.areas:
            fill = ",".join(str(int(area.style.fill[i : i + 2], 16)) for i in (1, 3, 5))
            if area.level == "prefecture":
                assert f'value="{area.state}"' in style
                assert f'v="{fill},255"' in style


def test_a_place_is_named_by_its_area_and_not_again_by_its_symbol(layout):
    layers = {layer.name: layer for layer in plan_layers(layout.table, layout.world)}
    (style,) = layers["structure"].styles.values()
    told = re.search(r"NOT IN \((.*?)\)", style)
    mapped = {str(row["adcode"]) for row in layers["areas"].table.rows}
    members = {str(row["member_id"]) for row in layers["structure"].table.rows}
    assert set(re.findall(r"\w+", told[1])) == members & mapped
    assert members - mapped


def breadth_by_columns(row):
    """What the default style's expression says of a row."""
    n = row["n_subsectors"]
    if n:
        return f"named-{sum(n >= edge for edge in (1, 4, 7, 10))}"
    if row["n_sectors"]:
        return "focus"
    return "collective" if "collective" in row.values() else "not_named"


@pytest.mark.parametrize("key", plan_keys())
def test_the_default_style_puts_an_area_into_the_class_of_the_map(key):
    laid = geo.lay_out(geo.load_plan(key))
    rows = export_table("areas", laid.table, laid.world).rows
    kind = KINDS["breadth"]
    found = {r["adcode"]: breadth_by_columns(r) for r in rows}
    assert found == {a.adcode: kind.state(laid.ground, "", a).state for a in laid.table.areas}
    assert [layer.name for layer in plan_layers(laid.table, laid.world)] == list(LAYERS)


@pytest.mark.slow
@pytest.mark.usefixtures("qgis")
def test_qgis_opens_each_layer_coloured_titled_and_licensed(layout, package, tmp_path):
    words = [PYTHON, str(LOOK), str(package), str(tmp_path / "look.png"), *LAYERS]
    run = subprocess.run(words, check=True, capture_output=True, text=True, env=OFFSCREEN)
    said = json.loads(run.stdout.splitlines()[-1])
    for name, layer in said.items():
        assert layer["valid"], name
        assert layer["licences"] == ["MIT"], name
        assert layer["title"].startswith(layout.plan.short.zh), name
        assert "未送审" in layer["abstract"], name
        if name not in ("assignments", "taxonomy"):
            assert (layer["kind"], layer["crs"]) == ("categorizedSymbol", "EPSG:4490"), name
            assert layer["labels"], name
    ramp = layout.world.theme.ramp("slate")
    assert said["areas"]["colours"]["named-4"] == ramp[4]
    assert said["assignments"]["fields"]["inferred"] == "Boolean"
    assert (tmp_path / "look.png").stat().st_size > 20_000


def test_a_shapefile_tells_what_its_short_names_stand_for(layout, tmp_path):
    path = tmp_path / "areas.shp.zip"
    assert main(["export", "areas", "--plan", "future2024", "-o", str(path)]) == 0
    frame = geopandas.read_file(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.read("areas.cpg").strip() == b"UTF-8"
        assert b"GCS_China_Geodetic_Coordinate_System_2000" in archive.read("areas.prj")
        listed = list(csv.DictReader(io.StringIO(archive.read("fields.csv").decode("utf-8-sig"))))
        assert "未送审" in archive.read("README.txt").decode("utf-8-sig")
    assert [row["field"] for row in listed] == [c for c in frame.columns if c != "geometry"]
    assert all(row["says_zh"] and row["says_en"] for row in listed)
    assert max(len(row["field"].encode()) for row in listed) <= 10
    table = export_table("areas", layout.table, layout.world)
    assert tuple(row["column"] for row in listed) == table.columns
    assert frame["name"].tolist() == [row["name"] for row in table.rows]
    assert str(frame["n_sectors"].dtype).startswith("int")


def test_a_text_that_a_shapefile_cannot_hold_is_cut_with_a_notice(layout):
    table = export_table("areas", layout.table, layout.world)
    rows = ({**table.rows[0], "zones": "区" * 100}, *table.rows[1:])
    told = about([layout.plan], layout.plan.short)
    shapes = table_shapes(table, layout.world)
    with pytest.warns(Notice, match=r"zones: .*截短 1 格.最长 300 字节"):
        data = shapefile_bytes(replace(table, rows=rows), shapes, told)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        listed = csv.DictReader(io.StringIO(archive.read("fields.csv").decode("utf-8-sig")))
        assert {row["column"]: row["cut"] for row in listed if row["cut"]} == {"zones": "1"}


def test_a_shapefile_is_one_archive(capsys, tmp_path):
    path = tmp_path / "a.shp"
    assert main(["export", "areas", "--plan", "future2024", "-o", str(path)]) == 2
    assert ".shp.zip" in capsys.readouterr().err
    assert not path.exists()


def test_parquet_keeps_types(layout, tmp_path):
    table = export_table("structure", layout.table, layout.world)
    path = tmp_path / "s.parquet"
    path.write_bytes(export_bytes(table, ".parquet", layout.table, layout.world))
    import pandas as pd

    kinds = pd.read_parquet(path).dtypes.astype(str)
    assert (kinds["inferred"], kinds["optional"]) == ("boolean", "boolean")
    assert kinds["order"] == "Int64"


def test_a_second_plan_replaces_the_first_and_keeps_the_styles_of_others(package, tmp_path):
    path = tmp_path / "both.gpkg"
    path.write_bytes(package.read_bytes())
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("create table survey (name text)")
        base.execute("insert into layer_styles (f_table_name, styleName) values ('survey', 'red')")
    words = ["export", "areas", "--plan", "space2024", "-o", str(path), "--replace"]
    assert main(words) == 0
    with closing(sqlite3.connect(path)) as base:
        styled = base.execute("select distinct f_table_name from layer_styles").fetchall()
        each = "select f_table_name, styleName from layer_styles"
        found = base.execute(each).fetchall()
        assert len(found) == len(set(found))
        shown = base.execute("select distinct plan from assignments").fetchall()
        described = base.execute("select count(*) from gpkg_metadata").fetchone()
        assert base.execute("pragma foreign_key_check").fetchall() == []
    assert ("survey",) in styled
    assert shown == [("space2024",)]
    assert described == (len(LAYERS),)
    assert pyogrio.read_info(path, layer="areas")["features"] == 21
