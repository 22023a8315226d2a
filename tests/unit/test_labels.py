from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import box as rectangle

from geo.errors import CallError, FontError
from geo.sheet.labels import Course, FreeSpace, LabelRequest, around, lattice, leader, rings, within
from geo.sheet.model import Box
from geo.sheet.page import PageChoice
from geo.sheet.typeface import FONT_FOLDER, require_glyphs, typeface, wrap
from tests.print_scenes import scenes, world


def wish(owner="a", anchor=(50.0, 25.0), width=10.0, height=4.0):
    centres = around(anchor, width, height, 1, 1)
    return LabelRequest(owner, width, height, centres, np.arange(8.0))


def test_the_cheapest_free_place_is_granted_and_closed():
    ground = FreeSpace(Box(0, 0, 100, 50))
    first = ground.place(wish())
    assert (first.x, first.y) == (52, 23)
    later = [ground.place(wish(str(i))) for i in range(8)]
    assert later[-1] is None
    boxes = [first, *(box for box in later if box)]
    assert len(boxes) >= 2
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_nothing_is_granted_outside_the_window_or_on_taken_ground():
    assert FreeSpace(Box(0, 0, 8, 50)).place(wish(anchor=(4, 25))) is None
    assert FreeSpace(Box(0, 0, 100, 50), [Box(0, 0, 100, 50)]).place(wish()) is None


def test_equal_input_gives_equal_places():
    one, two = FreeSpace(Box(0, 0, 100, 50)), FreeSpace(Box(0, 0, 100, 50))
    assert [one.place(wish()) for _ in range(5)] == [two.place(wish()) for _ in range(5)]


def test_a_line_across_a_text_costs_and_a_drawn_line_is_closed():
    wall = Box(55, 0, 3, 40)
    centres = np.array([(70.0, 20.0), (30.0, 20.0)])
    free = FreeSpace(Box(0, 0, 100, 50))
    assert free.place(LabelRequest("a", 10, 4, centres, np.zeros(2), (50.0, 20.0))).x == 65
    walled = FreeSpace(Box(0, 0, 100, 50), [wall])
    assert walled.place(LabelRequest("a", 10, 4, centres, np.zeros(2), (50.0, 20.0))).x == 25
    free.close_line(((10.0, 45.0), (90.0, 45.0)))
    assert free.place(LabelRequest("b", 10, 4, np.array([(50.0, 45.0)]), np.zeros(1))) is None


def test_course_counts_the_line_under_a_box():
    course = Course(Box(0, 0, 100, 50), np.array([(x, 25.5) for x in range(100)], float))
    on, off = course.under(np.array([(50.0, 25.0), (50.0, 10.0)]), 10, 4, 0)
    assert on >= 10
    assert off == 0


def test_candidates_keep_clear_of_the_symbol_and_of_edges():
    assert all(abs(x - 50) >= 1 or abs(y - 25) >= 1 for x, y in around((50, 25), 10, 4, 1, 1))
    assert len(rings((0, 0), 10, 4, (5, 9))) == 48
    square = rectangle(0, 0, 20, 20)
    held = within(square, lattice(square, 4), 4, 4)
    assert held.any()
    assert not within(square, np.array([(1.0, 1.0)]), 4, 4).any()
    assert leader(Box(0, 0, 10, 4), (12.0, 2.0), 3) == ()
    assert leader(Box(0, 0, 10, 4), (20.0, 2.0), 3) == ((10, 2.0), (20.0, 2.0))


def test_widths_and_coverage_are_the_fonts():
    fonttools = pytest.importorskip("fontTools.ttLib")
    for bold, name in ((False, "NotoSansSC-Regular.ttf"), (True, "NotoSansSC-Bold.ttf")):
        font = fonttools.TTFont(FONT_FOLDER / name)
        upm, metrics = font["head"].unitsPerEm, font["hmtx"]
        expected = {c: metrics[g][0] / upm for c, g in font.getBestCmap().items()}
        assert typeface(bold).advances == pytest.approx(expected)


def test_lines_are_broken_without_loss_and_fit():
    text = "阿尔伯斯等积圆锥投影,标准纬线 21°、25°N,中央经线 113.5°E,CGCS2000"
    lines = wrap(text, 8, 30)
    assert len(lines) > 2
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(typeface().width_mm(line, 8) <= 33 for line in lines)
    assert not any(line[0] in ",。、)" for line in lines)


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
