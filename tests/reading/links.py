"""Links and bookmarks of a PDF: where each stands, and the page that it leads to."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from tests.reading.paper import MM, SOFT_HYPHEN, Sheet


@dataclass(frozen=True)
class Link:
    """A link on a page, with its box in mm from the top left corner, and where it leads."""

    page: int
    box: tuple[float, float, float, float]
    to: int

    def text(self, sheet: Sheet) -> str:
        """The characters in its box, without white space."""
        left, top, right, bottom = self.box
        words = [
            w.text
            for w in sheet.words
            if left - 0.5 <= w.middle[0] <= right + 0.5 and top <= w.middle[1] <= bottom
        ]
        return "".join(words).replace(SOFT_HYPHEN, "-")


def links(data) -> list[Link]:
    """Every link of a file, in the order of its pages."""
    with pikepdf.open(data) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        return [
            Link(n, _box(annot, page), _target(annot, numbers))
            for n, page in enumerate(pdf.pages, 1)
            for annot in page.get("/Annots", [])
            if annot.Subtype == "/Link"
        ]


def bookmarks(data) -> list[tuple[int, str, int]]:
    """Depth, title and page of every bookmark."""
    with pikepdf.open(data) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        found = []

        def walk(items, depth):
            for item in items:
                found.append((depth, item.title, numbers[_place(item)]))
                walk(item.children, depth + 1)

        with pdf.open_outline() as outline:
            walk(outline.root, 1)
        return found


def _place(item):
    place = item.destination if item.destination is not None else item.action.D
    return place[0].objgen


def _target(annot, numbers) -> int:
    place = annot.Dest if "/Dest" in annot else annot.A.D
    return numbers[place[0].objgen]


def _box(annot, page) -> tuple[float, float, float, float]:
    height = float(page.mediabox[3])
    left, bottom, right, top = (float(v) for v in annot.Rect)
    return left * MM, (height - top) * MM, right * MM, (height - bottom) * MM
