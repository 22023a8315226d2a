"""Any territory of China: page, sheets, matrix and workbook of a made-up plan, as read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest
import shapely

from geo.build.mapped_plan import Layout, lay_out
from geo.cli.run import main
from geo.domain.territory import Territory
from geo.render.print.sheet import sheet_pdf
from geo.sheet.arrange import arrange
from geo.sheet.model import Sheet
from geo.sheet.page import PageChoice
from geo.sources.places.country import chain, country_areas
from geo.sources.plans.folder import load_plan
from geo.sources.territory import load_territory
from geo.sources.territory_codes import home_of
from tests.made_plans import made_plan
from tests.print_scenes import map_svg
from tests.reading.lettering import lettering, offences
from tests.reading.paper import sheets

# openpyxl does not keep data bars and says so
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
FEW = ("beijing_tianjin_hebei",)  # several, on the coast; all of them in make check-all
CITIES = ("440300", "320500", "510100", "460400", "620200")
REGIONS = ("yangtze_delta", "beijing_tianjin_hebei", "chengdu_chongqing")
PROVINCES = tuple(c for c, a in country_areas().items() if a.level == "province" and c < "710000")
ALL = (*PROVINCES, *CITIES, *REGIONS)
LANGS = ("zh", "en")
LEAST_MM2 = 0.02  # of an area that a legend tells of
EDGE_MM = 2.0
LATE, NEARER = 1, {"county": 11, "prefecture": 8}  # names left to a nearer view, and its zoom


@cache
def laid_out(code: str, folder: Path) -> Layout:
    return lay_out(load_plan(made_plan(code, folder / "plan")))


def sheet(layout: Layout, lang: str) -> Sheet:
    scene = layout.scene(lang=lang, sector="robots")
    return arrange(scene, layout.world.boundaries, PageChoice("A3", "landscape", lang))


# --- words of other provinces ---------------------------------------------------------------


@cache
def foreign(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names of provinces that are neither the territory's own nor around it, by language.

    A name that is part of one of a place in sight (a prefecture of Qinghai is called as Hainan)
    is looked for outside of that.
    """
    territory = load_territory(home_of(code))
    near = {c for m in territory.members for c in chain(m)}
    near |= {*territory.sars, *territory.neighbours}
    others = [a for a in country_areas().values() if a.level in ("province", "sar")]
    others = [a for a in others if a.adcode not in near]
    seen = [a for a in country_areas().values() if near & set(chain(a.adcode))]
    zh = sorted({n for a in seen for n in (a.name_zh, a.short_zh)}, key=len, reverse=True)
    en = sorted({n for a in seen for n in (a.name.en, a.short.en)}, key=len, reverse=True)
    far_zh = [a.short_zh for a in others] + ([] if "440000" in near else ["珠江", "东沙", "珠三角"])
    far_en = [a.short.en for a in others] + ([] if "440000" in near else ["Pearl", "Dongsha"])
    return _words(zh, far_zh, "{}"), _words(en, far_en, r"\b{}\b")


def _words(own: list[str], far: list[str], form: str) -> re.Pattern[str]:
    """Own names first, so that what is left of a match in the group is foreign."""
    skipped = [n for n in own if any(f in n for f in far)]
    listed = "|".join(form.format(re.escape(f)) for f in far)
    return re.compile("|".join([*map(re.escape, skipped), f"({listed})"]))


def strangers(code: str, text: str) -> set[str]:
    return {m[1] for pattern in foreign(code) for m in pattern.finditer(text) if m[1]}


# --- the sheet --------------------------------------------------------------------------------


def faults_of_sheet(layout: Layout, lang: str) -> Iterator[str]:
    made = sheet(layout, lang)
    code, territory = layout.plan.territory, layout.world.territory
    drawn, panel = lettering(map_svg(made)), made.page.panel
    shut = [shapely.box(panel.x, panel.y, panel.right, panel.bottom)]
    own = {a.adcode: a for a in made.scene.areas if a.level == made.scene.spec.level}
    named = set().union(*(w.named() for w in drawn.windows.values()))
    yield from (f"{own[c].short.zh} ({c}) has no name" for c in sorted(set(own) - named))
    yield from offences(drawn, made.page.unit, shut)
    for adcode, area in own.items():
        if area.state == "not_named":
            continue
        shown = [
            w.areas[adcode].intersection(w.frame).difference(shapely.union_all(shut)).area
            for w in drawn.windows.values()
            if adcode in w.areas
        ]
        if max(shown, default=0) < LEAST_MM2:
            yield f"{area.short.zh} ({adcode}) is {area.state} and not to be seen"
    pages = sheets(sheet_pdf(made))
    for page in pages:
        for word in page.words:
            left, top, right, bottom = word.box
            inside = left > EDGE_MM and top > EDGE_MM
            if not (inside and right < page.width - EDGE_MM and bottom < page.height - EDGE_MM):
                yield f"{word.text} is cut by the edge"
    text = "\n".join(" ".join(w.text for w in page.words) for page in pages)
    joined = "".join(page.text for page in pages)
    yield from (
        f"{word} on the sheet" for word in strangers(code, text if lang == "en" else joined)
    )
    yield from _projection(territory, joined)


def _projection(territory: Territory, text: str) -> Iterator[str]:
    p = territory.projection
    for value in (p.south, p.north, p.meridian):
        if not re.search(rf"{value:g}°", text):
            yield f"no {value:g}° in the caption"


# --- the page ---------------------------------------------------------------------------------


def faults_of_page(layout: Layout, folder: Path, tab) -> Iterator[str]:
    page = layout.sheet(folder / "page" / "map.html", sector="robots")
    data = "".join(p.read_text("utf-8") for p in page.parent.rglob("*.data.js"))
    yield from (f"{w} in the data of the page" for w in strangers(layout.plan.territory, data))
    if tab is None:
        return
    for lang in LANGS:
        tab.goto("about:blank")
        tab.goto(f"{page.as_uri()}#lang={lang}")
        tab.wait_for_selector("html[data-ready=yes]", state="attached", timeout=15000)
        tab.evaluate("document.fonts.ready")
        seen = tab.evaluate(SEEN)
        for one, other in combinations(seen["names"], 2):
            if meet(one["box"], other["box"]):
                yield f"page {lang}: {one['text']} on {other['text']}"
        own = {adcode for adcode, level in seen["areas"] if level == layout.plan.level}
        assert own, "no area of the plan's level"
        late = own - within(seen)
        if len(late) > LATE:
            yield f"page {lang}: {sorted(late)} have no name in the first view"
        for adcode in sorted(late):
            point = layout.world.register.seats.get(adcode)
            inner = layout.world.boundaries.shape(adcode).representative_point()
            lon, lat = (point.lon, point.lat) if point else (inner.x, inner.y)
            tab.goto("about:blank")
            near = f"at={lat:.3f},{lon:.3f},{NEARER[layout.plan.level]}"
            tab.goto(f"{page.as_uri()}#lang={lang}&{near}")
            tab.wait_for_selector("html[data-ready=yes]", state="attached", timeout=15000)
            if layout.world.territory.inset:
                tab.click("button[data-view=delta]")
                tab.wait_for_timeout(500)
            if adcode not in within(tab.evaluate(SEEN)):
                yield f"page {lang}: {adcode} has no name, nor a nearer one"
        text = tab.evaluate("document.body.innerText")
        yield from (f"page {lang}: {w}" for w in strangers(layout.plan.territory, text))


def within(seen: dict) -> set[str]:
    """Codes whose name stands whole in the frame of the map."""
    left, top, right, bottom = seen["frame"]
    return {
        name["key"]
        for name in seen["names"]
        if left - 1 <= name["box"][0]
        and top - 1 <= name["box"][1]
        and name["box"][2] <= right + 1
        and name["box"][3] <= bottom + 1
    }


SEEN = """() => {
  const box = (node) => { const b = node.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  const words = (node) => { const range = document.createRange(); range.selectNodeContents(node); return box(range); };
  return {
    frame: box(document.getElementById("map_atlas")),
    areas: geoAtlas.data.scene.areas.map((area) => [area.adcode, area.level]),
    names: [...document.querySelectorAll(".label")].map((node) => (
      { key: node.dataset.label, text: node.textContent, box: words(node) })),
  };
}"""  # noqa: E501


def meet(a: list[float], b: list[float], room: float = 0.75) -> bool:
    return a[0] < b[2] - room and b[0] < a[2] - room and a[1] < b[3] - room and b[1] < a[3] - room


# --- matrix and workbook ------------------------------------------------------------------------


def faults_of_tables(layout: Layout, folder: Path) -> Iterator[str]:
    plan, names = str(folder / "plan"), {a.name_zh for a in layout.table.areas}
    chart, book = folder / "matrix.pdf", folder / "plan.xlsx"
    assert main(["picture", "matrix", "--plan", plan, "-o", str(chart)]) == 0
    text = "".join(page.text for page in sheets(chart.read_bytes()))
    named = {a for a in layout.table.areas if any(k[0] == a.adcode for k in layout.table.cells)}
    yield from (
        f"{a.short_zh} not in the matrix" for a in sorted(named, key=str) if a.short_zh not in text
    )
    yield from (f"{w} in the matrix" for w in strangers(layout.plan.territory, text))
    assert main(["export", "workbook", "--plan", plan, "-o", str(book)]) == 0
    found = openpyxl.load_workbook(io.BytesIO(book.read_bytes()))
    cells = {str(c.value) for s in found for row in s.iter_rows() for c in row if c.value}
    yield from (f"{name} not in the workbook" for name in sorted(names - cells))
    yield from (f"{w} in the workbook" for w in strangers(layout.plan.territory, "\n".join(cells)))


def faults_of(code: str, folder: Path, tab=None) -> list[str]:
    layout = laid_out(code, folder)
    found = [f"{lang}: {fault}" for lang in LANGS for fault in faults_of_sheet(layout, lang)]
    found += faults_of_page(layout, folder, tab)
    return [*found, *faults_of_tables(layout, folder)]


@pytest.mark.parametrize("code", FEW)
def test_a_territory_is_mapped_as_its_own(code, tmp_path):
    assert faults_of(code, tmp_path) == []


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("code", ALL)
def test_every_territory_is_mapped_as_its_own(code, tmp_path, browser):
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    assert faults_of(code, tmp_path, context.new_page()) == []
