"""The long picture for chat groups: of a phone's width, whole, and legible there."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

import geo
from geo.build.across_plans import Places
from geo.cli.run import main
from geo.errors import CallError
from geo.render.print.sheet import sheet_pdf
from geo.scene.scene import Scene
from geo.sheet.arrange import arrange
from geo.sheet.asked import asked_page
from geo.sheet.items import Swatch, TextBox
from geo.sheet.model import Sheet
from geo.sheet.page import PageChoice
from geo.sheet.rows import said_words
from geo.sources.plans.folder import load_plan
from tests.print_scenes import scenes, world
from tests.sweeps import sweep

PX = 10  # to the millimetre
MM_PER_PT = 25.4 / 72
CASES = [
    ("future2024", "sector-space", "zh"),
    ("future2024", "sector-space", "en"),
    ("future2024", "structure", "both"),
    ("future2024", "breadth", "zh"),
    ("future2024", "carriers", "en"),
    ("future2024", "subsector-quantum-metrology", "zh"),
    ("qianhai2024", "sector-commerce", "zh"),
]
EACH = pytest.mark.parametrize(("plan", "slug", "lang"), sweep(map(list, CASES), {1, 6}))


def size(file: Path) -> int:
    with Image.open(file) as picture:
        assert picture.mode == "RGB"
        return picture.width


@cache
def made(plan: str, slug: str, lang: str) -> Sheet:
    page = asked_page(PageChoice("", "", lang), long=True)
    return arrange(scenes(plan)[slug], world().boundaries, page)


def texts(sheet: Sheet) -> list[TextBox]:
    return [piece for piece in sheet.pages[0] if isinstance(piece, TextBox)]


def words(sheet: Sheet) -> str:
    return re.sub(r"\s", "", "".join(box.text for box in texts(sheet)))


def missing(scene: Scene, told: str, lang: str) -> list[str]:
    """What a reader should find beside the map: every place, term and clause of a class."""
    wanted = [scene.credits.review, scene.subtitle, *scene.credits.lines]
    wanted += [e.label for block in scene.legend for e in block.entries]
    if scene.spec.kind == "structure":
        wanted += [m for block in scene.legend[1:] for e in block.entries for m in e.members]
    else:
        wanted += [area.short for area in scene.areas]
        for line in (line for area in scene.areas for line in area.statements):
            own = line.terms and line.heading.zh == scene.title.zh
            wanted += [*line.terms, line.locator] if own else [said_words(line), line.locator]
    tongues = ("zh", "en") if lang == "both" else (lang,)
    found = {re.sub(r"\s", "", text.in_(one)) for text in wanted for one in tongues}
    return sorted(text for text in found if text not in told)


@EACH
def test_it_tells_what_its_map_holds(plan: str, slug: str, lang: str) -> None:
    sheet = made(plan, slug, lang)
    assert missing(sheet.scene, words(sheet), lang) == []
    drawn = {area.state for area in sheet.scene.areas}
    keys = {p.entry.key for p in sheet.pages[0] if isinstance(p, Swatch)}
    states = {e.key for e in sheet.scene.legend[0].entries}
    assert drawn == states - {"outside"}
    assert states <= keys


def size_px(told: pypdfium2.PdfTextPage, n: int) -> float:
    """Size of a character as drawn: that of its font, scaled by what is around it."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(told.raw, n, matrix)
    scale = math.hypot(matrix.b, matrix.d)
    return pdfium.FPDFText_GetFontSize(told.raw, n) * scale * MM_PER_PT * PX


@EACH
def test_everything_is_legible_and_nothing_is_cut(plan: str, slug: str, lang: str) -> None:
    sheet = made(plan, slug, lang)
    (page,) = pypdfium2.PdfDocument(sheet_pdf(sheet))
    assert round(page.get_width() * MM_PER_PT * PX) == 1080
    told = page.get_textpage()
    text = [told.get_text_range(n, 1) for n in range(told.count_chars())]
    said, chars = re.sub(r"\s", "", "".join(text)), [n for n, c in enumerate(text) if c.strip()]
    assert "".join(text[n] for n in chars if size_px(told, n) < 21.9) == ""
    boxes = [told.get_charbox(n, loose=True) for n in chars]
    assert [box for box in boxes if box[0] < 0 or box[2] > page.get_width()] == []
    assert min(box[1] for box in boxes) > 0
    review = re.sub(r"\s", "", sheet.scene.credits.review.in_(lang))
    assert said.count(review) == 2  # on the map and below


@EACH
def test_no_line_of_text_lies_on_another(plan: str, slug: str, lang: str) -> None:
    lines = []
    for box in texts(made(plan, slug, lang)):
        for n, line in enumerate(box.lines):
            wide, base = box.hand.width(line), box.y + n * box.pitch
            left = box.x - (wide if box.anchor == "end" else 0.0)
            lines.append((left, base - 0.7 * box.hand.em, left + wide, base, line))
    lines.sort(key=lambda one: one[1])
    clash = [
        (one[4], other[4])
        for i, one in enumerate(lines)
        for other in lines[i + 1 : i + 6]
        if other[1] < one[3] and one[0] < other[2] and other[0] < one[2]
    ]
    assert clash == []


@EACH
def test_the_mark_covers_nothing_of_the_map(plan: str, slug: str, lang: str) -> None:
    sheet = made(plan, slug, lang)
    main = sheet.views[0]
    tops = [label.box.y for label in sheet.labels if label.kind == "area"]
    assert sheet.mark.bottom < main.box.y + 10
    assert sheet.mark.right <= main.box.right
    assert all(top > sheet.mark.y for top in tops)


@pytest.mark.slow
def test_a_place_and_a_theme_are_long_pictures_too(tmp_path, capsys) -> None:
    for number, which in enumerate((["--city", "东莞"], ["--theme", "商业航天", "--lang", "en"])):
        file = tmp_path / f"{number}.png"
        assert main(["map", *which, "--long", "-o", str(file)]) == 0
        assert size(file) == 1080
    places = Places.of([load_plan("space2024")])
    scene = places.scene(places.find("阳江"))
    page = asked_page(PageChoice("", ""), long=True)
    told = words(arrange(scene, places.world.boundaries, page))
    lines = [line for plan in scene.told for line in plan.lines]
    assert [
        x.line.locator.zh for x in lines if re.sub(r"\s", "", x.line.locator.zh) not in told
    ] == []


def test_by_the_interface_of_python(tmp_path) -> None:
    layout = geo.lay_out(load_plan("space2024"))
    one, two = (layout.sheet(tmp_path / f"{n}.png", long=True, breadth=True) for n in "ab")
    assert size(one) == 1080
    assert one.read_bytes() == two.read_bytes()
    with pytest.raises(CallError):
        layout.sheet(tmp_path / "c.png", long=True, paper="A4", breadth=True)


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ("-o x.pdf", ".pdf"),
        ("-o x.svg", ".svg"),
        ("-o x.html", ".html"),
        ("-o x.png --paper A4", "--paper"),
        ("-o x.png --orientation portrait", "--orientation"),
        ("-o x.png --figure", "--figure"),
        ("-o x.png --bleed 3", "--bleed"),
        ("-o x.png --dpi 300", "--dpi"),
        ("-o x.png --width 900", "--width"),
    ],
)
def test_what_is_no_long_picture_is_refused(more, named, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["map", "--plan", "future2024", "--breadth", "--long", *more.split()]
    assert main(words) == 2
    assert named in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
