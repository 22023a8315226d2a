"""One slide as it is filled: its parts are numbered as they come, in their order of reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from geo.design.theme import Theme
from geo.render.slides import marks, texts
from geo.render.slides.marks import Element, Line, Look, Palette, Script
from geo.render.slides.model import Deck
from geo.render.slides.template import FOLIO, FOOT, FOOT_PT, TITLE, TITLE_PT
from geo.sheet.box import Box
from geo.sheet.items import Hand
from geo.sheet.pen import shrunk
from geo.sheet.typeface import MM_PER_PT, wrap

_FIRST = 10  # of the numbers of shapes: the placeholders have those below
_LINE_MM, _LINE = 0.4, 1.25


@dataclass
class Page:
    """A slide with what its parts are made with; ``names`` are words for its layers."""

    slide: Any
    palette: Palette
    theme: Theme
    names: Mapping[str, str]
    deck: Deck
    by_key: Mapping[str, Any]
    numbers: Any = field(default_factory=lambda: count(_FIRST))

    def put(self, made: Element) -> None:
        """A shape on top of those that are there."""
        self.slide.shapes._spTree.append(made)

    def group(self, name: str, told: str, members: Sequence[Element], at: Box) -> None:
        """Shapes as one, moved by the corner of a box."""
        if members:
            made = marks.group(next(self.numbers), name, members, (at.x, at.y))
            marks.describe(made, name, told)
            self.put(made)

    def title(self, text: str, box: Box = TITLE, pt: float = TITLE_PT, lines: int = 1) -> float:
        """The words of the title's placeholder, smaller where they are long; their height (mm)."""
        holder = self.slide.shapes.title._element
        least = 0.6 * pt
        while pt > least and len(wrap(text, pt, 0.97 * box.w, bold=True)) > lines:
            pt -= 1.0
        frame = marks.add(holder.spPr, "a:xfrm")
        marks.place(frame, box)
        body = holder.txBody
        for old in list(body.p_lst):
            body.remove(old)
        if lines > 1:
            body.bodyPr.set("anchor", "t")
        ink = self.theme.ground["ink"]
        texts.write(body, [text], Script(pt, ink, bold=True), self.palette)
        return len(wrap(text, pt, 0.97 * box.w, bold=True)) * pt * _LINE * MM_PER_PT

    def passage(self, name: str, told: Sequence[tuple[str, Script]], box: Box) -> Element:
        """Paragraphs in a box, which the program breaks into lines."""
        made = texts.passage(next(self.numbers), self.names[name], told, box, self.palette)
        self.put(made)
        return made

    def bar(self, box: Box, colour: str) -> None:
        """A bar in the accent, which says nothing."""
        made = marks.shape(next(self.numbers), self.names["bar"], box, "rect")
        marks.dress(made, self.palette, Look(colour))
        marks.decorate(made)
        self.put(made)

    def mark(self, text: str, box: Box, pt: float) -> None:
        """The review state in a frame, in the colour of alert."""
        alert, paper = self.theme.ground["alert"], self.theme.ground["paper"]
        name = self.names["mark"]
        made = marks.shape(next(self.numbers), name, box, "roundRect", rounded=0.1)
        marks.dress(made, self.palette, Look(paper, 1.0, Line(alert, _LINE_MM)))
        body = texts.body(made, wrap=True)
        pt = shrunk(text, 0.92 * box.w, Hand(pt, "", bold=True)).pt
        lines = texts.write(body, [text], Script(pt, alert, bold=True), self.palette)
        texts.aligned(lines, "middle")
        self.put(made)

    def foot(self, source: str, box: Box = FOOT) -> None:
        """Source and number of the slide, in the placeholders of the master."""
        quiet = Script(FOOT_PT, self.theme.ground["quiet"])
        texts.write(self._holder("ftr", 11, "source", box), [source], quiet, self.palette)
        if box == FOOT:
            texts.folio(self._holder("sldNum", 12, "folio", FOLIO), quiet, self.palette)

    def _holder(self, kind: str, index: int, name: str, box: Box) -> Element:
        """The text body of a placeholder of the foot."""
        made = marks.shape(next(self.numbers), self.names[name], box)
        marks.add(made[0][2], "p:ph", type=kind, sz="quarter", idx=index)
        body = marks.add(made, "p:txBody")
        marks.add(body, "a:bodyPr")
        marks.add(body, "a:lstStyle")
        self.put(made)
        return body
