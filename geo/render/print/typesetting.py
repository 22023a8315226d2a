"""Typst, kept ready: one of our templates set as PDF or in another format, and what all are told.

Only the vendored typeface is used, with that of the user for the rest.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from geo.design.theme import load_theme
from geo.errors import Fault, OutputError
from geo.render.print.boxes import with_boxes
from geo.sheet.page import margin_of, paper_units
from geo.sheet.typeface import FONT_FOLDER, MM_PER_PT, further_font

_TEMPLATES = Path(__file__).parents[1] / "templates"


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
    options = {"format": "pdf", **options}
    try:
        compiler = _compiler(template, further_font())
        made = compiler.compile(sys_inputs=inputs, **options)
    except typst.TypstError as error:
        raise OutputError(
            Fault(template, "排版失败", "the page could not be set", error.message)
        ) from error
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
