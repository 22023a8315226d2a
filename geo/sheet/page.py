"""Papers and how a page is divided: every length follows from the paper's size.

Landscape: title, then the map over the full width with the delta window at its upper left and
the legend panel under it (both over Guangxi and the Gulf of Tonkin), then the bottom band.
Portrait: the map, then the delta window and the legend side by side, then the bottom band.
A foot line ends every page.
"""

from dataclasses import dataclass
from functools import cached_property

from geo.errors import CallError, Fault
from geo.nearest import nearest
from geo.sheet.model import Box, Page
from geo.spec.mapspec import Figure
from geo.spec.publisher import Brand

PAPERS = {
    "A0": (841.0, 1189.0),
    "A1": (594.0, 841.0),
    "A2": (420.0, 594.0),
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
}
MAP_PAPERS: tuple[str, ...] = ("A0", "A1", "A2", "A3", "A4")  # a card may be smaller, no map is
_A3_SHORT = 297.0
LONG = "long"  # a picture to be read on a phone: ten dots to the millimetre
_LONG_SIZE, _LONG_MARGIN, _LONG_LEAST_PT = (108.0, 4000.0), 6.4, 6.3
_LONG_UNITS = (0.6, 1.0)
MARGIN, COLUMNS, GUTTER = 12.0, 12, 5.0
_GAP = 3.0
_SMALL_TYPE = {"A4": 0.8, "A5": 0.8}
_LEAST_PT, _LEAST_PT_A3 = 6.0, 6.36
MAIN_SHARES = (0.62, 0.55, 0.48)  # of a standing page, above the delta window and the panel
ORIENTATIONS = ("landscape", "portrait")
MOST_BLEED = 10.0  # mm
FIGURE_WIDTHS = {"A4": 160.0, "A3": 320.0}  # mm: the text of a page, a slide
_FIGURE_EDGE = 0.5  # mm: half of a frame's line lies outside its window


@dataclass(frozen=True)
class Shown:
    """What a paper shows: how many parks by name, and what only a wall gives room to.

    ``counties`` their lines and names; ``clauses`` what the plan says, place by place.
    """

    named: int = 25
    counties: bool = False
    clauses: bool = False


_SHOWN = {
    "A0": Shown(named=120, counties=True, clauses=True),
    "A1": Shown(named=120, counties=True, clauses=True),
    "A4": Shown(named=14),
    LONG: Shown(named=8),
}


@dataclass(frozen=True)
class PageChoice:
    """Paper, which way it lies, the language of a printed page, and what a printer cuts off.

    ``bleed`` is what lies beyond the trimmed page (mm); ``crop_marks`` stand further out; ``brand``
    is who publishes it. An empty ``orientation`` is that which suits the map. A ``figure`` has the
    width of what the paper holds, its height by content.
    """

    paper: str = "A3"
    orientation: str = "landscape"
    lang: str = "zh"
    bleed: float = 0.0
    crop_marks: bool = False
    brand: Brand | None = None
    figure: Figure | None = None

    @property
    def long(self) -> bool:
        """Whether it is a picture of a phone's width, as high as it needs."""
        return self.paper == LONG

    @property
    def size(self) -> tuple[float, float]:
        """Width and height (mm); of a figure the most that it may have."""
        if self.long:
            return _LONG_SIZE
        short, long = PAPERS[self.paper]
        if self.figure:
            return FIGURE_WIDTHS[self.paper], long
        return (long, short) if self.orientation == "landscape" else (short, long)

    @cached_property
    def unit(self) -> float:
        """Scale of lengths against A3."""
        return paper_units(self.paper)[0]

    @cached_property
    def type_unit(self) -> float:
        """Scale of type against A3; small paper keeps larger type."""
        return paper_units(self.paper)[1] * (self.figure.share if self.figure else 1.0)

    @property
    def margin(self) -> float:
        """Free edge (mm) on all sides."""
        if self.long:
            return _LONG_MARGIN
        return _FIGURE_EDGE if self.figure else margin_of(self.paper)

    @property
    def inner_width(self) -> float:
        """Width (mm) between the margins."""
        return self.size[0] - 2 * self.margin

    @cached_property
    def least_pt(self) -> float:
        """The smallest type that is set: 6 pt at arm's length, 18 pt on a wall."""
        if self.long:
            return _LONG_LEAST_PT
        return max(_LEAST_PT, round(_LEAST_PT_A3 * self.unit, 2))

    @property
    def shown(self) -> Shown:
        """What the paper has room for."""
        return _SHOWN.get(self.paper, Shown())

    def columns(self, number: int) -> float:
        """Width (mm) of some columns of the page's twelve, with the gutters between them."""
        gutter = GUTTER * self.unit
        return (self.inner_width + gutter) * number / COLUMNS - gutter


@dataclass(frozen=True)
class Heights:
    """What stands above and below the map (mm): title block, bottom band, foot line."""

    title: float = 0.0
    band: float = 0.0
    foot: float = 0.0


def make_page(choice: PageChoice, taken: Heights, *, main: float = MAIN_SHARES[0]) -> Page:
    """The boxes of a page: the map has what its texts leave, a standing one some of it."""
    unit, margin, inner = choice.unit, choice.margin, choice.inner_width
    width, height = choice.size
    gap = _GAP * unit
    title = Box(margin, margin, inner, taken.title)
    foot = Box(margin, height - margin - taken.foot, inner, taken.foot)
    band = Box(margin, foot.y - gap - taken.band, inner, taken.band)
    top = title.bottom + gap
    room = band.y - gap - top
    if choice.orientation == "landscape":
        chart = Box(margin, top, inner, room)
        panel = Box(margin, top + room / 2, inner * 0.24, room / 2)
    else:
        chart = Box(margin, top, inner, room * main)
        below = chart.bottom + gap
        panel = Box(margin + inner * 0.6, below, inner * 0.4, band.y - gap - below)
    return Page(
        paper=choice.paper, orientation=choice.orientation, width=width, height=height, unit=unit,
        type_unit=choice.type_unit, title=title, map=chart, panel=panel, bottom_band=band,
        foot=foot, least_pt=choice.least_pt, bleed=choice.bleed, crop_marks=choice.crop_marks,
        figure=choice.figure,
    )  # fmt: skip


def paper_units(paper: str) -> tuple[float, float]:
    """Scale of lengths and of type against A3; small paper keeps larger type."""
    if paper == LONG:
        return _LONG_UNITS
    unit = PAPERS[paper][0] / _A3_SHORT
    return unit, _SMALL_TYPE.get(paper, unit)


def margin_of(paper: str) -> float:
    """Free edge (mm) of a page: never less than at A3."""
    return MARGIN * max(1.0, paper_units(paper)[0])


def page_faults(choice: PageChoice) -> list[Fault]:
    """Every fault of a paper, an orientation and a bleed."""
    faults: list[Fault] = []
    papers, (zh, en) = MAP_PAPERS, ("没有这种纸张", "no such paper")
    if choice.long:
        return faults
    if choice.figure:
        papers = tuple(FIGURE_WIDTHS)
        zh, en = "插图只有 A4、A3 两种宽度", "a figure has the width of A4 or A3"
    if choice.paper not in papers:
        near = tuple(nearest(choice.paper, papers, 1)) or papers
        faults.append(Fault("paper", zh, en, choice.paper, near))
    if choice.orientation and choice.orientation not in ORIENTATIONS:
        zh, en = "纸张方向只有两种", "a page lies or stands"
        near = tuple(nearest(choice.orientation, ORIENTATIONS, 1)) or ORIENTATIONS
        faults.append(Fault("orientation", zh, en, choice.orientation, near))
    if not 0.0 <= choice.bleed <= MOST_BLEED:
        zh, en = f"出血为 0 到 {MOST_BLEED:g} 毫米", f"a bleed is 0 to {MOST_BLEED:g} mm"
        faults.append(Fault("bleed", zh, en, f"{choice.bleed:g}", ("3",)))
    if choice.figure and (choice.bleed or choice.crop_marks):
        zh, en = "插图没有出血和裁切线", "a figure has no bleed and no crop marks"
        faults.append(Fault("--figure", zh, en, f"{choice.bleed:g}"))
    return faults


def check_choice(choice: PageChoice) -> None:
    """Nothing, or a CallError with every fault of a page that is asked for."""
    if faults := page_faults(choice):
        raise CallError(faults)
