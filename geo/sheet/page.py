"""Papers and how a page is divided: every length follows from the paper's size.

Landscape: title, then the map over the full width with the delta window at its upper left and
the legend panel under it (both over Guangxi and the Gulf of Tonkin), then the bottom band.
Portrait: the map, then the delta window and the legend side by side, then the bottom band.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import CallError, Fault
from geo.sheet.model import Box, Page

PAPERS = {
    "A0": (841.0, 1189.0),
    "A1": (594.0, 841.0),
    "A2": (420.0, 594.0),
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
}
_A3_SHORT = 297.0
MARGIN = 12.0
_TITLE, _GAP = 19.0, 3.0
_SMALL_TYPE = {"A4": 0.8}
_PORTRAIT_MAP = 0.62
_CITY_PANEL = 0.285


@dataclass(frozen=True)
class PageChoice:
    """Paper, which way it lies, and the language of a printed page."""

    paper: str = "A3"
    orientation: str = "landscape"
    lang: str = "zh"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height (mm)."""
        short, long = PAPERS[self.paper]
        return (long, short) if self.orientation == "landscape" else (short, long)

    @property
    def unit(self) -> float:
        """Scale of lengths against A3."""
        return paper_units(self.paper)[0]

    @property
    def type_unit(self) -> float:
        """Scale of type against A3; small paper keeps larger type."""
        return paper_units(self.paper)[1]

    @property
    def inner_width(self) -> float:
        """Width (mm) between the margins."""
        return self.size[0] - 2 * MARGIN * self.unit


def make_page(choice: PageChoice, band_mm: float, *, city: bool = False) -> Page:
    """The boxes of a page with a bottom band of the given height."""
    unit = choice.unit
    width, height = choice.size
    margin, gap, inner = MARGIN * unit, _GAP * unit, choice.inner_width
    title = Box(margin, margin, inner, _TITLE * unit)
    band = Box(margin, height - margin - band_mm, inner, band_mm)
    top = title.bottom + gap
    room = band.y - 1.7 * gap - top
    if choice.orientation == "landscape":
        chart = Box(margin, top, inner, room)
        panel = Box(margin, top + room / 2, inner * (_CITY_PANEL if city else 0.24), room / 2)
        if city:
            chart = Box(margin + panel.w, top, inner - panel.w, room)
    else:
        chart = Box(margin, top, inner, room * _PORTRAIT_MAP)
        below = chart.bottom + gap
        panel = Box(margin + inner * 0.6, below, inner * 0.4, band.y - 1.7 * gap - below)
    return Page(
        paper=choice.paper, orientation=choice.orientation, width=width, height=height, unit=unit,
        type_unit=choice.type_unit, title=title, map=chart, panel=panel, bottom_band=band,
    )  # fmt: skip


def paper_units(paper: str) -> tuple[float, float]:
    """Scale of lengths and of type against A3; small paper keeps larger type."""
    unit = PAPERS[paper][0] / _A3_SHORT
    return unit, _SMALL_TYPE.get(paper, unit)


def check_paper(paper: str, orientation: str) -> None:
    """Nothing, or every fault of a paper and an orientation."""
    faults = []
    if paper not in PAPERS:
        faults.append(Fault("paper", "没有这种纸张", "no such paper", paper, tuple(PAPERS)))
    if orientation not in ("landscape", "portrait"):
        faults.append(
            Fault(
                "orientation",
                "纸张方向只有两种",
                "a page lies or stands",
                orientation,
                ("landscape", "portrait"),
            )
        )
    if faults:
        raise CallError(faults)
