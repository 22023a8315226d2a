"""Sheets of one place as drawn: its share of the window, its neighbours, its parks, its rows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from geo.build.across_plans import Places, city_sheet
from geo.domain.statement import Force
from geo.errors import CallError, GeoError, UnknownNameError
from geo.render.print.sheet import sheet_pdf
from geo.sheet.arrange import arrange
from geo.sheet.model import Sheet
from geo.sheet.page import PageChoice
from geo.sources.plans.folder import packaged_plans
from tests.print_scenes import map_svg
from tests.reading.drawing import Drawing
from tests.reading.paper import sheets
from tests.sweeps import sweep

LEAST_SHARE, LOCATOR_MM = 0.6, 35.0
AROUND = {
    "441900": {"广州市", "深圳市", "惠州市"},
    "440300": {"东莞市", "惠州市", "香港特别行政区"},
    "440305": {"宝安区", "龙华区", "福田区", "香港特别行政区"},
    "440200": {"清远市", "广州市", "河源市", "湖南省", "江西省"},
    "441500": {"惠州市", "揭阳市", "河源市", "梅州市"},
}


@cache
def places() -> Places:
    return Places.of(packaged_plans())


@cache
def sheet(code: str, paper: str = "A3", orientation: str = "portrait", lang: str = "zh") -> Sheet:
    scene = places().scene(code, lang=lang)
    return arrange(scene, places().world.boundaries, PageChoice(paper, orientation, lang))


@cache
def drawing(code: str, paper: str = "A3", orientation: str = "portrait") -> Drawing:
    return Drawing(map_svg(sheet(code, paper, orientation)))


@cache
def whole_text(code: str) -> str:
    pages = sheets(sheet_pdf(sheet(code)))
    return re.sub(r"\s", "", "".join(page.text for page in pages))


def share(made: Sheet) -> float:
    """Width × height of the place, as drawn in its window, against the window's."""
    shapes = Drawing(map_svg(made)).shapes
    areas = [a.adcode for a in made.scene.areas]
    boxes = [
        s.box
        for s in shapes
        if s.data.get("data-adcode") in areas and s.within("data-view", "main")
    ]
    frame = made.view("main").box
    wide = min(max(b[2] for b in boxes), frame.right) - max(min(b[0] for b in boxes), frame.x)
    high = min(max(b[3] for b in boxes), frame.bottom) - max(min(b[1] for b in boxes), frame.y)
    return wide * high / (frame.w * frame.h)


@pytest.mark.parametrize("code", sweep(["440100", "441900", "441500", "440305"], {1, 3}))
def test_the_place_fills_its_window(code):
    assert share(sheet(code)) >= LEAST_SHARE


@pytest.mark.parametrize("code", ["441900", "440305", "440200"])
def test_its_neighbours_are_named(code):
    named = {t.text for t in drawing(code).texts if t.within("data-view", "main")}
    assert AROUND[code] <= {*named, *("".join(named),)} or not AROUND[code] - named


def test_the_locator_is_small_and_shows_the_place():
    shapes = [s for s in drawing("441900").shapes if s.within("data-view", "locator")]
    frame = next(s for s in shapes if s.tag == "rect")
    assert frame.box[2] - frame.box[0] <= LOCATOR_MM
    accent = sheet("441900").scene.accent
    assert [s for s in shapes if s.fill == accent]


@pytest.mark.parametrize("code", sweep(["440100", "441900", "440305"], {1, 2}))
def test_every_park_of_the_place_is_named_on_its_pages(code):
    scene, text = sheet(code).scene, whole_text(code)
    assert scene.symbols
    for label in (*(s.label.zh for s in scene.symbols), *(x.label.zh for x in scene.listed)):
        assert re.sub(r"\s", "", label) in text, label


@pytest.mark.parametrize("code", sweep(["440100", "441900", "445100", "440305"], {1, 2, 3}))
def test_rows_on_the_sheet_are_the_rows_of_the_plans(code):
    register = places().world.register
    page = places().book.pages[register.host_prefecture(code)]
    due = Counter(
        re.sub(r"\s", "", line.line.locator.zh)
        for line in page.lines
        if line.reach != "wide"
        and line.force != Force.CONTEXT
        and code in register.hosts(line.place_id)
    )
    text = re.sub(r"〔20\d\d〕", "", whole_text(code))  # years in numbers of documents
    assert Counter(re.findall(r"〔([^〔〕]*)〕", text)) == due


def test_open_lists_and_inferred_rows_are_marked():
    text = whole_text("441900")
    assert "纳米材料等（推断）" in text
    assert "规划期已满" in text


def test_the_densest_part_is_an_inset_with_names():
    made = sheet("441900")
    inset = made.view("delta")
    assert inset.box.w / inset.mm_per_m == pytest.approx(10_000, rel=0.01)
    named = {t.text for t in drawing("441900").texts if t.within("data-view", "delta")}
    inside = [s for s in made.scene.symbols if inset.sees(s.lon, s.lat)]
    assert len(inside) >= 4
    assert {s.label.zh for s in inside} <= {*named, "".join(sorted(named))}


def test_a_place_that_no_plan_speaks_of_says_so():
    text = whole_text("445100")
    assert "没有规划单独点到这里" in text
    assert "条写给所在区域或全域" in text


def test_a_generalised_coast_is_told_and_an_inland_city_has_none():
    assert "底图概括" in whole_text("440305")
    assert "底图概括" not in whole_text("440200")


def crowded(n: int, name: str = "") -> Sheet:
    """The sheet of a district with so many parks, one of them of some name."""
    scene = places().scene("440305")
    first = scene.symbols[0]
    more = tuple(
        replace(
            first,
            id=f"park-{i}",
            label=replace(first.label, zh=name if name and not i else f"试验园区{i}"),
            lon=113.92 + 0.008 * (i % 7),
            lat=22.50 + 0.012 * (i // 7),
        )
        for i in range(n)
    )
    scene = replace(scene, symbols=more)
    return arrange(scene, places().world.boundaries, PageChoice("A4", "portrait"))


def test_forty_parks_in_a_district_are_numbered_and_listed():
    made = crowded(40)
    listed = "".join(t for page in made.pages for p in page for t in getattr(p, "lines", ()))
    on_map = {s.number for s in made.symbols}
    named = {label.owner for label in made.labels}
    for symbol in made.scene.symbols:
        assert symbol in made.numbered or symbol.id in named
        assert symbol.label.zh in listed or symbol.id in named
    assert set(range(1, len(made.numbered) + 1)) <= on_map


def test_a_park_of_sixty_characters_stands_in_full():
    name = "国家重大科技基础设施与未来产业先导示范集聚发展区综合服务平台" * 2
    made = crowded(3, name)
    texts = Drawing(map_svg(made)).texts
    assert name in "".join(t.text for t in texts) + "".join(
        t for page in made.pages for p in page for t in getattr(p, "lines", ())
    )


@pytest.mark.parametrize(
    ("name", "said"), [("东菀", "东莞市"), ("长沙", "不在广东"), ("松山湖", "不是本省")]
)
def test_an_unknown_place_is_a_sentence(name, said, tmp_path):
    with pytest.raises(UnknownNameError, match=said):
        city_sheet(name, tmp_path / "x.pdf", ["space2024"])
    assert not list(tmp_path.iterdir())


def test_a_web_page_of_a_place_is_refused(tmp_path):
    with pytest.raises(CallError, match="纸面"):
        city_sheet("东莞", tmp_path / "x.html", ["space2024"])


@pytest.mark.slow
def test_every_city_and_a_district_of_each_have_sheets_on_every_paper():
    register, offenders = places().world.register, []
    districts = {a.parent: a.adcode for a in register.areas("county")}
    for code in (*places().book.pages, *districts.values()):
        for paper, orientation, lang in (
            ("A4", "portrait", "zh"),
            ("A4", "landscape", "both"),
            ("A3", "portrait", "en"),
            ("A3", "landscape", "zh"),
        ):
            try:
                made = sheet(code, paper, orientation, lang)
                found = share(made)
            except GeoError as error:
                offenders.append((code, paper, orientation, lang, str(error)))
                continue
            if found < LEAST_SHARE:
                offenders.append((code, paper, orientation, lang, f"{found:.2f}"))
    assert not offenders


def test_a_place_that_no_plan_names_counts_the_same_lines_in_head_and_text():
    only = Places.of([plan for plan in packaged_plans() if plan.key == "future2024"])
    made = arrange(only.scene("440200"), only.world.boundaries, PageChoice("A3", "portrait"))
    text = "".join("".join(page.text.split()) for page in sheets(sheet_pdf(made)))
    head, below = re.findall(r"另有(\d+)条写给所在区域或全域", text)
    assert "没有规划单独点到这里" in text
    assert head == below
