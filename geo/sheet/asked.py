"""A page and its dots as they are asked for: what goes together, what follows where nobody says."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from geo.errors import CallError, Fault
from geo.sheet.page import LONG, MAP_PAPERS, PageChoice
from geo.sheet.typeface import MM_PER_PT
from geo.spec.mapspec import Figure

LONG_PX = 1080
POINTS_PER_INCH = 72.0
DPI = (36, 1200)
WIDTHS = (200, 20_000)
MOST_DOTS = 1.5e8  # of a picture, which a program unpacks whole: A0 at 300, A2 at 600 per inch


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
        stands = "portrait" if paper == "A4" else "landscape"  # a figure in the text of a page
        by_itself = lies or (stands if choice.figure else "")
        return replace(choice, paper=paper, orientation=choice.orientation or by_itself)
    given = {
        "--paper": choice.paper, "--orientation": choice.orientation, "--figure": choice.figure,
        "--bleed": choice.bleed, "--crop-marks": choice.crop_marks,
    }  # fmt: skip
    zh, en = "长图自有其宽，不用这一项", "a long picture has a width of its own, without this"
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


@dataclass(frozen=True)
class Dots:
    """Dots per inch, across or along the longer side; none is what is usual for the picture.

    Examples
    --------
    >>> Dots(dpi=300).of(595.0, 842.0), Dots(width=1080).of(595.0, 842.0)
    ((2479, 3508), (1080, 1528))
    >>> Dots(longest=1600).of(595.0, 842.0)
    (1131, 1600)
    """

    dpi: float = 0.0
    width: int = 0
    longest: int = 0

    def __bool__(self) -> bool:
        return bool(self.dpi or self.width or self.longest)

    def of(self, wide: float, high: float) -> tuple[int, int]:
        """Width and height in dots of a page whose sides are given in points."""
        scale = self.dpi / POINTS_PER_INCH
        if self.width or self.longest:
            scale = self.width / wide if self.width else self.longest / max(wide, high)
        return self.width or max(1, round(wide * scale)), max(1, round(high * scale))


AS_USUAL, PRINTED = Dots(), Dots(dpi=300)


def dots_faults(dots: Dots, suffix: str, page: PageChoice) -> list[Fault]:
    """Every fault of a size that is asked for.

    Examples
    --------
    >>> [fault.en for fault in dots_faults(Dots(dpi=20), ".png", PageChoice())]
    ['a PNG has 36 to 1200 dots per inch']
    """
    asked = [name for name, value in (("--dpi", dots.dpi), ("--width", dots.width)) if value]
    faults = []
    if len(asked) > 1:
        zh, en = "--dpi 与 --width 只用其一", "one of --dpi and --width"
        faults.append(Fault("--dpi", zh, en, f"{dots.dpi:g} {dots.width}", tuple(asked)))
    for name in asked if suffix != ".png" else ():
        zh, en = "只有 PNG 有像素", "only a PNG has dots"
        faults.append(Fault(name, zh, en, suffix, (".png",)))
    if dots.dpi and not DPI[0] <= dots.dpi <= DPI[1]:
        zh, en = ("分辨率为每英寸 {} 到 {} 点", "a PNG has {} to {} dots per inch")
        faults.append(Fault("--dpi", zh.format(*DPI), en.format(*DPI), f"{dots.dpi:g}", ("300",)))
    if dots.width and not WIDTHS[0] <= dots.width <= WIDTHS[1]:
        zh, en = ("宽为 {} 到 {} 像素", "a PNG is {} to {} dots wide")
        told = zh.format(*WIDTHS), en.format(*WIDTHS)
        faults.append(Fault("--width", *told, str(dots.width), ("1080",)))
    return faults or (_too_many(dots, page) if asked else [])


def _too_many(dots: Dots, page: PageChoice) -> list[Fault]:
    """That a page has more dots than a picture may have, with the most that would do."""
    wide, high = (side / MM_PER_PT for side in page.size)
    if math.prod(dots.of(wide, high)) <= MOST_DOTS:
        return []
    most = f"{MOST_DOTS / 1e6:g}"
    zh, en = f"超过 {most} 百万像素，图太大", f"more than {most} million dots, too large a picture"
    if dots.width:
        near = math.isqrt(int(MOST_DOTS * wide / high))
        return [Fault("--width", zh, en, str(dots.width), (str(near),))]
    near = int(POINTS_PER_INCH * math.sqrt(MOST_DOTS / (wide * high)))
    return [Fault("--dpi", zh, en, f"{page.paper} {dots.dpi:g}", (str(near),))]
