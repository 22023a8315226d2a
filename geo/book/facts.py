"""What is looked up in an atlas: parks with what is known of their place, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.book.model import Shown
from geo.domain.plan import Carrier
from geo.domain.statement import Statement
from geo.domain.text import Text
from geo.scene.map_kind import KINDS, PlanGround
from geo.scene.marks import Symbol, UnplottedCarrier
from geo.scene.symbols import carrier_symbols
from geo.sheet.items import Table, TextBox
from geo.sheet.model import Sheet
from geo.sources.places.register import Register
from geo.texts.catalogue import say

_STATED = ("named", "focus")


@dataclass(frozen=True)
class Park:
    """A park, platform or facility that a plan names; ``known`` says how its place is known.

    ``host`` is the area of the map that it lies in, ``city`` its prefecture.
    """

    key: str
    name: Text
    host: str
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
        for park in parks_among(ground, ground.plan.carriers, ground.table.site_rows):
            found.setdefault(park.key, park)
    return sorted(found.values(), key=lambda park: (park.city, park.name.zh))


def parks_among(
    ground: PlanGround, carriers: Sequence[Carrier], rows: Sequence[Statement]
) -> list[Park]:
    """Some carriers of a plan and the sites of some rows, as they come up."""
    register, found = ground.world.register, []
    symbols, listed = carrier_symbols(ground.table, register, ground.world.theme, carriers, rows)
    sites: list[Symbol | UnplottedCarrier] = [*symbols, *listed]
    for site in sites:
        grade = site.grade if isinstance(site, Symbol) else "not"
        city = register.host_prefecture(site.host) or site.host
        known = say(f"book.known_{grade}")
        found.append(Park(site_key(site), site.label, site.host, city, known))
    return found


def shown_on(
    sheet: Sheet, register: Register, clauses: Iterable[tuple[str, str]], cities: Sequence[str] = ()
) -> Shown:
    """What stands on a map sheet; ``cities`` where the map itself colours none."""
    scene = sheet.scene
    named = (a.adcode for a in scene.areas if a.state.startswith(_STATED))
    codes = (register.host_prefecture(code) for code in named)
    sites = {site_key(item): _page_of(sheet, item.label) for item in scene.listed}
    return Shown(
        sites={**sites, **{site_key(symbol): 0 for symbol in scene.symbols}},
        clauses=frozenset(clauses),
        cities=tuple(cities) or tuple(dict.fromkeys(filter(None, codes))),
    )


def _page_of(sheet: Sheet, label: Text) -> int:
    """Which page of a sheet lists a name, from 0 on."""
    name = label.in_(sheet.lang)
    for number, page in enumerate(sheet.pages):
        boxes = [piece for piece in page if isinstance(piece, TextBox)]
        tables = (piece for piece in page if isinstance(piece, Table))
        boxes += [cell for table in tables for row in table.rows for cell in row]
        if any(name in box.text for box in boxes):
            return number
    return 0


def plan_sheet(sheet: Sheet, ground: PlanGround) -> Shown:
    """What stands on a map of one plan, with the clauses behind its areas, points and bands."""
    scene, spec = sheet.scene, sheet.scene.spec
    told = [symbol.statements for symbol in scene.symbols]
    told += [entry.statements for entry in scene.listed]
    told += [band.statements for band in scene.bands]
    clauses = {line.clause for lines in told for line in lines}
    clauses |= set(KINDS[spec.kind].clauses(ground, spec.subject))
    key = ground.plan.key
    return shown_on(sheet, ground.world.register, ((key, c) for c in clauses if c))
