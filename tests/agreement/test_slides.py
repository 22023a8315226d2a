"""A deck read back as an office program reads it: shapes, fills, texts, tables, notes, links."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import reduce
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml

import geo
from geo.ask.approvals import ReviewState
from geo.build.reviewing import Review, drawing_hash, map_id, to_fill
from geo.build.slide_list import DeckChoice, arranged, chosen_specs, map_slide
from geo.build.slide_tables import list_slides, node_slides
from geo.charts.charts import matrix_chart
from geo.cli.run import main
from geo.errors import GeoError
from geo.render.slides.template import EAST_ASIAN, LATIN
from geo.scene.resolve import resolve
from geo.sheet.ground import drawn
from tests.made_plans import made_plan

PLAN = "space2024"
_SLOTS = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_IMPRESS = Path(shutil.which("soffice") or "/").resolve().parent / "libsdlo.so"


@pytest.fixture(scope="module")
def layout():
    return geo.lay_out(geo.load_plan(PLAN))


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A plan of five prefectures: every map with few outlines, for what any deck tells."""
    return made_plan("640000", tmp_path_factory.mktemp("plan") / "few")


@pytest.fixture(scope="module")
def sheets(layout):
    choice = DeckChoice()
    scenes = [resolve(spec, layout.ground) for spec in chosen_specs(layout, choice)]
    return arranged(layout, scenes, choice)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return geo.slides(PLAN, tmp_path_factory.mktemp("deck") / "deck.pptx")


@pytest.fixture(scope="module")
def deck(file):
    return Presentation(file)


def every(shapes):
    """All shapes, those in groups too."""
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from every(shape.shapes)


def texts(slide):
    found = [s.text_frame.text for s in every(slide.shapes) if s.has_text_frame]
    tables = [s.table for s in slide.shapes if s.has_table]
    return found + [cell.text for table in tables for row in table.rows for cell in row.cells]


def map_slides(deck, sheets):
    """Each slide of a map with its sheet."""
    titles = {slide.shapes.title.text: slide for slide in deck.slides}
    return [(titles[sheet.scene.title.zh], sheet) for sheet in sheets]


def colour(slide, element):
    """The colour of a fill, by the theme of the slide's master where it names one."""
    if (own := element.find("{*}srgbClr")) is not None:
        return f"#{own.get('val').lower()}"
    slot = element.find("{*}schemeClr").get("val")
    theme = slide.slide_layout.slide_master.part.part_related_by(RT.THEME).blob
    found = parse_xml(theme).find(f".//{{*}}{_SLOTS.get(slot, slot)}/{{*}}srgbClr")
    return f"#{found.get('val').lower()}"


def area_shapes(slide, sheet, layer="各地"):
    """The shapes of areas of the main map, by adcode."""
    named = {f"{a.name.zh} {a.state_text.zh}".strip(): a.adcode for a in sheet.scene.areas}
    whole = next(s for s in slide.shapes if s.name == "地图")
    window = next(s for s in whole.shapes if s.name == "主图")
    held = next(s for s in window.shapes if s.name == layer)
    return {named[s.name]: s for s in held.shapes if s.name in named}


def test_every_slide_has_title_number_source_and_state(deck, sheets):
    review = sheets[0].scene.credits.review.zh
    for number, slide in enumerate(deck.slides, 1):
        said = " ".join(texts(slide))
        assert slide.shapes.title.text, number
        assert review in said, number
        assert "依据" in said, number
        fields = slide.shapes._spTree.findall(".//{*}fld[@type='slidenum']")
        assert len(fields) == (number > 1), number


def test_an_area_is_one_shape_in_the_colour_of_its_class(deck, sheets):
    for slide, sheet in map_slides(deck, sheets):
        shapes = area_shapes(slide, sheet)
        assert {*shapes} == {a.adcode for a in sheet.scene.areas}
        for area in sheet.scene.areas:
            looks = shapes[area.adcode]._element.spPr
            style = area.style
            if style.pattern == "collective":
                lines, ground = looks.find("{*}pattFill")
                assert colour(slide, lines) == style.pattern_color
                assert colour(slide, ground) == style.fill
            else:
                assert colour(slide, looks.find("{*}solidFill")) == style.fill, area.name


def test_every_class_is_a_colour_of_the_theme(deck, sheets):
    for slide, sheet in map_slides(deck, sheets):
        for code, shape in area_shapes(slide, sheet).items():
            found = shape._element.spPr.find("{*}solidFill")
            named = sheet.scene.area(code).state.startswith("named")
            if found is not None and named and sheet.scene.spec.kind != "structure":
                assert found.find("{*}schemeClr") is not None, shape.name


def test_a_shape_has_the_ground_of_its_area(deck, sheets):
    slide, sheet = map_slides(deck, sheets)[1]
    view = sheet.view("main")
    for code, shape in area_shapes(slide, sheet).items():
        path = shape._element.find(".//{*}path")
        left, top = shape.left / 36_000, shape.top / 36_000
        rings, current = [], []
        for step in path:
            if step.tag.endswith("close"):
                rings.append(shapely.make_valid(shapely.Polygon(current)))
                continue
            if step.tag.endswith("moveTo"):
                current = []
            point = step[0]
            current.append((left + int(point.get("x")) / 100, top + int(point.get("y")) / 100))
        drawn_area = reduce(shapely.symmetric_difference, rings)
        box = shapely.box(view.box.x, view.box.y, view.box.right, view.box.bottom)
        meant = drawn(sheet.boundaries, view).shape(code) & box
        assert (drawn_area ^ meant).area < 0.02 * meant.area + 0.05, shape.name


def test_the_map_is_described_and_says_its_names(deck, sheets):
    for slide, sheet in map_slides(deck, sheets):
        whole = next(s for s in slide.shapes if s.name == "地图")
        assert whole._element[0][0].get("descr") == sheet.scene.alt.zh
        said = {text.replace("\n", "").replace("\v", "") for text in texts(slide)}
        missing = {"".join(n.lines) for n in sheet.labels} - said
        assert missing == set()


def test_texts_are_in_their_language_and_typeface(deck):
    for master in deck.slide_masters:
        theme = parse_xml(master.part.part_related_by(RT.THEME).blob)
        for fonts in ("majorFont", "minorFont"):
            held = theme.find(f".//{{*}}{fonts}")
            assert held.find("{*}latin").get("typeface") == LATIN
            assert held.find("{*}ea").get("typeface") == EAST_ASIAN
    for slide in deck.slides:
        for letters in slide.shapes._spTree.iter("{*}rPr"):
            assert letters.get("lang") in ("zh-CN", "en-US")
        for frame in slide.shapes._spTree.iter("{*}bodyPr"):
            assert frame.find("{*}normAutofit") is None


def test_the_notes_tell_who_carries_what_by_which_clause(deck, sheets):
    for slide, sheet in map_slides(deck, sheets):
        told = slide.notes_slide.notes_text_frame.text
        for area in sheet.scene.areas:
            for line in area.statements:
                assert line.locator.zh in told, (area.name.zh, line)
                assert all(term.zh in told for term in line.terms)
        assert sheet.scene.credits.source.zh in told


def test_the_matrix_is_a_table_of_its_own_numbers(deck, layout):
    chart = matrix_chart(layout.ground.analysis)
    strong = [n for n, column in enumerate(chart.columns) if column.strong]
    tables = [s.table for slide in deck.slides if "谁承担什么" in slide.shapes.title.text
              for s in slide.shapes if s.has_table]  # fmt: skip
    rows = [[cell.text for cell in row.cells] for table in tables for row in list(table.rows)[1:]]
    assert [row[0] for row in rows] == [head.label.zh for head in chart.rows]
    for row, cells in zip(rows, chart.cells, strict=True):
        marks = [cells[n].style.mark if cells[n].style else "" for n in strong]
        assert row[1:-1] == marks


def test_the_contents_lead_to_every_slide(deck):
    contents = deck.slides[1]
    links = contents.shapes._spTree.findall(".//{*}hlinkClick")
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    led = {contents.part.related_part(link.get(key)).partname for link in links}
    assert led == {slide.part.partname for slide in list(deck.slides)[2:]}


def test_no_two_shapes_share_a_number(deck):
    for slide in deck.slides:
        numbers = [int(e.get("id")) for e in slide.shapes._spTree.iter("{*}cNvPr")]
        assert len(numbers) == len(set(numbers))
    ids = [int(e.get("id")) for e in deck.part._element.sldMasterIdLst]
    for master in deck.slide_masters:
        ids += [int(e.get("id")) for e in master._element.sldLayoutIdLst]
    assert len(ids) == len(set(ids))


@pytest.mark.slow
def test_runs_are_equal_and_no_file_of_another_is_replaced(tmp_path, capsys):
    city = made_plan("460400", tmp_path / "city")
    one, again = (geo.slides(city, tmp_path / name) for name in ("deck.pptx", "again.pptx"))
    assert again.read_bytes() == one.read_bytes()
    other = tmp_path / "mine.pptx"
    other.write_bytes(b"mine")
    assert main(["slides", "--plan", str(city), "-o", str(other)]) != 0
    assert other.read_bytes() == b"mine"
    assert str(other) in capsys.readouterr().err


def test_without_python_pptx_the_line_that_installs_it_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pptx", None)
    path = tmp_path / "a.pptx"
    assert main(["slides", "--plan", PLAN, "-o", str(path)]) == 2
    assert "pip install 'industry-atlas[office]'" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-o", "a.ppt"], ".pptx"),
        (["-o", "a.pptx", "--sector", "太空"], "太空"),
    ],
)
def test_a_wrong_call_is_told(tmp_path, capsys, words, told):
    name = tmp_path / words[1]
    assert main(["slides", "--plan", PLAN, "-o", str(name), *words[2:]]) != 0
    assert told in capsys.readouterr().err
    assert not name.exists()


@pytest.mark.slow
def test_what_a_map_numbers_is_listed_with_its_clause():
    layout = geo.lay_out(geo.load_plan("future2024"))
    kinds = ("structure", "carriers")
    specs = [spec for spec in layout.specs if spec.kind in kinds]
    structure, carriers = arranged(
        layout, [resolve(spec, layout.ground) for spec in specs], DeckChoice()
    )
    rows = [r for s in list_slides(carriers) for grid in s.grids for r in grid.rows[1:]]
    assert [(r[0].text, r[1].text) for r in rows] == [
        (str(n), symbol.label.zh) for n, symbol in enumerate(carriers.numbered, 1)
    ]
    assert all(row[3].text for row in rows)
    nodes = [r for s in node_slides(structure) for grid in s.grids for r in grid.rows[1:]]
    assert len(nodes) == sum(len(band.nodes) for band in structure.scene.bands)
    assert map_slide(carriers).numbers[0][0] == str(carriers.scene.key_numbers[0].value)


@pytest.mark.slow
def test_english_and_another_territory(few, tmp_path):
    made = Presentation(geo.slides(few, tmp_path / "en.pptx", lang="en", sectors=["robots"]))
    said = [text for slide in made.slides for text in texts(slide)]
    assert "Contents" in said
    assert any("internal use" in text for text in said)


@pytest.mark.slow
def test_a_number_stands_on_the_map_it_is_for_alone(few, tmp_path):
    layout = geo.lay_out(geo.load_plan(few))
    scene = layout.scene(structure=True)
    key, sha256 = map_id(scene.spec), drawing_hash((scene,), layout.world)
    number = "粤S(2026)001号"
    given = Review(ReviewState.APPROVED, number, "2026-01-01", "2099-01-01", "", sha256)
    table = tmp_path / "numbers.csv"
    table.write_bytes(to_fill({key: given}, {key: ""}))
    made = Presentation(geo.slides(few, tmp_path / "a.pptx", approvals=table))
    said = {slide.shapes.title.text: " ".join(texts(slide)) for slide in made.slides}
    assert number in said[scene.title.zh]
    others = [t for t in said if t != scene.title.zh and "图与表" not in t]
    assert len(others) > 4
    assert [t for t in others if number in said[t] or "未送审" not in said[t]] == []


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("pdftotext") is None or not _IMPRESS.exists(),
    reason="LibreOffice Impress or poppler-utils is not installed",
)
def test_libreoffice_shows_every_name_and_colour(file, deck, sheets, tmp_path):
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=240)
    pdf = tmp_path / "deck.pdf"
    told = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True)
    pages = "".join(told.stdout.decode().split(" ")).split("\f")
    order = [slide.shapes.title.text for slide in deck.slides]
    assert len(pages) - 1 == len(order)
    subprocess.run(["pdftoppm", "-r", "72", "-png", str(pdf), str(tmp_path / "p")], check=True)
    pictures = sorted(tmp_path.glob("p-*.png"))
    from PIL import Image

    for sheet in sheets:
        at = order.index(sheet.scene.title.zh)
        missing = [a.short.zh for a in sheet.scene.areas if a.short.zh not in pages[at]]
        assert missing == []
        pixels = np.asarray(Image.open(pictures[at]).convert("RGB")).reshape(-1, 3).astype(int)
        for area in sheet.scene.areas:
            wanted = [int(area.style.fill[n : n + 2], 16) for n in (1, 3, 5)]
            near = np.abs(pixels - wanted).max(axis=1) <= 3
            assert near.sum() > 20, (sheet.scene.title.zh, area.name.zh)


def test_holes_run_against_their_outline():
    from geo.render.slides.elements import contours

    ring = contours("M0 0L9 0L9 9L0 9ZM3 3L6 3L6 6L3 6Z", filled=True)
    turns = []
    for one in ring:
        points = [*one.points, one.points[0]]
        turns.append(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)) > 0)
    assert turns[0] != turns[1]


def test_an_unknown_language_is_no_deck(tmp_path):
    with pytest.raises(GeoError):
        geo.slides(PLAN, tmp_path / "a.pptx", lang="fr")
