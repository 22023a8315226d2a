"""The package of a document for Word: the template's parts in, bytes without a clock out."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/document.xml": "document.xml",
    "word/fontTable.xml": "fonts.xml",
    "word/footer1.xml": "footer.xml",
    "word/header1.xml": "header.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
_STAMP = (2025, 1, 1, 0, 0, 0)


def template() -> Document:
    """An empty document with the styles, numbers of headings, header and footer of ours."""
    import docx

    folder = resources.files("geo.export.word") / "template"
    parts = {name: (folder / file).read_bytes() for name, file in _PARTS.items()}
    return docx.Document(io.BytesIO(archive(parts)))


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a zip archive in the order given, all of one fixed time.

    Examples
    --------
    >>> archive({"a": b"1"}) == archive({"a": b"1"})
    True
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, data)
    return out.getvalue()


def saved(document: Document, title: str, language: str) -> bytes:
    """The bytes of a document: titled, of nobody, without a clock.

    Its language (``zh-CN``) is a property of it; its styles tell Chinese text from other.
    """
    properties = document.core_properties
    properties.title, properties.language = title, language
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = dt.datetime(*_STAMP)  # noqa: DTZ001  (a fixed date)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as found:
        return archive({name: found.read(name) for name in found.namelist()})
