"""Typst, kept ready: one of our templates set as PDF or in another format.

Only the vendored typeface is used, with that of the user for the rest.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from geo.errors import Fault, OutputError
from geo.render.print.boxes import with_boxes
from geo.sheet.typeface import FONT_FOLDER, further_font

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
