"""Symbols and bands: shape and colours of their kind, open where only the area is known."""

from __future__ import annotations

import math

import pytest
import shapely

from geo.sources.boundaries.shapes import load_boundaries
from tests.agreement.cases import CASES, each, in_both
from tests.reading.looks import GROUND, THEME
from tests.reading.rows import name, places
from tests.sweeps import sweep

pytestmark = pytest.mark.browser

CARRIERS = [c for c in CASES if c.kind == "carriers"]
STRUCTURE = next(c for c in CASES if c.kind == "structure")
SPACE = next(c for c in CASES if c.subject == "space")
OWN = ("carrier", "site", "facility")
EXCHANGED = ("base", "area", "pole", "stop")
BOTH = pytest.mark.parametrize("lang", sweep(["zh", "en"], {0}))
WORDS = {
    "carrier": ("点名载体", "Named carrier"),
    "site": ("点名园区与片区", "Named park or zone"),
    "facility": ("设施与平台", "Facility or platform"),
}
GRADES = {
    True: ("（仅知所在区域）", " (area only)"),
    False: ("（坐标公布或按地址）", " (published point or address)"),
}


def grade(place: str) -> str:
    """How well a place is known: published, address or area; a zone as its hub is."""
    if zone := places("zones", "zone_id").get(place):
        return grade(zone["hub"]) if zone["hub"] else "area"
    return places("gazetteer", "id").get(place, {}).get("grade", "")


def looks(kind: str, place: str) -> tuple[str, str]:
    """Fill and stroke of a symbol; a solid one has them the other way round if it is open."""
    of = THEME["symbols"][kind]
    if kind in EXCHANGED and grade(place) == "area":
        return of["stroke"], of["fill"]
    return of["fill"], of["stroke"]


def points(case) -> dict[str, str]:
    """Kind of every place that a map of carriers plots, by place."""
    plan, found = case.plan, {}
    for carrier in plan.carriers:
        found.setdefault(carrier["hub"], "carrier")
    for row in filter(plan.is_site, plan.rows):
        found.setdefault(row["place_id"], "facility" if row["class"] == "facility" else "site")
    return {place: kind for place, kind in found.items() if plots(place)}


def plots(place: str) -> bool:
    hub = places("zones", "zone_id").get(place, {}).get("hub") or place
    return places("gazetteer", "id").get(hub, {}).get("plot") == "yes"


def members(plan, *, backbone: bool) -> dict[str, str]:
    """Kind of every point of the layout, by element and place; only cores and poles elsewhere."""
    found = {}
    major = {r["member_id"] for r in plan.structure if r["kind"] in ("core", "pole")}
    for row in plan.structure:
        kind = {"corridor": "stop", "belt": "stop", "zone": "area"}.get(row["kind"], row["kind"])
        if kind == "stop" and row["optional"] != "yes":
            if row["kind"] == "belt" or row["member_id"] in {*major, *places("areas", "adcode")}:
                continue
            kind = "waypoint_inferred" if row["inferred"] == "yes" else "waypoint"
        if row["kind"] in ("belt", "zone", "region", "area") and row["member_id"] in places(
            "areas", "adcode"
        ):
            continue
        if kind in ("core", "pole") or not backbone:
            found[f"{row['element']}:{row['member_id']}"] = kind
    return found


def broken(drawing) -> set[str]:
    """Symbols of a drawing that have a broken outline."""
    shapes = [s for s in drawing.shapes if s.dashed]
    return {value for s in shapes for key, value in s.groups if key == "data-symbol"}


def drawn(drawing) -> dict[str, tuple[str, str]]:
    """Fill and stroke of the outer shape of every symbol of a drawing."""
    found: dict[str, tuple[str, str]] = {}
    for shape in drawing.shapes:
        for key, value in shape.groups:
            if key == "data-symbol":
                found.setdefault(value, (shape.fill, shape.stroke))
    return found


@each(CARRIERS)
def test_carriers_in_the_drawing(maps, case):
    expected = {place: looks(kind, place) for place, kind in points(case).items()}
    drawing = maps.of(case.plan_key, **case.which).drawing
    seen = drawn(drawing)
    assert {k: v for k, v in seen.items() if ":" not in k} == expected
    unsure = {place for place in expected if grade(place) == "area"}
    assert {key for key in broken(drawing) if ":" not in key} == unsure
    assert {grade(place) == "area" for place in expected} == {True, False}


@pytest.mark.parametrize(("case", "backbone"), [(STRUCTURE, False), (SPACE, True)], ids=str)
def test_the_layout_in_the_drawing(maps, case, backbone):
    kinds = members(case.plan, backbone=backbone)
    expected = {key: looks(kind, key.partition(":")[2]) for key, kind in kinds.items()}
    seen = drawn(maps.of(case.plan_key, **case.which).drawing)
    assert {k: v for k, v in seen.items() if ":" in k} == expected


@each([*CARRIERS, STRUCTURE, SPACE])
def test_on_paper_every_symbol_lies_where_it_is_drawn(maps, case):
    made = maps.of(case.plan_key, **case.which)
    for shape in made.drawing.shapes:
        if shape.within("data-symbol") and shape.stroke != "none":
            here = [
                i
                for i in made.sheet.inks
                if all(
                    abs(a - b) < 0.3 + shape.width for a, b in zip(i.box, shape.box, strict=True)
                )
            ]
            assert (shape.fill, shape.stroke) in {(i.fill, i.stroke) for i in here}, shape.groups


@each([*CARRIERS, STRUCTURE, SPACE])
def test_on_the_page(maps, reader, case):
    symbols = reader.page(maps.of(case.plan_key, **case.which).page).symbols
    kinds = {**points(case), **members(case.plan, backbone=case.kind != "structure")}
    single = [s for s in symbols if not s["badge"]]
    assert single
    for symbol in single:
        if not symbol["shapes"]:  # stands behind another of the layout
            continue
        outer = symbol["shapes"][0]
        place = symbol["id"].rpartition(":")[2]
        assert (outer["fill"], outer["stroke"]) == looks(kinds[symbol["id"]], place), symbol["id"]
    if case.kind == "carriers":
        own = [s for s in symbols if s["id"] in points(case)]
        assert sum(int(s["badge"] or 1) for s in own) == len(points(case))


def mercator(lon: float, lat: float) -> tuple[float, float]:
    return lon, -math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def middle(box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def seat(adcode: str) -> tuple[float, float]:
    row = places("seats", "adcode")[adcode]
    return float(row["lon"]), float(row["lat"])


@pytest.mark.parametrize("case", [STRUCTURE, SPACE], ids=str)
def test_on_the_page_a_core_stands_on_its_seat(maps, reader, case):
    """Seats in pixels follow from the boxes that two cities have on the page and in the data."""
    page = reader.page(maps.of(case.plan_key, **case.which).page)
    shapes = load_boundaries().layers["prefectures"]
    west, _, east, _ = (shapely.total_bounds(list(shapes.values()))).tolist()
    boxes = [page.areas[code]["box"] for code in shapes]
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    scale = (right - left) / (east - west)
    _, _, _, north = shapes["440200"].bounds
    top = page.areas["440200"]["box"][1]
    cores = [s for s in page.symbols if s["id"].startswith("cores:")]
    assert len(cores) == 2
    for core in cores:
        x, y = mercator(*seat(core["id"].partition(":")[2]))
        due = left + (x - west) * scale, top + (y - mercator(0, north)[1]) * scale
        assert middle(core["at"]) == pytest.approx(due, abs=2.0), core["id"]


@pytest.mark.parametrize("case", [STRUCTURE, SPACE], ids=str)
def test_in_the_drawing_corridors_start_in_the_core(maps, case):
    shapes = maps.of(case.plan_key, **case.which).drawing.shapes
    for view in ("main", "delta"):
        here = [s for s in shapes if s.within("data-view", view)]
        core = next(s for s in here if s.within("data-symbol", "cores:440100"))
        x, y = middle(core.box)
        lines = [s for s in here if s.within("data-band", "corridor_gsh") and s.stroke != "none"]
        starts = {s.box for s in lines if s.box[2] - s.box[0] > 10}  # the course, not its arrow
        assert starts
        for left, top, _, bottom in starts:
            assert x == pytest.approx(left, abs=0.1)
            assert top <= y <= bottom


@in_both(CARRIERS)
def test_the_legend_explains_every_kind_and_grade_drawn(maps, reader, case, lang):
    made = maps.of(case.plan_key, lang, **case.which)
    page = reader.page(maps.of(case.plan_key, **case.which).page, lang)
    expected = []
    for kind in OWN:
        for is_open in (False, True):
            some = [
                p for p, k in points(case).items() if k == kind and (grade(p) == "area") is is_open
            ]
            if some:
                word = WORDS[kind][lang == "en"] + GRADES[is_open][lang == "en"]
                expected.append((word, *looks(kind, some[0])))
    block = page.legend[-1]["entries"]
    assert [
        (e["label"], e["shapes"][0]["fill"], e["shapes"][0]["stroke"]) for e in block
    ] == expected
    for word, *look in expected:
        beside = [t for t in made.drawing.texts if t.within("data-legend-text", word)]
        swatches = [
            s
            for s in made.drawing.shapes
            if s.within("data-legend-key") and abs((s.box[1] + s.box[3]) / 2 - beside[0].y) < 2.4
            and 0 < beside[0].x - s.box[2] < 9
        ]  # fmt: skip
        assert {(s.fill, s.stroke) for s in swatches} == {tuple(look)}, word
        assert {s.dashed for s in swatches} == {word.endswith(GRADES[True][lang == "en"])}, word


@in_both(CARRIERS)
def test_the_grade_of_a_point_is_told(maps, reader, case, lang):
    """The card of a place says whether its point is published, from an address, or an area."""
    words = {
        "published": ("坐标已公布", "published coordinate"),
        "address": ("按地址定位", "located by address"),
        "area": ("仅知所在区域", "only the area is known"),
    }
    details = reader.page(maps.of(case.plan_key, **case.which).page, lang).details
    told = {card["name"]: card["lines"] for area in details.values() for card in area["cards"]}
    seen = set()
    for place, kind in points(case).items():
        label = name(place, lang)
        if kind == "carrier" and lang == "zh":
            label = next(c["carrier"] for c in case.plan.carriers if c["hub"] == place)
        if label in told:
            assert told[label][0].startswith(words[grade(place)][lang == "en"]), place
            seen.add(grade(place))
    assert len(seen) > 1


def strokes_on(made, band: str, view: str = "main"):
    return [
        s for s in made.drawing.shapes
        if s.within("data-band", band) and s.within("data-view", view)
    ]  # fmt: skip


def test_on_maps_of_other_subjects_corridors_are_thin_lines_in_a_casing(maps, reader):
    made = maps.of("future2024", sector="space")
    looks = THEME["bands"]["looks"]["corridor"]
    page = reader.page(made.page).bands
    for band, look in zip(("corridor_gsh", "corridor_gzm"), looks, strict=False):
        casing, line = strokes_on(made, band)
        assert (casing.stroke, line.stroke) == (GROUND["paper"], look["dark"])
        assert line.width < 0.5 < casing.width < 1.2
        assert line.stroke in {i.stroke for i in made.sheet.inks if 0.2 < i.width < 0.5}
        (shown,) = [b for b in page if b["stroke"] == look["dark"]]
        assert 0.5 < shown["width"] < 2.5


def test_corridors_of_the_layout_are_bands_of_their_own_hue_dash_and_centre_line(maps, reader):
    made = maps.of("future2024", structure=True)
    page = reader.page(made.page).bands
    for n, band in enumerate(("corridor_gsh", "corridor_gzm")):
        look = THEME["bands"]["looks"]["corridor"][n]
        for view, least in (("main", 1.0), ("delta", 1.6)):
            casing, line, centre, *arrow = strokes_on(made, band, view)
            colours = GROUND["paper"], look["color"], GROUND["ink"]
            assert (casing.stroke, line.stroke, centre.stroke) == colours
            assert casing.width > line.width > least > centre.width > 0.15
            assert [s.stroke for s in arrow] == list(colours)
        assert look["color"] in {i.stroke for i in made.sheet.inks if i.width > 1.6}
        assert {b["stroke"] for b in page} >= {look["color"]}


@BOTH
def test_bands_stand_in_the_legend_with_their_look(maps, reader, lang):
    made = maps.of("future2024", lang, structure=True)
    tail = {"zh": "（示意，非规划边界）", "en": " (schematic, not a boundary)"}[lang]
    rows = {
        r["element"]: r["name" if lang == "zh" else "name_en"]
        for r in STRUCTURE.plan.structure
        if r["kind"] == "corridor"
    }
    blocks = reader.page(maps.of("future2024", structure=True).page, lang).legend
    entries = [e for block in blocks for e in block["entries"] if e["label"].endswith(tail)]
    assert [e["label"] for e in entries] == [name + tail for name in rows.values()]
    for n, (band, label) in enumerate(rows.items()):
        look = THEME["bands"]["looks"]["corridor"][n]
        due = [GROUND["paper"], look["color"], GROUND["ink"]]
        assert [s["stroke"] for s in entries[n]["shapes"]] == due
        beside = [t for t in made.drawing.texts if t.within("data-legend-text", label + tail)]
        samples = [s for s in made.drawing.shapes if s.within("data-legend-key", f"band:{band}")]
        swatch, listed = samples[:3], samples[3:]  # the list of nodes in the foot shows it again
        assert [s.stroke for s in swatch] == due
        assert [s.stroke for s in listed] == due
        assert abs(swatch[0].box[1] - beside[0].y) < 2.6
