"""Gaps, home and downloads of the site say what the plans and the analysis say."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import zipfile
from collections import Counter

import openpyxl
import pytest

from geo.analysis.gaps import gaps
from geo.analysis.overlap import overlap
from geo.analysis.plan_analysis import analyse
from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import lay_out
from geo.scene.world import load_world
from geo.site.among_others import alike, by_likeness, missing
from geo.site.gap_lines import CROWDED, LEAST_CROWD, NOBODY, SINGLE, plan_lines, theme_lines
from geo.site.home_page import numbers, questions
from geo.site.plan_changes import changes, shared_topics
from geo.site.plan_set import Cross
from geo.site.works import Work, work_files
from geo.sources.plans.folder import load_plan, plan_keys

PLAN, ZHANJIANG, SHENZHEN = "future2024", "440800", "440300"


@pytest.fixture(scope="module")
def cross() -> Cross:
    world = load_world()
    return Cross(tuple(lay_out(load_plan(key), world=world) for key in plan_keys()))


def test_nobody_took_what_the_analysis_finds_open_and_nothing_else(cross):
    found = gaps(analyse(PLAN))
    wanted = [t.name.zh for t in (*found.unassigned_sectors, *found.unassigned_subsectors)]
    wanted += [h.term.name.zh for h in (*found.whole_only_sectors, *found.whole_only_subsectors)]
    wanted += [h.term.name.zh for h in found.collective_only_sectors]
    wanted += [h.term.name.zh for h in found.collective_only_subsectors]
    lines = plan_lines(cross, PLAN)
    assert [line.term[0].zh for line in lines[NOBODY]] == wanted
    assert {line.count for line in lines[NOBODY]} == {0}
    assert "高速全光通信" in wanted


def test_a_region_or_the_whole_is_no_place_that_took_a_term(cross):
    lines = [line for key in plan_keys() for line in plan_lines(cross, key)[NOBODY]]
    assert any(line.places for line in lines)
    assert {line.count for line in lines} == {0}


def test_one_place_and_crowds_are_counted_as_the_analysis_counts(cross):
    lines, found = plan_lines(cross, PLAN), overlap(analyse(PLAN))
    counts = {crowd.term.name.zh: crowd.count for crowd in found.subsectors}
    for name in (SINGLE, CROWDED):
        for line in lines[name]:
            assert line.count == counts[line.term[0].zh] == len(line.places)
    assert [line.count for line in lines[SINGLE]] == [1] * len(lines[SINGLE])
    assert {line.term[0].zh for line in lines[CROWDED]} == {
        name for name, n in counts.items() if n >= LEAST_CROWD
    }
    crowds = [line.count for line in lines[CROWDED]]
    assert crowds == sorted(crowds, reverse=True)


def test_a_theme_is_in_one_list_at_most_and_a_named_park_is_no_gap(cross):
    lines = theme_lines(cross)
    names = Counter(line.term[0].zh for found in lines.values() for line in found)
    assert max(names.values()) == 1
    by_districts, by_parks = {"生物医药"}, {"生物药", "集成电路", "超高清视频"}
    assert not (by_districts | by_parks) & {line.term[0].zh for line in lines[NOBODY]}


def test_the_numbers_of_home_are_those_of_the_plans(cross):
    plans, rows, topics, cities = (lead.value for lead in numbers(cross))
    assert plans == len(plan_keys())
    assert rows == sum(len(load_plan(key).statements) for key in plan_keys())
    assert topics == len(cross.topics.by_id)
    named = {
        row.place_id
        for plan in cross.plans
        for row in plan.statements
        if row.force != "context" and row.place_id in cross.book.pages
    }
    assert cities == len(named)


def test_the_questions_of_home_lead_to_their_answers(cross):
    carries, nobody, differ = questions(cross)
    assert carries.address == "topic/low_altitude.html"
    assert "低空经济" in carries.words.zh
    assert nobody.address == "gaps.html"
    assert differ.address == "compare.html#cities=440100+440300"


def test_what_two_plans_share_is_stated_by_both_under_the_same_term(cross):
    one, two = (cross.layout(key).plan for key in (PLAN, "modern2025"))
    names = [topic.name.zh for topic in shared_topics(cross, one, two)]
    assert "低空经济" in names
    for name in names:
        for plan in (one, two):
            links = {x.term_id for x in cross.themes.walk.links if x.plan == plan.key}
            assert links & {t.id for t in plan.taxonomy.terms}, name


def test_what_changed_is_told_from_the_earlier_plan_to_the_later(cross):
    few = Cross(tuple(cross.layout(key) for key in ("modern2025", PLAN)))
    for key in (PLAN, "modern2025"):
        (pair,) = changes(few, few.layout(key))
        assert (pair.before.key, pair.after.key) == (PLAN, "modern2025")
        assert pair.other(key).key != key


def test_what_names_only_the_region_of_a_city_is_told_apart_from_what_does_not_name_it(cross):
    found = missing(cross, ZHANJIANG)
    assert len(found) == 5
    for one in found:
        cell = cross.layout(one.plan.key).table.cell
        states = {s.id: cell(ZHANJIANG, s.id).state for s in one.plan.taxonomy}
        assert [s.id for s in one.sectors] == [s for s, of in states.items() if of == "not_named"]
        assert [s.id for s in one.shared] == [s for s, of in states.items() if of == "collective"]
    assert any(one.shared for one in found)


def test_a_city_is_compared_first_with_those_that_share_most_with_it(cross):
    cities = [code for code in cross.book.pages if code != SHENZHEN]
    tables = [layout.table for layout in cross.layouts]
    shared = {
        code: sum(len({*t.subsectors_of(SHENZHEN)} & {*t.subsectors_of(code)}) for t in tables)
        for code in cities
    }
    order = by_likeness(alike(cross, SHENZHEN), cities)
    assert [shared[code] for code in order] == sorted(shared.values(), reverse=True)
    assert shared[order[0]] > 1


@pytest.fixture(scope="module")
def tables(cross) -> dict[str, bytes]:
    one = Cross((cross.layout(PLAN), cross.layout("space2024")))
    return work_files(one, Work("data"), BuildOptions())


def test_every_format_of_a_table_has_the_same_rows(tables):
    at = f"data/{PLAN}/"
    assert tables[f"{at}assignments.csv"].startswith(b"\xef\xbb\xbf")
    listed = list(csv.reader(io.StringIO(tables[f"{at}assignments.csv"].decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(tables[f"{at}assignments.xlsx"]), read_only=True)
    rows = len(load_plan(PLAN).statements)
    assert len(listed) - 1 == rows == sum(1 for _ in book.worksheets[0].iter_rows()) - 1
    areas = json.loads(tables[f"{at}areas.geojson"])["features"]
    assert len(areas) == 21
    record = json.loads(tables[f"{at}metadata.json"])
    assert {
        f["path"]: f["row_count"] for f in record["resources"] if f["table"] == "assignments"
    } == {f"assignments{suffix}": rows for suffix in (".csv", ".xlsx", ".geojson", ".gpkg")}


def test_the_record_of_a_plan_names_every_file_with_its_hash(tables):
    at = f"data/{PLAN}/"
    record = json.loads(tables[f"{at}metadata.json"])
    for file in record["resources"]:
        data = tables[at + file["path"]]
        assert file["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert record["review"]["zh"] == "未送审 · 内部使用"
    assert [plan["status"] for plan in record["plans"]] == ["in_force"]


def test_an_archive_holds_the_files_of_its_folder_byte_for_byte(tables):
    with zipfile.ZipFile(io.BytesIO(tables[f"data/{PLAN}/tables.zip"])) as archive:
        names = archive.namelist()
        own = [name for name in names if f"data/{name}" in tables]
        for name in own:
            assert archive.read(name) == tables[f"data/{name}"]
        assert {f"data/{name}" for name in own} == {
            name for name in tables if name.startswith(f"data/{PLAN}/") and name[-4:] != ".zip"
        }
        maps = {f"{PLAN}/structure{suffix}" for suffix in (".pdf", ".svg", ".png", ".spec.json")}
        assert set(names) - set(own) == maps
        assert archive.read(f"{PLAN}/structure.png") == tables[f"{PLAN}/structure.png"]
    with zipfile.ZipFile(io.BytesIO(tables["data/tables.zip"])) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {PLAN, "space2024"}


def test_a_geopackage_opens_coloured_by_the_classes_of_breadth(tables, tmp_path):
    path = tmp_path / "areas.gpkg"
    path.write_bytes(tables[f"data/{PLAN}/areas.gpkg"])
    with sqlite3.connect(path) as base:
        (style, default) = base.execute(
            "select styleQML, useAsDefault from layer_styles where f_table_name = 'areas'"
        ).fetchone()
        counts = [n for (n,) in base.execute("select n_subsectors from areas")]
        title = base.execute("select identifier from gpkg_contents where table_name='areas'")
        assert title.fetchone() == ("未来产业行动方案 · 各地状态",)
    assert default == 1
    assert style.count("<category ") == 5
    assert max(counts) >= 10
    assert 'value="named-4"' in style
