"""The map font for web pages: slices of which a page fetches those whose characters it shows.

The most common characters come first, in small slices, by the number of pages that show them
(``tools/font_order.txt``). All others of the font are cut by code, in larger ones; the ranges of
rare hanzi run over the common ones too, for of two faces the later rule counts.
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

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

ROOT = Path(__file__).resolve().parent.parent
ORDER = ROOT / "tools" / "font_order.txt"
SOURCE = ROOT / "geo" / "sheet" / "fonts" / "NotoSansSC-Regular.ttf"
TARGET = ROOT / "geo" / "render" / "static" / "fonts"
SHEET = TARGET / "fonts.css"
FAMILY = "Noto Sans SC"

COMMON, SELDOM, REST = 20, 120, 240  # characters of a slice
MANY = 1200  # characters in slices of the first size
SHARED = 0.6  # a character that so many pages show is for all of them
NEAR = 250  # characters, the most used, among which those of a slice are looked for
OPENED = 40  # pages of a kind that are looked at
HANZI = "\u3400"
GRID = 256  # units of an em: at 26 px a tenth of a pixel
LATIN = [*map(chr, range(0x20, 0x7F)), *"\xa0·×–—‘’“”…‹›−"]
DROPPED = ["BASE", "GSUB", "STAT", "gasp"]

#: The texts that a browser has laid out: what is beyond the screen waits for its letters.
SEEN = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = "";
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.checkVisibility({ contentVisibilityAuto: true })) seen += text.data;
  }
  return seen;
}"""
TAG = re.compile(r"<[^>]*>")
FACE = (
    '@font-face{{font-family:"{family}";font-display:swap;'
    'src:url("fonts/{name}") format("woff2");unicode-range:{ranges}}}\n'
)


def write_order(site: Path, texts: list[Path]) -> None:
    """Keep the characters of pages and texts, those of most pages first.

    A folder of the site counts as much as another, however many pages it has, and the pages with
    the map app, which are the heaviest, as much as all folders: of them a few are opened.
    """
    folders: dict[str, list[str]] = defaultdict(list)
    apps: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(site.glob("??/**/*.html")):
        page = path.read_text(encoding="utf-8")
        folders[path.parent.name].append(TAG.sub("", page))
        if 'class="map-page' in page:
            apps["/".join(path.relative_to(site).parts[:2])].append(path)
    for path in texts:  # as plans have them
        folders[""].append(path.read_text(encoding="utf-8-sig"))
    opened = [list(shown(paths[:: -(-len(paths) // OPENED)])) for paths in apps.values()]
    often: Counter[str] = Counter()
    for groups in (list(folders.values()), opened):
        for pages in groups:
            share = Fraction(1, len(pages) * len(groups))
            for text in pages:
                often.update(dict.fromkeys(set(text), share))
    kept = [c for c in often if c.isprintable() and c not in LATIN]
    kept.sort(key=lambda c: (-often[c], c))
    kept = together(kept, [set(text) for texts in opened for text in texts])
    lines = ["".join(kept[start : start + 40]) for start in range(0, len(kept), 40)]
    ORDER.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def together(characters: list[str], pages: list[set[str]]) -> list[str]:
    """Characters in an order in which those that the same pages show stand in the same slices.

    What most pages show comes first, by use; then slice by slice, each begun by the most used one
    that is left; then what no page shows.
    """
    on = {c: frozenset(n for n, page in enumerate(pages) if c in page) for c in characters}
    made = [c for c in characters if len(on[c]) > SHARED * len(pages)]
    made = made[: len(made) // COMMON * COMMON]
    left = [c for c in characters if on[c] and c not in set(made)]
    while left:
        here = set(on[left[0]])
        for _ in range(min(COMMON, len(left))):
            near = left[:NEAR]
            found = max(near, key=lambda c: len(on[c] & here) / len(on[c] | here))
            here |= on[found]
            left.remove(found)
            made.append(found)
    return [*made, *(c for c in characters if c not in set(made))]


def shown(paths: list[Path]) -> Iterator[str]:
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
            page.wait_for_selector("html[data-ready=yes]", state="attached")
            yield page.evaluate(SEEN)
        browser.close()


def slices(known: set[str]) -> list[tuple[list[str], str]]:
    """The characters of a font, each once, with the range of each slice; of most use last."""
    ordered = ORDER.read_text(encoding="utf-8").replace("\n", "")
    common = [c for c in dict.fromkeys(ordered) if c in known]
    rest = sorted(known - set(common) - set(LATIN))
    first = [LATIN, *_chunks(common[:MANY], COMMON), *_chunks(common[MANY:], SELDOM)]
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
