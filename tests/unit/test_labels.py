from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from shapely.geometry import box as rectangle

from geo.errors import CallError, FontError
from geo.sheet import ground
from geo.sheet.arrange import arrange
from geo.sheet.labels import Ground, Wish, around, corner_boxes, lattice, lines_to, rings
from geo.sheet.model import Box, PlacedLabel
from geo.sheet.page import PageChoice
from geo.sheet.raster import course_of, cover_of
from geo.sheet.settling import settle
from geo.sheet.typeface import FONT_FOLDER, require_glyphs, typeface, wrap
from tests.print_scenes import scenes, world

WINDOW = Box(0, 0, 100, 50)


def wish(owner="a", centres=((50.0, 25.0),), size=(10.0, 4.0), costs=None, **more):
    label = PlacedLabel(owner, "word", "main", ("x",), 8.0, Box(0, 0, 0, 0), "#000000")
    boxes = corner_boxes(np.array(centres, float), *size)
    costs = np.arange(len(boxes), dtype=float) if costs is None else np.array(costs, float)
    return Wish((label,), boxes, costs, **more).kept(Ground(WINDOW).open(boxes))


def middles(labels) -> dict[str, tuple[float, float]]:
    return {x.owner: (x.box.x + x.box.w / 2, x.box.y + x.box.h / 2) for x in labels}


def test_names_get_their_cheapest_places_and_none_lies_on_another():
    centres = around((50.0, 25.0), 10, 4, 1, 1)
    assert middles(settle([wish("0", centres)])[0]) == {"0": (57, 25)}
    placed, left = settle([wish(str(i), centres) for i in range(9)])
    assert len(placed) >= 4
    assert len(placed) + len(left) == 9
    boxes = [x.box for x in placed]
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_a_name_gives_way_to_one_that_has_no_other_place():
    first = wish("first", [(50, 25), (20, 25)])
    placed, left = settle([first, wish("second", [(52, 25)])])
    assert middles(placed) == {"first": (20, 25), "second": (52, 25)}
    assert left == []
    placed, left = settle([wish("first", [(50, 25)]), wish("second", [(52, 25)], loss=9.0)])
    assert [x.owner for x in placed] == ["first"]
    assert [x.owner for x in left] == ["second"]


def test_a_chain_of_names_moves_on_if_the_whole_is_better_for_it():
    row = [wish("a", [(20, 25), (40, 25)]), wish("b", [(22, 25), (60, 25)], costs=(0, 1))]
    placed, _ = settle([*row, wish("c", [(20, 25)])])
    assert middles(placed) == {"a": (40, 25), "b": (60, 25), "c": (20, 25)}


def test_equal_wishes_get_equal_places():
    wishes = [wish(str(i), around((50.0, 25.0), 10, 4, 1, 1)) for i in range(5)]
    assert settle(wishes)[0] == settle(wishes)[0]


def test_no_line_crosses_a_name_or_another_line():
    line = np.array([(15.0, 25, 80, 25)])
    led = wish("led", [(10, 25)], leads=line)
    across = wish("across", [(50, 25), (50, 40)])
    placed, _ = settle([led, across])
    assert middles(placed)["across"] == (50, 40)
    other = wish(
        "other", [(50, 45), (90, 45)], leads=np.array([(50.0, 43, 50, 5), (90, 43, 90, 5)])
    )
    placed, _ = settle([led, other])
    assert middles(placed)["other"] == (90, 45)


def test_closed_ground_is_open_to_no_name_and_to_no_line():
    ground = Ground(WINDOW, [Box(40, 20, 10, 10)], [((0, 40), (100, 40))], [Box(60, 0, 30, 30)])
    places = {(45, 25): False, (20, 40): False, (60, 10): False, (75, 10): True, (98, 45): False}
    boxes = corner_boxes(np.array(list(places), float), 6, 3)
    assert list(ground.open(boxes)) == list(places.values())
    lines = np.array(
        [(30, 25, 55, 25), (30, 25, 45, 25), (30, 10, 55, 10), (20, 35, 20, 45)], float
    )
    assert list(ground.passable(lines)) == [False, True, True, False]


def test_a_cover_tells_the_share_of_a_box_that_a_shape_fills():
    shape = (
        rectangle(10, 10, 30, 30)
        .difference(rectangle(18, 18, 22, 22))
        .union(rectangle(40, 10, 50, 20))
    )
    boxes = np.array(
        [(12, 12, 16, 16), (18, 18, 22, 22), (28, 12, 32, 16), (30, 12, 50, 18)], float
    )
    expected = shapely.area(shapely.intersection(shapely.box(*boxes.T), shape))
    assert cover_of(shape, 0.25).share(boxes) == pytest.approx(
        expected / [16, 16, 16, 120], abs=0.05
    )
    assert cover_of(shapely.Polygon(), 0.25).share(boxes).max() == 0


def test_a_course_tells_the_length_of_a_line_under_a_box():
    line = shapely.LineString([(0, 25), (100, 25)])
    boxes = np.array([(45, 20, 55, 30), (45, 5, 55, 15)], float)
    assert course_of([line], WINDOW, 0.5).under(boxes) == pytest.approx([10, 0], abs=0.6)


def test_candidates_keep_clear_of_the_symbol_and_lead_to_the_nearest_point():
    assert all(abs(x - 50) >= 1 or abs(y - 25) >= 1 for x, y in around((50, 25), 10, 4, 1, 1))
    assert len(rings((0, 0), 10, 4, (5, 9))) == 48
    assert len(lattice(rectangle(0, 0, 20, 20), 4)) == 25
    boxes = np.array([(0, 0, 10, 4)], float)
    points = np.array([(20, 2), (12, 3), (40, 0)], float)
    assert lines_to(points, boxes).tolist() == [[10, 3, 12, 3]]


def test_widths_and_coverage_are_the_fonts():
    fonttools = pytest.importorskip("fontTools.ttLib")
    for bold, name in ((False, "NotoSansSC-Regular.ttf"), (True, "NotoSansSC-Bold.ttf")):
        font = fonttools.TTFont(FONT_FOLDER / name)
        upm, metrics = font["head"].unitsPerEm, font["hmtx"]
        expected = {c: metrics[g][0] / upm for c, g in font.getBestCmap().items()}
        assert typeface(bold).advances == pytest.approx(expected)


def test_lines_are_broken_without_loss_and_fit():
    text = "阿尔伯斯等积圆锥投影，标准纬线 21°、25°N，中央经线 113.5°E，CGCS2000"
    lines = wrap(text, 8, 30)
    assert len(lines) > 2
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(typeface().width_mm(line, 8) <= 33 for line in lines)


def test_no_mark_that_closes_begins_a_line_and_none_that_opens_ends_one():
    text = "走廊、产业带（示意，成员为推断）：不是规划边界；见《规划》（2024），另有“等”。"
    for width in range(17, 60):
        lines = wrap(text, 8, width)
        assert "".join(lines) == text
        assert not [line for line in lines if line[0] in "，。、：；）》”" or line[-1] in "（《“"]


def test_a_character_without_a_glyph_is_named_with_its_text():
    with pytest.raises(FontError) as caught:
        require_glyphs(["广州", "城\U0002b74f", "x\ue000y"])
    faults = caught.value.faults
    assert [f.value for f in faults] == ["城\U0002b74f", "x\ue000y"]
    assert "U+2B74F" in faults[0].en
    assert "U+E000" in faults[1].zh


def test_a_page_with_an_unprintable_title_is_not_drawn():
    from dataclasses import replace

    from geo.domain.text import Text
    from geo.sheet.arrange import arrange

    scene = scenes("future2024")["breadth"]
    with pytest.raises(FontError):
        arrange(replace(scene, title=Text("\ue000", "x")), world().boundaries)


def test_a_paper_that_does_not_exist_is_a_fault_of_the_call():
    from geo.sheet.arrange import arrange

    with pytest.raises(CallError) as caught:
        arrange(scenes("future2024")["breadth"], world().boundaries, PageChoice("A9", "upright"))
    assert len(caught.value.faults) == 2


def test_a_page_is_the_same_whatever_was_laid_out_before_it(monkeypatch):
    """What is kept for a window is found again by all that decides it: here symbols stand apart."""
    first = scenes("future2024")["sector-space"]
    moved = tuple(replace(symbol, lat=symbol.lat + 0.25) for symbol in first.symbols)
    second = replace(first, symbols=moved)

    def labels(*maps):
        monkeypatch.setattr(ground, "_DRAWN", {})
        return [arrange(scene, world().boundaries).labels for scene in maps]

    before, after = labels(first, second)
    assert [after] == labels(second)
    assert after != before
