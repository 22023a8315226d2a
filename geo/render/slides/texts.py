"""Texts of a slide: lines as they are broken, languages marked, type that no program resizes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.render.slides.marks import Element, Palette, Script, add, shape
from geo.sheet.box import Box, Point
from geo.sheet.typeface import MM_PER_PT

_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_FOLIO = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_HALO = 0.7  # opacity of the ground of a text: not all programs have halos round letters
_ALIGN = {"start": "l", "middle": "ctr", "end": "r"}


def tongue(text: str) -> tuple[str, str]:
    """The language of a text, and that of what else is in it.

    Examples
    --------
    >>> tongue("广州 3"), tongue("Guangzhou")
    (('zh-CN', 'en-US'), ('en-US', 'zh-CN'))
    """
    return ("zh-CN", "en-US") if _CHINESE.search(text) else ("en-US", "zh-CN")


def write(body: Element, lines: Sequence[str], script: Script, palette: Palette) -> Element:
    """A paragraph of lines in a text body; it is returned."""
    paragraph = add(body, "a:p")
    for number, line in enumerate(lines):
        if number:
            _letters(add(add(paragraph, "a:br"), "a:rPr"), line, script, palette)
        run = add(paragraph, "a:r")
        _letters(add(run, "a:rPr"), line, script, palette)
        add(run, "a:t").text = line
    return paragraph


def _letters(made: Element, text: str, script: Script, palette: Palette) -> None:
    """Language, size, weight, colour and typefaces of a run: those of the theme."""
    own, other = tongue(text)
    for name, value in (("lang", own), ("altLang", other), ("sz", str(round(script.pt * 100)))):
        made.set(name, value)
    made.set("b", str(int(script.bold)))
    if script.italic:
        made.set("i", "1")
    made.set("dirty", "0")
    palette.fill(made, script.ink)
    add(made, "a:latin", typeface="+mn-lt")
    add(made, "a:ea", typeface="+mn-ea")


def body(made: Element, *, wrap: bool, anchor: str = "ctr") -> Element:
    """The text body of a shape, without edges."""
    held = add(made, "p:txBody")
    add(add(held, "a:bodyPr", wrap="square" if wrap else "none", lIns=0, tIns=0, rIns=0, bIns=0,
            anchor=anchor, rtlCol=0), "a:noAutofit")  # fmt: skip
    add(held, "a:lstStyle")
    return held


def folio(body: Element, script: Script, palette: Palette) -> None:
    """The number of the slide, counted by the program."""
    field = add(add(body, "a:p"), "a:fld", id=_FOLIO, type="slidenum")
    _letters(add(field, "a:rPr"), "1", script, palette)
    add(field, "a:t").text = "‹#›"


@dataclass(frozen=True)
class Setting:
    """How lines stand: where they begin, how far apart (mm), how far they are turned (degrees)."""

    anchor: str = "start"
    pitch: float = 0.0
    turn: float = 0.0


def text_box(
    number: int, lines: Sequence[str], box: Box, script: Script, palette: Palette, how: Setting
) -> Element:
    """Lines that stand as they are broken, in the middle of their box's height."""
    made = shape(number, " ".join(lines), box, "rect", turn=how.turn)
    palette.fill(made.spPr, script.halo or "none", _HALO)
    aligned(write(body(made, wrap=False), lines, script, palette), how.anchor, how.pitch)
    return made


def passage(
    number: int, name: str, told: Sequence[tuple[str, Script]], box: Box, palette: Palette
) -> Element:
    """Paragraphs from the top of a box, broken into lines by the office program."""
    made, held = column(number, name, box)
    for text, script in told:
        aligned(write(held, [text], script, palette), space=(0, script.pt / 3))
    return made


def column(number: int, name: str, box: Box) -> tuple[Element, Element]:
    """A box that is written in from its top, and its text body."""
    made = shape(number, name, box, "rect")
    add(made.spPr, "a:noFill")
    return made, body(made, wrap=True, anchor="t")


def aligned(
    paragraph: Element, anchor: str = "start", pitch: float = 0.0, space: Point = (0, 0)
) -> None:
    """How a paragraph stands: its lines ``pitch`` mm apart, ``space`` (pt) before and after it."""
    style = add(paragraph, "a:pPr", algn=_ALIGN[anchor])
    paragraph.insert(0, style)
    if pitch:
        add(add(style, "a:lnSpc"), "a:spcPts", val=round(pitch / MM_PER_PT * 100))
    for tag, points in zip(("a:spcBef", "a:spcAft"), space, strict=True):
        if points:
            add(add(style, tag), "a:spcPts", val=round(points * 100))
