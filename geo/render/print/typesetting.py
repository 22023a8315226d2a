"""Typst, kept ready: a template set as PDF or in another format, and the finished file of a page.

Only the vendored typeface is used, with that of the user for the rest. Typst states MediaBox, and
TrimBox where there is a bleed; a printer wants TrimBox and BleedBox of every page. It packs what is
drawn, and writes each of the hundreds of tags of a page in full; PDF 1.5 and later, PDF/A-2 among
them, hold such objects in packed streams, in a sixth of the bytes.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import typst

from geo.design.theme import load_theme
from geo.errors import Fault, OutputError
from geo.sheet.page import margin_of, paper_units
from geo.sheet.typeface import FONT_FOLDER, MM_PER_PT, further_font

_LONG, _OFF, _LINE = 5.0, 3.0, 0.09  # mm: of a crop mark, how far off the page it starts, how thick
_EDGE = 1.0  # beyond the ends of the marks
_PAGE = re.compile(
    rb"(<</Type/Page/[^\n]*?)/MediaBox\[0 0 ([\d.]+) ([\d.]+)\](?:/TrimBox\[([^\]]+)\])?"
)
_TRAILER = re.compile(rb"trailer\n<</Size (\d+)(.*)>>\nstartxref", re.DOTALL)
_PLACE = re.compile(rb"(\d{10}) \d{5} ([nf])")
_TOGETHER = 200  # objects that a reader unpacks for the sake of one
_PACKED = 9
_ROW = ">BIH"  # of the table: kind; place, or stream that holds the object; its number in there
_FREE, _APART, _HELD = range(3)
_TEMPLATES = Path(__file__).parents[1] / "templates"


def slug(bleed: float, *, marks: bool) -> float:
    """How far (mm) the sheet of paper reaches beyond the trimmed page.

    Examples
    --------
    >>> slug(3.0, marks=False), slug(3.0, marks=True)
    (3.0, 9.0)
    """
    return max(bleed, _OFF) + _LONG + _EDGE if marks else bleed


def crop_marks(width: float, height: float, bleed: float) -> list[tuple[float, ...]]:
    """Boxes (left, top, width, height; mm) of the eight lines that tell where a page is cut.

    Examples
    --------
    >>> crop_marks(210.0, 297.0, 3.0)[0]
    (-8.0, -0.045, 5.0, 0.09)
    """
    out, marks = max(bleed, _OFF), list[tuple[float, ...]]()
    for x in (0.0, width):
        for y in (0.0, height):
            left, top = (v + out if v else -out - _LONG for v in (x, y))
            marks += [(left, y - _LINE / 2, _LONG, _LINE), (x - _LINE / 2, top, _LINE, _LONG)]
    return marks


def with_boxes(made: bytes, bleed: float) -> bytes:
    """A file of Typst with TrimBox and BleedBox on every page; ``bleed`` in mm."""
    return packed(made, lambda body: _PAGE.sub(lambda page: _boxes(page, bleed / MM_PER_PT), body))


def _boxes(page: re.Match[bytes], bleed: float) -> bytes:
    width, height = float(page[2]), float(page[3])
    trim = [float(v) for v in page[4].split()] if page[4] else [0.0, 0.0, width, height]
    corner = max(trim[0] - bleed, 0.0), max(trim[1] - bleed, 0.0)
    clipped = (*corner, min(trim[2] + bleed, width), min(trim[3] + bleed, height))
    told = [
        " ".join(f"{v:.5f}".rstrip("0").rstrip(".") for v in box).encode()
        for box in (trim, clipped)
    ]
    media = b"/MediaBox[0 0 %b %b]" % (page[2], page[3])
    return page[1] + media + b"/TrimBox[%b]/BleedBox[%b]" % (told[0], told[1])


def packed(made: bytes, changed: Callable[[bytes], bytes]) -> bytes:
    """A file of Typst, its objects changed and, but for streams, packed."""
    at = made.rindex(b"\nxref\n") + 1
    trailer = _TRAILER.search(made, at)
    assert trailer  # noqa: S101  (written by Typst just now)
    objects = list(_objects(made, at))
    out = bytearray(made[: min(start for _, start, _ in objects)])
    rows = {0: (_FREE, 0, 65535)}
    size, small = int(trailer[1]), []
    for number, start, end in objects:
        body = made[start:end].split(b"obj\n", 1)[1].rstrip().removesuffix(b"\nendobj")
        if body.endswith(b"endstream"):
            rows[number] = (_APART, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        else:
            small.append((number, changed(body)))
    for first in range(0, len(small), _TOGETHER):
        some = small[first : first + _TOGETHER]
        rows |= {number: (_HELD, size, nth) for nth, (number, _) in enumerate(some)}
        rows[size] = (_APART, len(out), 0)
        out += _stream(size, *_together(some))
        size += 1
    start = len(out)
    rows[size] = (_APART, start, 0)
    table = b"".join(struct.pack(_ROW, *rows.get(n, rows[0])) for n in range(size + 1))
    told = b"/Type/XRef/W[1 4 2]/Size %d%b" % (size + 1, trailer[2])
    return bytes(out) + _stream(size, told, table) + b"startxref\n%d\n%%%%EOF" % start


def _objects(made: bytes, table: int) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of every object, in their order in the file."""
    places = [(int(m[1]), n) for n, m in enumerate(_PLACE.finditer(made, table)) if m[2] == b"n"]
    for (start, number), (end, _) in pairwise([*sorted(places), (table, 0)]):
        yield number, start, end


def _together(objects: Sequence[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """What is told of a stream of objects, and what it holds: where each begins, and they."""
    heads, held = [], b""
    for number, body in objects:
        heads.append(b"%d %d" % (number, len(held)))
        held += body + b"\n"
    index = b" ".join(heads) + b"\n"
    return b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index)), index + held


def _stream(number: int, told: bytes, held: bytes) -> bytes:
    data = zlib.compress(held, _PACKED)
    head = b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n" % (number, told, len(data))
    return head + data + b"\nendstream\nendobj\n"


@lru_cache(maxsize=4)
def _compiler(template: str, further: Path | None) -> typst.Compiler:
    """One compiler per template and process: fonts are read once, one of the user for the rest."""
    paths = [str(FONT_FOLDER), *([str(further.parent)] if further else [])]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    return typst.Compiler(str(_TEMPLATES / template), root=str(_TEMPLATES), font_paths=fonts)


def compiled(template: str, inputs: dict[str, str], **options: Any) -> bytes:
    """One of our templates as PDF, or in another format; OutputError if it cannot be set.

    ``inputs`` reach the template as text in ``sys.inputs``; ``options`` are the compiler's own.
    """
    try:
        compiler = _compiler(template, further_font())
        made = compiler.compile(sys_inputs=inputs, **{"format": "pdf", **options})
    except typst.TypstError as error:
        fault = Fault(template, "排版失败", "the page could not be set", error.message)
        raise OutputError(fault) from error
    assert isinstance(made, bytes)  # noqa: S101  (one file, and no output path was given)
    return made


def printed_pdf(template: str, inputs: dict[str, str], bleed: float = 0.0) -> bytes:
    """One of our templates as a file for readers, archives and printers alike.

    Tagged PDF/UA-1 and PDF/A-2a, colours as sRGB by the output intent that PDF/A asks for, boxes
    of every page stated; ``bleed`` (mm) is what lies beyond the trimmed page.
    """
    return with_boxes(compiled(template, inputs, pdf_standards=["ua-1", "a-2a"]), bleed)


def tongue_and_date(lang: str, issued: str) -> dict[str, Any]:
    """The language of a page and its date, that of the plan: 1 January 2000 where none is stated.

    Examples
    --------
    >>> tongue_and_date("en", "2024-02-20")
    {'lang': 'en', 'region': 'gb', 'date': [2024, 2, 20]}
    """
    lang, region = ("en", "gb") if lang == "en" else ("zh", "cn")
    date = [int(part) for part in (issued or "2000-01-01").split("-")]
    return {"lang": lang, "region": region, "date": date}


def looks(paper: str) -> dict[str, Any]:
    """Colours (``#rrggbb``) and rules (mm at A3) of the theme, and the margin (mm).

    Examples
    --------
    >>> looks("A3")["lines"]
    {'head': 0.25, 'row': 0.1, 'bar': 0.2}
    """
    theme = load_theme()
    colors = {name: theme.ground[name] for name in ("ink", "quiet", "border", "alert")}
    lines = {n: round(theme.lines[n] * MM_PER_PT, 3) for n in ("head", "row", "bar")}
    return {
        "colors": colors,
        "lines": lines,
        "unit": paper_units(paper)[0],
        "margin": margin_of(paper),
    }
