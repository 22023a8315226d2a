"""What a page gives to take away: every format, with the rows that the page counts, as told."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from urllib.parse import unquote

import pytest
from PIL import Image

ROWS = ("csv", "xlsx", "geojson", "gpkg")
MAPS = ("pdf", "svg", "png")
LINK = re.compile(r'href="([^"#]+\.(?:csv|xlsx|geojson|gpkg|gpkg\.zip|json|pdf|svg|png))"')
COUNT = re.compile(r'class="downloads">[^<(]*?\(?(\d+)')
KINDS = {"topic": ROWS + MAPS, "city": ROWS + MAPS, "place": ROWS, "plan": ROWS}


def files_of(page):
    """The files that a page leads to, by format; the first of each."""
    found = {}
    for link in LINK.findall(page.read_text("utf-8")):
        path = page.parent / unquote(link)
        found.setdefault(path.name.removesuffix(".zip").rpartition(".")[2], path.resolve())
    return found


def base_of(path):
    """A GeoPackage, or the only file of a packed one, as a base."""
    data = path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist() == [path.stem]
            data = archive.read(path.stem)
    base = sqlite3.connect(":memory:")
    base.deserialize(data)
    return base


def rows_in(path):
    """How many rows a file has, read by what such files are read by."""
    if path.suffix == ".csv":
        return sum(1 for _ in csv.reader(io.StringIO(path.read_text("utf-8-sig")))) - 1
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            sheets = sorted(n for n in book.namelist() if n.startswith("xl/worksheets/sheet"))
            return book.read(sheets[-1]).count(b"<row ") - 1
    if path.suffix == ".geojson":
        return len(json.loads(path.read_text("utf-8"))["features"])
    with closing(base_of(path)) as base:
        first = "select table_name from gpkg_contents where data_type = 'features' limit 1"
        return base.execute(f"select count(*) from {base.execute(first).fetchone()[0]}").fetchone()[
            0
        ]


def offences(page, kind):
    """What is wrong with the files of a page."""
    found = files_of(page)
    want = KINDS[kind]
    if kind == "topic" and "data-own" not in page.read_text("utf-8"):
        want = ROWS  # a topic without a map
    if kind == "city" and "csv" not in found:
        return spared(page)
    lacking = [s for s in want if s not in found or not found[s].is_file()]
    if lacking:
        return [(page.name, "lacks", lacking)]
    counts = {s: rows_in(found[s]) for s in ROWS}
    wrong = [] if len(set(counts.values())) == 1 else [(page.name, counts)]
    if not found["csv"].read_bytes().startswith(b"\xef\xbb\xbf"):
        wrong.append((page.name, "CSV that Excel reads as another encoding"))
    record = json.loads(found["json"].read_text("utf-8"))
    told = {f["path"]: (f["row_count"], f["hash"]) for f in record["resources"]}
    for suffix in ROWS:
        data = found[suffix].read_bytes()
        if told[found[suffix].name] != (
            counts[suffix],
            f"sha256:{hashlib.sha256(data).hexdigest()}",
        ):
            wrong.append((page.name, "record", suffix))
    said = COUNT.search(page.read_text("utf-8"))
    if kind != "plan" and int(said[1]) != counts["csv"]:
        wrong.append((page.name, said[0], counts))
    return wrong


def spared(page):
    """What is wrong with a district without rows and files: it leads to those of its city."""
    text = page.read_text("utf-8")
    way = re.search(r'class="downloads">[^<]*<a href="(\d{4}00)\.html#files"', text)
    told = way and 'id="files"' in (page.parent / f"{way[1]}.html").read_text("utf-8")
    rows = re.findall(r'<tbody data-reach="\w+"', text)
    return (
        []
        if told and not rows and "没有单独写给这里的行" in text
        else [(page.name, "no rows", rows)]
    )


def pages(atlas, kind):
    found = sorted((atlas / "zh" / kind).rglob("*.html"))
    return [page for page in found if page != atlas / "zh" / kind / "index.html"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_gives_its_rows_in_every_format_with_equal_counts(atlas, kind):
    assert [x for page in pages(atlas, kind)[::12] for x in offences(page, kind)] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_gives_its_rows_in_every_format_with_equal_counts(atlas, kind):
    assert [x for page in pages(atlas, kind) for x in offences(page, kind)] == []


def test_a_district_gives_what_is_about_it_and_its_city_gives_that_too_and_the_rest(atlas):
    def read(code):
        text = (atlas / f"data/city/{code}.csv").read_text("utf-8-sig")
        return [*csv.DictReader(io.StringIO(text))]

    codes = sorted(p.stem for p in (atlas / "data" / "city").glob("*.csv"))
    own = [code for code in codes if not code.endswith("00")]
    assert own
    for code in own:
        rows, whole = read(code), read(f"{code[:4]}00")
        key = ("plan", "place_id", "sector_id", "class", "terms", "clause")
        told = {tuple(row[k] for k in key) for row in whole}
        assert not [r for r in rows if tuple(r[k] for k in key) not in told], code
        assert not [r["reach"] for r in rows if r["reach"].startswith("所在")], code
        assert [r for r in whole if r["reach"].startswith("所在")], code


def test_a_picture_of_a_map_is_that_of_its_paper(atlas):
    for stem in ("space2024/structure", "cities/440300"):
        drawn = (atlas / f"{stem}.svg").read_text("utf-8")
        wide, high = (float(re.search(rf'{k}="([\d.]+)mm"', drawn)[1]) for k in ("width", "height"))
        with Image.open(atlas / f"{stem}.png") as picture:
            assert max(picture.size) == 1600  # so that the type is as large upright as across
            assert picture.width * high == pytest.approx(picture.height * wide, rel=2e-3)
        assert (atlas / f"{stem}.png").stat().st_size < 260_000


def test_a_row_lies_where_what_it_is_about_lies(atlas):
    """A city's row has its borders, a park's its point, a region's none."""
    rows = json.loads((atlas / "data" / "space2024" / "assignments.geojson").read_text("utf-8"))
    kinds = {}
    for row in rows["features"]:
        shape = row["geometry"] and row["geometry"]["type"]
        kinds.setdefault(row["properties"]["place_level"], set()).add(shape)
    assert kinds["prefecture"] <= {"Polygon", "MultiPolygon"}
    assert kinds["hub"] <= {"Point", None}
    assert "Point" in kinds["hub"]
    assert kinds["region"] == {None}


def test_a_geopackage_of_rows_opens_in_colour_areas_and_points_apart(atlas):
    import pyogrio

    path = atlas / "data" / "city" / "440300.gpkg.zip"
    layers = {name: kind for name, kind in pyogrio.list_layers(path) if kind}
    assert layers == {"rows": "MultiPolygon", "sites": "Point"}
    frame = pyogrio.read_dataframe(path, layer="sites")
    assert frame.crs.to_epsg() == 4490
    assert frame.geometry.notna().all()
    with closing(base_of(path)) as base:
        styles = dict(base.execute("select f_table_name, styleQML from layer_styles"))
    assert 'type="fill"' in styles["rows"]
    assert 'type="marker"' in styles["sites"]
    shown = set(frame["class"])
    assert shown <= set(re.findall(r'value="([^"]+)"', styles["sites"]))
