"""Papers and how a page is divided: every length follows from the paper's size.

Landscape: title, then the map over the full width with the delta window at its upper left and
the legend panel under it (both over Guangxi and the Gulf of Tonkin), then the strip. Portrait: the
map, then the delta window and the legend side by side, then the strip.
"""

from __future__ import annotations

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


def make_page(paper: str, orientation: str, strip_mm: float, *, city: bool = False) -> Page:
    """The boxes of a page with a strip of the given height.

    Raises
    ------
    CallError
        The paper or orientation is not one of ours.
    """
    check_paper(paper, orientation)
    short, long = PAPERS[paper]
    width, height = (long, short) if orientation == "landscape" else (short, long)
    unit, type_unit = paper_units(paper)
    margin, gap = MARGIN * unit, _GAP * unit
    inner = width - 2 * margin
    title = Box(margin, margin, inner, _TITLE * unit)
    strip = Box(margin, height - margin - strip_mm, inner, strip_mm)
    top = title.bottom + gap
    room = strip.y - 1.7 * gap - top
    if orientation == "landscape":
        chart = Box(margin, top, inner, room)
        panel = Box(margin, top + room / 2, inner * (_CITY_PANEL if city else 0.24), room / 2)
        if city:
            chart = Box(margin + panel.w, top, inner - panel.w, room)
    else:
        chart = Box(margin, top, inner, room * _PORTRAIT_MAP)
        below = chart.bottom + gap
        panel = Box(margin + inner * 0.6, below, inner * 0.4, strip.y - 1.7 * gap - below)
    return Page(paper, orientation, width, height, unit, type_unit, title, chart, panel, strip)


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
