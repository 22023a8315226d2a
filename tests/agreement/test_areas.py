"""Every area looks like what the plan's rows say of it: on the page, in the drawing, on paper."""

from __future__ import annotations

import pytest

from tests.agreement.cases import CASES, each
from tests.reading.looks import GROUND, THEME

pytestmark = pytest.mark.browser

EACH = each(CASES)
PX, MM = 96 / 72, 25.4 / 72
BORDER, COAST = GROUND["border"], GROUND["coast"]


def near(one, other, room=0.6) -> bool:
    return len(one) == len(other) and all(
        abs(a - b) <= room for a, b in zip(one, other, strict=True)
    )


@EACH
def test_on_the_page(maps, reader, case):
    shown = reader.page(maps.of(case.plan_key, **case.which).page).areas
    assert set(shown) - {"810000", "820000"} == set(case.states)
    for code in case.states:
        seen, look = shown[code], case.look(code)
        assert (seen["fill"], seen["hatch"], seen["stroke"]) == (look.fill, look.hatch, BORDER), (
            code
        )
        assert seen["width"] == pytest.approx(THEME["lines"]["area"] * PX, abs=0.01)
    for code in {"810000", "820000"} & set(shown):
        assert (shown[code]["fill"], shown[code]["hatch"]) == (GROUND["sar"], "")


@EACH
def test_in_the_drawing(maps, case):
    drawing = maps.of(case.plan_key, **case.which).drawing
    for code in case.states:
        shape, look = drawing.area(code), case.look(code)
        assert (shape.fill, shape.stroke) == (look.fill, BORDER), code
        assert drawing.hatch_over(shape) == (look.hatch or look.dots), code
        assert shape.width == pytest.approx(THEME["lines"]["area"] * MM, abs=0.01)


@EACH
def test_on_paper(maps, case):
    """Where the drawing has an area, a path of its fill and border is painted, and its pattern.

    The room is for a mitre that the reader adds to the bounds of a line at a sharp corner.
    """
    made = maps.of(case.plan_key, **case.which)
    for code in case.states:
        box, look = made.drawing.area(code).box, case.look(code)
        inks = made.sheet.inks
        here = [i for i in inks if near(i.box, box, 6.0 if i.fill and i.stroke else 1.2)]
        assert [i.fill for i in here if i.stroke == BORDER] == [look.fill], code
        assert sum(not i.stroke for i in here) == bool(look.hatch or look.dots), code


def mark_in(drawing, code) -> set[str]:
    """Marks beside the labels of an area: text in a pill, or a bare ring."""
    found = set()
    for view in ("main", "delta"):
        texts = drawing.label(code, view)
        if not texts:
            continue
        own = [
            s
            for s in drawing.shapes
            if s.within("data-label", code) and s.within("data-view", view)
        ]
        rings = [s for s in own if s.tag == "circle" and s.fill != s.stroke]
        pill = any(s.tag == "rect" for s in own)
        found.add(texts[-1].text if pill else "○" if rings else "")
    return found


@EACH
def test_the_mark_beside_a_name(maps, reader, case):
    made = maps.of(case.plan_key, **case.which)
    labels = reader.page(made.page).labels
    shown = {label["key"]: label["mark"] for label in labels}
    for code in case.states:
        mark = case.look(code).mark
        finer = code not in case.plan.areas  # a district that has no room goes without its name
        assert mark_in(made.drawing, code) in ({mark}, *([set()] if finer else ())), code
        if code in shown:  # the page leaves out districts that have no room
            assert shown[code] == mark or (not shown[code] and not any(c.isdigit() for c in mark))
        if any(c.isdigit() for c in mark) and case.plan.level == "prefecture" and not finer:
            assert shown[code] == mark, code


@EACH
def test_named_areas_are_named_in_bold_on_the_page(maps, reader, case):
    for label in reader.page(maps.of(case.plan_key, **case.which).page).labels:
        if label["key"] in case.states and case.plan.level == "prefecture":
            state = case.states[label["key"]][0]
            assert label["bold"] is (state == "focus" or state.startswith("named")), label["key"]


def outline(lines, areas, room):
    """Colour of the line that lies on top of all that reach round the areas; colours of the rest.

    ``lines`` are (stroke, width, box) in drawing order.
    """
    west, south = min(b[0] for b in areas), max(b[3] for b in areas)
    round_all = [x for x in lines if near((x[2][0], x[2][3]), (west, south), room)]
    top = round_all[-1]
    rest = [x for x in lines if x is not top]
    assert all(x[1] < top[1] for x in rest)
    return top[0], {x[0] for x in rest}


@pytest.mark.parametrize("case", [CASES[0], CASES[6]], ids=str)
def test_the_coast_and_the_borders_have_each_their_own_colour(maps, reader, case):
    made = maps.of(case.plan_key, **case.which)
    page, drawing = reader.page(made.page), made.drawing
    lines = [(x["stroke"], x["width"], x["box"]) for x in page.lines]
    coast, rest = outline(lines, [page.areas[code]["box"] for code in case.states], 2)
    assert (coast, rest) == (COAST, {BORDER})

    layer = [s for s in drawing.shapes if s.within("data-layer", "lines")]
    lines = [(s.stroke, s.width, s.box) for s in layer if s.within("data-view", "main")]
    coast, rest = outline(lines, [drawing.area(code).box for code in case.states], 0.5)
    assert coast == COAST
    assert BORDER in rest
    assert COAST not in rest


def test_the_ground_is_sea_and_land(maps, reader):
    made = maps.of("future2024", sector="space")
    color = reader.open(made.page).evaluate(
        "getComputedStyle(document.querySelector('#map_atlas')).backgroundColor"
    )
    red, green, blue = (int(GROUND["sea"][i : i + 2], 16) for i in (1, 3, 5))
    assert color == f"rgb({red}, {green}, {blue})"
    for code in ("350000", "430000", "450000", "810000"):
        shape = made.drawing.area(code)
        assert shape.fill == GROUND["sar" if code == "810000" else "land"]
