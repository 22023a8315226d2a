"""Belts and zones of a structure as groups of areas: a letter and a hatch each.

A belt whose members are cities has no course in the text; it is drawn as a set of areas.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.design.theme import Theme
from geo.domain.places import Area, Hub, Region, Zone
from geo.domain.structure import Element
from geo.domain.text import Text, same
from geo.join.table import AreaTable
from geo.scene.scene import Style
from geo.sources.places.register import Register
from geo.texts.catalogue import say

SPREAD = ("belt", "zone", "region", "area")
_HATCHED = ("belt", "zone")  # regions divide the whole territory and would hatch all of it
_LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class Group:
    """One element as a set of areas; ``order`` counts the groups of the plan from 0."""

    element: Element
    order: int
    adcodes: frozenset[str]
    inferred: bool
    style: Style

    @property
    def letter(self) -> str:
        """The sign beside the labels of its members."""
        return _LETTERS[self.order % len(_LETTERS)]

    @property
    def name(self) -> Text:
        """Its letter and name, and whether its members are inferred."""
        name = self.element.name
        key = "legend.group_inferred" if self.inferred else "legend.group"
        return say(key, letter=self.letter, name=name)


def groups_of(table: AreaTable, register: Register, theme: Theme) -> tuple[Group, ...]:
    """The groups of a plan's structure, in its order; elements of points only are none."""
    found: list[Group] = []
    for element in table.plan.structure.elements:
        if element.kind not in _HATCHED:
            continue
        spread = [m for m in element.members if is_spread(register, m.place_id)]
        inside = frozenset(
            area.adcode
            for area in table.areas
            for member in spread
            if set(register.members(member.place_id)) & set(register.hosts(area.adcode))
        )
        if len(inside) > 1:
            inferred = any(m.inferred or _inferred_members(register, m.place_id) for m in spread)
            found.append(Group(element, len(found), inside, inferred, _look(theme, len(found))))
    return tuple(found)


def _look(theme: Theme, order: int) -> Style:
    hatches = [name for name in theme.patterns if name.startswith("group-")]
    pattern = hatches[order % len(hatches)]
    ground = theme.ground
    return Style(
        fill=ground["not_named"],
        stroke=ground["border"],
        stroke_width_pt=theme.lines["area"],
        ink=ground["ink"],
        pattern=pattern,
        pattern_color=theme.patterns[pattern].color,
        mark=_LETTERS[order % len(_LETTERS)],
    )


def is_spread(register: Register, place_id: str) -> bool:
    """Whether a member is an area or region (drawn as such), and not a point."""
    place = register.place(place_id)
    return isinstance(place, Area | Region) and not isinstance(place, Hub | Zone)


def _inferred_members(register: Register, place_id: str) -> bool:
    place = register.place(place_id)
    return isinstance(place, Region) and place.basis == "inferred"


def grouped_style(style: Style, groups: tuple[Group, ...]) -> Style:
    """A style of a structure map with the hatch of the first group and the letters of all."""
    if not groups:
        return style
    look = groups[0].style
    letters = "".join(group.letter for group in groups)
    mark = f"{style.mark}{letters}"
    return replace(style, pattern=look.pattern, pattern_color=look.pattern_color, mark=mark)


def group_text(groups: tuple[Group, ...]) -> Text:
    """The letters of an area's groups as one text; empty if it has none."""
    return same(" ".join(group.letter for group in groups))
