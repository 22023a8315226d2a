"""The classes of a map or picture: what each is called, how it looks and the sign it bears.

A legend is born with its scale: areas, cells and legend entries take style, label and mark from one
:class:`Scale`, so that none can show what another does not say.

See DECISIONS 5, 41 and 80, the last two for copies without colour and for signs in cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from geo.design.theme import NAMED_4, Theme
from geo.domain.text import Text
from geo.join.table import BY_ONE
from geo.scene.scene import Lettering, Style
from geo.texts.catalogue import say


@dataclass(frozen=True)
class StateClass:
    """One class of a scale, as data of a kind of map or picture."""

    #: The state that areas or cells of the class are in.
    state: str
    #: What the legend calls it.
    label: Text
    #: Step of the ramp that fills it: 0 the focus tint, then 1 to 4; None leaves the paper white.
    step: int | None = None
    #: The sign that keeps it apart on a black-and-white copy.
    mark: str = ""
    #: Step of the ramp that hatches it; None leaves it plain.
    hatch: int | None = None
    #: A ramp of its own, where the classes of a scale differ in hue.
    hue: str = ""
    #: Whether the legend names the areas that are in it.
    listed: bool = True
    #: Colour of the ground that fills it where no step does.
    ground: str = "not_named"
    #: How names are set in it.
    lettering: Lettering = Lettering.BOLD


Classes = tuple[StateClass, ...]
COLLECTIVE = StateClass("collective", say("states.collective"), hatch=3)
NOT_NAMED = StateClass("not_named", say("states.not_named"))
OUTSIDE = StateClass("outside", say("states.outside_sar"))
#: Signs in the cells of a table beside a map; ○ is a class of areas and stands for nothing else.
CELL_SIGNS = {"named": "●", "collective": "◐", "facility": "△"}
_DOTS = (4, 4, 3, 1)  # step of the ramp that dots each step below the fourth
LAST = (COLLECTIVE, NOT_NAMED, OUTSIDE)  # what every scale of areas ends with


@dataclass(frozen=True)
class Look:
    """How a class looks on one map, mark included, and what the legend calls it."""

    label: Text
    style: Style


@dataclass(frozen=True)
class Scale:
    """The classes of one map or picture, in the order of its legend, in a hue of the theme."""

    classes: Classes
    #: Name of the ramp.
    hue: str
    theme: Theme
    #: Name of the line around areas or cells.
    line: str = "area"
    #: Whether fills bear the dots that keep them apart on a copy: areas do, cells are too small.
    dotted: bool = True
    #: Whether the legend shows a class that nothing is in, so that one legend serves many maps.
    whole: bool = False

    @cached_property
    def looks(self) -> Mapping[str, Look]:
        """The look of every class by its state, in the order of the legend."""
        return {c.state: Look(c.label, self._style(c)) for c in self.classes}

    def style(self, state: str) -> Style:
        """The finished style of a state; the legend shows this very value."""
        return self.looks[state].style

    @property
    def accent(self) -> str:
        """The strong colour of the hue, for what stands around the map."""
        return self.theme.ramp(self.hue)[3]

    def _style(self, of: StateClass) -> Style:
        if of.state == "outside":
            return outside_style(self.theme, "sar")
        ramp, ground = self.theme.ramp(of.hue or self.hue), self.theme.ground
        fill = ground[of.ground] if of.step is None else ramp[of.step]
        pattern, lines = self._pattern(of, ramp)
        return Style(
            fill=fill,
            stroke=ground["border"],
            stroke_width_pt=self.theme.lines[self.line],
            ink=self.theme.ink_on(fill),
            pattern=pattern,
            pattern_color=lines,
            mark=of.mark,
            lettering=of.lettering,
        )

    def _pattern(self, of: StateClass, ramp: Sequence[str]) -> tuple[str, str]:
        """The pattern over a fill and its colour: dark on light steps, light on the dark third."""
        if of.hatch is not None:
            return "collective", ramp[of.hatch]
        if not self.dotted or of.step is None or of.step == NAMED_4:
            return "", ""
        return f"dots-{of.step}", ramp[_DOTS[of.step]]


def outside_style(theme: Theme, level: str) -> Style:
    """Look of ground outside every plan (``province``) or of a place beyond one (``sar``)."""
    ground = theme.ground
    style = Style(ground["land"], ground["county"], theme.lines["outside"], ground["quiet"])
    if level == "province":
        return style
    return replace(style, fill=ground["sar"], pattern="outside", pattern_color=ground["sar_line"])


def ranges(edges: Sequence[int]) -> tuple[str, ...]:
    """What numbers each class holds, by the lower ends of the classes; the last is open.

    Examples
    --------
    >>> ranges((1, 4, 8)), ranges((1, 2))
    (('1–3', '4–7', '8+'), ('1', '2+'))
    """
    closed = ((low, above - 1) for low, above in pairwise(edges))
    return (*(f"{a}–{b}" if a < b else str(a) for a, b in closed), f"{edges[-1]}+")


def counted(labels: Sequence[Text], edges: Sequence[int] = BY_ONE) -> Classes:
    """Classes ``named-4`` to ``named-1``, strongest first, by their labels and lower ends.

    Examples
    --------
    >>> [(c.state, c.step, c.mark) for c in counted([Text("", "")] * 4)][:2]
    [('named-4', 4, '4+'), ('named-3', 3, '3')]
    """
    steps, marks = range(len(labels), 0, -1), ranges(edges)
    return tuple(StateClass(f"named-{n}", labels[n - 1], n, marks[n - 1]) for n in steps)
