"""One place over all plans as a Scene: its counties and parks, and what every plan says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import shapely

from geo.domain.lines import CARRIER, CityLine, CityPage
from geo.domain.places import Area, Hub, Zone
from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.domain.text import NOTHING, Text, joined
from geo.join.table import AreaTable, Tally, graded
from geo.scene.classes import LAST, OUTSIDE, Classes, Scale, StateClass, counted
from geo.scene.compose import AreaState, Content, compose
from geo.scene.credits import dated, map_credits, sources_of
from geo.scene.findings import sentence
from geo.scene.marks import Symbol, UnplottedCarrier, once
from geo.scene.scene import KeyNumber, PlanTold, Scene
from geo.scene.symbols import carrier_symbols
from geo.scene.world import World, label_points, neighbours
from geo.spec.mapspec import Layers, MapSpec
from geo.texts.catalogue import say

KIND = "place"
_AROUND = 0.1  # of its width and height: what a window of a place shows around it
PLACE_CLASSES = (
    *counted([*(say("theme.named", n=n) for n in (1, 2, 3)), say("theme.named_4")]),
    StateClass("focus", say("place.inside_only"), step=0, mark="○"),
    *LAST,
)


#: Where there is one area only, its tint tells it from the ground; the number is in words.
ALONE = tuple(replace(c, step=0) if c.state.startswith("named") else c for c in PLACE_CLASSES)


def place_spec(adcode: str, lang: str = "zh") -> MapSpec:
    """The spec of the sheet of a prefecture, district or county.

    Examples
    --------
    >>> place_spec("441900").slug
    'place-441900'
    """
    layers = Layers(structure=False, carriers=True, counties=True)
    return MapSpec("*", KIND, adcode, lang=lang, level="county", focus_adcode=adcode, layers=layers)


def place_scene(
    page: CityPage, plans: Sequence[Plan], world: World, spec: MapSpec | None = None
) -> Scene:
    """The finished sheet of one place.

    Parameters
    ----------
    page
        What the plans say of it: a page of :func:`geo.analysis.cities.city_book`, or a district's
        part of one (:func:`geo.analysis.cities.part_of`).
    plans
        The plans of the book, in its order.
    world
        Register with the plans' own places, boundaries (EPSG:4490), theme.
    spec
        Language and approval number; in Chinese and not reviewed by default.

    Returns
    -------
    Scene
        Counties of the place in the class of how many plans name each; ``beside`` has its
        neighbours; ``symbols`` its parks, ``listed`` those without a point, ``told`` what each plan
        says of it, nearest first, and how many statements of wider areas are not repeated.

    Examples
    --------
    >>> from geo.analysis.cities import city_book
    >>> from geo.scene.world import load_world
    >>> from geo.sources.plans.folder import load_plan
    >>> world, plans = load_world(), [load_plan("space2024")]
    >>> page = city_book(plans, world.register).pages["441700"]
    >>> scene = place_scene(page, plans, world)
    >>> scene.title.zh, [told.key for told in scene.told]
    ('阳江市', ['space2024'])
    """
    spec = spec or place_spec(page.adcode)
    theme = world.theme
    own = [p for p in plans if any(_own(x) for x in page.of_plan(p.key))]
    read = [p for p in plans if p.key in page.plans] or list(plans)
    areas = _areas(world, page.adcode)
    beside = neighbours(world, page.adcode)
    symbols, listed = _parks(page.adcode, areas, own, world)
    states = [_state(world, page, plans, area) for area in areas]
    content = Content(
        title=_title(world, page),
        subtitle=_finding(page, own, symbols, listed),
        plan_line=say("place.plan_line", n=len(plans)),
        scale=Scale(_classes(world, page.adcode, areas), theme.kinds[KIND], theme),
        scale_title=say("theme.states"),
        areas=states,
        points=label_points(world, (*areas, *beside)),
        key_numbers=_numbers(page, own, states, len(symbols) + len(listed)),
        credits=map_credits(spec, sources_of(read), read, world.territory),
        issued=max(p.document.issued for p in own or plans).isoformat(),
        symbols=symbols,
        listed=listed,
        beside=beside,
        told=tuple(t for t in (_told(page, p) for p in plans) if t.lines or t.beyond != NOTHING),
    )
    return compose(spec, content, world)


def _own(line: CityLine) -> bool:
    """Whether a line is of the place itself or of something in it, and binds."""
    return line.reach != "wide" and line.force != Force.CONTEXT


def _around(line: CityLine) -> bool:
    """Whether a line binds and is of a region or territory around the place."""
    return line.reach == "wide" and line.force != Force.CONTEXT


def _areas(world: World, adcode: str) -> tuple[Area, ...]:
    """The counties of a prefecture; a county, or a prefecture without any, itself."""
    place = world.register.place(adcode)
    if isinstance(place, Area) and place.level == "prefecture":
        return world.register.areas("county", adcode)
    assert isinstance(place, Area)  # noqa: S101  (a page is of an area)
    return (place,)


def _classes(world: World, adcode: str, areas: Sequence[Area]) -> Classes:
    """The classes of the legend, without ground that no window of the place shows."""
    classes = ALONE if len(areas) == 1 else PLACE_CLASSES
    west, south, east, north = world.boundaries.shape(adcode).bounds
    wide, high = _AROUND * (east - west), _AROUND * (north - south)
    window = shapely.box(west - wide, south - high, east + wide, north + high)
    sars = world.boundaries.layers["sars"].values()
    seen = any(shapely.intersects(sar, window) for sar in sars)
    return tuple(c for c in classes if seen or c is not OUTSIDE)


def _title(world: World, page: CityPage) -> Text:
    host = world.register.host_prefecture(page.adcode)
    if host == page.adcode:
        return page.name
    return joined((world.register.name(host), page.name), " · ", " · ")


def _state(world: World, page: CityPage, plans: Sequence[Plan], area: Area) -> AreaState:
    """How many plans name a county itself, and whether they name anything in it."""
    register, lines = world.register, [x for x in page.lines if _own(x) and x.force != CARRIER]
    naming = {x.plan for x in lines if x.place_id == area.adcode}
    inside = [x for x in lines if area.adcode in register.hosts(x.place_id)]
    said = tuple(x.line for x in inside)
    n = len(naming)
    if n:
        listed = joined([p.short for p in plans if p.key in naming])
        return AreaState(area, graded(n), n, say("theme.state_named", n=n, list=listed), said)
    if inside:
        sites = len({x.place_id for x in inside})
        return AreaState(area, "focus", 0, say("place.state_inside", n=sites), said)
    return AreaState(area, "not_named", 0, say("state_text.not_named"))


def _parks(
    adcode: str, areas: tuple[Area, ...], plans: Iterable[Plan], world: World
) -> tuple[tuple[Symbol, ...], tuple[UnplottedCarrier, ...]]:
    """Parks, zones and facilities of the place over all plans, each once."""
    parts = [_plan_parks(adcode, areas, plan, world) for plan in plans]
    symbols = once((s for drawn, _ in parts for s in drawn), lambda symbol: symbol.label.zh)
    listed: dict[str, UnplottedCarrier] = {}
    for entry in (entry for _, unplaced in parts for entry in unplaced):
        listed.setdefault(entry.label.zh, entry)
    drawn = {symbol.label.zh for symbol in symbols}
    return tuple(symbols), tuple(entry for name, entry in listed.items() if name not in drawn)


def _plan_parks(
    adcode: str, areas: tuple[Area, ...], plan: Plan, world: World
) -> tuple[tuple[Symbol, ...], tuple[UnplottedCarrier, ...]]:
    register = world.register
    bare = AreaTable(plan, "county", areas, (), {}, {}, {}, {}, Tally(0, 0, 0, 0, 0))
    carriers = [c for c in plan.carriers if adcode in register.hosts(c.hub or c.place_id)]
    rows = [
        row
        for row in plan.statements
        if row.force != Force.CONTEXT
        and isinstance(register.place(row.place_id), Hub | Zone)
        and adcode in register.hosts(row.place_id)
    ]
    return carrier_symbols(bare, register, world.theme, carriers, rows)


def _finding(
    page: CityPage,
    plans: Sequence[Plan],
    symbols: Sequence[Symbol],
    listed: Sequence[UnplottedCarrier],
) -> Text:
    """The sentence under the title: who names the place, how often, with how many parks."""
    if not plans:
        return say("place.finding_none", n=sum(map(_around, page.lines)))
    parks = len(symbols) + len(listed)
    also = say("place.finding_parks", n=parks) if parks else say("place.finding_no_park")
    return sentence((say("place.finding", p=len(plans), n=_statements(page)), also))


def _statements(page: CityPage) -> int:
    return sum(n for reach, n in page.counts.items() if reach != "wide")


def _numbers(
    page: CityPage, plans: Sequence[Plan], states: Sequence[AreaState], parks: int
) -> tuple[KeyNumber, ...]:
    if not plans:
        return ()
    numbers = {"plans": len(plans), "statements": _statements(page), "parks": parks}
    if len(states) > 1:
        numbers["counties"] = sum(one.count > 0 for one in states)
    return tuple(KeyNumber(n, say(f"place.number_{key}")) for key, n in numbers.items())


def _told(page: CityPage, plan: Plan) -> PlanTold:
    """What one plan says: lines of the place, a count of those of wider areas."""
    lines = page.of_plan(plan.key)
    places = list(dict.fromkeys(x.place_id for x in lines))
    own = tuple(sorted((x for x in lines if _own(x)), key=lambda x: places.index(x.place_id)))
    wide = sum(map(_around, lines))
    beyond = say("place.beyond", n=wide) if wide else NOTHING
    return PlanTold(plan.key, plan.short, dated(plan, marked=True), own, beyond)
