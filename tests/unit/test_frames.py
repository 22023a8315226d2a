"""The windows of a page: what they must hold, and what may lie over them."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry import box as rectangle

from geo.sheet.ground import drawn, rectangle_of
from geo.sheet.items import Swatch
from geo.sheet.model import Box, Sheet
from tests.print_scenes import CITIES, PROVINCIAL, sheet, world
from tests.sweeps import sweep


def covered(made: Sheet) -> list[Box]:
    """Boxes that lie over the main window."""
    main = made.view("main").box
    boxes = [v.box for v in made.views[1:]] + [made.page.panel, made.mark]
    return [b for b in boxes if b.meets(main)]


# Every map on the usual sheet; on a further one that with most symbols.
SHEETS = [(which, paper) for paper in ("A3", "A4") for which in PROVINCIAL]
LYING = pytest.mark.parametrize(("which", "paper"), sweep(map(list, SHEETS), {*range(7), 9}))


@pytest.mark.parametrize("which", sweep(PROVINCIAL, {1, 2}), ids="-".join)
@pytest.mark.parametrize("paper", sweep(["A4", "A3"], {0}))
def test_the_whole_territory_is_in_a_standing_frame(which, paper):
    held_and_free(sheet(*which, paper, "zh", "portrait"))


@LYING
def test_the_whole_territory_is_in_the_frame_and_nothing_covers_it(which, paper):
    held_and_free(sheet(*which, paper))


def held_and_free(made: Sheet) -> None:
    """The territory is inside the main window, and nothing lies on it."""
    main = made.view("main")
    ours = drawn(world().boundaries, main).shapes["province"]["440000"]
    assert rectangle_of(main.box).contains(ours)
    for box in covered(made):
        assert not rectangle_of(box).intersects(ours)
    assert rectangle_of(Box(main.box.x, main.box.y, main.box.w, main.box.h)).intersects(ours)


@LYING
def test_dongsha_is_shown_and_its_name_stands_off_its_reefs(which, paper):
    made = sheet(*which, paper)
    main = made.view("main")
    reefs = [
        rectangle(*part.bounds)
        for part in shapely.get_parts(
            drawn(world().boundaries, main).shapes["prefectures"]["441500"]
        )
        if main.ground(*part.bounds[:2])[1] < 21.5
    ]
    assert len(reefs) == 5
    (name,) = [x for x in made.labels if x.owner == "dongsha"]
    for box in [*covered(made), *(x.box for x in made.labels)]:
        assert not any(rectangle_of(box).intersects(reef) for reef in reefs)
    assert min(rectangle_of(name.box).distance(reef) for reef in reefs) < 12


def test_the_frame_ends_north_of_the_inset_rule_and_hides_no_foreign_coast():
    made = sheet(*PROVINCIAL[0])
    main = made.view("main")
    corners = [main.ground(x, main.box.bottom) for x in (main.box.x, main.box.right)]
    assert min(lat for _, lat in corners) > 18.2
    beilun = main.page(107.97, 21.54)  # the land border reaches the sea: west of it nothing is held
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = main.box.x + (beilun[0] - main.box.x) * share
        y = beilun[1] + (main.box.bottom - beilun[1]) * share
        if main.box.holds(x, y):
            assert any(b.holds(x, y) for b in covered(made))


@LYING
def test_the_delta_window_is_twice_the_scale_and_holds_what_matters(which, paper):
    made = sheet(*which, paper)
    main, delta = made.view("main"), made.view("delta")
    assert delta.mm_per_m / main.mm_per_m >= 2 - 1e-9
    places = ((113.52, 22.12), (113.55, 22.16), (113.84, 22.17), (114.39, 22.56))
    parks = ((113.444, 23.168), (113.52, 23.352), (112.9, 23.17), (114.23, 23.03))
    assert all(delta.sees(lon, lat) for lon, lat in (*places, *parks))
    sars = shapely.union_all(list(world().boundaries.layers["sars"].values()))
    west, south, east, north = sars.bounds
    assert delta.sees(west, south)
    assert delta.sees(east, north)


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_hong_kong_and_macau_are_named_in_full(lang):
    made = sheet("future2024", "breadth", "A3", lang)
    words = {" ".join(x.lines) for x in made.labels if x.owner in ("810000", "820000")}
    full = {"zh": "特别行政区", "en": "Special Administrative Region"}
    # On a sheet in both languages the map is Chinese alone: the English stands beside its key.
    assert all(full["en" if lang == "en" else "zh"] in word for word in words)
    assert len(words) == 2
    if lang == "both":
        (key,) = [e.entry.label for e in made.pages[0] if isinstance(e, Swatch)
                  and e.entry.key == "outside"]  # fmt: skip
        assert full["en"].lower() in key.en.lower()


@pytest.mark.parametrize("which", CITIES, ids="-".join)
def test_a_city_sheet_fills_its_frame_and_has_a_locator(which):
    made = sheet(*which)
    main, focus = made.view("main"), made.scene.spec.focus_adcode
    shape = drawn(world().boundaries, main).shapes["prefectures"][focus]
    west, north, east, south = shape.bounds
    assert max((east - west) / main.box.w, (south - north) / main.box.h) > 0.8
    assert rectangle_of(main.box).contains(shape)
    assert made.view("locator").sees(116.8, 20.7)
