"""SVG files in LibreOffice: every name of a map has its ink there, its hatches are lines."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pdfplumber
import pypdfium2
import pytest

from geo.analysis.plan_analysis import analyse
from geo.charts.charts import matrix_chart
from geo.cli.run import main
from geo.design.theme import load_theme
from geo.domain.text import Text
from geo.render.print.letters import outlined_svg
from geo.render.svg.chart import chart_svg
from geo.render.svg.sheet import sheet_svg
from geo.sheet.typeface import FONT_FOLDER
from tests.print_scenes import sheet
from tests.reading.drawing import Drawing, path_points

MM = 25.4 / 72
SHEETS = (
    ("future2024", "structure", "A3", "zh"),
    ("future2024", "sector-space", "A3", "zh"),
    ("qianhai2024", "carriers", "A4", "en"),
)
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles><style:page-layout style:name="p"><style:page-layout-properties
 fo:page-width="{page[0]}mm" fo:page-height="{page[1]}mm" fo:margin="0mm"/></style:page-layout>
<style:style style:name="c" style:family="table-column"><style:table-column-properties
 style:column-width="{page[0]}mm"/></style:style>
<style:style style:name="t" style:family="table" style:master-page-name="M"/>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="M" style:page-layout-name="p">
<style:header style:display="false"/><style:footer style:display="false"/></style:master-page>
</office:master-styles><office:body><office:spreadsheet><table:table table:name="a"
 table:style-name="t"><table:shapes><draw:frame svg:x="0mm" svg:y="0mm" svg:width="{size[0]}mm"
 svg:height="{size[1]}mm"><draw:image draw:mime-type="image/svg+xml"><office:binary-data>{data}
</office:binary-data></draw:image></draw:frame></table:shapes><table:table-column
 table:style-name="c"/><table:table-row><table:table-cell/></table:table-row></table:table>
</office:spreadsheet></office:body></office:document>"""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{}</dir></fontconfig>"""
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


@cache
def drawn(plan, slug, paper, lang) -> bytes:
    return sheet_svg(sheet(plan, slug, paper, lang))


def in_office(folder: Path, files: dict[str, bytes]) -> dict[str, Path]:
    """Each drawing set into a document and printed by LibreOffice, with our fonts at hand."""
    for name, data in files.items():
        root = ET.fromstring(data)
        size = [float(root.get(side)[:-2]) for side in ("width", "height")]
        page = [side + 20 for side in size]
        told = base64.b64encode(data).decode()
        (folder / f"{name}.fods").write_text(DOCUMENT.format(page=page, size=size, data=told))
    (folder / "fonts.conf").write_text(FONTS.format(FONT_FOLDER))
    home = f"-env:UserInstallation=file://{folder}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    command += [str(folder / f"{name}.fods") for name in files]
    fonts = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=fonts)
    return {name: folder / f"{name}.pdf" for name in files}


def without_ink(data: bytes, pdf: Path, dpi: int = 150) -> list[str]:
    """Texts of a drawing at whose place LibreOffice's page has no dot of their colour."""
    page = pypdfium2.PdfDocument(pdf)[0]
    dots = page.render(scale=dpi / 72).to_numpy()[:, :, :3][:, :, ::-1].astype(int)
    missing = []
    for text in Drawing(data).texts:
        size = text.size
        wide = size * 0.5 * max(1, len(text.text))
        left = text.x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.anchor]
        if not text.text.strip(" ·") or (text.x, text.y) == (0, 0):
            continue  # a sign too small to tell; a text whose place is in its transform
        box = [int(v * dpi / 25.4) for v in (left, text.y - size, left + wide, text.y + 0.2 * size)]
        part = dots[max(0, box[1]) : box[3] + 1, max(0, box[0]) : box[2] + 1].reshape(-1, 3)
        ink = [int(text.fill[i : i + 2], 16) for i in (1, 3, 5)]
        if not len(part) or abs(part - ink).sum(axis=1).min() > 90:
            missing.append(text.text)
    return missing


@needs_office
@pytest.mark.slow
def test_every_name_of_a_sheet_and_a_chart_has_its_ink_in_libreoffice(tmp_path):
    files = {"-".join(which): drawn(*which) for which in SHEETS}
    files["matrix"] = chart_svg(matrix_chart(analyse("future2024")))
    lost = drawn(*SHEETS[1]).replace(b' aria-hidden="true"', b"")
    files["control"] = re.sub(rb'(<text [^>]*)fill="#1d242c"', rb'\1fill="#ffffff"', lost)
    pages = in_office(tmp_path, files)
    assert without_ink(drawn(*SHEETS[1]), pages["control"]) != []
    del files["control"]
    found = {name: without_ink(data, pages[name]) for name, data in files.items()}
    assert {name: lost for name, lost in found.items() if lost} == {}
    with pdfplumber.open(pages["-".join(SHEETS[1])]) as pdf:
        said = pdf.pages[0].extract_text()
        assert not pdf.pages[0].images
    made = sheet(*SHEETS[1])
    names = {area.short.zh for area in made.scene.areas if area.level == "prefecture"}
    assert {name for name in names if name not in said} == set()


@pytest.mark.parametrize("which", SHEETS)
def test_a_reader_meets_each_text_once_and_halos_lie_below(which):
    heard = [t for t in ET.fromstring(drawn(*which)).iter() if t.tag.endswith("}text")]
    halos = [t for t in heard if t.get("aria-hidden") == "true"]
    assert halos
    assert all(t.get("stroke") and t.get("stroke") == t.get("fill") for t in halos)
    places = [(t.text, t.get("x"), t.get("y"), t.get("transform")) for t in heard]
    order = {place: i for i, place in reversed(list(enumerate(places)))}
    for halo in halos:
        place = (halo.text, halo.get("x"), halo.get("y"), halo.get("transform"))
        assert places.count(place) == 2
        assert heard[order[place]] is halo
    seen = [p for p, t in zip(places, heard, strict=True) if t.get("aria-hidden") is None]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("which", SHEETS)
def test_a_file_has_whole_relative_lengths_and_the_fonts_of_offices(which):
    root = ET.fromstring(drawn(*which))
    assert root.get("font-family") == ", ".join(load_theme().families)
    assert not [e.tag for e in root.iter() if e.tag.endswith(("pattern", "clipPath", "use"))]
    data = [e.get("d") for e in root.iter() if e.get("d")]
    assert all(re.fullmatch(r"([mlhqcz -]|\d+(\.\d)?)+", one) for one in data)
    areas = [e.get("d") for e in root.iter() if e.get("data-adcode") or e.get("data-over")]
    assert [one for one in areas if "." in one and len(one) > 200] == []
    assert [one for one in data if re.search("[cq]", one) and "." not in one] == []


def test_the_letters_of_an_outlined_file_are_shapes_that_say_their_text(tmp_path, capsys):
    plain = drawn(*SHEETS[0])
    made = outlined_svg(plain)
    assert made == outlined_svg(plain)
    root = ET.fromstring(made)
    assert not [e for e in root.iter() if e.tag.endswith("}text")]
    assert root.find("{http://www.w3.org/2000/svg}title").text
    before = [t.text for t in Drawing(plain).texts]
    after = [e.get("aria-label") for e in root.iter() if e.get("aria-label")]
    assert set(before) <= set(after)
    wanted = {t.text: t for t in Drawing(plain).texts if t.anchor == "middle" and t.x and t.y}
    unit = Drawing(plain).unit
    for path in (e for e in root.iter() if e.get("aria-label") in wanted and e.get("d")):
        text = wanted[path.get("aria-label")]
        if before.count(text.text) == 1 and len(text.text) > 1:
            xs, ys = zip(*path_points(path.get("d")), strict=True)
            assert (min(xs) + max(xs)) / 2 * unit == pytest.approx(text.x, abs=0.3 * text.size)
            assert max(ys) * unit == pytest.approx(text.y, abs=0.3 * text.size)
    words = ["--plan", "space2024", "--breadth", "--outlined", "-o", str(tmp_path / "x.pdf")]
    assert main(["map", *words]) == 2
    assert "--outlined" in capsys.readouterr().err


def test_awkward_texts_stay_texts_and_become_shapes():
    chart = matrix_chart(analyse("space2024"))
    name = "A&B <script>《甲》" + "很长的名称" * 30
    data = chart_svg(replace(chart, title=Text(name, name)))
    assert name in [t.text for t in Drawing(data).texts]
    labels = [e.get("aria-label") for e in ET.fromstring(outlined_svg(data)).iter()]
    assert name in labels
