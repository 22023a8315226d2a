"""What is looked up in an atlas: parks with what is known of their place, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.book.model import Shown
from geo.domain.text import Text
from geo.scene.map_kind import KINDS, PlanGround
from geo.scene.scene import Scene, Symbol, UnplottedCarrier
from geo.scene.symbols import carrier_symbols
from geo.sources.places.register import Register
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say

_STATED = ("named", "focus")


@dataclass(frozen=True)
class Park:
    """A park, platform or facility that a plan names; ``known`` says how its place is known."""

    key: str
    name: Text
    city: str
    known: Text


def site_key(found: Symbol | UnplottedCarrier) -> str:
    """The key of a park in the index: the place's id, or name and host where it has no place."""
    if isinstance(found, Symbol):
        return found.id.rpartition(":")[2]
    return f"{found.label.zh}@{found.host}"


def parks_of(grounds: Iterable[PlanGround]) -> list[Park]:
    """Every carrier, park and facility of the plans once, city by city in the order of codes."""
    found: dict[str, Park] = {}
    for ground in grounds:
        register, plan = ground.world.register, ground.plan
        rows = (register, ground.world.theme, plan.carriers, ground.table.site_rows)
        symbols, listed = carrier_symbols(ground.table, *rows)
        for site in (*symbols, *listed):
            grade = site.grade if isinstance(site, Symbol) else "not"
            city = register.host_prefecture(site.host) or site.host
            park = Park(site_key(site), site.label, city, say(f"book.known_{grade}"))
            found.setdefault(park.key, park)
    return sorted(found.values(), key=lambda park: (park.city, park.name.zh))


def shown_on(
    scene: Scene, register: Register, clauses: Iterable[tuple[str, str]], cities: Sequence[str] = ()
) -> Shown:
    """What stands on a map sheet; ``cities`` where the map itself colours none."""
    named = (a.adcode for a in scene.areas if a.state.startswith(_STATED))
    codes = (register.host_prefecture(code) for code in named)
    sites = (*scene.symbols, *scene.listed)
    return Shown(
        sites=frozenset(site_key(site) for site in sites),
        clauses=frozenset(clauses),
        cities=tuple(cities) or tuple(dict.fromkeys(filter(None, codes))),
    )


def plan_sheet(scene: Scene, ground: PlanGround, spec: MapSpec) -> Shown:
    """What stands on a map of one plan, with the clauses behind its areas, points and bands."""
    told = (*scene.symbols, *scene.bands, *scene.listed)
    clauses = {line.clause for item in told for line in item.statements}
    clauses |= set(KINDS[spec.kind].clauses(ground, spec.subject))
    key = ground.plan.key
    return shown_on(scene, ground.world.register, ((key, c) for c in clauses if c))
