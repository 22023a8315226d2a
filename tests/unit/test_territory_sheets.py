"""Sheets of any territory: its panel, its insets, the ground around it, names at sea."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import pytest
import shapely

from geo.build.mapped_plan import lay_out
from geo.domain.territory import Frame
from geo.errors import SpecError
from geo.sheet.arrange import arrange
from geo.sheet.box import Bounds
from geo.sheet.furniture import corners, furniture
from geo.sheet.ground import drawn, on_page, rectangle_of
from geo.sheet.model import Box, View
from geo.sheet.page import PageChoice
from geo.sheet.panel_corner import in_corner
from geo.sheet.projection import Albers
from geo.sources.boundaries.country import load_country
from geo.sources.boundaries.model import land_beyond
from geo.sources.plans.folder import load_plan
from tests.made_plans import made_plan
from tests.sweeps import sweep

SEVERAL = ("150000", "620000", "310000", "yangtze_delta")
PAGES = (PageChoice(), PageChoice(orientation="portrait", lang="en"), PageChoice("A4", lang="en"))
SANSHA = "460300"


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    @cache
    def made(code: str):
        return lay_out(load_plan(made_plan(code, tmp_path_factory.mktemp("plan") / code)))

    return made


@pytest.fixture
def sheet(layout):
    def made(code: str, choice: PageChoice = PAGES[0]):
        one = layout(code)
        return arrange(one.scene(sector="robots"), one.world.boundaries, choice)

    return made


def ours(sheet):
    return drawn(sheet.boundaries, sheet.views[0]).shape(sheet.boundaries.territory.code)


def shore_points(sheet):
    """Corners of the line between land and sea in the window, as longitude and latitude."""
    main = sheet.views[0]
    points = shapely.get_coordinates(drawn(sheet.boundaries, main).shore).tolist()
    return [main.ground(*at) for at in points if main.box.grown(-1).holds(*at)]


@pytest.mark.parametrize(
    ("code", "choice"), sweep(map(list, product(SEVERAL, PAGES)), {0, 5, 7})
)  # each page once
def test_without_an_inset_the_whole_territory_is_seen_and_nothing_lies_on_it(sheet, code, choice):
    made = sheet(code, choice)
    main, page = made.views[0], made.page
    assert [view.role for view in made.views] == ["main"]
    shape = drawn(made.boundaries, main).shape(code)
    assert rectangle_of(main.box).contains(shape)
    boxes = furniture(page, main, made.boundaries.territory, shape.buffer(1))[2]
    over = [page.panel, made.mark, *boxes]
    assert [box for box in over if box.w and shapely.intersects(rectangle_of(box), shape)] == []


@pytest.mark.parametrize("choice", sweep(PAGES, {2}), ids=["lying", "standing", "small"])
def test_sansha_is_whole_in_an_inset_that_nothing_covers(sheet, choice):
    made = sheet("460000", choice)
    main, inset = made.views
    shape = drawn(made.boundaries, inset).shape(SANSHA)
    on_ground = made.boundaries.shape(SANSHA)
    assert rectangle_of(inset.box).contains(shape)
    assert len(shapely.get_parts(shape)) == len(shapely.get_parts(on_ground))
    over = corners(inset, made.page, made.lang)
    assert not any(shapely.intersects(rectangle_of(box), shape) for box in over)
    island = ours(made) - drawn(made.boundaries, main).shape(SANSHA).buffer(0.1)
    assert not rectangle_of(inset.box).intersects(island & rectangle_of(main.box))
    assert [lb.owner for lb in made.labels if lb.view == inset.role and lb.kind == "area"] == [
        SANSHA
    ]


def test_a_legend_tells_of_no_area_that_the_page_does_not_show(layout):
    one = layout("460000")
    whole = one.world.boundaries
    alone = replace(whole.territory, inset=None)
    with pytest.raises(SpecError, match="三沙市"):
        arrange(one.scene(sector="robots"), replace(whole, territory=alone))


def test_a_class_of_what_lies_outside_is_told_only_where_it_is_seen(sheet):
    told = {
        code: {e.key for block in sheet(code).scene.legend for e in block.entries}
        for code in ("460000", "440300+440400+440500")
    }
    assert "outside" not in told["460000"]
    assert "outside" in told["440300+440400+440500"]


def test_foreign_land_is_no_sea_and_has_no_line(sheet):
    made = sheet("150000")
    shown = drawn(made.boundaries, made.views[0])
    x, y = made.views[0].page(106.9, 47.9)
    assert shown.hinterland.contains(shapely.Point(x, y))
    assert {round(lat) for _, lat in shore_points(made)} <= {36, 37, 38, 39, 40, 41}  # Bohai
    assert shore_points(sheet("430000")) == []


def test_the_mask_holds_land_abroad_and_leaves_seas_and_our_coast():
    mask, country = land_beyond(), load_country()
    land = [(105.8, 21.0), (127.0, 37.5), (106.9, 47.9), (77.2, 28.6), (135.0, 48.7), (139.7, 35.8)]
    sea = [(119.9, 38.7), (123.0, 36.0), (123.5, 29.5), (113.0, 18.0), (108.5, 20.5), (119.4, 24.4)]
    assert [at for at in land if not mask.covers(shapely.Point(at))] == []
    assert [at for at in sea if mask.covers(shapely.Point(at))] == []
    at_sea = country.shapes("prefecture", ["350200", "330900", "210200", "460100", "440800"])
    assert [code for code, shape in at_sea.items() if mask.intersects(shape)] == []


@pytest.mark.parametrize(
    ("code", "due"),
    [("210000", {"渤海", "黄海"}), ("350000", {"东海", "台湾海峡"}), ("430000", set())],
)
def test_seas_are_named_in_open_water_only(sheet, code, due):
    made = sheet(code)
    shown = drawn(made.boundaries, made.views[0])
    words = [label for label in made.labels if label.kind == "word"]
    assert {"".join(word.lines) for word in words} == due
    land = shapely.union(shown.land, shown.hinterland)
    assert not any(shapely.intersects(rectangle_of(word.box), land) for word in words)


def test_the_whole_territory_has_no_locator_and_its_part_has_one(layout):
    roles = {}
    for code in ("310000", "430100"):
        one = layout(code)
        made = arrange(one.scene(sector="robots"), one.world.boundaries)
        roles[code] = [view.role for view in made.views]
    assert roles == {"310000": ["main"], "430100": ["main", "locator"]}


def test_a_belt_whose_name_has_no_room_is_told_by_the_legend(layout):
    one = layout("420000")
    belt = one.scene(structure=True)
    long = tuple(replace(b, name=replace(b.name, zh=b.name.zh * 60)) for b in belt.belts)
    made = arrange(replace(belt, belts=long), one.world.boundaries, PageChoice("A4"))
    assert "belt" not in {label.kind for label in made.labels}
    assert {f"belt:{b.id}" for b in long} <= {e.key for b in made.scene.legend for e in b.entries}


def test_a_main_frame_of_a_file_is_what_the_window_holds(layout):
    whole = layout("430000").world.boundaries
    part = Frame(111.0, 27.0, 113.0, 28.5)
    scene = layout("430000").scene(sector="robots")
    nearer = replace(whole, territory=replace(whole.territory, main=part))
    with pytest.raises(SpecError, match="看不见"):
        arrange(scene, nearer)


def test_an_islet_smaller_than_a_dot_is_one_and_spoils_no_path(sheet):
    made = sheet("460000")
    path = drawn(made.boundaries, made.views[1]).path(SANSHA)
    assert path.count("M") == path.count("Z") > 300
    assert "MZ" not in path
    assert all("L" in ring for ring in path.split("M")[1:])


def test_a_panel_in_a_corner_gives_a_larger_map_and_covers_nothing_of_it():
    chart, wedge = Box(0, 0, 400, 200), shapely.Polygon([(0, 0), (4e5, 0), (4e5, 2e5)])
    held = Bounds(*wedge.bounds)
    column, corner = (in_corner(chart, 100, high, wedge, held, 1.0) for high in (0, 80))
    assert corner.mm_per_m > 1.1 * column.mm_per_m
    view = View("main", chart, corner.east, corner.north, corner.mm_per_m, Albers(21, 25, 110, 23))
    assert not rectangle_of(corner.panel).intersects(on_page(wedge, view))
    assert rectangle_of(chart).contains(on_page(wedge, view))
