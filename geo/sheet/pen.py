"""A pen that writes down a column: every text is broken into lines here, once, and nowhere else.

What it writes stands in columns and under each other. See DECISIONS 28.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from geo.domain.text import Text
from geo.scene.scene import Scene
from geo.sheet.items import CAP, Hand, Laid, Piece, Role, TextBox
from geo.sheet.model import Ink
from geo.sheet.page import COLUMNS, PageChoice
from geo.sheet.typeface import wrap

BODY_PT, HEAD_PT = 8.5, 9.5
_LEAST = 2  # columns of a part


@dataclass(frozen=True)
class Lettering:
    """What all texts of a page share: page, colours, and the share of their usual size.

    ``counted`` keys tell of each class how many are in it, also where they do not name them.
    """

    choice: PageChoice
    ink: Ink
    share: float = field(default=1.0, kw_only=True)
    counted: bool = field(default=False, kw_only=True)

    @property
    def lang(self) -> str:
        """``zh``, ``en`` or ``both``."""
        return self.choice.lang

    @property
    def em(self) -> float:
        """The body's em in mm."""
        return self.body.em

    @cached_property
    def body(self) -> Hand:
        """Ordinary text."""
        return self.hand(BODY_PT)

    @cached_property
    def quiet(self) -> Hand:
        """Ordinary text that steps back."""
        return self.hand(BODY_PT, self.ink.quiet)

    def hand(self, at_a3: float, ink: str = "", *, bold: bool = False) -> Hand:
        """A hand of a size given for A3, in the colour of text by default."""
        pt = round(at_a3 * self.choice.type_unit * self.share, 2)
        return Hand(max(pt, self.choice.least_pt), ink or self.ink.ink, bold)

    def say(self, text: Text) -> str:
        """A text in the page's language."""
        return text.in_(self.lang)


@dataclass(frozen=True)
class Writing(Lettering):
    """What all texts beside a map share."""

    scene: Scene

    @property
    def review(self) -> Hand:
        """The review line: in the alert colour until a map is approved."""
        ink = self.ink.ink if self.scene.credits.reviewed else self.ink.alert
        return self.hand(BODY_PT, ink, bold=True)


def one_line(text: str, x: float, top: float, hand: Hand, anchor: str = "start") -> TextBox:
    """A text of one line that hangs from a height."""
    return TextBox(x, top + CAP * hand.em, text, (text,), hand, anchor)


def shrunk(text: str, width: float, hand: Hand, least: float = 0.5) -> Hand:
    """The hand, smaller if one line of a text would be wider than it may be."""
    wide = hand.width(text)
    share = max(least, min(1.0, width / wide)) if wide else 1.0
    return replace(hand, pt=round(hand.pt * share, 2))


def _even(text: str, pt: float, width: float, bold: bool) -> tuple[str, ...]:
    """The fewest lines that a text has in a width: its brackets alone, or lines of one length."""
    lines = wrap(text, pt, width, bold)
    before, bracket, inside = text.partition("（")
    parts = (before, bracket + inside)
    if bracket and len(lines) == 2 and all(len(wrap(part, pt, width, bold)) == 1 for part in parts):
        return parts
    for share in (0.5, 0.6, 0.7, 0.8, 0.9):
        narrow = wrap(text, pt, width * share, bold)
        if len(narrow) == len(lines):
            return narrow
    return lines


class Pen:
    """Writes in a column of some width, from the top down; ``y`` (mm) is how far it has come."""

    def __init__(self, writing: Lettering, width: float, x: float = 0.0, y: float = 0.0) -> None:
        self.writing, self.width, self.x, self.y = writing, width, x, y
        self.em = writing.em
        self.pieces: list[Piece] = []

    def write(
        self, text: str, hand: Hand, *, indent: float = 0.0, gap: float = 0.0, even: bool = False
    ) -> None:
        """A text in as many lines as it needs, ``indent`` mm in; then ``gap`` em left free.

        ``even`` lines are about as long as each other.
        """
        lines = (_even if even else wrap)(text, hand.pt, self.width - indent, hand.bold)
        self._set(text, lines, hand, indent, gap)

    def _set(
        self, text: str, lines: tuple[str, ...], hand: Hand, indent: float, gap: float
    ) -> None:
        top = self.y + CAP * hand.em
        self.pieces.append(TextBox(self.x + indent, top, text, lines, hand))
        self.y += hand.height(len(lines)) + gap * self.em

    def names(
        self, names: Iterable[Text], hand: Hand, *, indent: float = 0.0, gap: float = 0.0
    ) -> None:
        """Names in a row, broken into lines between two of them."""
        apart = "  " if self.writing.lang == "zh" else ", "
        text = apart.join(self.writing.say(name) for name in names)
        lines = wrap(text, hand.pt, self.width - indent, hand.bold, apart)
        self._set(text, lines, hand, indent, gap)

    def heading(self, text: str, gap: float) -> None:
        """A heading with the space (em) under it."""
        hand = self.writing.hand(HEAD_PT, bold=True)
        self.write(text, replace(hand, role=Role.HEADING), gap=gap)

    def laid(self) -> Laid:
        """All that was written."""
        return Laid(tuple(self.pieces), self.y)


def columns_in(width: float, least: float, gap: float) -> tuple[int, float]:
    """How many columns of a least width some width holds, and how wide they are (mm)."""
    count = max(1, int((width + gap) / (least + gap)))
    return count, (width - gap * (count - 1)) / count


def beside(columns: Sequence[Laid], lefts: float | Sequence[float]) -> Laid:
    """Several columns side by side, as high as the highest; ``lefts`` may be their distance."""
    if isinstance(lefts, float):
        lefts = [number * lefts for number in range(len(columns))]
    pieces = [p for laid, x in zip(columns, lefts, strict=True) for p in laid.at(x, 0.0)]
    return Laid(tuple(pieces), max((laid.height for laid in columns), default=0.0))


def poured(rows: Sequence[Laid], count: int, step: float, room: float = float("inf")) -> Laid:
    """Rows in columns that begin ``step`` mm apart, filled downwards, as low as these allow."""
    runs = cut([row.height for row in rows], count, room)[:count]
    return beside([stacked(rows[run.start : run.stop]) for run in runs], step)


def stacked(rows: Sequence[Laid]) -> Laid:
    """Things under each other."""
    y, pieces = 0.0, list[Piece]()
    for row in rows:
        pieces += row.at(0.0, y)
        y += row.height
    return Laid(tuple(pieces), y)


def cut(heights: Sequence[float], columns: int, room: float = float("inf")) -> list[range]:
    """Runs of things under each other, as low as some columns allow; more runs if room is short.

    Examples
    --------
    >>> cut([1, 1, 1, 1, 1], 2)
    [range(0, 3), range(3, 5)]
    """
    limit = max(*heights, sum(heights) / columns)
    while limit < room and len(_filled(heights, limit)) > columns:
        limit += min(heights)
    return _filled(heights, min(limit, room))


def _filled(heights: Sequence[float], limit: float) -> list[range]:
    runs, start, high = [], 0, 0.0
    for i, height in enumerate(heights):
        if high and high + height > limit + 1e-6:
            runs.append(range(start, i))
            start, high = i, 0.0
        high += height
    return [*runs, range(start, len(heights))]


def side_by_side(choice: PageChoice, parts: Sequence[Callable[[float], Laid]]) -> Laid:
    """Parts from the left, each given a width (mm), over the whole of the page."""
    most = COLUMNS - _LEAST * (len(parts) - 1)
    sizes = [*range(_LEAST, most + 1)] or [COLUMNS // max(1, len(parts))]
    laid = [[part(choice.columns(n)) for n in sizes] for part in parts]
    taken = shared_out([[one.height for one in row] for row in laid], sizes, COLUMNS)
    lefts, at = [], 0
    for n in taken:
        lefts.append(choice.columns(at + n) - choice.columns(n))
        at += n
    return beside([row[sizes.index(n)] for row, n in zip(laid, taken, strict=True)], lefts)


def shared_out(heights: Sequence[Sequence[float]], sizes: Sequence[int], columns: int) -> list[int]:
    """How many columns each part has, so that the highest is as low as can be.

    ``heights`` are those of each part at each of the sizes; columns that are left go to the
    highest, one by one.

    Examples
    --------
    >>> shared_out([[9.0, 6.0, 4.0], [5.0, 4.0, 3.0]], [2, 3, 4], 6)
    [4, 2]
    """
    taken = [sizes[0]] * len(heights)
    for limit in sorted({height for row in heights for height in row}):
        fits = [[n for n, h in zip(sizes, row, strict=True) if h <= limit] for row in heights]
        if all(fits) and sum(found[0] for found in fits) <= columns:
            taken = [found[0] for found in fits]
            break
    while sum(taken) < columns:
        able = [i for i, n in enumerate(taken) if n < sizes[-1]]
        if not able:
            break
        taken[max(able, key=lambda i: heights[i][sizes.index(taken[i])])] += 1
    return taken
