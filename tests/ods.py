"""A spreadsheet as LibreOffice writes it (ods), as far as a reader sees."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def cell(value: object, attributes: str = "") -> str:
    """One cell; a text that begins with ``<`` is taken as it stands."""
    if isinstance(value, str) and value.startswith("<table"):
        return value
    kind = 'office:value-type="string"'
    if isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value}"'
    shown = f"<text:p>{escape(str(value))}</text:p>" if value != "" else ""
    return f"<table:table-cell {kind} {attributes}>{shown}</table:table-cell>"


def write_ods(path: Path, sheets: Mapping[str, Sequence[Sequence[object] | str]]) -> Path:
    """A file of sheets; a row that is a text is taken as it stands."""
    tables = ""
    for name, rows in sheets.items():
        lines = "".join(
            row
            if isinstance(row, str)
            else f"<table:table-row>{''.join(map(cell, row))}</table:table-row>"
            for row in rows
        )
        tables += f'<table:table table:name="{name}">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content{_NAMES}>{body}</office:document-content>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", _KIND)
        file.writestr("content.xml", content)
    return path
