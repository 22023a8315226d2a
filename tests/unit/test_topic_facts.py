"""A topic's page tells what its map shows; a plan of any size and any names has its pages."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace

import pytest

from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import Layout
from geo.domain.taxonomy import Sector, Taxonomy
from geo.render.templating import HERE
from geo.scene.resolve import resolve
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.site import city_pages
from geo.site.plan_set import Cross
from geo.site.topic_facts import TopicFacts
from geo.site.topic_pages import SHOWN
from geo.sources.plans.folder import packaged_plans
from tests.small_plan import plan, row
from tests.toy_topics import LONG, built, hostile_plan, laid


def test_a_page_asks_a_topic_for_nothing_that_its_key_in_the_cache_lacks():
    texts = [path.read_text("utf-8") for path in (HERE / "templates/site").glob("*.j2")]
    asked = {name for text in texts for name in re.findall(r"\bfacts\.(\w+)", text)}
    assert "carrying" in asked
    assert asked - {*SHOWN, "told", "plans", "topic"} == set()


@pytest.mark.slow
def test_a_topic_counts_what_its_map_shows():
    """Every topic of the packaged plans: named, by a region, left out; and every row once."""
    cross, wrong = Cross(tuple(map(_laid, packaged_plans()))), []
    for topic in cross.topics:
        facts = TopicFacts(cross, topic)
        rows = sum(len(facts.linked(p)) for p in cross.plans)
        if topic.theme and rows != cross.themes.table(topic.id).total:
            wrong.append((topic.id, "rows"))
        scene = _first(cross, topic)
        level = {area.adcode for area in facts.table.areas}
        if scene is None or not level & {area.adcode for area in scene.areas}:
            continue
        shown = Counter(_state(a.state) for a in scene.areas if a.adcode in level)
        told = {"named": facts.carrying, "collective": facts.collective, "not_named": facts.left}
        if shown != Counter({k: len(v) for k, v in told.items() if v}):
            wrong.append((topic.id, dict(shown)))
    assert wrong == []


def _laid(one) -> Layout:
    from geo.build.mapped_plan import lay_out

    return lay_out(one)


def _state(state: str) -> str:
    return "named" if state.startswith("named") or state == "focus" else state


def _first(cross: Cross, topic):
    if topic.mapped:
        return resolve_theme(theme_spec(topic.id), cross.themes.table(topic.id), cross.world)
    member = next((m for m in topic.stating if m.spec), None)
    return member and resolve(member.spec, cross.layout(member.plan).ground)


def test_a_city_left_out_is_not_empty_where_a_district_park_or_facility_is_named():
    rows = [row(at, "steel", "steel.1") for at in ("gz_science_city", "440604", "440400")]
    rows.append(row("440300", "steel", "steel.1", force="facility"))
    cross = laid(plan(rows))
    facts = TopicFacts(cross, cross.topics.home("test", "steel.1"))
    assert [area.adcode for area in facts.left_but_inside] == ["440100", "440300", "440600"]


def test_districts_on_the_page_of_their_city_are_counted_without_what_is_context(monkeypatch):
    rows = [row("445102", "steel"), row("445102", "silk", force="context")]
    rows.append(row("445103", "silk", force="context"))
    monkeypatch.setattr(city_pages, "sheet_files", lambda *_: {})
    made = city_pages.files(laid(plan(rows)), "445100", BuildOptions())
    page = made["zh/city/445100.html"].decode()
    counts = dict(re.findall(r'href="(\d{6})\.html">[^<]+</a> <span class="n">(\d+)<', page))
    assert counts == {"445102": "1", "445103": "0", "445122": "0"}


def test_a_plan_with_one_city_and_without_carriers_has_its_pages(monkeypatch):
    cross = laid(plan([row("440100", "steel", "steel.1")]))
    made = built(cross, monkeypatch)
    page = made["zh/topic/test.steel.html"].decode()
    assert "1 份规划写到，点名 1 个市：广州；未点名 20 个。" in page
    assert "没有规划为它列出载体。" in page
    plain = made["zh/topic/test.silk.html"].decode()
    assert "没有地图：没有规划把它点名到市或园区。" in plain
    assert "只在分类中列出，没有写到任何地方。" in plain
    assert "zh/embed/test.silk.html" not in made
    rows = list(csv.DictReader(io.StringIO(made["data/topic/test.steel.csv"].decode("utf-8-sig"))))
    assert [r["term"] for r in rows] == ["钢材1"]


def test_names_are_text_whatever_they_hold(monkeypatch):
    """Markup, a template and two hundred characters; the English is missing: it is the Chinese."""
    made = built(laid(hostile_plan()), monkeypatch)
    pages = {path: data.decode() for path, data in made.items() if path.endswith(".html")}
    assert {f"{lang}/topic/test.s0.html" for lang in ("zh", "en")} <= set(pages)
    for path, text in pages.items():
        assert "<img src=x" not in text, path
        assert "alert(2)}`</script>" not in text, path
        assert "&gt;49" not in text, path
    assert f'<span lang="zh-CN">{LONG}</span>' in pages["en/topic/test.s1.html"]


@pytest.mark.slow
def test_forty_sectors_stand_in_the_list_of_topics(monkeypatch):
    sectors = tuple(Sector(f"s{i}", f"领域{i}", f"Sector {i}") for i in range(40))
    many = plan([row("440100", f"s{i}", term=f"领域{i}") for i in range(40)])
    made = built(laid(replace(many, taxonomy=Taxonomy(sectors))), monkeypatch)
    text = made["zh/topic/index.html"].decode()
    assert [i for i in range(40) if f'href="test.s{i}.html"' not in text] == []
    assert len([p for p in made if p.startswith("zh/topic/")]) == 41
