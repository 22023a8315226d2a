"""The Python interface: plan, layout, areas, scenes, files."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import geopandas
import pytest

import geo
from geo.ask import questions
from geo.domain.text import Text
from geo.errors import CallError, OutputError, SpecError, UnknownNameError
from tests.sweeps import sweep
from tests.toy_folder import write_toy

ONE_OF_EACH = [
    {"sector": "space"},
    {"subsector": "space.low_altitude"},
    {"structure": True},
    {"breadth": True},
    {"carriers": True},
]


@pytest.fixture(scope="module")
def layout():
    return geo.lay_out(geo.load_plan("future2024"))


def test_import_loads_nothing_heavy(repo):
    code = (
        "import sys, geo; print([m for m in ('shapely', 'pandas', 'folium') if m in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=repo
    )
    assert found.stdout.strip() == "[]"


def test_every_public_name_is_there():
    assert all(getattr(geo, name) is not None for name in geo.__all__)
    assert set(geo.__all__) <= set(dir(geo))
    assert isinstance(geo.__version__, str)
    with pytest.raises(AttributeError, match="lay_outs"):
        _ = geo.lay_outs


def test_areas_are_a_geodataframe_with_one_row_per_area(layout):
    areas = layout.areas
    assert isinstance(areas, geopandas.GeoDataFrame)
    assert areas.crs.to_epsg() == 4490
    assert areas.index.name == "adcode"
    assert list(areas.index) == [area.adcode for area in layout.table.areas]
    assert len(areas) == 21
    assert {s.id for s in layout.plan.taxonomy} <= set(areas.columns)
    assert areas.geometry.notna().all()


def test_another_level_gives_other_areas():
    layout = geo.lay_out(geo.load_plan("future2024"), level="county")
    assert len(layout.areas) == 124
    assert set(layout.areas["level"]) == {"county"}
    assert layout.scene(breadth=True).spec.level == "county"


@pytest.mark.parametrize("which", ONE_OF_EACH, ids=lambda w: next(iter(w)))
def test_every_kind_of_scene(layout, which):
    scene = layout.scene(**which)
    assert scene.spec.kind == next(iter(which))
    assert len([a for a in scene.areas if a.level == "prefecture"]) == 21


@pytest.mark.parametrize("name", ["space", "未来空间", "未來空間", " 未来空间 ", "SPACE"])
def test_a_sector_by_any_of_its_names(layout, name):
    assert layout.scene(sector=name).spec.subject == "space"
    english = layout.plan.taxonomy.name("space").en
    assert layout.scene(sector=english.upper()).spec.subject == "space"


def test_a_variant_stands_for_its_term(layout):
    for variant in layout.plan.taxonomy.variants:
        kind = "subsector" if "." in variant.of else "sector"
        assert layout.scene(**{kind: variant.zh}).spec.subject == variant.of


@pytest.mark.parametrize("which", [{}, {"breadth": True, "carriers": True}, {"sector": ""}])
def test_exactly_one_map_is_asked_for(layout, which):
    with pytest.raises(SpecError):
        layout.scene(**which)


def test_an_unknown_sector_names_the_nearest(layout):
    with pytest.raises(UnknownNameError, match="nearest: space 未来空间"):
        layout.scene(sector="未来空闲")


def test_a_plan_of_ones_own(tmp_path):
    write_toy(tmp_path / "toy")
    layout = geo.lay_out(geo.load_plan(tmp_path / "toy"))
    areas = layout.areas
    assert areas.loc["440100", "robots"] == "named-1"
    assert areas.loc["440300", "robots"] == "named-2"
    assert areas.loc["440600", "energy"] == "focus"
    assert areas.loc["440500", "ocean"] == "collective"
    assert areas.loc["440800", "ocean"] == "not_named"


@pytest.mark.parametrize(
    ("suffix", "start"),
    sweep([[".pdf", b"%PDF-"], [".svg", b"<?xml"], [".png", b"\x89PNG"]], {0}),
)
def test_a_sheet_in_every_format(layout, tmp_path, suffix, start):
    path = layout.sheet(tmp_path / f"a{suffix}", sector="space", paper="A4", lang="both")
    assert path.read_bytes().startswith(start)
    assert (tmp_path / f"a{suffix}.spec.json").is_file()


def test_a_lone_page_has_all_that_it_links_to(layout, tmp_path):
    path = layout.sheet(tmp_path / "deep" / "page.html", sector="space")
    shown = re.sub(r"<a[^>]* hidden>", "", path.read_text("utf-8"))
    linked = re.findall(r'(?:src|href)="([^"]*)"', shown)
    local = [name for name in linked if not name.startswith(("#", "data:"))]
    assert local
    missing = [name for name in local if not (path.parent / name).is_file()]
    assert missing == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["deep"]


def test_a_sheet_says_what_it_cannot_do(layout, tmp_path):
    with pytest.raises(CallError, match=r"nearest: \.png"):
        layout.sheet(tmp_path / "a.pgn", sector="space")
    with pytest.raises(CallError, match="A3"):
        layout.sheet(tmp_path / "a.pdf", sector="space", paper="A33")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        layout.sheet(tmp_path / "file" / "a.svg", sector="space")


def test_a_map_in_a_notebook_needs_no_network(layout):
    shown = layout.map(sector="space")
    page = html.unescape(shown._repr_html_())
    assert re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=.?https?:", page) == []
    assert re.findall(r"url\(.?https?:|@import", page) == []
    assert "广州" in page


def test_the_same_call_gives_the_same_file(layout, tmp_path):
    one = layout.sheet(tmp_path / "1.pdf", breadth=True)
    two = layout.sheet(tmp_path / "2.pdf", breadth=True)
    assert Path(one).read_bytes() == Path(two).read_bytes()


@pytest.mark.parametrize("name", ["plan", "layout", "table", "world", "scene"])
def test_what_ends_a_cell_of_a_notebook_is_a_card(layout, name):
    scene = layout.scene(sector="space")
    shown = {"layout": layout, "scene": scene}.get(name) or getattr(layout, name)
    text, page = repr(shown), shown._repr_html_()
    assert len(text.splitlines()) <= 6
    assert len(text) < 600
    lines = [line.strip() for line in text.splitlines()]
    assert re.findall(r">([^<>]+)<", html.unescape(page)) == lines


def reached(value: object, path: str, deep: int, seen: dict[type, tuple[int, str]]) -> None:
    """The longest repr of each of our types that public fields lead to, with the way to it."""
    if isinstance(value, tuple | list | dict):
        for one in list(value.values() if isinstance(value, dict) else value)[:5]:
            reached(one, f"{path}[…]", deep, seen)
    elif type(value).__module__.startswith("geo.") and deep and not isinstance(value, Text):
        text = repr(value)
        long = max(len(text), 100 * len(text.splitlines()))
        if long > seen.get(type(value), (0, ""))[0]:
            seen[type(value)] = long, path
            for field in fields(value) if is_dataclass(value) else ():
                reached(getattr(value, field.name), f"{path}.{field.name}", deep - 1, seen)


def test_nothing_that_is_public_fills_the_screen_with_its_repr(layout):
    scene, report = layout.scene(sector="space"), questions.coverage(layout.plan)
    seen: dict[type, tuple[int, str]] = {}
    for name, value in {"layout": layout, "scene": scene, "ground": layout.ground}.items():
        reached(value, name, 6, seen)
    reached(layout.ground.analysis, "analysis", 3, seen)
    reached(layout.ground.analysis.matrix, "matrix", 3, seen)
    reached(report, "report", 3, seen)
    assert {"Plan", "Statement", "Register", "Territory", "Report"} <= {k.__name__ for k in seen}
    assert [told for told in seen.values() if told[0] > 600] == []


def test_a_card_is_never_code(layout):
    title = replace(layout.plan.document.short, zh="<script>alert(1)</script>\x1b[2J")
    plan = replace(layout.plan, document=replace(layout.plan.document, short=title))
    assert "<script>" not in plan._repr_html_()
    assert "\\u001b[2J" in repr(plan)
