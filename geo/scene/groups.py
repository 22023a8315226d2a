"""Belts and zones of a structure as sets of areas: a band along their coast, or a hatch each.

A belt whose members are cities has no course in the text. It is drawn as the areas that it joins:
a belt of the coast as a band offshore, any other belt or zone as lines over its areas. What is
drawn of one is the same in every area, whether or not others lie there too.

See DECISIONS 38.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.design.theme import Hatch, Theme
from geo.domain.places import Area, Hub, Region, Zone
from geo.domain.structure import Element
from geo.domain.text import Text
from geo.join.lines import element_line
from geo.join.table import AreaTable
from geo.scene.marks import Belt
from geo.scene.offshore import offshore
from geo.scene.world import World
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register
from geo.texts.catalogue import say

SPREAD = ("belt", "zone", "region", "area")
_DRAWN = ("belt", "zone")  # regions divide the whole territory and would hatch all of it
_LAND = ("prefectures", "sars", "neighbours")
_COASTAL = 0.5  # share of the outline of a belt of the coast that is coast
_GRAIN = 0.02  # degrees: detail of an outline
_KM = np.radians(1) * 6371  # in a degree of latitude


@dataclass(frozen=True)
class _Joined:
    """An element with the areas of the map that it joins."""

    element: Element
    adcodes: frozenset[str]
    inferred: bool
    coastal: bool


def belts_of(table: AreaTable, world: World) -> tuple[Belt, ...]:
    """The belts and zones of a plan's structure, in its order; elements of points only are none."""
    joined = list(_joined(table, world))
    hatches = _hatches(world.theme, joined)
    theme = world.theme.belts
    colors = iter(theme["colors"] * len(joined))
    return tuple(
        Belt(
            id=one.element.id,
            name=_name(one, legend=False),
            label=_name(one, legend=True),
            adcodes=tuple(sorted(one.adcodes)),
            color=theme["coast"]["color"] if one.coastal else next(colors),
            hatch=hatches.get(one.element.id),
            waters=_waters(world, one.adcodes) if one.coastal else (),
            statements=(element_line(table.plan, one.element, inferred=one.inferred),),
        )
        for one in joined
    )


def _name(one: _Joined, *, legend: bool) -> Text:
    """Its name, with what it must say: that a band is schematic, that members are inferred."""
    name = one.element.name
    if legend and one.inferred:
        key = "legend.belt_coast_inferred" if one.coastal else "legend.belt_inferred"
        return say(key, name=name)
    return say("legend.belt_coast", name=name) if one.coastal else name


def _joined(table: AreaTable, world: World) -> Iterator[_Joined]:
    """Belts and zones of two areas or more; of belts of one coast only the first is one there."""
    register, taken = world.register, set[str]()
    for element in table.plan.structure.elements:
        if element.kind not in _DRAWN:
            continue
        spread = [m for m in element.members if is_spread(register, m.place_id)]
        inside = frozenset(
            area.adcode
            for area in table.areas
            for member in spread
            if set(register.members(member.place_id)) & set(register.hosts(area.adcode))
        )
        if len(inside) < 2:
            continue
        inferred = any(m.inferred or _inferred_members(register, m.place_id) for m in spread)
        free = element.kind == "belt" and taken.isdisjoint(inside)
        coastal = free and coast_share(world.boundaries, inside) > _COASTAL
        taken |= inside if coastal else set()
        yield _Joined(element, inside, inferred, coastal)


def coast_share(boundaries: Boundaries, adcodes: frozenset[str]) -> float:
    """How much of the outline of some areas is coast.

    Examples
    --------
    >>> from geo.sources.boundaries.shapes import load_boundaries
    >>> coast_share(load_boundaries(), frozenset({"440200", "441800"}))
    0.0
    """
    own, others = _parted(boundaries, adcodes)
    outline = shapely.union_all(own).boundary.simplify(_GRAIN)
    frame = outline.buffer(3 * _GRAIN).bounds
    near = shapely.union_all([shapely.clip_by_rect(shape, *frame) for shape in others])
    return float(outline.difference(near.buffer(2 * _GRAIN)).length / outline.length)


def _parted(
    boundaries: Boundaries, adcodes: frozenset[str] | Sequence[str]
) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    """Shapes of some areas, and all land of others around."""
    layers = {code: shape for layer in _LAND for code, shape in boundaries.layers[layer].items()}
    own = [boundaries.shape(code) for code in sorted(adcodes)]
    return own, [shape for code, shape in sorted(layers.items()) if code not in adcodes]


def _waters(world: World, adcodes: frozenset[str]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Rings of the band on a screen, lon/lat."""
    boundaries = world.boundaries
    plane = np.array([_KM * np.cos(np.radians(world.territory.projection.origin)), _KM])
    own, others = (
        [shapely.transform(shape, lambda at: at * plane) for shape in side]
        for side in _parted(boundaries, adcodes)
    )
    gulfs = shapely.union_all([shapely.Polygon(g.corners) for g in world.territory.gulfs])
    width = world.theme.belts["coast"]["screen_km"]
    band = offshore(own, others, shapely.transform(gulfs, lambda at: at * plane), width)
    degrees = shapely.transform(band, lambda at: at / plane)
    return tuple(tuple(part.exterior.coords) for part in shapely.get_parts(degrees))


def _hatches(theme: Theme, joined: Sequence[_Joined]) -> dict[str, Hatch]:
    """The lines of each belt that is not offshore.

    Belts that share areas are a set: they have one angle, and lines of different dashes side by
    side. Each set has an angle of its own.
    """
    sets: list[list[_Joined]] = []
    for one in (found for found in joined if not found.coastal):
        met = [known for known in sets if any(one.adcodes & other.adcodes for other in known)]
        sets = [known for known in sets if known not in met]
        sets.append([*(other for known in met for other in known), one])
    looks, angles, dashes = theme.belts["hatch"], theme.belts["angles"], theme.belts["dashes"]
    return {
        one.element.id: Hatch(
            spacing=looks["spacing"] * max(1.0, len(together) * 0.75),
            width=looks["width"],
            angle=angles[n % len(angles)],
            dash=tuple(dashes[i % len(dashes)]),
            shift=i / len(together),
        )
        for n, together in enumerate(sets)
        for i, one in enumerate(together)
    }


def is_spread(register: Register, place_id: str) -> bool:
    """Whether a member is an area or region (drawn as such), and not a point."""
    place = register.place(place_id)
    return isinstance(place, Area | Region) and not isinstance(place, Hub | Zone)


def _inferred_members(register: Register, place_id: str) -> bool:
    place = register.place(place_id)
    return isinstance(place, Region) and place.basis == "inferred"
