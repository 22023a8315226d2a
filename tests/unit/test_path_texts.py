"""Names along a line: where they find a place, how they are drawn, and that a PDF finds them."""

from __future__ import annotations

import itertools
import math
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
import shapely

from geo.render.print.typesetting import compiled
from geo.render.svg.elements import add_path_text, root
from geo.sheet.bands import PathWish, covered_by, letter_boxes, write_along
from geo.sheet.model import Box, PathText
from tests.reading.drawing import Drawing

PAGE = Box(0, 0, 160, 120)
LOOK = PathText("one", "main", "", 9.0, (), "#111111", "#ffffff")
WAVE = [(10.0 + i, 60 - 25 * math.sin(i / 18)) for i in range(130)]
BACK = WAVE[::-1]
DOWN = [(100 + 8 * math.sin(i / 20), 10.0 + i) for i in range(100)]
COURSES = {"wave": WAVE, "back": BACK, "down": DOWN}
NOTHING = shapely.Polygon()
NAME = ("广深港科技创新走廊",)
LATIN = ("Guangzhou-Shenzhen-Hong Kong", "Science and Technology")


def written(course, lines=NAME, closed=NOTHING, window=PAGE):
    return write_along(course, PathWish(LOOK, lines, 2.0), window, closed)


@pytest.mark.parametrize("lines", [NAME, LATIN], ids=["zh", "en"])
@pytest.mark.parametrize("course", COURSES)
def test_letters_stand_beside_their_line_in_the_direction_of_reading(course, lines):
    made = written(COURSES[course], lines)
    assert [text.text for text in made] == list(lines)
    line = shapely.LineString(COURSES[course])
    for text in made:
        assert text.points[-1][0] > text.points[0][0]
        assert 1.9 < covered_by(text).distance(line) < 8
        turns = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in itertools.pairwise(text.points)]
        assert max(turns) - min(turns) < 1.2
    covered = [covered_by(text) for text in made]
    assert all(a.intersection(b).area < 0.01 for a, b in itertools.combinations(covered, 2))


def test_a_name_keeps_out_of_closed_ground_and_in_its_window():
    first = covered_by(written(WAVE)[0])
    other = written(WAVE, closed=first.buffer(0.5))
    assert other
    assert not covered_by(other[0]).intersects(first)
    assert written(WAVE, closed=shapely.box(0, 0, 200, 200)) == ()
    assert written(WAVE, window=Box(0, 0, 20, 120)) == ()
    assert written(WAVE[:20]) == ()


def test_the_boxes_of_the_letters_hold_the_letters():
    text = written(DOWN)[0]
    boxes = shapely.union_all(
        [shapely.box(b.x, b.y, b.right, b.bottom) for b in letter_boxes(text)]
    )
    assert covered_by(text).difference(boxes).area < 0.1
    assert boxes.area < 3 * covered_by(text).area


@pytest.mark.parametrize("lines", [NAME, LATIN], ids=["zh", "en"])
def test_a_name_on_a_line_is_found_as_words_and_bent(lines):
    page = root(PAGE, "zh")
    for number, text in enumerate(written(WAVE, lines)):
        add_path_text(page, text, f"line-{number}")
    svg = ET.tostring(page, encoding="utf-8")
    drawing = Drawing(svg)
    assert [t.text for t in drawing.texts] == list(lines)
    assert all(t.within("data-path-text", "one") for t in drawing.texts)
    pdf = compiled("picture.typ", {"picture": svg.decode()})
    words = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    for line in lines:
        found = words.search(line).get_next()
        assert found
        assert found[1] == len(line)
    boxes = [words.get_charbox(i) for i in range(len(lines[0]))]
    assert len({round(box[1]) for box in boxes}) > len(lines[0]) / 3
