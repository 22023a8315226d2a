"""What the Scene decided is what the SVG and the PDF show, area by area and word by word."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from geo.render.print.pdf import sheet_pdf
from geo.render.svg.map import map_svg
from geo.render.svg.sheet import sheet_svg
from geo.sheet.ground import drawn
from geo.sheet.items import TextBox
from geo.sheet.model import Sheet
from geo.texts.catalogue import say
from tests.print_scenes import CITIES, PROVINCIAL, page, scenes, sheet, world

pikepdf = pytest.importorskip("pikepdf")
pdfplumber = pytest.importorskip("pdfplumber")
NS = "{http://www.w3.org/2000/svg}"
PAGES = [*PROVINCIAL, *CITIES]
EVERY = [(key, slug) for key in ("future2024", "space2024") for slug in scenes(key)]


def svg_areas(data: bytes) -> dict[str, tuple[str, str, str, str]]:
    """Fill, state, count and pattern of every area of the main window, by adcode."""
    tree = ET.fromstring(data)
    main = next(g for g in tree.iter(f"{NS}g") if g.get("data-view") == "main")
    found = {}
    for element in main.iter(f"{NS}path"):
        if adcode := element.get("data-adcode"):
            assert adcode not in found
            found[adcode] = tuple(
                element.get(k) for k in ("fill", "data-state", "data-count", "data-pattern")
            )
    return found


def decided(made: Sheet) -> dict[str, tuple[str, str, str, str]]:
    """The same, from the Scene, for every area that the main window shows."""
    shown = drawn(world().boundaries, made.view("main"))
    return {
        a.adcode: (a.style.fill, a.state, str(a.count), a.style.pattern)
        for a in (*made.scene.context, *made.scene.areas)
        if shown.path(a.adcode)
    }


@pytest.mark.parametrize("which", [*EVERY, *CITIES], ids="-".join)
def test_the_svg_has_the_scenes_fill_state_count_and_pattern(which):
    made = sheet(*which)
    assert svg_areas(map_svg(made)) == decided(made)
    assert svg_areas(sheet_svg(made)) == decided(made)
    own = {a.adcode for a in made.scene.areas}
    assert own <= set(decided(made))


def pdf_fills(data: bytes) -> list[str]:
    """Fill colours of the page's filled paths in drawing order."""
    made = pikepdf.open(io.BytesIO(data))
    fills: list[str] = []
    _walk(made.pages[0].obj, fills)
    return fills


def _walk(holder, fills: list[str]) -> None:
    colour, stack = "", []
    for operands, operator in pikepdf.parse_content_stream(holder):
        name = str(operator)
        if name == "q":
            stack.append(colour)
        elif name == "Q":
            colour = stack.pop()
        elif name in ("scn", "rg", "g"):
            values = [float(v) for v in operands if not isinstance(v, pikepdf.Name)]
            values = values * 3 if len(values) == 1 else values
            colour = "#" + "".join(f"{round(v * 255):02x}" for v in values) if values else "pattern"
        elif name in ("f", "f*", "B", "B*"):
            fills.append(colour)
        elif name == "Do":
            form = holder.Resources.XObject[str(operands[0])]
            if str(form.Subtype) == "/Form":
                _walk(form, fills)


def area_run(made: Sheet) -> list[str]:
    """Fills of the main window in the SVG's order: sea, hinterland, land, areas, patterns."""
    tree = ET.fromstring(map_svg(made))
    main = next(g for g in tree.iter(f"{NS}g") if g.get("data-view") == "main")
    layer = next(g for g in main.iter(f"{NS}g") if g.get("data-layer") == "areas")
    fills = [made.scene.sea, made.scene.land]
    fills += [p.get("fill") for p in layer.iter(f"{NS}path")]
    return ["pattern" if fill.startswith("url(") else fill for fill in fills]


def holds_run(fills: list[str], run: list[str]) -> bool:
    """Whether the run stands in the list without a gap."""
    starts = range(len(fills) - len(run) + 1)
    return any(fills[i : i + len(run)] == run for i in starts)


@pytest.mark.parametrize("which", PAGES, ids="-".join)
def test_the_pdf_paints_the_scenes_fills_in_order(which):
    made, fills = sheet(*which), pdf_fills(page(*which))
    run = area_run(made)
    expected = [a.style.fill for a in made.scene.areas]
    assert len(run) > len(expected)
    assert holds_run(fills, run)
    plain = [fill for fill in run if fill != "pattern"]
    assert plain[-len(expected) :] == expected


def test_the_fill_test_sees_one_changed_area():
    made = sheet("future2024", "sector-space")
    area = made.scene.areas[5]
    wrong = replace(area, style=replace(area.style, fill="#123456"))
    areas = (*made.scene.areas[:5], wrong, *made.scene.areas[6:])
    changed = replace(made, scene=replace(made.scene, areas=areas))
    assert not holds_run(pdf_fills(page("future2024", "sector-space")), area_run(changed))
    assert svg_areas(map_svg(made)) != decided(changed)
    assert holds_run(pdf_fills(sheet_pdf(changed)), area_run(changed))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def legend_words(made: Sheet) -> list[str]:
    lang = made.lang
    words = []
    for block in made.scene.legend:
        words.append(block.title.in_(lang))
        for entry in block.entries:
            words.append(entry.label.in_(lang))
            words += [m.in_("en" if lang == "en" else "zh") for m in entry.members]
    return [squeezed(word) for word in words]


def in_order(words: list[str], text: str) -> bool:
    """Whether the words stand in a text one after the other."""
    at = 0
    for word in words:
        at = text.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def headings(made: Sheet) -> list[str]:
    """Keys of the words that head the parts of the first page."""
    shown = [t.text for t in made.pages[0] if isinstance(t, TextBox) and t.hand.role == "heading"]
    keys = ("numbers", "table", "list", "sources")
    return [f"sheet.{k}" for k in keys if say(f"sheet.{k}").in_(made.lang) in shown]


def page_text(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as made:
        return squeezed("".join(c["text"] for c in made.pages[0].chars))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("which", PAGES, ids="-".join)
def test_the_pdf_has_the_legends_words_in_order(which, lang):
    made = sheet(*which, "A3", lang)
    text = page_text(page(*which, "A3", lang))
    assert in_order(legend_words(made), text)
    numbers = [squeezed(f"{n.value}{n.label.in_(lang)}") for n in made.scene.key_numbers]
    if "sheet.numbers" in headings(made):
        assert in_order(numbers, text)
    assert squeezed(made.scene.credits.review.in_(lang)) in text
    assert squeezed(made.scene.credits.source.in_(lang)) in text
    assert not in_order([*legend_words(made), "\ue000"], text)
    assert not in_order(legend_words(made)[::-1], text)


@pytest.mark.parametrize("which", PAGES, ids="-".join)
def test_the_svg_legend_has_the_scenes_keys_swatches_and_words_in_order(which):
    made = sheet(*which)
    tree = ET.fromstring(sheet_svg(made))
    entries = [e for b in made.scene.legend for e in b.entries]
    keys = [e.get("data-legend-key") for e in tree.iter() if e.get("data-legend-key")]
    texts = [e.get("data-legend-text") for e in tree.iter() if e.get("data-legend-text")]
    assert keys == [e.key for e in entries]
    assert texts == [e.label.zh for e in entries]
    fills = {e.get("data-legend-key"): e.get("fill") for e in tree.iter(f"{NS}rect")}
    for entry in entries:
        if entry.style:
            assert fills[entry.key] == entry.style.fill


def table_signs(data: bytes) -> str:
    return "".join(c for c in page_text(data) if c in "●○")


@pytest.mark.parametrize("slug", ["sector-space", "sector-energy", "sector-life"])
def test_the_table_has_a_sign_for_every_cell_of_the_matrix(slug):
    made = sheet("future2024", slug)
    assert "sheet.table" in headings(made)
    rows = made.scene.matrix
    cells = [row.cells[i] for i in range(len(made.scene.matrix_columns)) for row in rows]
    expected = "".join({"named": "●", "collective": "○"}.get(cell, "") for cell in cells)
    note = "●○" if "collective" in cells else ""
    assert table_signs(page("future2024", slug)) == expected + note
