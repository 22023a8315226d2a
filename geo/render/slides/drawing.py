"""A drawing of a sheet as native shapes: element by element, nothing chosen and nothing left out.

Windows are cut as shapes, as office programs know no clip; a hatch is the fill of its area; a text
along a line is one text, turned. See DECISIONS 72.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby
from xml.etree import ElementTree as ET

import shapely

from geo.design.theme import Hatch
from geo.render.slides import marks, texts
from geo.render.slides.elements import (
    contours,
    disc,
    fill_of,
    look_of,
    points_of,
    runs,
    script_of,
    turned,
)
from geo.render.slides.marks import Element, Palette
from geo.sheet.box import Box
from geo.sheet.typeface import typeface

_URL = re.compile(r"url\(#(.+)-([0-9a-f]{6})\)")
_MIDDLE_EM = 0.37  # of a text's capitals above its base line
_LINE_EM = 1.14
_KEPT = ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-dasharray")


@dataclass(frozen=True)
class Names:
    """What the parts of a drawing are called, and what they say to those who do not see them.

    ``owners`` by adcode, or id of a symbol, band, belt or plot; ``areas`` by adcode with their
    state; ``layers`` by their name in the drawing, ``views`` by their role.
    """

    owners: Mapping[str, str]
    areas: Mapping[str, str]
    layers: Mapping[str, str]
    views: Mapping[str, str]

    def of(self, element: ET.Element) -> str:
        """The name of a group, empty for one that is none to a reader."""
        for key in ("label", "symbol", "band", "belt", "path-text", "plot", "legend-key"):
            if owner := element.get(f"data-{key}"):
                return self.owners.get(owner, owner)
        for key in ("scale-bar", "north", "review"):
            if element.get(f"data-{key}") is not None:
                return self.layers[key.replace("-", "_")]
        if role := element.get("data-view"):
            return self.views[role]
        return self.layers.get(element.get("data-layer", ""), "")


@dataclass
class Pencil:
    """Draws elements as shapes, each with a number of its own on the slide."""

    palette: Palette
    hatches: Mapping[str, Hatch]
    names: Names
    windows: Mapping[str, Box]
    numbers: Iterator[int] = field(default_factory=lambda: count(2))
    _filled: dict[str, Element] = field(default_factory=dict)
    _last: Element = None

    def draw(
        self, parent: ET.Element, window: Box | None = None, given: Mapping[str, str] | None = None
    ) -> list[Element]:
        """The shapes of all that an element holds; ``given`` are the looks of what it stands in."""
        made: list[Element] = []
        for plain, run in groupby(parent, lambda child: child.tag == "text"):
            if plain:
                made += [self._text(lines) for lines in runs(list(run))]
                continue
            for child in run:
                made += self._drawn(child, window, given or {})
        return made

    def _drawn(
        self, child: ET.Element, window: Box | None, given: Mapping[str, str]
    ) -> list[Element]:
        looks = {**given, **{k: v for k, v in child.attrib.items() if k in _KEPT}}
        match child.tag:
            case "g":
                return self._group(child, window, looks)
            case "path":
                return self._path(child, window, looks)
            case "rect":
                return self._rect(child, looks)
            case "circle":
                x, y, r = (float(child.attrib[n]) for n in ("cx", "cy", "r"))
                return [self._known("ellipse", Box(x - r, y - r, 2 * r, 2 * r), looks, child)]
        return []

    def _group(
        self, child: ET.Element, window: Box | None, looks: Mapping[str, str]
    ) -> list[Element]:
        """A named group as one thing; what stands alone in it has its name."""
        if role := child.get("data-view"):
            window, self._filled = self.windows[role], {}
        if child.get("data-path-text"):
            made = [self._along(child)]
        else:
            made = self.draw(turned(child) if child.get("transform") else child, window, looks)
        name = self.names.of(child)
        if not made or not name:
            return made
        if len(made) == 1 and not child.get("data-layer"):
            marks.describe(made[0], name)
            return made
        return [marks.group(next(self.numbers), name, made)]

    def _path(
        self, child: ET.Element, window: Box | None, looks: Mapping[str, str]
    ) -> list[Element]:
        data, fill = child.get("d", ""), fill_of(looks)
        if found := _URL.fullmatch(fill):
            self._hatch(self._filled.get(data), self.hatches[found[1]], f"#{found[2]}")
            return []
        if not child.get("data-adcode") and (pattern := child.get("data-pattern")):
            ink = child.get("stroke") or fill
            self._hatch(self._last, self.hatches[pattern], ink)
            return []
        if "C" in data:  # a disc, the only thing that is drawn with curves
            return [self._known("ellipse", disc(data), looks, child)]
        lines = contours(data, window, filled=fill != "none")
        if not lines:
            return []
        made = marks.freeform(next(self.numbers), self._called(child), lines)
        marks.dress(made, self.palette, look_of(looks, child))
        if code := child.get("data-adcode"):
            self._filled[data] = made
            marks.describe(made, self.names.areas[code], self.names.areas[code])
        return [made]

    def _called(self, child: ET.Element) -> str:
        return self.names.of(child) or self.names.layers["line"]

    def _hatch(self, made: Element, hatch: Hatch, ink: str) -> None:
        """The fill of a shape as lines over what it was."""
        if made is None:
            return
        old = made.spPr.find("{*}solidFill")
        new = self.palette.hatch(made.spPr, hatch, ink)
        new[1].append(old[0])
        made.spPr.replace(old, new)

    def _rect(self, child: ET.Element, looks: Mapping[str, str]) -> list[Element]:
        x, y, w, h = (float(child.get(n, 0)) for n in ("x", "y", "width", "height"))
        corner = float(child.get("rx", 0)) / min(w, h) if min(w, h) else 0.0
        kind = "roundRect" if corner else "rect"
        return [self._known(kind, Box(x, y, w, h), looks, child, min(corner, 0.5))]

    def _known(
        self, kind: str, box: Box, looks: Mapping[str, str], child: ET.Element, corner: float = 0.0
    ) -> Element:
        made = marks.shape(next(self.numbers), self._called(child), box, kind, rounded=corner)
        marks.dress(made, self.palette, look_of(looks, child))
        self._last = made
        return made

    def _text(self, lines: Sequence[ET.Element]) -> Element:
        """Lines of one hand as one text."""
        first = lines[0].attrib
        size = float(first["font-size"])
        x, ys = float(first["x"]), [float(line.attrib["y"]) for line in lines]
        told = [line.text or "" for line in lines]
        script = script_of(lines[0], size)
        wide = max(typeface(script.bold).width_mm(text, script.pt) for text in told)
        anchor = first.get("text-anchor", "start")
        left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        pitch = (ys[-1] - ys[0]) / (len(ys) - 1) if len(ys) > 1 else 0.0
        high = pitch * len(ys) or _LINE_EM * size
        middle = (ys[0] + ys[-1]) / 2 - _MIDDLE_EM * size
        box = Box(left, middle - high / 2, wide, high)
        turn = float(lines[0].get("data-turn", 0))
        how = texts.Setting(anchor, pitch, turn)
        return texts.text_box(next(self.numbers), told, box, script, self.palette, how)

    def _along(self, child: ET.Element) -> Element:
        """A text along a line, straight and turned as the line is where the text stands."""
        base = shapely.LineString(points_of(child[0].attrib["d"]))
        letters, told = child[1], child[1][0].text or ""
        size = float(letters.attrib["font-size"])
        script = script_of(letters, size)
        wide = typeface(script.bold).width_mm(told, script.pt)
        a, m, b = (base.interpolate(base.length / 2 + by * wide) for by in (-0.5, 0.0, 0.5))
        turn = math.atan2(b.y - a.y, b.x - a.x)
        up = _MIDDLE_EM * size
        x = (a.x + b.x + 2 * m.x) / 4 + up * math.sin(turn)
        y = (a.y + b.y + 2 * m.y) / 4 - up * math.cos(turn)
        high = _LINE_EM * size
        box = Box(x - wide / 2, y - high / 2, wide, high)
        how = texts.Setting("middle", turn=math.degrees(turn))
        return texts.text_box(next(self.numbers), [told], box, script, self.palette, how)
