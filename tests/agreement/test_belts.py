"""Every belt and zone can be seen whole on the drawn map: in each of its areas and in no other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely

from geo.scene.resolve import presets
from geo.sheet.ground import drawn
from geo.sources.plans.folder import load_plan
from tests.print_scenes import map_svg, page, scenes, sheet, world
from tests.reading.paper import sheets
from tests.reading.scan import grey, mask_of, one_bit, tone

PLANS = ("future2024", "modern2025")  # those with belts; the slow test looks at all eight
OTHERS = ("biomed2024", "photonics2024", "space2024", "gzhtz2021", "gz_dualchain2022")
BELTS = {  # as the tables have them, so that a belt cannot vanish unseen
    "future2024": {"coast_belt": 7, "north_zone": 5},
    "modern2025": {"east_belt": 3, "west_belt": 6, "coast_belt": 14, "northern_area": 5},
}
NUMBER = re.compile(r"-?[\d.]+")
SVG = "{http://www.w3.org/2000/svg}"
NEAR_MM = 5.5  # from an area to its band at most, at A3: an island may lie between
STRAY = 0.01  # share of a band that may lie nearer to others: its round ends
OVER_LAND = 0.01  # share of a band that may lie on isles
DENSE = 0.5  # least share of the lines that a hatch has room for, names being cut out elsewhere
APART = 0.025


def shape_of(data: str) -> shapely.Geometry:
    """A path of absolute points as polygons or lines."""
    parts, lines = [], []
    for piece in filter(None, data.split("M")):
        numbers = [float(n) for n in NUMBER.findall(piece)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if len(points) > 1:  # a line cut off at a corner may be a point
            (parts if piece.endswith("Z") and len(points) > 2 else lines).append(points)
    if lines and not parts:
        return shapely.multilinestrings([shapely.linestrings(line) for line in lines])
    rings = [shapely.Polygon(points).buffer(0) for points in parts]
    whole = shapely.Polygon()
    for ring in rings:
        whole = whole.symmetric_difference(ring)
    return whole


class Map:
    """The main window of a structure map as drawn."""

    def __init__(self, plan: str, paper: str, lang: str, way: str) -> None:
        self.made = sheet(plan, "structure", paper, lang, way)
        self.view = self.made.view("main")
        self.unit = self.made.page.unit
        root = ET.fromstring(map_svg(self.made))
        (window,) = [g for g in root.iter(f"{SVG}g") if g.get("data-view") == "main"]
        self.root, self.window = root, window
        self.ground = drawn(self.made.boundaries, self.view)
        self.belts = {g.get("data-belt"): [*g] for g in window.iter() if g.get("data-belt")}

    def area(self, code: str) -> shapely.Geometry:
        return self.ground.shape(code)

    def names(self, owner: str) -> str:
        """All that is written of a belt on the map, in either window."""
        said = [
            "".join(g.itertext())
            for g in self.root.iter(f"{SVG}g")
            if owner in (g.get("data-label"), g.get("data-path-text"))
        ]
        return "".join(said)

    def band(self, belt: str) -> shapely.Geometry:
        return shape_of(self.belts[belt][0].get("d"))

    def off(self, code: str, belt: str) -> float:
        """How far an area is from a band, in the window that shows them nearest."""
        found = [placed for placed in self.made.belts if placed.belt.id == belt]
        return min(
            drawn(self.made.boundaries, self.made.view(placed.view))
            .shape(code)
            .distance(shape_of(placed.path))
            for placed in found
        )

    def lines(self, belt: str) -> shapely.Geometry:
        """The lines of a hatch, which are drawn over its rim."""
        return shape_of(self.belts[belt][-1].get("d"))


@cache
def structure(plan: str, paper: str = "A3", lang: str = "zh", way: str = "landscape") -> Map:
    return Map(plan, paper, lang, way)


def unseen(found: Map) -> Iterator[str]:
    """Areas that do not show a belt of theirs, or show one that is not theirs."""
    for belt in found.made.scene.belts:
        codes = set(belt.adcodes)
        if belt.hatch is None:
            far = [c for c in codes if found.off(c, belt.id) > NEAR_MM * found.unit]
            yield from (f"{belt.id}: {code} has no band off its coast" for code in far)
            continue
        lines, spacing = found.lines(belt.id), belt.hatch.spacing * found.unit
        for area in found.made.scene.areas:
            shape = found.area(area.adcode)
            length = shapely.intersection(lines, shape.buffer(-0.05)).length
            if area.adcode in codes and length < DENSE * shape.area / spacing:
                yield f"{belt.id}: {area.adcode} shows too little of it"
            if area.adcode not in codes and area.level == found.made.scene.spec.level and length:
                yield f"{belt.id}: {area.adcode} is not in it"


def astray(found: Map) -> Iterator[str]:
    """Bands that lie on land, or off the coast of areas that are not theirs."""
    for belt in (b for b in found.made.scene.belts if b.hatch is None):
        band = found.band(belt.id)
        on_land = band.intersection(found.ground.land).area / band.area
        if on_land > OVER_LAND:
            yield f"{belt.id}: {on_land:.1%} of the band lie on land"
        own = shapely.union_all([found.area(code) for code in belt.adcodes])
        others = found.ground.land.difference(own.buffer(0.02))
        inner = shapely.points(
            shapely.get_coordinates(band.buffer(-2.0 * found.unit).segmentize(2))
        )
        nearer = shapely.distance(inner, others) < shapely.distance(inner, own) - found.unit
        if nearer.mean() > STRAY:
            yield f"{belt.id}: {nearer.mean():.1%} of it lie nearer to others"


def nameless(found: Map) -> Iterator[str]:
    for belt in found.made.scene.belts:
        name = belt.name.in_("en" if found.made.lang == "en" else "zh")
        wanted, said = name.replace(" ", ""), found.names(belt.id).replace(" ", "")
        if wanted not in said:
            yield f"{belt.id}: {said!r} is written, not {wanted!r}"


@pytest.mark.parametrize("plan", PLANS)
def test_every_area_shows_its_belts_and_no_other(plan: str) -> None:
    found = structure(plan)
    assert {b.id: len(b.adcodes) for b in found.made.scene.belts} == BELTS[plan]
    assert set(found.belts) == set(BELTS[plan])
    assert [*unseen(found), *astray(found), *nameless(found)] == []


def test_a_band_ends_where_the_coast_of_others_is_nearer() -> None:
    """Off Hong Kong and Macau, off Fujian, and in the waters shared with Guangxi and Hainan."""
    found = structure("modern2025")
    band = found.band("coast_belt")
    for lon, lat in ((114.2, 22.1), (117.4, 23.5), (109.6, 20.9), (109.75, 21.4), (110.2, 20.15)):
        assert band.distance(shapely.Point(found.view.page(lon, lat))) > 1.0, (lon, lat)
    for lon, lat in ((116.2, 22.75), (112.9, 21.55), (110.75, 20.9)):
        assert band.distance(shapely.Point(found.view.page(lon, lat))) < 4.0, (lon, lat)


@pytest.mark.parametrize("plan", PLANS)
def test_areas_are_of_one_tint_and_bear_no_sign(plan: str) -> None:
    found = structure(plan)
    fills = {p.get("fill") for p in found.window.iter() if p.get("data-state") in STATED}
    assert fills == {"#eef1f4"}
    labels = {label.kind: label.mark for label in found.made.labels if label.kind == "area"}
    assert set(labels.values()) == {""}


STATED = ("named-1", "collective", "not_named")


@pytest.mark.parametrize("plan", PLANS)
def test_the_weight_of_a_name_tells_whether_an_area_is_named_alone(plan: str) -> None:
    scene = scenes(plan)["structure"]
    states = {area.adcode: area.state for area in scene.areas}
    bold = {x.owner: x.bold for x in structure(plan).made.labels if x.owner in states}
    assert bold == {code: state == "named-1" for code, state in states.items() if code in bold}
    assert len(bold) == 21


def test_names_of_belts_are_words_of_the_pdf() -> None:
    (first, *_) = sheets(page("modern2025", "structure"))
    assert [b.name.zh for b in structure("modern2025").made.scene.belts if b.hatch]
    for belt in structure("modern2025").made.scene.belts:
        assert belt.name.zh in first.text


@pytest.mark.parametrize("mode", ["text", "photo"])
def test_belts_are_apart_on_a_one_bit_copy(mode: str) -> None:
    """By the dots of their ground alone, from each other and from areas of none."""
    found = structure("modern2025")
    picture = grey(page("modern2025", "structure"))
    bits = one_bit(picture)[mode]
    belts = [b for b in found.made.scene.belts if b.hatch]
    joined = {code for belt in belts for code in belt.adcodes}
    bare = [a.adcode for a in found.made.scene.areas if a.adcode not in joined]
    sets = {belt.id: belt.adcodes for belt in belts} | {"": tuple(bare)}
    hidden = [shapely.box(b.x, b.y, b.right, b.bottom).buffer(0.5) for b in _covered(found)]
    tones = {}
    for name, codes in sets.items():
        shapes = [found.area(code).buffer(-2.5) for code in codes]
        tones[name] = tone(bits, mask_of(picture.size, shapes, hidden))
    close = [
        (one, other)
        for one, other in itertools.combinations(tones, 2)
        if np.abs(tones[one] - tones[other]).max() < APART
    ]
    assert close == []
    assert min(tones[belt.id][0] for belt in belts) > 0.01, "no lines are left"


def _covered(found: Map) -> list:
    boxes = [label.box for label in found.made.labels if label.view == "main"]
    boxes += [s.box for s in found.made.symbols if s.view == "main"]
    return boxes + [v.box for v in found.made.views if v.role == "delta"]


def test_the_same_places_in_two_belts_show_both() -> None:
    """Belts that share areas: one angle, lines side by side, dashes of their own."""
    plan = load_plan("modern2025")
    east, west, coast, north = (
        e for e in plan.structure.elements if e.kind in ("belt", "zone") and e.id != "binhaiwan"
    )
    more = replace(east, id="more", members=(*east.members, *_renumbered(north.members)))
    elements = tuple(e for e in plan.structure.elements if e is not coast)
    shared = replace(plan, structure=replace(plan.structure, elements=(*elements, more)))
    belts = {b.id: b for b in _scene(shared).belts}
    one, other = belts[east.id].hatch, belts["more"].hatch
    assert one.angle == other.angle == belts[north.id].hatch.angle != belts[west.id].hatch.angle
    looks = {(belts[i].hatch.dash, belts[i].hatch.shift) for i in (east.id, north.id, "more")}
    assert len(looks) == 3
    assert set(belts[east.id].adcodes) < set(belts["more"].adcodes)


def _renumbered(members: tuple) -> tuple:
    return tuple(replace(m, order=m.order + 10) for m in members)


def _scene(plan):
    from geo.join.attach import attach
    from geo.scene.map_kind import PlanGround
    from geo.scene.resolve import resolve

    table = attach(plan, world().register, plan.level)
    (spec,) = [s for s in presets(plan) if s.kind == "structure"]
    return resolve(spec, PlanGround(table, world()))


@pytest.mark.slow
def test_belts_on_every_paper_in_every_language() -> None:
    ways = itertools.product(
        PLANS, ("A4", "A3", "A1", "A0"), ("zh", "en", "both"), ("landscape", "portrait")
    )
    faults = []
    for way in ways:
        found = structure(*way)
        faults += [(way, x) for x in (*unseen(found), *astray(found), *nameless(found))]
    assert faults == []
    assert {plan: scenes(plan)["structure"].belts for plan in OTHERS} == dict.fromkeys(OTHERS, ())


@pytest.mark.browser
def test_the_page_draws_every_belt_and_tells_its_members(maps, reader) -> None:
    tab = reader.open(maps.of("future2024", structure=True).page)
    paths = "[...document.querySelectorAll('#map_atlas path[data-belt]')]"
    drawn_ = tab.evaluate(f"{paths}.map((path) => [path.dataset.belt, path.getAttribute('fill')])")
    fills = dict(drawn_)
    assert set(fills) == set(BELTS["future2024"])
    assert fills == {"coast_belt": "#0f766e", "north_zone": "url(#belt-north_zone)"}
    tab.evaluate(
        f"{paths}.find((path) => path.dataset.belt === 'coast_belt')"
        ".dispatchEvent(new MouseEvent('click', { bubbles: true }))"
    )
    told = tab.evaluate("(document.querySelector('.leaflet-popup') || {}).textContent || ''")
    assert all(name in told for name in ("潮州", "湛江", "未来产业沿海发展带（示意，成员为推断）"))
