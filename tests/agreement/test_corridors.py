"""Corridors as drawn: they pass their members, end in an arrow, are listed, survive a bad copy."""

from __future__ import annotations

import itertools
import math
import re
from functools import cache
from xml.etree import ElementTree as ET

import numpy as np
import pypdfium2
import pytest
import shapely

from geo.render.print.sheet import sheet_pdf
from geo.render.svg.sheet import sheet_svg
from geo.scene.corridors import courses
from tests.print_scenes import map_svg, sheet, world
from tests.reading.drawing import NUMBER, Drawing, Words
from tests.reading.looks import GROUND, THEME
from tests.reading.rows import DATA, name, places, table
from tests.reading.scan import PX, along, grey, one_bit
from tests.sweeps import sweep

ROWS = [r for r in table(DATA / "plans/future2024/structure.csv") if r["kind"] == "corridor"]
IDS = list(dict.fromkeys(row["element"] for row in ROWS))
NAMES = {row["element"]: {"zh": row["name"], "en": row["name_en"]} for row in ROWS}
ON_IT = {key: [r for r in ROWS if r["element"] == key and r["optional"] != "yes"] for key in IDS}
POLES = ("sz_hetao", "zh_hengqin")
CORES = ("440100", "440300")
LEAST_KM = 2.0
PAPERS = [["A3", "zh", "landscape"], ["A4", "zh", "portrait"], ["A3", "en", "landscape"]]
ALL = [
    (paper, lang, way)
    for paper in ("A4", "A3", "A1", "A0")
    for lang in ("zh", "en", "both")
    for way in ("landscape", "portrait")
    if (paper, lang) != ("A4", "both")  # its list stands on a second page
]
SHEETS = pytest.mark.parametrize(("paper", "lang", "way"), sweep(PAPERS, {0}))


def nodes(key: str) -> list[dict[str, str]]:
    """Rows of the places that are numbered: all on it but cities and what lies beyond."""
    return [row for row in ON_IT[key] if row["member_id"] not in places("areas", "adcode")]


def at(place: str) -> tuple[float, float]:
    """Longitude and latitude by the register: of a seat, or of a park."""
    zone = places("zones", "zone_id").get(place, {})
    hub = places("gazetteer", "id").get(zone.get("hub") or place)
    row = hub or places("seats", "adcode")[place]
    return float(row["lon"]), float(row["lat"])


class Map:
    """One window of a drawn structure map, with a ruler that two seats on it give."""

    def __init__(self, svg: bytes, view: str = "delta"):
        root = ET.fromstring(svg)
        (self.group,) = [e for e in root.iter() if e.get("data-view") == view]
        drawing = Drawing(svg)
        self.shapes = [s for s in drawing.shapes if s.within("data-view", view)]
        self.texts = [t for t in drawing.texts if t.within("data-view", view)]
        self._seats = [self.middle(f"cores:{code}") for code in CORES]

    def middle(self, symbol: str) -> tuple[float, float]:
        box = next(s.box for s in self.shapes if s.within("data-symbol", symbol))
        return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2

    def number(self, symbol: str) -> str:
        return "".join(t.text for t in self.texts if t.within("data-symbol", symbol))

    def lines(self, band: str) -> list[shapely.LineString]:
        """The lines of a corridor: those along its course, then those of its arrow."""
        paths = [e.get("d", "") for e in self.group.iter() if e.get("data-band") == band]
        found = []
        for path in paths:
            numbers = [float(n) for n in NUMBER.findall(path)]
            found.append(shapely.LineString(list(zip(numbers[::2], numbers[1::2], strict=True))))
        return found

    def course(self, band: str) -> shapely.LineString:
        return self.lines(band)[0]

    @property
    def mm_per_km(self) -> float:
        return math.dist(*self._seats) / math.dist(*(ground(at(code)) for code in CORES))

    def placed(self, place: str) -> shapely.Point:
        """Where a place stands by its degrees and the two seats."""
        one, other = (complex(*ground(at(code))) for code in CORES)
        here, there = (complex(*seat) for seat in self._seats)
        found = here + (complex(*ground(at(place))) - one) * (there - here) / (other - one)
        return shapely.Point(found.real, found.imag)


def ground(point: tuple[float, float]) -> tuple[float, float]:
    """Kilometres east of 113°E and south of 23°N, near enough for the delta."""
    lon, lat = point
    return (lon - 113) * 111.32 * math.cos(math.radians(22.8)), (23 - lat) * 110.75


def made(paper: str, lang: str, way: str):
    return sheet("future2024", "structure", paper, lang, way)


@cache
def read(paper: str, lang: str, way: str, view: str = "delta") -> Map:
    """A window of a sheet, read once."""
    return Map(map_svg(made(paper, lang, way)), view)


def off_course(drawn: Map, key: str) -> list[str]:
    """Members of a corridor that its course misses, or passes out of order."""
    course, far = drawn.course(key), LEAST_KM * drawn.mm_per_km
    inside = [row["member_id"] for row in ON_IT[key][:-1]]
    missed = [p for p in inside if course.distance(drawn.placed(p)) > far]
    along_it = [course.project(drawn.placed(p)) for p in inside]
    after = zip(inside, itertools.pairwise(along_it), strict=False)
    return missed + [place for place, (here, there) in after if here >= there]


@SHEETS
@pytest.mark.parametrize("key", IDS)
def test_a_corridor_starts_in_its_core_and_passes_every_member_in_order(key, paper, lang, way):
    drawn = read(paper, lang, way)
    assert off_course(drawn, key) == []
    start = drawn.course(key).coords[0]
    assert math.dist(start, drawn.middle("cores:440100")) < 0.05
    for row in nodes(key):
        element = "poles" if row["member_id"] in POLES else key
        symbol = drawn.middle(f"{element}:{row['member_id']}")
        assert drawn.course(key).distance(shapely.Point(symbol)) < 0.05


@pytest.mark.parametrize("key", IDS)
def test_a_corridor_bends_gently(key):
    points = np.array(read(*PAPERS[0]).course(key).coords)
    steps = np.diff(points, axis=0)
    turns = np.degrees(np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))))
    assert np.abs(turns).max() < 25
    assert len(points) > 30


@pytest.mark.parametrize(("key", "beyond"), [(IDS[0], "810000"), (IDS[1], "820000")])
def test_a_corridor_ends_in_an_open_arrow_beyond_the_territory(key, beyond):
    for view in ("main", "delta"):
        drawn = read(*PAPERS[0], view)
        arrows = [line for line in drawn.lines(key) if len(line.coords) == 3]
        assert arrows
        tip = drawn.course(key).coords[-1]
        for arrow in arrows:
            one, middle, other = arrow.coords
            assert math.dist(middle, tip) < 0.02
            assert math.dist(one, tip) == pytest.approx(math.dist(other, tip), abs=0.05)
            assert 1.5 < math.dist(one, tip) < 4
            assert math.dist(one, other) > 1.5
        shape = next(s for s in drawn.shapes if s.data.get("data-adcode") == beyond)
        assert shape.box[0] < tip[0] < shape.box[2]
        assert shape.box[1] < tip[1] < shape.box[3]


def listed(texts: list[Words], key: str, lang: str) -> list[tuple[str, str]]:
    """Rows of the printed list of a corridor: number and all that stands with it, head included."""
    starts = {k: NAMES[k]["en" if lang == "en" else "zh"][:12] for k in IDS}
    beside = [t for t in texts if not t.within("data-view") and not t.within("data-legend-text")]
    heads = {
        k: next(t for t in beside if t.bold and t.text.startswith(v)) for k, v in starts.items()
    }
    order = [t for t in beside if t.y > 0]
    first, end = order.index(heads[key]), len(order)
    later = [order.index(t) for k, t in heads.items() if k != key and order.index(t) > first]
    run = order[first : min(later, default=end)]
    numbers = [i for i, t in enumerate(run) if re.fullmatch(r"[\d–]", t.text) and t.bold]
    told = "".join(t.text for t in run[: numbers[0]])
    ends = [*numbers[1:], numbers[-1] + 6]
    return [
        (run[i].text, told + "".join(t.text for t in run[i + 1 : j]))
        for i, j in zip(numbers, ends, strict=True)
    ]


def misnumbered(paper: str, lang: str, way: str) -> list[str]:
    """Nodes whose number on the map, in the list and in the plan's table are not the same."""
    page = made(paper, lang, way)
    drawn, texts = read(paper, lang, way), Drawing(sheet_svg(page)).texts
    wrong = []
    for key in IDS:
        rows = listed(texts, key, lang)
        due = [(str(n), row) for n, row in enumerate(nodes(key), 1)]
        if [number for number, _ in rows] != [number for number, _ in due]:
            wrong.append(f"{paper} {lang} {way} {key}: {rows}")
            continue
        for (number, row), (_, told) in zip(due, rows, strict=True):
            here = {drawn.number(f"{e}:{row['member_id']}") for e in (key, "poles")} - {""}
            word = row["member"] if lang != "en" else name(row["member_id"], "en")
            mark = "inferred" if lang == "en" else "推断"
            clause = "paragraph 1" if lang == "en" else "第1段第2句"
            held = told.replace(" ", "")
            fits = all(part.replace(" ", "") in held for part in (word, mark, clause))
            if here != {number} or not fits:
                wrong.append(f"{paper} {lang} {way} {key} {number}: {here} {told}")
    return wrong


@SHEETS
def test_nodes_are_numbered_in_order_as_in_the_list_and_in_the_table(paper, lang, way):
    assert misnumbered(paper, lang, way) == []


@pytest.mark.slow
def test_corridors_and_their_nodes_are_right_on_every_paper():
    wrong = [fault for one in ALL for fault in misnumbered(*one)]
    for one in ALL:
        drawn = read(*one)
        wrong += [f"{one} {key}: {place}" for key in IDS for place in off_course(drawn, key)]
    assert wrong == []


def test_cities_in_the_name_of_a_corridor_bear_no_number():
    drawn = read(*PAPERS[0])
    assert {drawn.number(f"cores:{code}") for code in CORES} == {""}
    assert drawn.number("others:440400") == ""


@pytest.mark.parametrize(
    ("lang", "key"), sweep([["zh", IDS[0]], ["zh", IDS[1]], ["en", IDS[1]]], {0, 1})
)
def test_the_name_of_a_corridor_runs_beside_it_and_is_found(lang, key):
    page = made("A3", lang, "landscape")
    drawn = read("A3", lang, "landscape")
    lines = [t.text for t in drawn.texts if t.within("data-path-text", key)]
    assert " ".join(lines) == NAMES[key][lang]
    sizes = {t.size / 25.4 * 72 for t in drawn.texts if t.within("data-path-text", key)}
    assert [round(size, 1) for size in sizes] == [9.0]
    words = pypdfium2.PdfDocument(sheet_pdf(page))[0].get_textpage()
    for line in lines:
        assert words.search(line).get_next()


def test_cores_are_named_large_and_drawn_at_six_millimetres_poles_at_four_nodes_at_three():
    drawn = read(*PAPERS[0])
    wide = {"cores:440100": 6.0, "poles:zh_hengqin": 4.0, "corridor_gsh:sz_shtz": 3.0}
    for symbol, due in wide.items():
        shape = next(s for s in drawn.shapes if s.within("data-symbol", symbol))
        assert shape.box[2] - shape.box[0] + shape.width == pytest.approx(due, abs=0.35)
    named = [t for t in drawn.texts if t.within("data-label", "440100") and t.text == "广州"]
    (size,) = {t.size / 25.4 * 72 for t in named}
    assert size == pytest.approx(14.0, abs=0.05)
    assert all(t.bold for t in named)


@cache
def copies() -> dict[str, np.ndarray]:
    return one_bit(grey(sheet_pdf(made(*PAPERS[0]))))


@pytest.mark.parametrize("mode", ["text", "photo"])
def test_both_corridors_can_be_followed_and_told_apart_in_a_copy_of_one_bit(mode):
    """Dark all along the middle; the body of the dashed one changes, that of the other does not."""
    bits = copies()[mode]
    for view, least in (("delta", 0.97), ("main", 0.9)):
        drawn = read(*PAPERS[0], view)
        marks = shapely.union_all(
            [shapely.box(*s.box).buffer(0.3) for s in drawn.shapes if s.within("data-symbol")]
        )
        for key in IDS:
            seen = along(bits, drawn.course(key), marks)
            assert seen.mean() > least, (view, key)
    drawn = read(*PAPERS[0])
    share = {key: _gaps(bits, drawn.course(key), marks_of(drawn)) for key in IDS}
    assert share[IDS[1]] > 2 * share[IDS[0]] + 0.05


def marks_of(drawn: Map) -> shapely.Geometry:
    boxes = [shapely.box(*s.box).buffer(0.5) for s in drawn.shapes if s.within("data-symbol")]
    return shapely.union_all(boxes)


def _gaps(bits: np.ndarray, course: shapely.LineString, hidden: shapely.Geometry) -> float:
    """How much the ink of the body of a band changes along it, from millimetre to millimetre."""
    found = []
    for side in (0.55, -0.55):
        body = shapely.difference(shapely.offset_curve(course, side), hidden)
        for part in shapely.get_parts(body):
            for d in np.arange(0, part.length, 0.35):
                x, y = (int(v * PX) for v in part.interpolate(d).coords[0])
                found.append(bits[y - 1 : y + 1, x - 1 : x + 1].mean())
    return float(np.std(found))


def test_corridors_are_of_hues_and_dashes_of_their_own_on_map_and_legend(maps, reader):
    drawing = maps.of("future2024", structure=True).drawing
    looks = [THEME["bands"]["looks"]["corridor"][n] for n in range(len(IDS))]
    for key, look in zip(IDS, looks, strict=True):
        for where in (("data-view", "delta"), ("data-legend-key", f"band:{key}")):
            shapes = [s for s in drawing.shapes if s.within("data-band", key) and s.within(*where)]
            casing, body, centre = shapes[:3]
            assert (casing.stroke, body.stroke) == (GROUND["paper"], look["color"])
            assert centre.stroke == GROUND["ink"]
            assert body.dashed == ("dash" in look)
            assert body.width < 2.0
    page = reader.page(maps.of("future2024", structure=True).page)
    for look in looks:
        shown = {b["dash"] for b in page.bands if b["stroke"] == look["color"]}
        assert (shown != {"none"}) == ("dash" in look)
    swatches = [e["shapes"] for block in page.legend for e in block["entries"]]
    bodies = {s["stroke"]: s["dash"] for shapes in swatches for s in shapes}
    for look in looks:
        assert (bodies[look["color"]] != "none") == ("dash" in look)


def test_two_corridors_on_one_trunk_are_one_line_and_part_without_a_kink():
    trunk = [at("440100"), at("gz_science_city"), at("dg_songshanhu")]
    one, other = courses([[*trunk, at("440300")], [*trunk, at("zs_cuiheng")]])
    fork = one.index(trunk[-1])
    assert one[: fork + 1] == other[: fork + 1]
    turns = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in itertools.pairwise(other)]
    assert abs(turns[fork] - turns[fork - 1]) < math.radians(20)


def test_an_end_beyond_lies_in_the_middle_of_its_area():
    shape = world().boundaries.shape("820000")
    course = next(b for b in made(*PAPERS[0]).scene.bands if b.id == IDS[1]).points
    assert shape.contains(shapely.Point(course[-1]))
