"""Labels of the web map: all there, none on another, inside the frame, off the reefs."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from geo.domain.text import Text
from geo.errors import OutputError
from geo.render.web.labels import (
    KEPT_STEPS,
    LANGS,
    PX_PER_MM,
    SIGNED,
    Target,
    font_size,
    place_labels,
    step_view,
)
from geo.render.web.shared import label_tables, targets
from geo.sheet.box import Box
from geo.sheet.typeface import MM_PER_PT, typeface
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.places.view import load_register

ROWS = [(lang, row) for lang in LANGS for row in range(len(KEPT_STEPS))]


@pytest.fixture(scope="module")
def world():
    boundaries, register = load_boundaries(), load_register()
    return boundaries, targets(boundaries, register), label_tables(boundaries, register)


def boxes(world, lang, row) -> dict[str, Box]:
    """The boxes of a zoom step, px from the upper left corner of its frame."""
    boundaries, wanted, tables = world
    view, found = step_view(KEPT_STEPS[row], boundaries.territory), {}
    for target, place in zip(wanted, tables[lang][row], strict=True):
        if place is not None:
            x, y = (v * PX_PER_MM for v in view.page(*target.anchor))
            dx, dy, width, height = place
            found[target.key] = Box(x + dx - width / 2, y + dy - height / 2, width, height)
    return found


def test_every_city_is_labelled_and_no_label_lies_on_another(world):
    needed = {target.key for target in world[1] if not target.optional}
    assert len([key for key in needed if key.startswith("44")]) == 21
    assert {"810000", "820000", "dongsha"} <= needed
    for lang, row in ROWS:
        found = boxes(world, lang, row)
        assert needed <= set(found), (lang, row)
        pairs = combinations(found.items(), 2)
        clashes = [(lang, row, a, b) for (a, one), (b, two) in pairs if one.meets(two)]
        assert clashes == []


def test_a_label_has_room_for_its_text(world):
    _, wanted, tables = world
    for lang, row in ROWS:
        pt = font_size(KEPT_STEPS[row]) / (PX_PER_MM * MM_PER_PT)
        for target, place in zip(wanted, tables[lang][row], strict=True):
            if place and target.kind == "area":
                text = typeface(True).width_mm(target.name.in_(lang), pt) * PX_PER_MM
                assert place[2] >= text - 1, (lang, row, target.key)


def test_no_label_leaves_the_frame_or_covers_the_reefs(world):
    boundaries = world[0]
    for lang, row in ROWS:
        view = step_view(KEPT_STEPS[row], boundaries.territory)
        frame = Box(0, 0, view.box.w * PX_PER_MM, view.box.h * PX_PER_MM)
        points = [at for reefs in boundaries.territory.reefs for at in reefs.clear]
        clear = [[v * PX_PER_MM for v in view.page(*at)] for at in points]
        for key, box in boxes(world, lang, row).items():
            assert frame.holds(box.x, box.y), (lang, row, key)
            assert frame.holds(box.right, box.bottom), (lang, row, key)
            assert not any(box.holds(*point) for point in clear), (lang, row, key)


def test_the_regions_have_their_full_names(world):
    texts = {t["key"]: t["text"] for t in world[2]["targets"]}
    assert texts["810000"][0] == "香港\n特别行政区"
    assert texts["820000"][0] == "澳门\n特别行政区"


def test_a_name_without_room_is_left_out_if_it_may_be_and_else_a_fault(world):
    boundaries = world[0]
    long = Text("很长的名字" * 40, "x")
    area = next(target for target in world[1] if target.kind == "area")
    spare = Target("450000", "province", long, (110.0, 24.5))
    assert set(place_labels([area, spare], boundaries, SIGNED, "zh")) == {area.key}
    with pytest.raises(OutputError, match="很长的名字"):
        place_labels([replace(area, name=long)], boundaries, SIGNED, "zh")


def test_a_small_map_without_room_leaves_a_name_to_the_page(world):
    area = next(target for target in world[1] if target.kind == "area")
    long = replace(area, name=Text("很长的名字" * 40, "x"))
    assert place_labels([long], world[0], 0.0, "zh")[area.key].middle == (0, 0)
