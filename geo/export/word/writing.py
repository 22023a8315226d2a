"""A document for Word from its blocks and the parts of the template, its bytes without a clock.

See DECISIONS 73.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any

from geo.domain.clock import MADE
from geo.export.formats import zipped
from geo.export.word.model import Grid, Paper, Para, Plate, Setting, setting_of
from geo.texts.catalogue import say

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


_LANGUAGES = {"en": "en-US"}
_HEADINGS = ("Heading 1", "Heading 2")
_TEXT = ("表格文字", "表格数字", "表头")
_SMALL = ("表格小字", "表格小数字", "小表头")
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


def word_bytes(paper: Paper) -> bytes:
    """The bytes of a document (.docx), equal from run to run.

    Its styles decide all looks, no block has its own; figures and tables are counted by fields.

    Examples
    --------
    >>> from geo.export.word.model import Heading, Para
    >>> word_bytes(Paper("题", "头", "zh", [Heading("一处"), Para("文")]))[:2]
    b'PK'
    """
    return _Writer(paper).bytes()


class _Writer:
    """A document while it grows."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document: Document = template()
        self.lies = False
        self.counted = {"figure": 0, "table": 0}
        if paper.lang == "en":
            _english(self.document)

    def bytes(self) -> bytes:
        """The document with all its blocks."""
        self.document.sections[0].header.paragraphs[0].add_run(self.paper.header)
        self._write(self.paper.title, "Title")
        for block in self.paper.blocks:
            if isinstance(block, Grid):
                self._grid(block)
            elif isinstance(block, Plate):
                self._plate(block)
            else:
                self._turned(lies=False)
                style = block.style if isinstance(block, Para) else _HEADINGS[block.level - 1]
                self._write(block.text, style)
        language = _LANGUAGES.get(self.paper.lang, "zh-CN")
        return saved(self.document, self.paper.title, language)

    def _write(self, text: str, style: str) -> Paragraph:
        return self.document.add_paragraph(text, style)

    def _turned(self, *, lies: bool) -> None:
        """What follows stands on a page that lies, or not; a heading goes along with its table."""
        if lies == self.lies:
            return
        from docx.enum.section import WD_ORIENT

        self.lies = lies
        heads = self._waiting() if lies else []
        section = self.document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width
        body = self.document.element.body
        for head in heads:
            body.insert(len(body) - 1, head)

    def _waiting(self) -> list[Any]:
        """The heading and sentences that stand last, which belong to what comes now."""
        found: list[Any] = []
        end = self.document.element.body[-1]
        for paragraph in reversed(self.document.paragraphs):
            if paragraph.style is None or paragraph.style.name not in {*_HEADINGS, "说明"}:
                break
            if paragraph._p.getnext() is not (found[0] if found else end):
                break
            found.insert(0, paragraph._p)
        return found

    def _caption(self, kind: str, text: str, style: str) -> None:
        """A caption whose number is a field that counts what is of its kind."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self.counted[kind] += 1
        word = say(f"word.{kind}").in_(self.paper.lang)
        paragraph = self._write(f"{word} ", style)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" SEQ {word} \\* ARABIC ")
        run = paragraph.add_run(str(self.counted[kind]))
        field.append(run._r)
        paragraph._p.append(field)
        paragraph.add_run(f"  {text}")

    def _plate(self, plate: Plate) -> None:
        from docx.shared import Mm

        self._turned(lies=False)
        run = self._write("", "插图").add_run()
        shape = run.add_picture(io.BytesIO(plate.png), width=Mm(plate.width_mm))
        word = say("word.figure").in_(self.paper.lang)
        name = shape._inline.docPr
        name.set("name", f"{word} {self.counted['figure'] + 1}")
        name.set("descr", plate.alt)
        self._caption("figure", plate.caption, "Caption")

    def _grid(self, grid: Grid) -> None:
        if not grid.rows:
            self._write(say("basis.empty").in_(self.paper.lang), "说明")
            return
        setting = setting_of(grid)
        self._turned(lies=setting.lies)
        self._caption("table", grid.caption, "表题")
        _table(self.document, grid, setting)


def _table(document: Document, grid: Grid, setting: Setting) -> None:
    """A table of the style: its first row repeats on every page, no row breaks over two."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table = document.add_table(0, len(grid.heads), "表格")
    table.autofit = False
    known = table._tbl.tblPr
    look = known.find(qn("w:tblLook"))
    for name in ("firstColumn", "lastRow", "lastColumn"):
        look.set(qn(f"w:{name}"), "0")
    look.set(qn("w:val"), "0620")
    look.set(qn("w:noHBand"), "1")
    told = OxmlElement("w:tblCaption")
    told.set(qn("w:val"), grid.caption)
    known.append(told)
    widths = [Mm(width) for width in setting.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    text, number, head = _SMALL if setting.small else _TEXT
    right = [all(not isinstance(row[k], str) for row in grid.rows) for k in range(len(widths))]
    for k, row in enumerate((grid.heads, *grid.rows)):
        cells = table.add_row().cells
        for cell, value, width, numeric in zip(cells, row, widths, right, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles[number if numeric and k else text if k else head]
            paragraph.add_run(f"{value:.3f}" if isinstance(value, float) else str(value))
        _kept(table.rows[-1]._tr if not k else cells[0]._tc.getparent(), first=not k)


def _kept(row: Any, *, first: bool) -> None:  # noqa: ANN401  (an element of a library)
    """A row in one piece; the first stands at the head of every page."""
    from docx.oxml import OxmlElement

    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if first:
        properties.append(OxmlElement("w:tblHeader"))


def _english(document: Document) -> None:
    """Headings numbered as English ones are, paragraphs flush."""
    from docx.oxml.ns import qn

    for name in _HEADINGS:
        document.styles[name].element.pPr.numPr.numId.val = 2
    indent: Sequence[Any] = document.styles["Body Text"].element.pPr.findall(qn("w:ind"))
    for one in indent:
        one.getparent().remove(one)


def template() -> Document:
    """An empty document with the styles, numbers of headings, header and footer of ours."""
    import docx

    folder = resources.files("geo.export.word") / "template"
    parts = {name: (folder / file).read_bytes() for name, file in _PARTS.items()}
    return docx.Document(io.BytesIO(zipped(parts)))


def saved(document: Document, title: str, language: str) -> bytes:
    """The bytes of a document: titled, of nobody, without a clock.

    Its language (``zh-CN``) is a property of it; its styles tell Chinese text from other.
    """
    properties = document.core_properties
    properties.title, properties.language = title, language
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = MADE
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as found:
        return zipped({n: found.read(n) for n in found.namelist()}, MADE, mode=0)
