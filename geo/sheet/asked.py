"""A page as it is asked for: what goes together, what follows where nobody says."""

from __future__ import annotations

from dataclasses import replace

from geo.errors import CallError, Fault
from geo.sheet.dots import Dots
from geo.sheet.page import LONG, MAP_PAPERS, PageChoice
from geo.spec.mapspec import Figure

LONG_PX = 1080


def asked_page(choice: PageChoice, *, long: bool = False, lies: str = "") -> PageChoice:
    """The page of a choice whose paper and orientation are empty where nobody named them.

    ``lies`` is how its map lies by itself. A ``long`` picture has neither.

    Raises
    ------
    CallError
        What does not go with a long picture.

    Examples
    --------
    >>> asked_page(PageChoice("", "")).paper, asked_page(PageChoice("", ""), long=True).size[0]
    ('A3', 108.0)
    """
    if not long:
        paper = choice.paper or "A3"
        if paper == LONG:
            zh, en = "没有这种纸张", "no such paper"
            raise CallError(Fault("paper", zh, en, paper, MAP_PAPERS))
        by_itself = lies or lies_by_default(paper, figure=bool(choice.figure))
        return replace(choice, paper=paper, orientation=choice.orientation or by_itself)
    given = {
        "--paper": choice.paper, "--orientation": choice.orientation, "--figure": choice.figure,
        "--bleed": choice.bleed, "--crop-marks": choice.crop_marks,
    }  # fmt: skip
    zh, en = "长图自有其宽,不用这一项", "a long picture has a width of its own, without this"
    if faults := [Fault(name, zh, en, "--long") for name, value in given.items() if value]:
        raise CallError(faults)
    return PageChoice(LONG, "portrait", choice.lang, brand=choice.brand)


def long_faults(dots: Dots, suffix: str) -> list[Fault]:
    """What is wrong with the format or the dots of a long picture."""
    zh, en = "长图是 PNG", "a long picture is a PNG"
    faults = [Fault("--long", zh, en, suffix, (".png",))] if suffix != ".png" else []
    zh, en = f"长图总是 {LONG_PX} 像素宽", f"a long picture is always {LONG_PX} dots wide"
    asked = (("--dpi", dots.dpi), ("--width", dots.width))
    return faults + [Fault(name, zh, en, f"{value:g}") for name, value in asked if value]


def lies_by_default(paper: str, *, figure: bool = False) -> str:
    """How a map lies if nobody says: a figure in the text of a page stands, a sheet as it needs.

    Examples
    --------
    >>> lies_by_default("A4"), lies_by_default("A4", figure=True)
    ('', 'portrait')
    """
    if not figure:
        return ""
    return "portrait" if paper == "A4" else "landscape"


def figure_of(wanted: bool, *, titled: bool = True, transparent: bool = False) -> Figure | None:
    """A figure, if one is wanted; a CallError where what belongs to one is asked of a sheet.

    Examples
    --------
    >>> figure_of(True, titled=False).titled
    False
    """
    if not wanted and (transparent or not titled):
        zh, en = "只有插图可以不带标题或底色", "only a figure goes without title or ground"
        own = "--transparent" if titled else "--no-title"
        raise CallError(Fault(own, zh, en, "", ("--figure",)))
    return Figure(titled, transparent) if wanted else None
