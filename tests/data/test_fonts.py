"""The fonts are what origin.toml says, and they have every character that we print."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "geo" / "sheet" / "fonts"
WEB = ROOT / "geo" / "render" / "static" / "fonts"
FILES = [FONTS / "NotoSansSC-Regular.ttf", FONTS / "NotoSansSC-Bold.ttf"]
PLACES = "塱礐硇榃蓢漖罉圳埔洌滘鲘磡东沙群岛香港澳门"
TRADITIONAL = "廣東廣州東莞江門湛江陽江雲浮揭陽韶關香港澳門珠三角粵東粵西粵北兩核雙廊"
SIGNS = "①⑩→●○◆≥≤℃㎡×·–—…°′%‰“”‘’《》【】（），。、；：？！〔〕／　ⅠⅣ"
UNPRINTED = {"variants.tsv"}  # a matching table of characters: read, never drawn
TEXT_SUFFIXES = {".csv", ".tsv", ".toml", ".geojson", ".json", ".j2", ".typ", ".js"}


@cache
def opened(path: Path) -> TTFont:
    """The whole font in memory: no file stays open."""
    return TTFont(BytesIO(path.read_bytes()))


@cache
def characters(path: Path) -> frozenset[str]:
    return frozenset(map(chr, opened(path).getBestCmap()))


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.name)
def font(request) -> Path:
    return request.param


def gb2312_hanzi() -> set[str]:
    cells = (bytes((r, c)) for r in range(0xB0, 0xF8) for c in range(0xA1, 0xFF))
    return {cell.decode("gb2312", errors="ignore") for cell in cells} - {""}


def printed_files() -> list[Path]:
    """Files whose characters may reach a map: plans, places, names of areas, templates, themes."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "data", "geo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split("\0")
    found = [ROOT / name for name in listed if name]
    if not found:  # an unpacked source archive has no git
        found = [p for top in ("data", "geo") for p in (ROOT / top).rglob("*") if p.is_file()]
    kept = [p for p in found if p.suffix in TEXT_SUFFIXES and p.name not in UNPRINTED]
    return [p for p in kept if p.is_file() and "vendor" not in p.parts]


def test_every_file_has_the_hash_that_its_origin_states():
    origin = tomllib.loads((FONTS / "origin.toml").read_text(encoding="utf-8"))
    stated = {(FONTS / row["file"]).resolve(): row for row in origin["product"]}
    assert set(stated) == {path.resolve() for path in FILES}
    for path, row in stated.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"], path.name
        assert path.stat().st_size == row["bytes"]


FACE = re.compile(r'url\("fonts/([0-9a-f]{12})\.woff2"\).*?unicode-range:([^}]+)\}')
SPAN = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


def test_the_slices_for_web_pages_make_up_the_font():
    """Each slice is named by its bytes, is asked for by all of its characters, and no other is."""
    faces = FACE.findall((WEB / "fonts.css").read_text("utf-8"))
    assert {name for name, _ in faces} == {path.stem for path in WEB.glob("*.woff2")}
    asked, held, wrong = {}, {}, []
    for name, spans in faces:
        path = WEB / f"{name}.woff2"
        if not hashlib.sha256(path.read_bytes()).hexdigest().startswith(name):
            wrong.append(name)
        held |= dict.fromkeys(characters(path), name)
        for first, last in SPAN.findall(spans):  # a later rule counts
            asked |= {chr(n): name for n in range(int(first, 16), int(last or first, 16) + 1)}
    assert wrong == []
    assert set(held) == characters(FILES[0])
    assert {c: name for c, name in held.items() if asked.get(c) != name} == {}


def test_the_licence_lies_beside_the_fonts():
    for folder in (FONTS, WEB):
        assert "SIL OPEN FONT LICENSE" in (folder / "LICENSE_FONT").read_text(encoding="utf-8")


def test_a_font_stays_small(font):
    assert font.stat().st_size < 3_000_000


def test_outlines_are_truetype_and_not_variable(font):
    tables = opened(font)
    assert "glyf" in tables
    assert "CFF " not in tables
    assert "fvar" not in tables


@pytest.mark.parametrize(
    ("name", "style", "weight"),
    [("NotoSansSC-Regular.ttf", "Regular", 400), ("NotoSansSC-Bold.ttf", "Bold", 700)],
)
def test_family_and_weight_are_found_by_name(name, style, weight):
    tables = opened(FONTS / name)
    assert tables["name"].getBestFamilyName() == "Noto Sans SC"
    assert tables["name"].getBestSubFamilyName() == style
    assert tables["OS/2"].usWeightClass == weight


def test_gb2312_is_complete(font):
    hanzi = gb2312_hanzi()
    assert len(hanzi) == 6763
    assert not hanzi - characters(font)


@pytest.mark.parametrize("text", [PLACES, TRADITIONAL, SIGNS], ids=["places", "hant", "signs"])
def test_rare_place_names_traditional_forms_and_signs_are_there(font, text):
    assert not set(text) - characters(font)


def test_all_weights_have_the_same_characters():
    regular, *others = (characters(path) for path in FILES)
    assert all(other == regular for other in others)


@pytest.mark.slow
def test_a_glyph_is_drawn_and_not_an_empty_box():
    tables = opened(FONTS / "NotoSansSC-Regular.ttf")
    cmap, outlines = tables.getBestCmap(), tables["glyf"]
    blank = [c for c in gb2312_hanzi() if outlines[cmap[ord(c)]].numberOfContours == 0]
    assert not blank


def test_every_character_of_the_data_and_templates_is_covered(font):
    known = characters(font)
    files = printed_files()
    assert any(path.parts[-2] == "places" for path in files), "the register of places was not read"
    missing = {
        f"{path.relative_to(ROOT)}: {character} U+{ord(character):04X}"
        for path in files
        for character in set(path.read_text(encoding="utf-8-sig"))
        if character.isprintable() and character not in known
    }
    assert not missing, (
        "add them: tools/build_fonts.py collect FILE, then make fonts\n"
        + "\n".join(sorted(missing))
    )


def test_every_character_of_the_plan_texts_is_covered(font, plans_texts):
    known = characters(font)
    text = "".join(p.read_text(encoding="utf-8") for p in sorted(plans_texts.glob("*.txt")))
    missing = {c for c in text if c.isprintable() and c not in known}
    assert len(text) > 10_000
    assert not missing
