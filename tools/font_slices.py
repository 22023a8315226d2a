"""The map font for web pages: slices of which a page fetches those whose characters it shows.

A slice has the characters of a line of ``tools/font_order.txt``: those that the same pages show
when they are opened (``font_groups.py``), then those of pages and plans that no page shows at
first, the most used first. All others of the font are cut by code; the ranges of rare hanzi run
over the common ones too, for of two faces the later rule counts.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

from font_groups import grouped
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

ROOT = Path(__file__).resolve().parent.parent
ORDER = ROOT / "tools" / "font_order.txt"
SOURCE = ROOT / "geo" / "sheet" / "fonts" / "NotoSansSC-Regular.ttf"
TARGET = ROOT / "geo" / "render" / "static" / "fonts"
SHEET = TARGET / "fonts.css"
FAMILY = "Noto Sans SC"

SELDOM, REST = 120, 240  # characters of a slice that no page shows at first, of one cut by code
OPENED = 60  # pages of a kind that are looked at
APPS = 8  # how much more than others pages with the map app count, which are the heaviest
HANZI = "\u3400"
GRID = 256  # units of an em: at 26 px a tenth of a pixel
LATIN = [*map(chr, range(0x20, 0x7F)), *"\xa0·×–—‘’“”…‹›−"]
DROPPED = ["BASE", "GSUB", "STAT", "gasp", "vhea", "vmtx"]  # nothing is set from top to bottom

#: The texts that a browser has laid out: what is beyond the screen waits for its letters.
SEEN = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const fields = document.querySelectorAll("[placeholder]");
  let seen = Array.from(fields, (field) => field.placeholder).join("");
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.checkVisibility({ contentVisibilityAuto: true })) seen += text.data;
  }
  return seen;
}"""
TAG = re.compile(r"<[^>]*>")
MAP = 'class="map-page'
FACE = (
    '@font-face{{font-family:"{family}";font-display:swap;'
    'src:url("fonts/{name}") format("woff2");unicode-range:{ranges}}}\n'
)


def write_order(site: Path, texts: list[Path]) -> None:
    """Keep the characters of pages and texts in groups, those of most pages first.

    A folder of the site counts as much as another, however many pages it has; of each kind of page
    some are opened.
    """
    folders: dict[str, list[str]] = defaultdict(list)
    kinds: dict[tuple[str, bool], list[Path]] = defaultdict(list)
    for path in sorted(site.glob("??/**/*.html")):
        page = path.read_text(encoding="utf-8")
        folders[path.parent.name].append(TAG.sub("", page))
        kinds["/".join(path.relative_to(site).parts[:2]), MAP in page].append(path)
    for path in texts:  # as plans have them
        folders[""].append(path.read_text(encoding="utf-8-sig"))
    looked = {kind: paths[:: -(-len(paths) // OPENED)] for kind, paths in kinds.items()}
    weights = {
        str(path): (APPS if app else 1) / len(paths)
        for (_, app), paths in looked.items()
        for path in paths
    }
    seen = {str(path): ours(text) for path, text in shown([*map(Path, weights)])}
    first = grouped(seen, weights)
    often: Counter[str] = Counter()
    for pages in folders.values():
        share = Fraction(1, len(pages))
        for text in pages:
            often.update(dict.fromkeys(ours(text), share))
    left = often.keys() - set().union(*seen.values())
    later = sorted(left, key=lambda c: (-often[c], c))
    lines = [*map("".join, first), *map("".join, _chunks(later, SELDOM))]
    ORDER.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def ours(text: str) -> set[str]:
    """The characters of a text that have their place in a line of the order."""
    return {c for c in text if c.isprintable() and c not in LATIN}


def shown(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """What pages show in a browser when they are opened."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
            args=["--no-sandbox"],
        )
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        for path in paths:
            page.goto(path.as_uri())
            if page.locator(".map-page").count():
                page.wait_for_selector("html[data-ready=yes]", state="attached")
            yield path, page.evaluate(SEEN)
        browser.close()


def slices(known: set[str]) -> list[tuple[list[str], str]]:
    """The characters of a font, each once, with the range of each slice; of most use last."""
    lines = ORDER.read_text(encoding="utf-8").splitlines()
    common = [[c for c in line if c in known] for line in lines]
    rest = sorted(known - set().union(*common) - set(LATIN))
    first = [LATIN, *filter(None, common)]
    return [
        *((chunk, span(chunk)) for chunk in _chunks(rest, REST)),
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
    """The font with these characters only, on a coarser grid."""
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


def span(characters: list[str]) -> str:
    """The range of characters that follow each other: one for hanzi, else exact."""
    first, last = characters[0], characters[-1]
    return f"U+{ord(first):X}-{ord(last):X}" if first >= HANZI else ranges(characters)


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
