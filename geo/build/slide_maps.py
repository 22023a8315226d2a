"""The maps of a deck: which there are, and how they are laid out for slides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.analysis.plan_analysis import find_term
from geo.build.mapped_plan import Layout
from geo.errors import SpecError
from geo.render.slides.model import MAP
from geo.scene.map_kind import KINDS
from geo.scene.scene import Scene
from geo.sheet.arrange import arrange
from geo.sheet.model import Sheet
from geo.sheet.page import PageChoice
from geo.spec.mapspec import Figure, MapSpec
from geo.spec.publisher import Brand
from geo.texts.catalogue import say

_SHARES = (1.0, 0.9, 0.8)  # of the usual type: the first in which every map has its names


@dataclass(frozen=True)
class DeckChoice:
    """What a deck shows and how: ``sectors`` are those that have a map, all of them by default."""

    lang: str = "zh"
    sectors: tuple[str, ...] = ()
    subsectors: bool = False
    brand: Brand | None = None


def chosen_specs(layout: Layout, choice: DeckChoice) -> list[MapSpec]:
    """The maps of a deck in the order of reading."""
    plan, sector = layout.plan, KINDS["sector"]
    wanted = {
        find_term(plan, name, sector.terms(plan), say("pages.sector")) for name in choice.sectors
    }
    found = []
    for spec in layout.specs:
        if spec.kind == "subsector" and not choice.subsectors:
            continue
        own = spec.subject.partition(".")[0]
        if not spec.subject or not wanted or own in wanted:
            found.append(spec)
    return found


def arranged(layout: Layout, scenes: Sequence[Scene], choice: DeckChoice) -> list[Sheet]:
    """The maps laid out for slides, all in type of one size.

    Raises
    ------
    SpecError
        Some name has no room even in the smallest type.
    """
    for share in _SHARES:
        figure = Figure(titled=False, height=MAP.h, share=share)
        page = PageChoice("A3", "landscape", choice.lang, figure=figure)
        try:
            return [arrange(scene, layout.world.boundaries, page) for scene in scenes]
        except SpecError:
            if share == _SHARES[-1]:
                raise
    return []
