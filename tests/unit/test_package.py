"""The data package of a plan, held to the rules of Frictionless Data Package 1 by our own reading.

Checked: names of package and resources ``[-a-z0-9._]+`` and one of a kind; licences with a name;
sources with a title; every path relative, of a file that is there, each file once; bytes and
SHA-256; schema of every CSV: its header in order, known types, a value of its type in every cell,
required, enum, pattern, missing values, primary keys one of a kind, foreign keys that hit.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile

import pyogrio
import pytest

import geo
from geo.cli.run import main
from geo.export.table import DESCRIPTOR, package_files
from geo.sources.plans.folder import plan_keys

CASTS = {
    "string": str, "integer": int, "number": float,
    "boolean": lambda text: {"true": True, "false": False}[text],
}  # fmt: skip


def cells(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def cell_fault(field, text):
    """What is wrong with a cell; empty if nothing."""
    rules = field.get("constraints", {})
    if text == "":
        return "required" if rules.get("required") else ""
    try:
        CASTS[field["type"]](text)
    except (ValueError, KeyError):
        return f"no {field['type']}: {text}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return f"pattern: {text}"
    return f"enum: {text}" if text not in rules.get("enum", [text]) else ""


def key_faults(told, rows, others):
    """Primary keys that stand twice, foreign keys that hit nothing."""
    primary = [tuple(row[c] for c in told.get("primaryKey", ())) for row in rows]
    found = ["primary"] if told.get("primaryKey") and len(set(primary)) < len(rows) else []
    for key in told.get("foreignKeys", ()):
        of = key["reference"]["resource"]
        known = {row[key["reference"]["fields"]] for row in (others[of] if of else rows)}
        found += [f"{key['fields']}: {v}" for v in {r[key["fields"]] for r in rows} - known - {""}]
    return found


def faults(files):
    """Everything in a package that breaks a rule."""
    told = json.loads(files[DESCRIPTOR])
    resources = told["resources"]
    names = [told["name"], *(r["name"] for r in resources)]
    found = [name for name in names if not re.fullmatch(r"[-a-z0-9._]+", name)]
    found += [] if len(set(names)) == len(names) else ["a name twice"]
    found += [] if all("name" in one for one in told["licenses"]) else ["licence"]
    found += [] if all(one["title"].strip() for one in told["sources"]) else ["source"]
    if sorted(r["path"] for r in resources) != sorted({*files} - {DESCRIPTOR}):
        found.append("files")
    tables = {r["name"]: cells(files[r["path"]]) for r in resources if r["format"] == "csv"}
    for one in resources:
        data = files[one["path"]]
        if (one["bytes"], one["hash"]) != (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}"):
            found.append(f"{one['name']}: hash")
        if one["name"] not in tables:
            continue
        fields, rows = one["schema"]["fields"], tables[one["name"]]
        if [f["name"] for f in fields] != list(rows[0] if rows else [f["name"] for f in fields]):
            found.append(f"{one['name']}: header")
        told_of = {f["name"]: f for f in fields}
        said = {(c, cell_fault(told_of[c], text)) for row in rows for c, text in row.items()}
        found += [f"{one['name']}:{c} {fault}" for c, fault in said if fault]
        found += [f"{one['name']} {f}" for f in key_faults(one["schema"], rows, tables)]
    return found


@pytest.fixture(scope="module")
def package():
    layout = geo.lay_out(geo.load_plan("future2024"))
    return package_files(layout.table, layout.world)


def test_a_package_keeps_the_rules(package):
    assert faults(package) == []


@pytest.mark.slow
def test_the_package_of_every_plan_keeps_the_rules():
    found = {}
    for key in plan_keys():
        layout = geo.lay_out(geo.load_plan(key))
        found[key] = faults(package_files(layout.table, layout.world))
    assert {key: said for key, said in found.items() if said} == {}


def test_a_package_tells_its_document_standing_review_and_crs(package):
    told = json.loads(package[DESCRIPTOR])
    assert "粤府" in told["sources"][0]["title"] or "2024" in told["sources"][0]["title"]
    (document,) = told["plans"]
    assert (document["issued"][:4], document["status"]) == ("2024", "in_force")
    assert document["issuer"]["zh"]
    assert told["review"]["zh"] == "未送审 · 内部使用"
    assert re.match(r"EPSG:\d+", told["crs"])
    assert "contributors" not in told
    assert "created" not in told
    for one in told["resources"]:
        for field in one.get("schema", {"fields": ()})["fields"]:
            assert re.search("[\u4e00-\u9fff]", field["description"]), field
            assert re.search("[A-Za-z]{3}", field["description"]), field


def test_each_file_of_shapes_tells_its_coordinates_and_the_geopackage_its_layers(package, tmp_path):
    told = {r["path"]: r for r in json.loads(package[DESCRIPTOR])["resources"]}
    assert {path: r["crs"] for path, r in told.items() if "crs" in r} == {
        "areas.geojson": "OGC:CRS84",
        "areas.gpkg": "EPSG:4490",
    }
    path = tmp_path / "areas.gpkg"
    path.write_bytes(package[path.name])
    assert {*told[path.name]["layers"], "layer_styles"} == {
        *map(str, pyogrio.list_layers(path)[:, 0])
    }


def test_truth_and_numbers_are_told_as_such(package):
    told = {r["name"]: r for r in json.loads(package[DESCRIPTOR])["resources"]}
    types = {f["name"]: f["type"] for f in told["carriers.csv"]["schema"]["fields"]}
    assert (types["open_ended"], types["lon"], types["radius_m"]) == (
        "boolean",
        "number",
        "integer",
    )
    assert {types[name] for name in types if name.endswith("adcode")} == {"string"}


def test_city_and_county_of_a_carrier_are_names_and_have_codes_beside_them(package):
    for row in cells(package["carriers.csv"]):
        for level in ("city", "county"):
            assert re.fullmatch(r"\d{6}", row[f"{level}_adcode"]) or not row[level]
            assert not re.search(r"\d", row[level])


def test_an_archive_holds_the_files_of_the_folder_and_again_the_same_bytes(tmp_path):
    call = ["export", "package", "--plan", "space2024", "-o"]
    assert main([*call, str(tmp_path / "folder")]) == 0
    for name in ("a.zip", "b.zip"):
        assert main([*call, str(tmp_path / name)]) == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    files = (path for path in (tmp_path / "folder").iterdir() if not path.name.startswith("."))
    assert held == {path.name: path.read_bytes() for path in files}


def test_a_file_of_the_user_in_the_folder_is_kept(tmp_path, capsys):
    (tmp_path / "areas.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine too", encoding="utf-8")
    call = ["export", "package", "--plan", "space2024", "-o", str(tmp_path)]
    assert main(call) != 0
    assert "areas.csv" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["areas.csv", "notes.txt"]
    assert main([*call, "--replace"]) == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine too"
    assert (tmp_path / DESCRIPTOR).is_file()


@pytest.mark.parametrize("given", [(), ("-o", "FILE"), ("-o", "x.zip", "--expand")])
def test_what_a_package_cannot_be_is_said_in_words(tmp_path, capsys, monkeypatch, given):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FILE").write_text("mine", encoding="utf-8")
    assert main(["export", "package", "--plan", "space2024", *given]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert ("-o" in said) or ("--expand" in said)
    assert [p.name for p in tmp_path.iterdir()] == ["FILE"]


def test_a_plan_with_faults_makes_no_package(tmp_path, capsys):
    folder = tmp_path / "plan"
    assert main(["new-plan", str(folder)]) == 0
    path = folder / "assignments.csv"
    path.write_text(path.read_text("utf-8").replace("direct", "dierct"), encoding="utf-8")
    capsys.readouterr()
    assert main(["export", "package", "--plan", str(folder), "-o", str(tmp_path / "out")]) == 1
    assert "dierct" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["areas.gpkg", "carriers.csv", "assignments.xlsx"])
def test_an_export_has_beside_it_what_it_is(tmp_path, name):
    kind = name.partition(".")[0]
    assert main(["export", kind, "--plan", "space2024", "-o", str(tmp_path / name)]) == 0
    told = json.loads((tmp_path / f"{name}.metadata.json").read_text("utf-8"))
    (one,) = told["resources"]
    data = (tmp_path / name).read_bytes()
    assert (one["path"], one["bytes"]) == (name, len(data))
    assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert one["schema"]["fields"][0]["name"] == "plan"
    assert "foreignKeys" not in one["schema"]
