"""A page as printed: margins, title, foot, boxes for the printer, what a paper has room for."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import combinations

import pytest

from geo.build.map_files import check_page
from geo.domain.text import Text
from geo.errors import CallError
from geo.render.print.sheet import sheet_pdf
from geo.render.svg.sheet import sheet_svg
from geo.scene.marks import UnplottedCarrier
from geo.sheet.arrange import arrange
from geo.sheet.items import Swatch, TextBox
from geo.sheet.page import PAPERS, PageChoice
from geo.sheet.typeface import typeface
from geo.sources.plans.folder import plan_keys
from tests.print_scenes import page, scenes, sheet, world
from tests.reading.drawing import Drawing
from tests.reading.paper import sheets
from tests.sweeps import sweep

pikepdf = pytest.importorskip("pikepdf")
PT = 72 / 25.4
LONG = Text(
    "广东省培育发展未来产业集群行动计划所确定的核心走廊与多极点空间布局及各地市细分产业点名情况一览总图之珠江口两岸城市群卷",
    "Core cities, corridors and poles of every future industry of Guangdong named city by city",
)
MOST_ROWS = 15  # of a table that stands under a map; space2024 has one of eighteen
SEVERAL = [
    ("future2024", "sector-energy", "A3", "landscape", "zh"),
    ("future2024", "structure", "A4", "portrait", "both"),
    ("qianhai2024", "carriers", "A3", "portrait", "en"),
]
EACH = pytest.mark.parametrize("which", sweep(SEVERAL, {0, 2}), ids="-".join)


def made(plan: str, slug: str, paper: str, way: str, lang: str, **more):
    if not more:
        return sheet(plan, slug, paper, lang, way)
    scene = replace(scenes(plan)[slug], **more)
    return arrange(scene, world().boundaries, PageChoice(paper, way, lang))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_boxes(drawing: Drawing) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Every text beside the map's own names, with its box from its font's widths."""
    found = []
    for word in drawing.texts:
        if any(word.within(f"data-{name}") for name in ("view", "legend-key", "north")):
            continue
        wide = typeface(word.bold).width_mm(word.text, word.size * PT)
        left = word.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[word.anchor]
        found.append((word.text, (left, word.y - 0.74 * word.size, left + wide, word.y)))
    return found


def overlapping(boxes) -> list[tuple[str, str]]:
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if a[0] < b[2] - 0.05 and b[0] < a[2] - 0.05 and a[1] < b[3] - 0.05 and b[1] < a[3] - 0.05
    ]


@pytest.mark.parametrize(
    ("paper", "way", "lang"),
    sweep(
        [["A4", "portrait", "both"], ["A4", "landscape", "zh"], ["A3", "landscape", "both"]], {0}
    ),
)
def test_a_title_of_sixty_characters_touches_nothing(paper, way, lang):
    assert len(LONG.zh) >= 58
    page = made("future2024", "sector-space", paper, way, lang, title=LONG)
    drawing = Drawing(sheet_svg(page))
    assert overlapping(text_boxes(drawing)) == []
    told = squeezed("".join(word.text for word in drawing.texts))
    assert squeezed(LONG.zh) in told
    assert (squeezed(LONG.en) in told) == (lang == "both")
    largest = max(word.size for word in drawing.texts) * PT
    assert largest >= 0.55 * 34 * page.page.type_unit
    stamp = next(s for s in drawing.shapes if s.within("data-review")).box
    panel = page.page.panel
    assert panel.x <= stamp[0]
    assert stamp[2] <= panel.right
    assert stamp[3] <= panel.bottom


def test_the_overlap_check_sees_two_texts_in_one_place():
    assert overlapping([("a", (0, 0, 5, 5)), ("b", (4, 4, 9, 9)), ("c", (9, 9, 12, 12))]) == [
        ("a", "b")
    ]


@EACH
def test_nothing_is_printed_in_the_margin(which):
    page = made(*which)
    drawing, margin = Drawing(sheet_svg(page)), 12.0 * max(1.0, page.page.unit)
    boxes = [box for _, box in text_boxes(drawing)]
    boxes += [
        s.box for s in drawing.shapes[1:] if s.tag == "rect" and not s.within("data-view")
    ]  # the first is the paper
    edges = [min(b[0] for b in boxes), min(b[1] for b in boxes)]
    edges += [
        page.page.width - max(b[2] for b in boxes),
        page.page.height - max(b[3] for b in boxes),
    ]
    assert min(edges) >= margin - 0.01, edges
    assert edges[0] == pytest.approx(margin, abs=0.5)


@pytest.mark.parametrize(
    ("paper", "way"),
    [
        ("A4", "portrait"),
        *(pytest.param(*p, marks=pytest.mark.slow) for p in [("A4", "landscape"),
          ("A3", "landscape"), ("A3", "portrait"), ("A0", "landscape"), ("A0", "portrait")]),
    ],
)  # fmt: skip
def test_no_type_is_smaller_than_can_be_read(paper, way):
    least = {"A4": 6.0, "A3": 6.3, "A0": 18.0}[paper]
    page = sheet("future2024", "sector-energy", paper, "both", way)
    drawing = Drawing(sheet_svg(page))
    small = {w.text: w.size * PT for w in drawing.texts if w.size * PT < least - 0.06}
    assert small == {}


@EACH
def test_every_page_ends_with_its_title_and_number(which):
    page = made(*which)
    pages = sheets(sheet_pdf(page))
    for number, printed in enumerate(pages, 1):
        words = sorted(printed.words, key=lambda w: w.box[3])
        low = words[-1].box[3]
        foot = squeezed("".join(w.text for w in printed.words if w.box[3] > low - 1.5))
        assert squeezed(page.scene.title.in_(page.lang)) in foot
        assert foot.endswith(f"{number}/{len(pages)}")


def map_share(page) -> float:
    """Height of the map as drawn, in that of the page; a standing one with its lesser windows."""
    drawing = Drawing(sheet_svg(page))
    grounds = [s for s in drawing.shapes if s.tag == "rect" and s.fill == page.scene.sea]
    boxes = [s.box for s in grounds if s.within("data-view")]
    return (max(b[3] for b in boxes) - min(b[1] for b in boxes)) / page.page.height


@pytest.mark.parametrize("slug", ["structure", "sector-energy", "carriers"])
def test_the_map_has_most_of_a_lying_page(slug):
    assert map_share(sheet("future2024", slug)) >= 0.72


@pytest.mark.slow
def test_every_lying_map_has_most_of_its_page_and_few_notes_no_second_one():
    low, further = [], []
    for plan in plan_keys():
        for slug, scene in scenes(plan).items():
            page = sheet(plan, slug)
            if not scene.spec.focus_adcode and map_share(page) < 0.72:  # that has its own shape
                low.append(f"{plan} {slug}")
            long = len(scene.matrix_columns) > MOST_ROWS
            if len(scene.listed) <= 6 and len(page.pages) > 1 and not long:
                further.append(f"{plan} {slug}")
    assert (low, further) == ([], [])


@pytest.mark.slow
def test_no_map_fails_and_no_text_meets_another_on_small_paper_in_two_languages():
    bad = []
    for plan in plan_keys():
        for slug in scenes(plan):
            for way in ("landscape", "portrait"):
                page = sheet(plan, slug, "A4", "both", way)
                bad += [(plan, slug, way, *two) for two in met(page)]
    assert bad == []


def test_the_key_of_a_table_stays_in_its_column():
    assert met(made("modern2025", "sector-lowaltitude", "A4", "landscape", "both")) == []


@pytest.mark.parametrize(
    "which",
    sweep(
        [
            ("gzhtz2021", "sector-trade", "A4", "landscape", "both"),  # a table of three rows
            ("gz_dualchain2022", "carriers", "A3", "landscape", "zh"),  # eleven notes
            ("gzhtz2021", "sector-ai", "A3", "landscape", "both"),  # under the inset and the legend
            ("future2024", "sector-network", "A0", "landscape", "en"),  # before that a smaller map
        ],
        {0, 1, 2},
    ),
    ids="-".join,
)
def test_what_has_room_beside_or_under_the_map_makes_no_second_page(which):
    page = made(*which)
    assert len(page.pages) == 1
    assert met(page) == []


@pytest.mark.slow
def test_the_sample_of_a_corridor_covers_no_text_of_small_type():
    page = made("future2024", "structure", "A1", "portrait", "en")
    pieces = [p for p in page.pages[0] if isinstance(p, Swatch | TextBox)]
    samples = [p for p in pieces if isinstance(p, Swatch)]
    met = [
        p.text
        for p in pieces
        if isinstance(p, TextBox) and p.anchor == "start"
        for s in samples
        if s.x < p.x + p.hand.width(p.lines[0]) and p.x < s.x + s.w
        if s.y < p.y and p.y - 0.74 * p.hand.em < s.y + s.h
    ]
    assert len(samples) > 10
    assert met == []


def met(page) -> list[tuple[str, str]]:
    return overlapping(text_boxes(Drawing(sheet_svg(page))))


@EACH
def test_no_text_beside_the_map_meets_another(which):
    assert met(made(*which)) == []


@pytest.mark.parametrize("lang", sweep(["zh", "en"], {0}))
def test_six_notes_stand_on_the_first_page(lang):
    reason = Text("原文只述区域，不落点", "the text names the area only, not plotted")
    listed = tuple(
        UnplottedCarrier(Text(f"示范园区之{c}", f"Model park {c}"), "440100", reason)
        for c in "ABCDEF"
    )
    page = made("future2024", "sector-energy", "A3", "landscape", lang, listed=listed)
    pages = sheets(sheet_pdf(page))
    assert len(pages) == 1 or lang == "en"  # there the list of the numbers has one
    assert all(squeezed(item.label.in_(lang)) in pages[0].text for item in listed)


def boxes_of(page) -> list[list[float]]:
    names = ("/MediaBox", "/TrimBox", "/BleedBox")
    return [[round(float(v) / PT, 1) for v in page[name]] for name in names]


@pytest.mark.parametrize(
    ("bleed", "marks", "beyond"),
    sweep([[0.0, False, 0.0], [3.0, False, 3.0], [3.0, True, 9.0]], {2}),
)
def test_a_printer_is_told_where_the_page_is_cut(bleed, marks, beyond):
    choice = PageChoice("A4", "portrait", "zh", bleed, marks)
    data = sheet_pdf(arrange(scenes("future2024")["carriers"], world().boundaries, choice))
    width, height = PAPERS["A4"]
    with pikepdf.open(io.BytesIO(data)) as file:
        assert file.check_pdf_syntax() == []
        assert [str(i.OutputCondition) for i in file.Root.OutputIntents] == ["sRGB"]
        for page in file.pages:
            media, trim, bled = boxes_of(page)
            assert media == [0.0, 0.0, round(width + 2 * beyond, 1), round(height + 2 * beyond, 1)]
            assert trim == [beyond, beyond, round(width + beyond, 1), round(height + beyond, 1)]
            out = beyond - bleed
            assert bled == [out, out, round(media[2] - out, 1), round(media[3] - out, 1)]
    thin = [
        i.box
        for i in sheets(data)[0].inks
        if i.fill and min(i.box[2] - i.box[0], i.box[3] - i.box[1]) < 0.12
    ]
    outside = [
        b
        for b in thin
        if b[2] < beyond or b[3] < beyond or b[0] > beyond + width or b[1] > beyond + height
    ]
    assert len(outside) == (8 if marks else 0)
    assert all(max(b[2] - b[0], b[3] - b[1]) == pytest.approx(5.0, abs=0.1) for b in outside)


@pytest.mark.parametrize(
    ("suffix", "choice", "told"),
    [
        (".pdf", PageChoice("A9"), "no such paper"),
        (".pdf", PageChoice("A3", "sideways"), "a page lies or stands"),
        (".pdf", PageChoice(bleed=-1.0), "a bleed is 0 to 10 mm"),
        (".pdf", PageChoice(bleed=300.0), "a bleed is 0 to 10 mm"),
        (".pdf", PageChoice(bleed=float("nan")), "a bleed is 0 to 10 mm"),
        (".svg", PageChoice(bleed=3.0), "only a PDF has a bleed"),
        (".png", PageChoice(crop_marks=True), "only a PDF has a bleed"),
    ],
)
def test_a_page_that_cannot_be_is_told(suffix, choice, told):
    with pytest.raises(CallError, match=told):
        check_page(suffix, choice)


@pytest.mark.slow
def test_a_poster_names_counties_and_parks_and_says_what_the_plan_says():
    scene = scenes("future2024")["sector-energy"]
    wall, desk = (
        sheets(sheet_pdf(sheet("future2024", "sector-energy", p)))[0] for p in ("A1", "A3")
    )
    counties = [c.name.zh for c in scene.counties]
    on_wall = {w.text for w in wall.words}
    assert sum(name in on_wall for name in counties) >= 80
    assert not {w.text for w in desk.words} & {"怀集", "乐昌", "阳春"}
    parks = [s.label.zh for s in scene.symbols if s.kind == "carrier"]
    assert all(park in wall.text for park in parks)
    lines = {line for area in scene.areas for line in area.statements}
    assert all(squeezed(line.locator.zh) in wall.text for line in lines)
    assert "原文依据" not in desk.text


@pytest.mark.parametrize("lang", sweep(["zh", "en"], {0}))
def test_the_alternative_text_names_the_cities_of_each_class(lang):
    scene = scenes("future2024")["sector-energy"]
    with pikepdf.open(io.BytesIO(page("future2024", "sector-energy", "A3", lang))) as file:
        alts = [
            str(x.Alt) for x in file.objects if isinstance(x, pikepdf.Dictionary) and "/Alt" in x
        ]
    named = [a for a in scene.areas if a.state.startswith("named")]
    assert named
    assert all(any(area.short.in_(lang) in alt for alt in alts) for area in named)


@pytest.mark.parametrize("lang", sweep(["zh", "both"], {0}))  # the same map
def test_every_word_of_the_map_is_found_as_one(lang):
    words = {w.text for w in sheets(page("future2024", "sector-energy", "A3", lang))[0].words}
    assert {"福建省", "江西省", "湖南省", "广西壮族自治区", "南海"} <= words
