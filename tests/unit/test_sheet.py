"""The export contract of the PDF, rule by rule; each checker is shown to fail where it should."""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from geo.build.map_files import PICTURE_PX
from geo.domain.text import Text
from geo.errors import SpecError
from geo.render.print.bitmap import page_picture, page_png
from geo.render.print.sheet import page_data, sheet_pdf
from geo.sheet.arrange import arrange
from geo.sheet.asked import Dots
from geo.sheet.model import PlacedLabel
from geo.sheet.page import MAP_PAPERS, PAPERS
from geo.sheet.typeface import MM_PER_PT
from geo.sources.plans.folder import load_plan
from tests.print_scenes import CITIES, PROVINCIAL, page, scenes, sheet, world
from tests.reading.paper import Ink, sheets
from tests.sweeps import sweep

pikepdf = pytest.importorskip("pikepdf")
PAGES = [*PROVINCIAL, *CITIES]


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def bad_fonts(made: pikepdf.Pdf) -> list[str]:
    """Fonts that are not embedded composite TrueType."""
    found = []
    for thing in made.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/Font":
            continue
        kind = str(thing.get("/Subtype"))
        if kind.startswith("/CIDFont"):
            if "/FontFile2" not in thing.FontDescriptor or kind != "/CIDFontType2":
                found.append(str(thing.BaseFont))
        elif kind != "/Type0":
            found.append(kind)
    return found


def without_halo(labels: Iterable[PlacedLabel], inks: Sequence[Ink]) -> list[str]:
    """Names of one line that no shape of their halo's colour surrounds by as much as it is wide."""
    lost = []
    for label in labels:
        em, box = label.size_pt * MM_PER_PT, label.box
        shapes = [i.box for i in inks if i.fill == label.halo and not i.stroke]
        around = [
            (left, top, right, bottom)
            for left, top, right, bottom in shapes
            if left == pytest.approx(box.x, abs=0.3 * em)
            and right == pytest.approx(box.right, abs=0.3 * em)
            and right - left > box.w + 0.05 * em
            and top < box.y + box.h / 2 < bottom
            and 1.05 * em < bottom - top < 1.6 * em
        ]
        lost += [] if around else ["".join(label.lines)]
    return lost


def test_a_name_in_a_pdf_stands_on_a_shape_that_is_wider_than_it():
    made = sheet("future2024", "structure")
    names = [n for n in made.labels if n.halo and len(n.lines) == 1 and len(n.lines[0]) > 1]
    plain = [n for n in names if not n.mark and not n.lines[0].isascii()]
    drawn = sheets(page("future2024", "structure"))[0]
    assert len(plain) > 20
    assert without_halo(plain, drawn.inks) == []
    assert len(without_halo(plain, [i for i in drawn.inks if i.stroke])) == len(plain)
    assert [n.lines[0] for n in plain if n.lines[0] not in drawn.text] == []


def images(made: pikepdf.Pdf) -> int:
    """How many raster images a file holds."""
    streams = (x for x in made.objects if isinstance(x, pikepdf.Stream))
    return sum(str(x.get("/Subtype")) == "/Image" for x in streams)


def missing_access(made: pikepdf.Pdf) -> list[str]:
    """What a screen reader would miss."""
    root = made.Root
    lacks = [k for k in ("/StructTreeRoot", "/Lang", "/Outlines", "/MarkInfo") if k not in root]
    if "/Title" not in made.docinfo:
        lacks.append("/Title")
    figures = [
        x
        for x in made.objects
        if isinstance(x, pikepdf.Dictionary) and str(x.get("/S")) == "/Figure"
    ]
    if not figures or not all("/Alt" in x for x in figures):
        lacks.append("/Alt")
    return lacks


@pytest.mark.parametrize("which", PAGES, ids="-".join)
def test_fonts_are_embedded_and_nothing_is_raster(which):
    made = opened(page(*which))
    assert bad_fonts(made) == []
    assert images(made) == 0


def test_the_font_and_image_checks_see_a_bad_file():
    made = opened(page(*PAGES[0]))
    made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3))
    made.make_stream(b"0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    buffer = io.BytesIO()
    made.Root.Extra = pikepdf.Array(list(made.objects)[-2:])
    made.save(buffer)
    again = opened(buffer.getvalue())
    assert bad_fonts(again) == ["/Type3"]
    assert images(again) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_tagged_titled_and_speaks_its_language(lang):
    made = opened(page("future2024", "sector-space", "A3", lang))
    assert missing_access(made) == []
    scene = scenes("future2024")["sector-space"]
    assert str(made.docinfo["/Title"]) == scene.title.in_(lang)
    assert str(made.Root.Lang).startswith({"zh": "zh", "en": "en"}[lang])
    assert "pdfuaid" in made.Root.Metadata.read_bytes().decode()
    with made.open_outline() as outline:
        assert outline.root[0].title == scene.title.in_(lang)
        assert len(outline.root[0].children) >= 3


def test_all_but_pictures_fonts_and_tables_is_packed():
    made = page("future2024", "breadth")
    tags = pikepdf.open(io.BytesIO(made)).objects
    assert len(re.findall(rb"^\d+ 0 obj$", made, re.MULTILINE)) < 20 < len(tags)


def test_the_access_check_sees_a_bare_file():
    bare = pikepdf.new()
    bare.add_blank_page()
    assert {"/StructTreeRoot", "/Lang", "/Outlines", "/Title", "/Alt"} <= set(missing_access(bare))


FORMS = [list(form) for form in product(MAP_PAPERS, ("landscape", "portrait"))]


@pytest.mark.parametrize(("paper", "orientation"), sweep(FORMS, {6, 9}))
def test_the_page_has_the_papers_size(paper, orientation):
    made = opened(sheet_pdf(sheet("future2024", "breadth", paper, "zh", orientation)))
    box = [float(v) * 25.4 / 72 for v in made.pages[0].MediaBox]
    short, long = PAPERS[paper]
    expected = (long, short) if orientation == "landscape" else (short, long)
    assert box[2:] == pytest.approx(expected, abs=0.1)


def test_one_page_holds_everything_at_a3():
    for which in PROVINCIAL:
        assert len(opened(page(*which)).pages) == 1


def test_what_is_not_plotted_is_listed_on_the_page():
    scene = scenes("gzhtz2021")["carriers"]
    assert scene.listed
    text = "".join(made.text for made in sheets(page("gzhtz2021", "carriers")))
    assert all(re.sub(r"\s", "", item.label.zh) in text for item in scene.listed)


def test_every_further_page_bears_the_source_its_date_and_the_mark():
    issuer = re.sub(r"\s", "", load_plan("future2024").document.issuer.en)
    made = sheets(page("future2024", "sector-energy", "A3", "en"))
    assert len(made) > 1
    for further in made[1:]:
        assert issuer in further.text
        assert "2024-09-14" in further.text
        assert "Notreviewed·internaluseonly" in further.text


@pytest.mark.slow
def test_equal_input_gives_equal_bytes_in_another_process_zone_and_locale():
    code = (
        "import hashlib, sys; from tests.print_scenes import page, scenes, world;"
        "from geo.render.print.bitmap import page_picture, page_png;"
        "from geo.sheet.asked import Dots;"
        "a = page('future2024', 'sector-space');"
        "made = (a, page_picture(a, 800), page_png(a, Dots(dpi=50)));"
        "print(*(hashlib.sha256(one).hexdigest() for one in made))"
    )
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"}
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    printed = page("future2024", "sector-space")
    ours = [printed, page_picture(printed, 800), page_png(printed, Dots(dpi=50))]
    assert told == [hashlib.sha256(data).hexdigest() for data in ours]


def test_the_date_is_the_plans():
    made = opened(page("future2024", "breadth"))
    assert str(made.docinfo["/CreationDate"]).startswith("D:20240914")


def test_data_is_never_markup():
    bad = '#panic("x") $a$ *b* _c_ `d` <e> @f {{7*7}} \\g'
    scene = scenes("future2024")["breadth"]
    hostile = replace(scene, title=Text(bad, bad), subtitle=Text(bad, bad), alt=Text(bad, bad))
    made = sheets(sheet_pdf(arrange(hostile, world().boundaries)))[0]
    assert made.text.count(re.sub(r"\s", "", bad)) == 3  # title, subtitle, foot


def test_a_text_without_room_is_a_fault_and_not_a_cut():
    scene = scenes("future2024")["sector-space"]
    long = Text("很长的一句。" * 2000, "A very long line. " * 2000)
    told = replace(scene.credits, source=long)
    with pytest.raises(SpecError, match="no room for legend and sources"):
        arrange(replace(scene, credits=told), world().boundaries)


def test_only_the_vendored_typeface_is_used():
    made = opened(page("future2024", "sector-space", "A3", "en"))
    names = {
        str(x.BaseFont).partition("+")[2]
        for x in made.objects
        if isinstance(x, pikepdf.Dictionary) and "/BaseFont" in x
    }
    assert names
    assert all(name.startswith("NotoSansSC-") for name in names)


@pytest.mark.parametrize("slug", sweep(["sector-space", "structure"], {0}))
def test_the_picture_of_a_page_is_light_and_keeps_its_size_and_colours(slug):
    image = pytest.importorskip("PIL.Image")
    scene = scenes("future2024")[slug]
    data = page_picture(page("future2024", slug), PICTURE_PX)
    picture = image.open(io.BytesIO(data))
    assert len(data) <= 220_000
    assert picture.size == (1600, 1131)
    assert picture.info["dpi"][0] == pytest.approx(1600 / (420 / 25.4), abs=0.1)  # an A3 it is
    shown = picture.convert("RGB")
    pixels = np.asarray(shown).reshape(-1, 3).astype(int)
    wanted = {a.style.fill for a in scene.areas} | {scene.sea}
    wanted |= {b.strokes[1].color for b in scene.bands if slug == "structure"}
    for colour in wanted:
        rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
        assert np.abs(pixels - rgb).max(axis=1).min() <= 20


def test_the_png_is_the_page_at_its_resolution():
    data = page_png(page("future2024", "breadth", "A4"), Dots(dpi=72))
    width, height = struct.unpack(">II", data[16:24])
    assert (width, height) == pytest.approx((842, 595), abs=1)


def test_the_page_data_is_plain():
    import json

    data = page_data(sheet("future2024", "sector-space"))
    assert json.loads(json.dumps(data, ensure_ascii=False))["date"] == [2024, 9, 14]
