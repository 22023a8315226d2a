"""A build of some plans: what stands across plans, no dead anchor, every output on record."""

from __future__ import annotations

import json
import platform
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from geo.build.chart_files import chart_kinds
from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import lay_out
from geo.scene.world import load_world
from geo.site.address import LANGUAGES
from geo.site.manifest import manifest
from geo.site.plan_set import Cross
from geo.site.works import Work, work_files, works
from geo.sources.plans.entries import RESERVED
from geo.sources.plans.folder import load_plan, plan_keys
from tests.reading.products import PLANS
from tests.reading.rows import areas
from tests.references import Page
from tests.sweeps import sweep


@pytest.fixture(scope="module")
def cross() -> Cross:
    world = load_world()
    return Cross(tuple(lay_out(load_plan(key), world=world) for key in plan_keys()))


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def telling(folder: Path) -> list[Path]:
    """Of each folder of pages two in one language, and all pages of one plan."""
    beside: dict[Path, list[Path]] = {}
    for page in pages(folder / "zh"):
        beside.setdefault(page.parent, []).append(page)
    few = [page for found in beside.values() for page in (found[0], found[-1])]
    return sorted({*few, *pages(folder / "zh/plan/space2024"), folder / "index.html"})


SOME_OR_ALL = pytest.mark.parametrize("chosen", sweep([telling, pages], {0}))


@cache
def read(page: Path) -> Page:
    return Page(page.read_text("utf-8"))


@SOME_OR_ALL
def test_every_anchor_of_a_page_stands_where_it_leads(atlas, chosen):
    """Within the page and from page to page; a state of the map (``city=…``) is no anchor."""
    wrong = []
    for page in chosen(atlas):
        for link in read(page).links:
            path, mark, anchor = link.partition("#")
            if not mark or not anchor or "=" in anchor:
                continue
            target = (page.parent / unquote(path)).resolve() if path else page
            if anchor not in read(target).ids:
                wrong.append((page.relative_to(atlas).as_posix(), link))
    assert wrong == []


@SOME_OR_ALL
def test_pages_hold_no_code_no_style_and_no_id_twice(atlas, chosen):
    wrong = []
    for page in chosen(atlas):
        text, found = page.read_text("utf-8"), read(page)
        twice = len(found.ids) != len(set(found.ids))
        wanted = set(re.findall(r"url\(#([\w-]+)\)", text))
        if found.wrong or twice or not wanted <= set(found.ids):
            wrong.append((page.relative_to(atlas).as_posix(), found.wrong, twice))
    assert wrong == []


def test_both_languages_have_the_same_pages_each_with_its_twin(atlas):
    zh, en = (
        {p.relative_to(atlas / lang).as_posix() for p in pages(atlas / lang)} for lang in LANGUAGES
    )
    assert zh == en
    assert {p.stem for p in (atlas / "zh" / "city").glob("*.html")} >= set(
        areas("prefecture", "440000")
    )
    for lang, other, tag in (("zh", "en", "zh-CN"), ("en", "zh", "en")):
        for page in pages(atlas / lang):
            text = page.read_text("utf-8")
            assert f'<html lang="{tag}">' in text, page
            twin = re.search(r'data-twin="([^"]+)"', text)
            assert twin, page
            leads = (page.parent / unquote(twin[1])).resolve()
            assert leads == (atlas / other / page.relative_to(atlas / lang)).resolve()


def test_an_address_of_earlier_leads_to_the_page_that_tells_the_same(atlas):
    earlier = {
        "index.html": "zh/index.html",
        "future2024/structure.html": "zh/plan/future2024/index.html",
        "future2024/breadth.html": "zh/plan/future2024/breadth.html",
        "future2024/analysis/unplaced.html": "zh/plan/future2024/gaps.html",
        "space2024/sector-space.html": "zh/topic/commercial_space.html",
        "cities/440100.html": "zh/city/440100.html",
        "glance/plans.html": "zh/index.html",
    }
    for old, new in earlier.items():
        text = (atlas / old).read_text("utf-8")
        leads = re.search(r'data-zh="([^"#]+)', text)
        assert leads, old
        assert ((atlas / old).parent / leads[1]).resolve() == (atlas / new).resolve(), old


def test_no_plan_can_be_named_like_what_stands_beside_the_plans(atlas):
    beside = {p.name.partition(".")[0] for p in atlas.iterdir()} - set(PLANS)
    assert {"assets", "cities", "themes", "index", "manifest", "zh", "en", "data"} <= beside
    assert beside <= RESERVED


def test_every_output_is_on_record_and_themes_have_their_specs(atlas):
    record = json.loads((atlas / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(atlas).as_posix() for p in atlas.rglob("*") if p.is_file()}
    assert files == {*record["outputs"], "manifest.json"}
    themes = {p.name.removesuffix(".data.js") for p in (atlas / "themes").glob("*.data.js")}
    assert themes
    assert {s for s in record["specs"] if s.startswith("themes/")} == {
        f"themes/{t}" for t in themes
    }
    assert "crosswalk/themes.csv" in record["inputs"]


def test_the_record_is_the_same_on_every_patch_of_python(atlas, monkeypatch):
    monkeypatch.setattr(platform, "python_version_tuple", lambda: ("3", "11", "99"))
    layouts = tuple(lay_out(load_plan(key)) for key in PLANS)
    later = json.loads(manifest(Cross(layouts), {}, BuildOptions(svg=False), {}))
    record = json.loads((atlas / "manifest.json").read_text("utf-8"))
    assert later["versions"]["python"] == "3.11"
    assert {**later["versions"], "python": ""} == {**record["versions"], "python": ""}


def test_one_plan_alone_has_no_maps_across_plans():
    cross = Cross((lay_out(load_plan("space2024")),))
    assert not any(topic.mapped for topic in cross.topics)
    assert "plans" not in {work.kind for work in works(cross)}


def test_the_pictures_of_a_plan_have_a_page_and_their_files(atlas):
    drawn = {key: chart_kinds(lay_out(load_plan(key))) for key in PLANS}
    assert {"matrix", "crowding", "similarity", "unplaced"} <= {*drawn["future2024"]}
    assert drawn["gz_dualchain2022"] == ("unplaced",)  # too few places to set side by side
    for key, kinds in drawn.items():
        for kind in kinds:
            page = "gaps" if kind == "unplaced" else kind
            assert (atlas / "zh" / "plan" / key / f"{page}.html").is_file()
            assert (atlas / key / "analysis" / f"{kind}.pdf").is_file()


def test_themes_get_a_map_where_two_plans_state_them(cross):
    mapped = {topic.id for topic in cross.topics if topic.mapped}
    assert mapped == set(cross.themes.mapped)
    for theme in mapped:
        stating = {x.plan for x in cross.themes.walk.links_of(theme) if x.states}
        assert len(stating) >= 2
    assert {t.subject for t in works(cross) if t.kind == "sectors"} == {
        layout.plan.key for layout in cross.layouts if len(layout.plan.taxonomy) >= 3
    }


def test_every_term_of_every_plan_has_one_home_and_every_topic_a_page(cross):
    topics = {topic.id for topic in cross.topics}
    assert len(topics) == len([*cross.topics])
    homes = [
        (plan.key, term.id)
        for topic in cross.topics
        for member in topic.own
        for plan in cross.plans
        for term in plan.taxonomy.terms
        if (plan.key, term.id) == (member.plan, member.term_id)
    ]
    every = {(plan.key, term.id) for plan in cross.plans for term in plan.taxonomy.terms}
    assert sorted(homes) == sorted(every)
    assert {w.subject for w in works(cross) if w.kind == "topic"} == topics


SOME = ("space2024", "photonics2024", "gz_dualchain2022")


@pytest.mark.parametrize(
    "work", sweep([Work("home"), Work("gaps"), Work("data")], {0, 1}), ids=lambda w: w.kind
)
def test_the_same_bytes_twice(cross, work):
    """Of three plans: one that has ended, and two that share topics."""
    some = [layout for layout in cross.layouts if layout.plan.key in SOME]
    once, again = (work_files(Cross(tuple(some)), work, BuildOptions()) for _ in range(2))
    assert once == again
