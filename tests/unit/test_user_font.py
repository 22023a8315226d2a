"""A font of the user for characters that ours lacks: used where asked for, or one sentence."""

from __future__ import annotations

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from geo.ask.new_plan import write_template
from geo.build.map_files import BuildOptions
from geo.cli.run import main
from geo.sheet.typeface import further_font, typeface, use_font, with_font
from geo.site.pipeline import Job, begin

LETTER, WIDTH = "\u0531", 0.7  # Armenian; in no font of ours


@pytest.fixture(scope="module")
def font(tmp_path_factory):
    """A font of one letter."""
    pen = TTGlyphPen(None)
    for move, point in ((pen.moveTo, (0, 0)), (pen.lineTo, (500, 0)), (pen.lineTo, (0, 700))):
        move(point)
    pen.closePath()
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "letter": pen.glyph()}
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(list(glyphs))
    made.setupCharacterMap({ord(LETTER): "letter"})
    made.setupGlyf(glyphs)
    made.setupHorizontalMetrics({".notdef": (500, 0), "letter": (int(WIDTH * 1000), 0)})
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "One Letter", "styleName": "Regular", "psName": "OneLetter"})
    made.setupOS2()
    made.setupPost()
    path = tmp_path_factory.mktemp("font") / "one.ttf"
    made.save(path)
    return path


@pytest.fixture
def folder(tmp_path):
    """A plan with the letter in a name of its structure."""
    write_template(tmp_path / "toy")
    path = tmp_path / "toy" / "structure.csv"
    path.write_text(path.read_text("utf-8").replace("一核,", f"一核{LETTER},"), "utf-8")
    return tmp_path / "toy"


def test_without_it_the_character_is_told_once_and_where(folder, capsys):
    terms = folder / "assignments.csv"
    terms.write_text(terms.read_text("utf-8").replace("新型储能", f"储能{LETTER}"), "utf-8")
    assert main(["check", str(folder)]) == 1
    line, summary = capsys.readouterr().err.splitlines()
    assert line.startswith("assignments.csv:7:term: ")
    assert f"{LETTER}（U+0531），共 2 处" in line
    assert "--font" in line
    assert summary.startswith("1 处错误")


def test_an_emoji_is_to_be_deleted(folder, capsys):
    terms = folder / "assignments.csv"
    terms.write_text(terms.read_text("utf-8").replace("新型储能", "储能\U0001f680"), "utf-8")
    assert main(["check", str(folder)]) == 1
    assert "U+1F680 (1 times); it is an emoji: delete it" in capsys.readouterr().err


def test_it_is_embedded_and_its_widths_are_used(folder, font, tmp_path):
    assert main(["check", str(folder), "--font", str(font)]) == 0
    words = ["map", "--plan", str(folder), "--structure", "--font", str(font), "-o"]
    assert main([*words, str(tmp_path / "a.svg")]) == 0
    assert LETTER in (tmp_path / "a.svg").read_text("utf-8")
    assert main([*words, str(tmp_path / "a.pdf")]) == 0
    with pikepdf.open(tmp_path / "a.pdf") as made:
        names = [str(x.get("/BaseFont")) for x in made.objects if isinstance(x, pikepdf.Dictionary)]
    assert any("OneLetter" in name for name in names)
    assert further_font() is None
    with with_font(font):
        assert typeface().advances[ord(LETTER)] == WIDTH
        assert typeface().advances[ord("广")] == 1.0


def test_the_processes_of_a_build_use_it(folder, font, tmp_path):
    try:
        with with_font(font):
            job = Job((str(folder),), BuildOptions(), str(tmp_path), further_font())
            use_font(None)
            begin(job)
            assert further_font() == job.font
    finally:
        use_font(None)


@pytest.mark.parametrize("kind", ["text", "cut", "huge", "none", "folder"])
def test_what_is_no_font_is_one_sentence(folder, font, tmp_path, capsys, kind):
    path = tmp_path / "x.ttf"
    if kind == "text":
        path.write_text("hello", "utf-8")
    elif kind == "cut":
        path.write_bytes(font.read_bytes()[:300])
    elif kind == "huge":
        with path.open("wb") as stream:
            stream.truncate(200_000_000)
    elif kind == "folder":
        path.mkdir()
    words = ["map", "--plan", str(folder), "--structure", "-o", str(tmp_path / "a.pdf")]
    assert main([*words, "--font", str(path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("--font: ")
    assert not (tmp_path / "a.pdf").exists()
