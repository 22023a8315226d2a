"""A build of two plans: what stands across plans, no dead anchor, every output on record."""

from __future__ import annotations

import csv
import io
import json
import platform
import re
from pathlib import Path

import pytest
from geo.site.across import CrossTask, cross_files, cross_tasks

from geo.build.chart_files import chart_kinds
from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import lay_out
from geo.scene.world import load_world
from geo.site.manifest import manifest
from geo.site.plan_set import Cross
from geo.sources.plans.folder import load_plan, plan_keys
from geo.sources.plans.meta import RESERVED
from tests.reading.products import PLANS
from tests.reading.rows import areas
from tests.references import Page


@pytest.fixture(scope="module")
def cross() -> Cross:
    world = load_world()
    return Cross(tuple(lay_out(load_plan(key), world=world) for key in plan_keys()))


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_anchor_within_a_page_stands_in_it(atlas):
    assert len(pages(atlas)) > 22 + len(PLANS)
    for page in pages(atlas):
        found = Page(page.read_text("utf-8"))
        within = {link.removeprefix("#") for link in found.links if link.startswith("#")}
        assert within <= set(found.ids), page.name


def test_every_city_that_a_map_page_leads_to_has_a_page(atlas):
    codes = {p.stem for p in (atlas / "cities").glob("*.html")} - {"index"}
    assert len(codes) == 21
    for key in PLANS:
        assert '"cities":"../cities/"' in (atlas / key / "plan.js").read_text("utf-8")
    assert set(areas("prefecture", "440000")) == codes


def test_static_pages_hold_no_code_no_style_and_no_id_twice(atlas):
    own = [*(atlas / "cities").glob("*.html"), *atlas.rglob("glance/*.html")]
    own += [atlas / "gz_dualchain2022" / "glance.html"]
    assert len(own) == 24
    for page in own:
        found = Page(page.read_text("utf-8"))
        assert found.wrong == []
        assert len(found.ids) == len(set(found.ids))
        wanted = set(re.findall(r'(?:href="#|url\(#)([\w-]+)', page.read_text("utf-8")))
        assert wanted <= set(found.ids)


def test_no_plan_can_be_named_like_what_stands_beside_the_plans(atlas):
    beside = {p.name.partition(".")[0] for p in atlas.iterdir()} - set(PLANS)
    assert {"assets", "cities", "themes", "index", "manifest"} <= beside <= RESERVED


def test_every_output_is_on_record_and_themes_have_their_specs(atlas):
    record = json.loads((atlas / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(atlas).as_posix() for p in atlas.rglob("*") if p.is_file()}
    assert files == {*record["outputs"], "manifest.json"}
    themes = {p.stem for p in (atlas / "themes").glob("*.html")}
    assert themes
    assert {s for s in record["specs"] if s.startswith("themes/")} == {
        f"themes/{t}" for t in themes
    }
    assert "crosswalk/themes.csv" in record["inputs"]


def test_the_record_is_the_same_on_every_patch_of_python(atlas, monkeypatch):
    monkeypatch.setattr(platform, "python_version_tuple", lambda: ("3", "11", "99"))
    wanted, layouts = BuildOptions(svg=False), [lay_out(load_plan(key)) for key in PLANS]
    later = json.loads(manifest(layouts, [], {}, wanted))
    record = json.loads((atlas / "manifest.json").read_text("utf-8"))
    assert later["versions"]["python"] == "3.11"
    assert {**later["versions"], "python": ""} == {**record["versions"], "python": ""}


def test_a_city_table_opens_in_a_spreadsheet_and_has_every_line(atlas):
    data = (atlas / "cities" / "440100.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    html = (atlas / "cities" / "440100.html").read_text("utf-8")
    assert len(rows) == html.count('<td class="clause">')
    assert {row["plan"] for row in rows} == set(PLANS)
    assert not [v for row in rows for v in row.values() if v.startswith(("=", "+", "-", "@"))]


def test_one_plan_alone_has_only_its_own_pictures_beside_it():
    layout = lay_out(load_plan("space2024"))
    assert cross_tasks(Cross((layout,))) == [("charts", "space2024")]


def test_the_pictures_of_a_plan_stand_in_the_index_with_their_files(atlas):
    index = (atlas / "index.html").read_text("utf-8")
    drawn = {key: chart_kinds(lay_out(load_plan(key))) for key in PLANS}
    assert {"matrix", "crowding", "similarity", "unplaced"} <= {*drawn["future2024"]}
    assert drawn["gz_dualchain2022"] == ("unplaced",)  # too few places to set side by side
    for key, kinds in drawn.items():
        for kind in kinds:
            assert f'href="{key}/analysis/{kind}.html"' in index
            for suffix in ("html", "pdf"):
                assert (atlas / key / "analysis" / f"{kind}.{suffix}").is_file()
            assert (atlas / key / "thumbs" / f"analysis-{kind}.png").stat().st_size < 60_000


def test_themes_get_a_map_where_two_plans_state_them(cross):
    tasks = cross_tasks(cross)
    assert [t.subject for t in tasks if t.kind == "theme"] == list(cross.themes.mapped)
    every = {t.id for t in cross.themes.walk.themes}
    assert {*cross.themes.mapped, *cross.themes.listed} == every
    for theme in cross.themes.mapped:
        stating = {x.plan for x in cross.themes.walk.links_of(theme) if x.states}
        assert len(stating) >= 2
    assert {t.subject for t in tasks if t.kind == "sectors"} == {
        layout.plan.key for layout in cross.layouts if len(layout.plan.taxonomy) >= 3
    }


@pytest.mark.parametrize("kind", ["plans", "cities"])
def test_the_same_bytes_twice(cross, kind):
    again = Cross(cross.layouts)
    one, two = (cross_files(c, CrossTask(kind), BuildOptions()) for c in (cross, again))
    assert one == two
