"""Pages after the first: what that has no room for, and everything named that cannot be plotted."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from geo.scene.marks import Symbol
from geo.sheet.bottom_band import LIST_GAP, SOURCE_PT, key_numbers, list_rows, scene_table
from geo.sheet.division import Division
from geo.sheet.head_and_foot import foot_height
from geo.sheet.items import Laid, Piece, Role
from geo.sheet.lists import node_list
from geo.sheet.pen import Pen, Writing, beside, cut, stacked
from geo.sheet.rows import told_columns, told_rows
from geo.sheet.table import PAD_X, Cell, lay_table, row_height
from geo.texts.catalogue import say

_TITLE_PT, _SUBTITLE_PT = 17.0, 11.0
_BLOCK_GAP, _COLUMN_GAP = 1.6, 2.0  # em
_LIST_COLUMNS = 4

_TURNED = {"list", "nodes", "table", "notes"}  # what makes a page; key numbers alone make none


def further_pages(
    writing: Writing, numbered: Sequence[Symbol], division: Division
) -> list[tuple[Piece, ...]]:
    """The pages of the parts that the first has no room for; none where it holds everything."""
    pages, left = _Pages(writing), division.left
    if "numbers" in left and _TURNED & set(left):
        pages.block(key_numbers(writing, pages.width))
    if "list" in left:
        _add_list(pages, numbered)
    if "nodes" in left:
        pages.block(node_list(writing, pages.width))
    if "table" in left:
        pages.block(scene_table(writing, pages.width))
    if "notes" in left:
        _add_unplotted(pages)
    if writing.scene.told:
        _add_told(pages, division.told)
    return [tuple(page) for page in pages.made]


class _Pages:
    """Pages that are filled from the top; ``y`` (mm) is how far the last one is."""

    def __init__(self, writing: Writing) -> None:
        self.writing, self.made = writing, list[list[Piece]]()
        self.margin = writing.choice.margin
        self.width = writing.choice.inner_width
        self.foot = _sources(writing, self.width)
        low = writing.choice.size[1] - self.margin - foot_height(writing) - writing.em
        self.bottom = low - self.foot.height - writing.em
        self.y = self.bottom

    def turn(self) -> None:
        """A new page with its head and foot."""
        writing, scene = self.writing, self.writing.scene
        head = Pen(writing, self.width, self.margin, self.margin)
        title = replace(writing.hand(_TITLE_PT, bold=True), role=Role.TEXT)
        head.write(writing.say(scene.title), title, gap=0.8, even=True)
        quiet = writing.hand(_SUBTITLE_PT, writing.ink.quiet)
        head.write(writing.say(scene.subtitle), quiet, gap=_BLOCK_GAP)
        self.made.append([*head.pieces, *self.foot.at(self.margin, self.bottom + writing.em)])
        self.y = head.y

    def block(self, laid: Laid) -> None:
        """Something that stands whole, on a new page if this one has no room."""
        if self.y + laid.height > self.bottom:
            self.turn()
        self.made[-1] += laid.at(self.margin, self.y)
        self.y += laid.height + _BLOCK_GAP * self.writing.em

    def rows(self, heading: str, rows: Sequence[Laid], columns: int) -> None:
        """Rows in columns, page after page."""
        heights = [row.height for row in rows]
        self.flow(heading, heights, columns, lambda run: stacked(rows[run.start : run.stop]))

    def flow(
        self,
        heading: str,
        heights: Sequence[float],
        columns: int,
        lay: Callable[[range], Laid],
        head_mm: float = 0.0,
    ) -> None:
        """Rows of given heights in columns, page after page; ``lay`` sets a run under its head."""
        gap = _COLUMN_GAP * self.writing.em
        step, start = (self.width + gap) / columns, 0
        while start < len(heights):
            if self.y + 4 * max(heights) > self.bottom:
                self.turn()
            head = Pen(self.writing, self.width)
            if not start:
                head.heading(heading, 0.6)
            room = self.bottom - self.y - head.y - head_mm
            runs = cut(heights[start:], columns, room)[:columns]
            made = [lay(range(start + run.start, start + run.stop)) for run in runs]
            self.block(stacked([head.laid(), beside(made, step)]))
            start += runs[-1].stop


def _sources(writing: Writing, width: float) -> Laid:
    """Plan, source and review mark in small type."""
    pen, scene = Pen(writing, width), writing.scene
    line = f"{writing.say(scene.plan_line)} · {writing.say(scene.credits.source)}"
    quiet = replace(writing.hand(SOURCE_PT, writing.ink.quiet), role=Role.FOOTER)
    pen.write(line, quiet, gap=0.4)
    review = replace(quiet, ink=writing.review.ink, bold=True)
    pen.write(writing.say(scene.credits.review), review)
    return pen.laid()


def _add_list(pages: _Pages, numbered: Sequence[Symbol]) -> None:
    width = (pages.width + LIST_GAP * pages.writing.em) / _LIST_COLUMNS
    rows = list_rows(pages.writing, numbered, width - 2 * LIST_GAP * pages.writing.em)
    pages.rows(pages.writing.say(say("sheet.list")), rows, _LIST_COLUMNS)


def _add_told(pages: _Pages, first: int) -> None:
    """What the plans say of a place, from the row on that has no room on the first page."""
    writing = pages.writing
    columns, width = told_columns(writing, pages.width)
    heading = writing.say(say("place.told_on" if first else "place.told"))
    pages.rows(heading, told_rows(writing, width)[first:], columns)


def _add_unplotted(pages: _Pages) -> None:
    """What is named and has no place on the map: where, what, why."""
    writing, em = pages.writing, pages.writing.em
    columns = 3 if writing.choice.orientation == "landscape" else 2
    width = (pages.width - _COLUMN_GAP * em * (columns - 1)) / columns
    words = [say(f"sheet.unplotted_{name}") for name in ("place", "name", "reason")]
    head = [Cell(writing.say(word), writing.quiet) for word in words]
    told = [(item.where, item.label, item.reason) for item in writing.scene.listed]
    rows = [[Cell(writing.say(text), writing.body) for text in texts] for texts in told]
    pad, every = 2.1 * PAD_X * em, [head, *rows]
    place, reason = (
        min(max(row[i].wide for row in every) + pad, width * most)
        for i, most in ((0, 0.3), (2, 0.4))
    )
    widths = (place, width - place - reason, reason)
    heights, above = (
        [row_height(writing, r, widths) for r in rows],
        row_height(writing, head, widths),
    )

    def lay(run: range) -> Laid:
        return lay_table(writing, [head, *rows[run.start : run.stop]], widths)

    pages.flow(writing.say(say("sheet.unplotted")), heights, columns, lay, above)
