"""Small multiples: what a panel shows is its Scene's, on the page and on paper."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace

import pikepdf
import pytest

from geo.build.mapped_plan import lay_out
from geo.errors import SpecError
from geo.render.pages.glance import glance_parts, panel_picture, panel_sheets, shared_parts
from geo.render.pages.glance_layout import glance_form
from geo.render.print.glance import glance_pdf
from geo.scene.world import load_world
from geo.site.plan_set import Cross
from geo.site.small_multiples import plans_glance, sectors_glance
from geo.sources.plans.folder import load_plan, plan_keys
from tests.sweeps import sweep


@pytest.fixture(scope="module")
def cross() -> Cross:
    world = load_world()
    return Cross(tuple(lay_out(load_plan(key), world=world) for key in plan_keys()))


@pytest.fixture(scope="module", params=["plans", "future2024", "gz_dualchain2022"])
def glance(request, cross):
    if request.param == "plans":
        return plans_glance(cross, "zh")
    return sectors_glance(cross, cross.layout(request.param), "zh")


@pytest.fixture(scope="module")
def sheets(glance, cross):
    return panel_sheets([p.scene for p in glance.panels], cross.world.boundaries)


def fills(picture: ET.Element) -> dict[str, tuple[str, str]]:
    return {
        e.get("data-adcode", ""): (e.get("data-state", ""), e.get("fill", ""))
        for e in picture.iter()
        if "data-adcode" in e.attrib
    }


def test_every_fill_is_the_scenes(glance, sheets):
    for panel, sheet in zip(glance.panels, sheets, strict=True):
        shown = fills(panel_picture(sheet, "zh"))
        for area in panel.scene.areas:
            assert shown[area.adcode] == (area.state, area.style.fill)


def test_one_extent_for_all_panels(sheets):
    assert len({sheet.views for sheet in sheets}) == 1


def test_sharing_parts_changes_no_fill_and_leaves_no_path_twice(sheets):
    before = [fills(panel_picture(sheet, "zh")) for sheet in sheets]
    pictures = [panel_picture(sheet, "zh") for sheet in sheets]
    sprite = shared_parts(pictures, "x-")
    assert [fills(picture) for picture in pictures] == before
    paths = Counter(e.get("d") for p in [sprite, *pictures] for e in p.iter("path"))
    assert max(paths.values()) == 1
    names = {e.get("id") for e in sprite.iter() if e.get("id")}
    used = {e.get("href", "")[1:] for p in pictures for e in p.iter("use")}
    used |= {
        v[5:-1]
        for p in pictures
        for e in p.iter()
        for v in (e.get("fill", ""), e.get("clip-path", ""))
        if v.startswith("url(")
    }
    assert used
    assert used <= names


def test_a_page_has_a_panel_each_with_its_words_and_the_states_of_all_areas(glance, sheets):
    parts = glance_parts(glance, sheets)
    assert [panel["shown"] for panel in parts["panels"]] == list(glance.panels)
    assert {len(panel["cells"]) for panel in parts["panels"]} == {len(glance.lead.areas)}
    for panel in parts["panels"]:
        shown = Counter(state for state, _, _ in panel["cells"])
        assert shown == Counter(area.state for area in panel["shown"].scene.areas)


def test_the_pdf_is_one_tagged_page_with_a_text_for_every_panel(glance, sheets):
    with pikepdf.open(io.BytesIO(glance_pdf(glance, sheets))) as document:
        assert len(document.pages) == 1
        assert document.Root.MarkInfo.Marked
        texts = [str(o.Alt) for o in document.objects if isinstance(o, pikepdf.Dictionary)
                 and o.get("/S") == "/Figure"]  # fmt: skip
    assert Counter(texts) == Counter(panel.scene.alt.zh for panel in glance.panels)


def test_no_panel_fits_where_there_is_no_room(glance):
    many = replace(glance, panels=glance.panels * 60)
    with pytest.raises(SpecError, match=str(len(many.panels))):
        glance_form(many, 0.7, "A3", "zh")


@pytest.mark.parametrize(
    ("paper", "lang"), sweep([["A4", "both"], ["A4", "en"], ["A1", "en"], ["A1", "both"]], {0})
)
def test_longer_words_and_other_papers_stay_on_one_page(glance, sheets, paper, lang):
    with pikepdf.open(io.BytesIO(glance_pdf(glance, sheets, paper, lang))) as document:
        assert len(document.pages) == 1


def test_two_definitions_of_one_name_are_refused():
    one, two = (
        ET.fromstring(f'<svg><defs><clipPath id="a"><rect width="{n}"/></clipPath></defs></svg>')
        for n in (1, 2)
    )
    with pytest.raises(ValueError, match="a"):
        shared_parts([one, two], "x")
