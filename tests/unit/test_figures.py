"""Figures for documents: the files are read back, as an office program reads them."""

from __future__ import annotations

import io
import re
from functools import cache
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

import geo
from geo.cli.run import main
from geo.errors import CallError, GeoError
from geo.render.print.bitmap import page_png
from geo.render.print.sheet import sheet_pdf
from geo.render.svg.document import UNITS
from geo.render.svg.sheet import sheet_svg
from geo.sheet.arrange import arrange
from geo.sheet.asked import Dots
from geo.sheet.page import PageChoice
from geo.sources.plans.folder import load_plan
from geo.spec.mapspec import Figure
from tests.print_scenes import scenes, world
from tests.reading.drawing import Drawing
from tests.reading.paper import sheets
from tests.sweeps import sweep

MM = 25.4
SEVERAL = (
    ("future2024", "structure", "A4", "zh"),
    ("future2024", "sector-space", "A3", "en"),
    ("qianhai2024", "carriers", "A4", "both"),
)
EACH = pytest.mark.parametrize("which", sweep(SEVERAL, {0, 2}))
# What office programs leave out or draw wrongly.
ELEMENTS = {
    *("style", "clipPath", "pattern", "textPath", "filter", "foreignObject", "image", "mask"),
    *("use", "symbol", "marker", "defs", "linearGradient", "radialGradient", "script"),
}
ATTRIBUTES = {
    *("style", "class", "clip-path", "paint-order", "filter", "mask", "href", "vector-effect"),
    *("dominant-baseline", "letter-spacing"),
}
COLOUR = re.compile(r"none|#[0-9a-f]{6}")


@cache
def figure(plan, slug, paper="A4", lang="zh", *, titled=True, transparent=False):
    way = "portrait" if paper == "A4" else "landscape"
    choice = PageChoice(paper, way, lang, figure=Figure(titled, transparent))
    return arrange(scenes(plan)[slug], world().boundaries, choice)


@cache
def svg(*which, **how):
    return sheet_svg(figure(*which, **how))


def unsafe(data: bytes) -> list[str]:
    """Everything in a drawing that an office program does not know."""
    found = []
    for element in ET.fromstring(data).iter():
        tag = element.tag.rpartition("}")[2]
        found += [tag] if tag in ELEMENTS else []
        found += [f"{tag} {name}" for name in element.attrib if name in ATTRIBUTES]
        paints = [element.get(name, "none") for name in ("fill", "stroke")]
        found += [f"{tag} {paint}" for paint in paints if not COLOUR.fullmatch(paint)]
    return found


def outside(data: bytes, edge: float = 0.5) -> list[str]:
    """Shapes and texts that leave the page."""
    drawing = Drawing(data)
    box = ET.fromstring(data).get("viewBox").split()
    left, top, width, height = (float(v) * drawing.unit for v in box)
    limits = (left - edge, top - edge, left + width + edge, top + height + edge)
    found = [
        f"{shape.tag} {shape.box}"
        for shape in drawing.shapes
        if (
            not shape.within("data-north")  # placed by its group
            and any(a < b for a, b in zip(shape.box[:2], limits[:2], strict=False))
        )
        or any(a > b for a, b in zip(shape.box[2:], limits[2:], strict=False))
    ]
    found += [t.text for t in drawing.texts if t.y > top + height or t.x > left + width]
    return found


def size_of(file):
    return Image.open(io.BytesIO(file.read_bytes())).size


def keys(data: bytes) -> set[str]:
    return {e.get("data-legend-key") for e in ET.fromstring(data).iter()} - {None}


@EACH
def test_office_programs_know_all_that_is_in_a_figure(which):
    assert unsafe(svg(*which)) == []


@EACH
def test_nothing_of_a_figure_is_outside_it(which):
    assert outside(svg(*which)) == []


@EACH
def test_a_figure_has_the_width_of_its_document_and_says_so(which):
    root = ET.fromstring(svg(*which))
    width, height = (float(root.get(name).removesuffix("mm")) for name in ("width", "height"))
    assert width == {"A4": 160.0, "A3": 320.0}[which[2]]
    box = [float(v) for v in root.get("viewBox").split()]
    assert box[2:] == pytest.approx([width * UNITS, height * UNITS], abs=0.4)


@EACH
def test_the_key_of_a_figure_is_that_of_its_map(which):
    made = figure(*which)
    wanted = {entry.key for block in made.scene.legend for entry in block.entries}
    assert keys(svg(*which)) >= wanted
    shown = {area.state for area in made.scene.areas if area.level == made.scene.spec.level}
    drawn = {s.data.get("data-state") for s in Drawing(svg(*which)).shapes} - {None}
    assert drawn & shown
    numbered = {s.number for s in made.symbols if s.number and s.symbol in made.numbered}
    told = {t.text for t in Drawing(svg(*which)).texts if not t.within("data-view")}
    assert {str(n) for n in numbered} <= told


@EACH
def test_a_figure_bears_mark_names_scale_and_sources_and_no_more(which):
    made, lang = figure(*which), which[3]
    drawing = Drawing(svg(*which))
    said = [t.text for t in drawing.texts]
    assert [t.text for t in drawing.texts if t.within("data-review", "internal")] == [
        made.scene.credits.review.in_(lang)
    ]
    assert any(t.within("data-scale-bar", "main") for t in drawing.texts)
    assert any(t.within("data-north") for t in drawing.texts)
    for area in made.scene.areas:
        short = area.short.in_("en" if lang == "en" else "zh")
        if area.level == made.scene.spec.level and made.scene.spec.level == "prefecture":
            assert any(t.within("data-label", area.adcode) for t in drawing.texts), short
    assert made.scene.title.zh in said or made.scene.title.en in said
    source = made.scene.credits.source.in_("en" if lang == "en" else "zh")
    assert source[:12] in "".join(said)
    assert len(made.pages) == 1
    assert not any("1 / 1" in text for text in said)


def test_a_figure_without_title_is_lower_and_has_no_title():
    with_title, without = (figure("future2024", "breadth", titled=t) for t in (True, False))
    said = [t.text for t in Drawing(sheet_svg(without)).texts]
    title = without.scene.title.zh
    assert title not in said
    assert title in [t.text for t in Drawing(sheet_svg(with_title)).texts]
    assert without.page.height < with_title.page.height - 5


def test_the_hatch_of_a_figure_lies_within_its_areas():
    which = ("future2024", "sector-space")
    hatched = [s for s in Drawing(svg(*which)).shapes
               if "data-pattern" in s.data and s.within("data-view", "main")
               and "data-adcode" not in s.data]  # fmt: skip
    frame = figure(*which).view("main").box
    assert hatched
    for shape in hatched:
        assert shape.stroke != "none"
        assert shape.fill == "none"
        assert shape.box[0] >= frame.x - 0.1
        assert shape.box[3] <= frame.bottom + 0.1


def test_letters_along_a_line_are_single_and_say_the_name():
    root = ET.fromstring(svg("future2024", "structure"))
    groups = [e for e in root.iter() if e.get("data-path-text")]
    assert groups
    for group in groups:
        letters = [e for e in group if e.get("aria-hidden") is None]
        assert "".join(e.text for e in letters) == group.get("aria-label")
        assert group.get("role") == "img"
        assert all("rotate(" in e.get("transform") for e in letters)


@pytest.mark.parametrize("dpi", sweep([300, 600], {0}))
def test_a_png_has_the_pixels_of_its_size_and_states_them(dpi):
    made = figure("future2024", "breadth", transparent=True)
    picture = Image.open(io.BytesIO(page_png(sheet_pdf(made), Dots(dpi=dpi), clear=True)))
    size = made.page.width, made.page.height
    assert picture.size == pytest.approx([mm * dpi / MM for mm in size], abs=1.0)
    assert picture.info["dpi"] == pytest.approx((dpi, dpi), abs=0.01)


def test_a_transparent_figure_has_no_ground_but_its_sea():
    clear, plain = (figure("future2024", "breadth", transparent=t) for t in (True, False))
    for made, alpha in ((clear, 0), (plain, 255)):
        png = page_png(sheet_pdf(made), Dots(dpi=100), clear=not alpha)
        dots = np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))
        box = made.view("main").box
        below = int((box.bottom + 0.8) * 100 / MM)
        assert dots[below, 20, 3] == alpha
        assert dots[1, -2, 3] == alpha
        sea = dots[int((box.bottom - 3) * 100 / MM), int((box.x + box.w / 2) * 100 / MM)]
        assert sea[3] == 255
        ground = Drawing(sheet_svg(made)).shapes[0]
        whole = ground.box[2] - ground.box[0] == pytest.approx(made.page.width, abs=0.02)
        assert (ground.tag == "rect" and whole) == (alpha == 255)


def test_the_pdf_of_a_figure_is_one_page_of_its_size():
    made = figure("future2024", "structure")
    (page,) = sheets(sheet_pdf(made))
    assert page.width == pytest.approx(made.page.width, abs=0.1)
    assert page.height == pytest.approx(made.page.height, abs=0.1)
    assert made.scene.title.zh in page.text
    assert made.scene.credits.review.zh.replace(" ", "") in page.text


@pytest.mark.slow
def test_a_figure_fits_the_text_of_its_page():
    made = [figure("future2024", slug) for slug in ("structure", "breadth", "sector-space")]
    assert [round(m.page.height) for m in made if m.page.height > 250] == []


def test_figures_by_the_interface_of_python(tmp_path):
    layout = geo.lay_out(load_plan("space2024"))
    file = layout.sheet(tmp_path / "x.png", breadth=True, figure=True, titled=False, paper="A4")
    assert size_of(file)[0] == round(160 * 300 / MM)
    with pytest.raises(CallError):
        layout.sheet(tmp_path / "y.png", breadth=True, titled=False)


@pytest.mark.slow
def test_a_place_and_a_theme_are_figures_too(tmp_path, capsys):
    for number, which in enumerate((["--city", "东莞"], ["--theme", "商业航天"])):
        file = tmp_path / f"{number}.svg"
        assert main(["map", *which, "--figure", "--paper", "A4", "-o", str(file)]) == 0
        assert unsafe(file.read_bytes()) == []
        assert outside(file.read_bytes()) == []


def test_a_standing_png_is_made(tmp_path, capsys):
    file = tmp_path / "x.png"
    words = ["--city", "东莞", "--plan", "space2024", "--paper", "A4", "-o", str(file)]
    assert main(["map", *words]) == 0
    assert size_of(file) == (2480, 3508)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("--dpi 20 -o x.png", "36"),
        ("--dpi 2400 -o x.png", "1200"),
        ("--width 90000 -o x.png", "20000"),
        ("--dpi 300 --width 900 -o x.png", "--width"),
        ("--width 900 -o x.pdf", "--width"),
        ("--width 20000 -o x.png --paper A0 --orientation portrait", "150"),
        ("--dpi 600 -o x.svg", "--dpi"),
        ("--dpi 600 --paper A0 -o x.png", "311"),
        ("--no-title -o x.svg", "--no-title"),
        ("--transparent -o x.svg", "--transparent"),
        ("--figure -o x.html", "--figure"),
        ("--figure --bleed 3 -o x.pdf", "--figure"),
        ("--figure --paper A2 -o x.pdf", "A2"),
        ("--figure --paper A4 --orientation landscape -o x.pdf", "landscape"),
    ],
)
def test_what_is_no_figure_is_refused_in_one_sentence(words, named, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["map", "--plan", "future2024", "--structure", *words.split()]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert named in told[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_every_map_of_every_plan_is_a_figure():
    wrong = []
    for plan in geo.plan_keys():
        for slug in scenes(plan):
            for paper in ("A4", "A3"):
                try:
                    data = svg(plan, slug, paper)
                except GeoError as error:
                    wrong.append((plan, slug, paper, str(error)))
                    continue
                found = [*unsafe(data), *outside(data)]
                wrong += [(plan, slug, paper, *found[:2])] if found else []
    assert wrong == []
