"""The map font for web pages: slices of which a page fetches those whose characters it shows.

The most common characters come first, in small slices, by the number of pages that show them
(``tools/font_order.txt``). All others of the font are cut by code, in larger ones, whose ranges
run over the common characters too: of two faces the later rule counts.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

ROOT = Path(__file__).resolve().parent.parent
ORDER = ROOT / "tools" / "font_order.txt"
SOURCE = ROOT / "geo" / "sheet" / "fonts" / "NotoSansSC-Regular.ttf"
TARGET = ROOT / "geo" / "render" / "static" / "fonts"
SHEET = TARGET / "fonts.css"
FAMILY = "Noto Sans SC"

COMMON, SELDOM, REST = 60, 120, 240  # characters of a slice
MANY = 900  # characters in slices of the first size
GRID = 500  # units of an em, halved: a screen shows no finer ones
LATIN = [chr(point) for point in (*range(0x20, 0x7F), 0xA0, 0xB7)]
DROPPED = ["BASE", "GSUB", "STAT", "gasp", "vhea", "vmtx"]

FACE = (
    '@font-face{{font-family:"{family}";font-display:swap;'
    'src:url("fonts/{name}") format("woff2");unicode-range:{ranges}}}\n'
)


def write_order(site: Path, texts: list[Path]) -> None:
    """Keep the characters of pages and texts, those that most pages show first.

    A folder of the site counts as much as another, however many pages it has.
    """
    folders: dict[str, list[str]] = defaultdict(list)
    for path, text in shown(site):
        folders[path.parent.name].append(text)
    for path in texts:  # as plans have them
        folders[""].append(path.read_text(encoding="utf-8-sig"))
    often: Counter[str] = Counter()
    for pages in folders.values():
        for text in pages:
            often.update({character: Fraction(1, len(pages)) for character in set(text)})
    kept = [c for c in often if c.isprintable() and c not in LATIN]
    kept.sort(key=lambda c: (-often[c], c))
    lines = ["".join(kept[start : start + 40]) for start in range(0, len(kept), 40)]
    ORDER.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def shown(site: Path) -> Iterator[tuple[Path, str]]:
    """What each page of a built site shows in a browser when it is opened."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        for path in sorted(site.rglob("*.html")):
            page.goto(path.as_uri())
            page.wait_for_timeout(100)
            yield path, page.evaluate("document.body.innerText")
        browser.close()


def slices(known: set[str]) -> list[tuple[list[str], str]]:
    """The characters of a font, each once, with the range of each slice; of most use last."""
    ordered = ORDER.read_text(encoding="utf-8").replace("\n", "")
    common = [c for c in dict.fromkeys(ordered) if c in known]
    rest = sorted(known - set(common) - set(LATIN))
    first = [LATIN, *_chunks(common[:MANY], COMMON), *_chunks(common[MANY:], SELDOM)]
    return [
        *((chunk, f"U+{ord(chunk[0]):X}-{ord(chunk[-1]):X}") for chunk in _chunks(rest, REST)),
        *((chunk, ranges(chunk)) for chunk in reversed(first)),
    ]


def _chunks(characters: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(characters), size):
        yield characters[start : start + size]


def write_slices() -> None:
    """Write the slices, each named by its bytes, and the style sheet that lists them."""
    for old in TARGET.glob("*.woff2"):
        old.unlink()
    rules = []
    for characters, points in slices({chr(point) for point in TTFont(SOURCE).getBestCmap()}):
        data = cut(characters)
        name = f"{hashlib.sha256(data).hexdigest()[:12]}.woff2"
        (TARGET / name).write_bytes(data)
        rules.append(FACE.format(family=FAMILY, name=name, ranges=points))
    SHEET.write_text("".join(rules), encoding="utf-8", newline="\n")


def cut(characters: list[str]) -> bytes:
    """The font with these characters only, on half its grid."""
    options = subset.Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [1, 2]
    options.bidi_closure = False
    options.drop_tables += DROPPED
    options.recalc_timestamp = False
    font = subset.load_font(str(SOURCE), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(character) for character in characters])
    cutter.subset(font)
    scale_upem(font, GRID)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def ranges(characters: list[str]) -> str:
    """The unicode-range of these characters and no others.

    >>> ranges(list("cabx"))
    'U+61-63,U+78'
    """
    runs: list[list[int]] = []
    for point in sorted(map(ord, characters)):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)
