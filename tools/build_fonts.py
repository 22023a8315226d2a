"""The map fonts: Noto Sans SC cut down to the characters that maps of Guangdong need.

Commands for developers (the products are committed):

``collect FILE...``
    Reads texts and tables, adds the Simplified and Traditional form of every character in them
    and writes those that the fixed ranges below lack to ``tools/font_extras.txt``.
``build``
    Fetches the pinned package with ``npm pack``, checks its hash, cuts both weights and writes
    the fonts, the licence and ``origin.toml``; then does ``web``.
``order SITE FILE...``
    Counts the characters of the pages of a built site, and of texts as plans have them, for
    ``web``.
``web``
    Cuts the slices for web pages from the regular weight: ``tools/font_slices.py``.

The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from font_slices import TARGET, write_order, write_slices

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ROOT / "tools" / "font_extras.txt"
FONTS = ROOT / "geo" / "sheet" / "fonts"

PACKAGE = "@expo-google-fonts/noto-sans-sc"
VERSION = "0.4.3"
ARCHIVE_SHA256 = "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"

RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin with accents
    (0x02C6, 0x02DD),  # spacing accents
    (0x0391, 0x03C9),  # Greek
    (0x2000, 0x206F),  # dashes, quotation marks, spaces
    (0x2070, 0x209F),  # superscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x218F),  # letter-like signs, fractions, Roman numerals
    (0x2190, 0x22FF),  # arrows, mathematics
    (0x2460, 0x24FF),  # circled numbers
    (0x25A0, 0x26FF),  # shapes, stars
    (0x2713, 0x2718),  # ticks and crosses
    (0x3000, 0x30FF),  # ideographic punctuation, kana
    (0x3380, 0x33DF),  # squared units
    (0xFE30, 0xFE4F),  # vertical forms
    (0xFF01, 0xFF65),  # full-width Latin, half-width punctuation
    (0xFFE0, 0xFFE6),  # full-width signs
)


@dataclass(frozen=True)
class Weight:
    """One weight of the family: where it lies in the package and what it becomes here."""

    member: str
    target: str


WEIGHTS = (
    Weight("400Regular/NotoSansSC_400Regular.ttf", "NotoSansSC-Regular"),
    Weight("700Bold/NotoSansSC_700Bold.ttf", "NotoSansSC-Bold"),
)


def gb2312() -> set[str]:
    """GB 2312-80 as Python decodes it: 6,763 hanzi and the signs before them.

    >>> len([c for c in gb2312() if "一" <= c <= "龥"])
    6763
    """
    rows = range(0xA1, 0xF8)
    cells = range(0xA1, 0xFF)
    decoded = (bytes((r, c)).decode("gb2312", errors="ignore") for r in rows for c in cells)
    return {character for character in decoded if character}


def wanted() -> set[str]:
    """Every character that the subset should hold, whether or not the source has it."""
    ranges = {chr(point) for first, last in RANGES for point in range(first, last + 1)}
    return gb2312() | ranges | set(EXTRAS.read_text(encoding="utf-8").replace("\n", ""))


def collect(files: list[Path]) -> set[str]:
    """Characters of `files`, and of their Simplified and Traditional forms, beyond the ranges.

    Converted forms beyond the Basic Multilingual Plane are left out: few fonts have them, and
    the unconverted one is printed instead. Those that stand in the files themselves are kept.
    """
    from opencc import OpenCC  # slow to load, and only this command needs it

    text = "".join(path.read_text(encoding="utf-8-sig") for path in sorted(files))
    forms = [OpenCC(name).convert(text) for name in ("s2t", "s2hk", "s2tw", "t2s")]
    converted = {character for character in "".join(forms) if character <= "\uffff"}
    seen = {character for character in converted | set(text) if character.isprintable()}
    ranges = {chr(point) for first, last in RANGES for point in range(first, last + 1)}
    return seen - gb2312() - ranges


def write_extras(characters: set[str]) -> None:
    """One line per 40 characters, in code point order; the file keeps what it had."""
    known = EXTRAS.read_text(encoding="utf-8") if EXTRAS.exists() else ""
    ordered = sorted(characters | set(known.replace("\n", "")))
    lines = ["".join(ordered[start : start + 40]) for start in range(0, len(ordered), 40)]
    EXTRAS.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def fetch(folder: Path) -> Path:
    """Unpack the pinned package into `folder`; another archive than the pinned one is refused."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("make fonts needs npm (Node.js) to fetch the font package.")
    subprocess.run(  # fixed words, no shell
        [npm, "pack", "--silent", f"{PACKAGE}@{VERSION}"],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    archive = next(folder.glob("*.tgz"))
    found = digest(archive)
    if found != ARCHIVE_SHA256:
        sys.exit(f"{PACKAGE} {VERSION}: SHA-256 is {found}, expected {ARCHIVE_SHA256}.")
    with tarfile.open(archive) as package:
        package.extractall(folder, filter="data")
    return folder / "package"


def cut(source: Path, weight: Weight) -> None:
    """Write the subset of one weight as glyf TrueType."""
    from fontTools import subset  # a development dependency

    options = subset.Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    font = subset.load_font(str(source / weight.member), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(character) for character in wanted()])
    cutter.subset(font)
    subset.save_font(font, str(FONTS / f"{weight.target}.ttf"), options)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def origin(source: Path) -> str:
    """The provenance sidecar as TOML: package, licence, originals and products with hashes."""
    done = (
        "subset: GB 2312, the ranges of tools/build_fonts.py and tools/font_extras.txt; "
        "hinting dropped, kern kept; glyf outlines unchanged"
    )
    head = [
        "# Written by tools/build_fonts.py (make fonts).",
        f'package = "npm {PACKAGE}"',
        f'version = "{VERSION}"',
        f'archive_sha256 = "{ARCHIVE_SHA256}"',
        'licence = "OFL-1.1"',
        'licence_file = "LICENSE_FONT"',
        'family = "Noto Sans SC"',
        f'done = "{done}"',
        f'web = "slices of {WEIGHTS[0].target}.ttf (tools/font_slices.py), named by SHA-256"',
    ]
    originals = [("original", w.member, source / w.member) for w in WEIGHTS]
    products = [("product", f"{w.target}.ttf", FONTS / f"{w.target}.ttf") for w in WEIGHTS]
    for table, name, path in [*originals, *products]:
        head += ["", f"[[{table}]]", f'file = "{name}"', f"bytes = {path.stat().st_size}"]
        head += [f'sha256 = "{digest(path)}"']
    return "\n".join(head) + "\n"


def build() -> None:
    """Write fonts, licence and sidecar; about half a minute."""
    for folder in (FONTS, TARGET):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        source = fetch(Path(scratch))
        for weight in WEIGHTS:
            cut(source, weight)
        for folder in (FONTS, TARGET):
            shutil.copyfile(source / "LICENSE_FONT", folder / "LICENSE_FONT")
        write_slices()
        (FONTS / "origin.toml").write_text(origin(source), encoding="utf-8", newline="\n")
    for path in sorted([*FONTS.glob("*.ttf"), *TARGET.glob("*.woff2")]):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


def main() -> None:
    """Read the command line and run one of the commands."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="fetch, cut and write the fonts")
    commands.add_parser("web", help="cut the slices for web pages")
    for name, text in (
        ("collect", "add the characters of texts and tables"),
        ("order", "count the characters of pages and texts"),
    ):
        commands.add_parser(name, help=text).add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "collect":
        write_extras(collect(arguments.files))
    elif arguments.command == "order":
        write_order(arguments.files[0], arguments.files[1:])
    else:
        {"build": build, "web": write_slices}[arguments.command]()


if __name__ == "__main__":
    main()
