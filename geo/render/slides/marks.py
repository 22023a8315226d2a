"""The parts of a slide as DrawingML: shapes, groups, fills, lines and texts; lengths in mm.

Written with the elements of python-pptx, whose own freeforms take the square of the time and whose
shapes bear the effects of its theme.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.oxml.xmlchemy import OxmlElement

from geo.design.theme import Hatch
from geo.sheet.box import Box, Point

EMU = 36_000  # in a mm
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_GRAIN = 100  # units of a freeform in a mm
Element = Any  # of lxml, which has no types
#: The pattern of an office program that is most like lines at an angle.
_PRESETS = {0.0: "narHorz", 45.0: "wdUpDiag", 90.0: "narVert", 135.0: "wdDnDiag"}


def add(parent: Element, tag: str, **attributes: str | int) -> Element:
    """A child element."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(name, str(value))
    parent.append(element)
    return element


@dataclass(frozen=True)
class Palette:
    """The colours of a slide's theme by their value: what is one of them is recoloured by it."""

    slots: Mapping[str, str]

    def paint(self, parent: Element, colour: str, opacity: float = 1.0) -> None:
        """A colour (``#rrggbb``), by the theme where that has it."""
        slot = self.slots.get(colour)
        tag, value = ("a:schemeClr", slot) if slot else ("a:srgbClr", colour.lstrip("#").upper())
        made = add(parent, tag, val=value)
        if opacity < 1:
            add(made, "a:alpha", val=round(opacity * 100_000))

    def fill(self, parent: Element, colour: str, opacity: float = 1.0) -> Element:
        """A fill of one colour, or none."""
        if colour == "none":
            return add(parent, "a:noFill")
        made = add(parent, "a:solidFill")
        self.paint(made, colour, opacity)
        return made

    def hatch(self, parent: Element, hatch: Hatch, lines: str, ground: str = "") -> Element:
        """A fill of lines over a ground, as the office program has them; or one that is to come."""
        made = add(parent, "a:pattFill", prst=_PRESETS.get(hatch.angle % 180, "wdUpDiag"))
        self.paint(add(made, "a:fgClr"), lines)
        under = add(made, "a:bgClr")
        if ground:
            self.paint(under, ground)
        return made


@dataclass(frozen=True)
class Line:
    """The line round a shape or along a course: colour, width and dash in mm."""

    colour: str = "none"
    width: float = 0.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    round_ends: bool = False


@dataclass(frozen=True)
class Look:
    """Fill and line of a shape."""

    fill: str = "none"
    opacity: float = 1.0
    line: Line = Line()


@dataclass(frozen=True)
class Script:
    """How a text is written: size in pt, colour, weight; ``halo`` is the colour under it."""

    pt: float
    ink: str
    bold: bool = False
    italic: bool = False
    halo: str = ""


@dataclass(frozen=True)
class Contour:
    """A line through points; a closed one ends where it began."""

    points: tuple[Point, ...]
    closed: bool


def bounds(points: Iterable[Point]) -> Box:
    """The box round points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def shape(
    number: int, name: str, box: Box, kind: str = "", *, rounded: float = 0.0, turn: float = 0.0
) -> Element:
    """A shape of a ``kind`` that office programs know, or without geometry.

    ``rounded`` is the share of the side that a corner has; ``turn`` is in degrees clockwise.
    """
    made = OxmlElement("p:sp")
    head = add(made, "p:nvSpPr")
    add(head, "p:cNvPr", id=number, name=name)
    add(head, "p:cNvSpPr")
    add(head, "p:nvPr")
    frame = add(add(made, "p:spPr"), "a:xfrm")
    if turn:
        frame.set("rot", str(round(turn % 360 * 60_000)))
    place(frame, box)
    if kind:
        guides = add(add(made.spPr, "a:prstGeom", prst=kind), "a:avLst")
        if rounded:
            add(guides, "a:gd", name="adj", fmla=f"val {round(rounded * 100_000)}")
    return made


def place(frame: Element, box: Box, off: str = "a:off", ext: str = "a:ext") -> None:
    """Corner and size of a box, in the elements that have these."""
    add(frame, off, x=round(box.x * EMU), y=round(box.y * EMU))
    add(frame, ext, cx=round(box.w * EMU), cy=round(box.h * EMU))


def freeform(number: int, name: str, lines: Sequence[Contour]) -> Element:
    """A shape of contours, one path with all of them, so that a ring within a ring is a hole."""
    box = bounds(p for line in lines for p in line.points)
    made = shape(number, name, box)
    geometry = add(made.spPr, "a:custGeom")
    for part in ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"):
        add(geometry, part)
    add(geometry, "a:rect", l="l", t="t", r="r", b="b")
    wide, high = round(box.w * _GRAIN), round(box.h * _GRAIN)
    steps = "".join(step for line in lines for step in _trace(line, box))
    path = f'<a:path {nsdecls("a")} w="{wide}" h="{high}">{steps}</a:path>'
    add(geometry, "a:pathLst").append(parse_xml(path))
    return made


def _trace(line: Contour, box: Box) -> Iterator[str]:
    """The steps of a path as text: element by element, outlines take most of the time of a deck."""
    last = None
    for x, y in line.points:
        at = round((x - box.x) * _GRAIN), round((y - box.y) * _GRAIN)
        if at != last:
            step = "a:lnTo" if last else "a:moveTo"
            yield f'<{step}><a:pt x="{at[0]}" y="{at[1]}"/></{step}>'
        last = at
    if line.closed:
        yield "<a:close/>"


def dress(made: Element, palette: Palette, look: Look) -> None:
    """Fill and line of a shape."""
    palette.fill(made.spPr, look.fill, look.opacity)
    dress_line(made, palette, look.line)


def dress_line(made: Element, palette: Palette, line: Line) -> None:
    """The line of a shape that has its fill."""
    if line.colour == "none" or not line.width:
        add(add(made.spPr, "a:ln"), "a:noFill")
        return
    ends = "rnd" if line.round_ends else "flat"
    drawn = add(made.spPr, "a:ln", w=round(line.width * EMU), cap=ends)
    palette.fill(drawn, line.colour, line.opacity)
    if line.dash:
        pieces = add(drawn, "a:custDash")
        for on, off in zip(line.dash[::2], line.dash[1::2] or line.dash, strict=False):
            share = [max(1, round(part / line.width * 100_000)) for part in (on, off)]
            add(pieces, "a:ds", d=share[0], sp=share[1])
    add(drawn, "a:round")


def describe(made: Element, name: str, told: str = "") -> None:
    """The name of a shape or group, and what it says to those who do not see it."""
    head = made[0][0]
    head.set("name", name)
    if told:
        head.set("descr", told)


def decorate(made: Element) -> None:
    """Marked as what says nothing, so that a reader of the screen passes it over."""
    uri = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
    held = add(add(made[0][0], "a:extLst"), "a:ext", uri=uri)
    held.append(parse_xml(f'<adec:decorative xmlns:adec="{_DECORATIVE}" val="1"/>'))


def group(number: int, name: str, members: Iterable[Element], by: Point = (0.0, 0.0)) -> Element:
    """Shapes as one, in the coordinates of the slide or moved ``by`` so much."""
    made = OxmlElement("p:grpSp")
    head = add(made, "p:nvGrpSpPr")
    add(head, "p:cNvPr", id=number, name=name)
    add(head, "p:cNvGrpSpPr")
    add(head, "p:nvPr")
    members = list(members)
    boxes = [box_of(member) for member in members]
    frame = add(add(made, "p:grpSpPr"), "a:xfrm")
    held = bounds([(b.x, b.y) for b in boxes] + [(b.right, b.bottom) for b in boxes])
    place(frame, held.moved(*by))
    place(frame, held, "a:chOff", "a:chExt")
    made.extend(members)
    return made


def box_of(made: Element) -> Box:
    """The box of a shape or group (mm)."""
    frame = made[1][0]
    off, ext = frame[0], frame[1]
    values = (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy"))
    return Box(*(int(value) / EMU for value in values))
