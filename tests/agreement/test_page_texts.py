"""The page as measured is the page as printed: no text on another, every line where it was put."""

from __future__ import annotations

import io
import itertools
from xml.etree import ElementTree as ET

import pytest

from geo.analysis.plan_analysis import analyse
from geo.ask.themes import themes_of
from geo.charts.pair_maps import compare_scene
from geo.render.print.sheet import sheet_pdf
from geo.render.svg.sheet import sheet_svg
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.sheet.arrange import arrange
from geo.sheet.items import CAP, Piece, Role, Swatch, Table, TextBox
from geo.sheet.model import Box, Sheet
from tests.print_scenes import page, sheet, world
from tests.sweeps import sweep

pikepdf = pytest.importorskip("pikepdf")
pdfplumber = pytest.importorskip("pdfplumber")
SVG = "{http://www.w3.org/2000/svg}"
FORMS = [
    ("A3", "zh", "landscape"),
    ("A4", "en", "landscape"),
    ("A4", "both", "portrait"),
    ("A0", "zh", "portrait"),
]
MAPS = [
    ("future2024", "sector-space"),
    ("future2024", "carriers"),
    ("gzhtz2021", "structure"),
    ("gzhtz2021", "carriers"),
]


def texts(items: tuple[Piece, ...]) -> list[TextBox]:
    """All texts of a page, those of tables too."""
    found = [item for item in items if isinstance(item, TextBox)]
    tables = [item for item in items if isinstance(item, Table)]
    return found + [
        cell.moved(table.x, table.y)
        for table in tables
        for row in table.rows
        for cell in row
        if cell.text
    ]


def line_boxes(text: TextBox) -> list[Box]:
    """A box round each line: its width, from its top to its base line."""
    boxes = []
    for number, line in enumerate(text.lines):
        width, high = text.hand.width(line), CAP * text.hand.em
        y = text.y + number * text.pitch
        left = text.x - {"start": 0, "middle": width / 2, "end": width}[text.anchor]
        boxes.append(Box(left, y - high, width, high))
    return boxes


def overlaps(made: Sheet) -> list[tuple[str, str]]:
    """Pairs of texts, or of a text and a swatch or the review mark, that share ground."""
    found = []
    for number, items in enumerate(made.pages):
        boxes = [(t.text, box) for t in texts(items) for box in line_boxes(t)]
        boxes += [(s.entry.key, Box(s.x, s.y, s.w, s.h)) for s in items if isinstance(s, Swatch)]
        boxes += [("review", made.mark)] if number == 0 else []
        pairs = itertools.combinations(boxes, 2)
        found += [(a, b) for (a, one), (b, two) in pairs if one.grown(-0.02).meets(two)]
    return found


PRINTED = [[which, form] for which in MAPS for form in FORMS]


@pytest.mark.parametrize(("which", "form"), sweep(PRINTED, {0, 2, 13}))
def test_no_text_of_a_page_lies_on_another_or_leaves_the_paper(which, form):
    made = sheet(*which, *form)
    assert overlaps(made) == []
    paper = Box(0, 0, made.page.width, made.page.height).grown(-5)
    for items in made.pages:
        for box in (box for text in texts(items) for box in line_boxes(text)):
            assert paper.holds(box.x, box.y)
            assert paper.holds(box.right, box.bottom)


@pytest.mark.parametrize(("paper", "lang"), sweep([["A3", "zh"], ["A4", "en"]], {0}))
def test_the_pdf_has_every_line_where_it_was_measured(paper, lang):
    made = sheet("future2024", "sector-space", paper, lang)
    with pdfplumber.open(io.BytesIO(page("future2024", "sector-space", paper, lang))) as opened:
        printed = [
            (c["text"], c["x0"], c["x1"], c["matrix"])
            for c in opened.pages[0].chars
            if c["text"] != " "
        ]
    height, mm = made.page.height, 25.4 / 72
    for text in texts(made.pages[0]):
        for line, box in zip(text.lines, line_boxes(text), strict=True):
            left = box.x - (text.hand.em / 2 if line[0] in "（“《" else 0)  # its white half
            near = [
                (x0 * mm, x1 * mm)
                for _, x0, x1, at in printed
                if abs(height - at[5] * mm - box.bottom) < 0.1
                and left - 0.5 < x0 * mm < box.right + 0.5
            ]
            assert len(near) >= len(line.replace(" ", "")), line
            assert min(x for x, _ in near) == pytest.approx(left, abs=0.6), line
            assert max(x for _, x in near) <= box.right + 0.3, line


def tags(data: bytes) -> list[str]:
    """Structure of the document in the order of reading."""
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(str(node.S))
            if "/K" in node and not isinstance(node.K, int):
                walk(node.K)

    opened = pikepdf.open(io.BytesIO(data))
    walk(opened.Root.StructTreeRoot.K)
    return found


def test_the_pdf_is_read_from_the_title_to_the_map_to_the_table():
    made = sheet("future2024", "sector-space")
    order = tags(page("future2024", "sector-space"))
    assert order[1] == "/H1"
    heads = [t for t in texts(made.pages[0]) if t.hand.role is Role.HEADING]
    assert order.count("/H2") == len(heads)
    assert order.index("/H1") < order.index("/Figure") < order.index("/H2") < order.index("/Table")
    (table,) = [item for item in made.pages[0] if isinstance(item, Table)]
    assert order.count("/TH") == len(table.columns)
    assert order.count("/TR") == len(table.rows)


def theme() -> Sheet:
    themes = themes_of()
    key = themes.mapped[0]
    scene = resolve_theme(theme_spec(key, "zh"), themes.table(key), world())
    return arrange(scene, world().boundaries)


def comparison() -> Sheet:
    scene = compare_scene(analyse("future2024"), world(), ["广州", "深圳"])
    return arrange(scene, world().boundaries)


@pytest.mark.parametrize(
    ("make", "heading"),
    sweep(
        [
            [theme, "规划与点名的市"],
            [comparison, "细分产业与两地"],
            [lambda: sheet("future2024", "sector-space"), "细分产业与点名的地方"],
        ],
        {2},
    ),
)
def test_svg_and_pdf_head_the_table_with_its_own_words_and_explain_its_signs(make, heading):
    made = make()
    svg = [t.text for t in ET.fromstring(sheet_svg(made)).iter(f"{SVG}text")]
    with pdfplumber.open(io.BytesIO(sheet_pdf(made))) as opened:
        pdf = "".join(c["text"] for page in opened.pages for c in page.chars)
    headings = {"规划与点名的市", "细分产业与两地", "细分产业与点名的地方"}
    assert {h for h in headings if h in pdf} == {heading}
    on_first = any(isinstance(item, Table) for item in made.pages[0])
    assert headings & set(svg) == ({heading} if on_first else set())
    collective = any("collective" in row.cells for row in made.scene.matrix)
    assert ("整体表述" in svg) == (collective and on_first)
