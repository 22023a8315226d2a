"""What a card tells of one place and one sector of a plan, its map, its code to be scanned.

See DECISIONS 47.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

import segno

from geo.analysis.cities import plan_lines
from geo.book.model import Park, parks_among
from geo.design.theme import load_theme
from geo.domain.lines import CARRIER, CityLine
from geo.domain.plan import Plan
from geo.domain.statement import Force, PlaceId, Scope, TermId
from geo.domain.text import NOTHING, Text
from geo.scene.map_kind import KINDS, PlanGround
from geo.scene.marks import Symbol
from geo.scene.scene import Scene
from geo.sheet.arrange import with_names
from geo.sheet.box import Box
from geo.sheet.closeups import closeup
from geo.sheet.furniture import corners
from geo.sheet.model import Ink, Sheet
from geo.sheet.page import Heights, PageChoice, make_page
from geo.sheet.symbols import place_symbols
from geo.sheet.views import overview
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register

_NEAR_SHARE, _GAP = 0.4, 3.0  # of the width; mm at A3
_OUTLINE_PT, _TYPE = 2.2, 0.8
_SVG = "http://www.w3.org/2000/svg"
_QUIET = 4  # modules left free on every side, as ISO 18004 asks


@dataclass(frozen=True)
class Pair:
    """A place and a sector that the plan names together; ``region`` where only as one of many."""

    place_id: PlaceId
    sector: TermId
    region: bool = False


@dataclass(frozen=True)
class Card:
    """Everything on one card.

    ``count`` is the number of sub-sectors that are named for the place itself; ``lines`` what the
    plan says of it, then of districts and parks in it; ``parks`` carriers and parks that the map of
    the sector shows there; ``others`` the other places named for the sector, each with its count,
    most first; ``regions`` those that are spoken of as a whole.
    """

    pair: Pair
    place: Text
    short: Text
    sector: Text
    count: int
    lines: tuple[CityLine, ...]
    parks: tuple[Park, ...]
    others: tuple[tuple[Text, int], ...]
    regions: tuple[Text, ...]

    @property
    def slug(self) -> str:
        """Stable ASCII name: code of the place, then the sector, hyphens between words."""
        return f"{self.pair.place_id}-{self.pair.sector.replace('.', '-')}"


def pairs_of(plan: Plan) -> tuple[Pair, ...]:
    """Every place and sector that a binding row names together, in the order of the plan.

    What is said of a place as one of many makes a region card, unless it is named itself too.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> pairs = pairs_of(load_plan("future2024"))
    >>> len(pairs), sum(pair.region for pair in pairs)
    (45, 2)
    """
    order = [sector.id for sector in plan.taxonomy]
    rows = [r for r in plan.statements if r.force == Force.BINDING and r.sector]
    places = list(dict.fromkeys(r.place_id for r in rows))
    direct = {(r.place_id, r.sector) for r in rows if r.scope == Scope.DIRECT}
    every = direct | {(r.place_id, r.sector) for r in rows}
    pairs = (Pair(p, s, (p, s) not in direct) for p, s in every)
    return tuple(sorted(pairs, key=lambda x: (places.index(x.place_id), order.index(x.sector))))


def cards_of(ground: PlanGround, pairs: Iterable[Pair]) -> list[Card]:
    """The cards of some pairs of a plan."""
    plan, register = ground.plan, ground.world.register
    lines = [line for _, line in plan_lines(plan, register)]
    every = pairs_of(plan)
    return [_card(ground, pair, lines, every) for pair in pairs]


def _card(ground: PlanGround, pair: Pair, lines: Sequence[CityLine], every: Sequence[Pair]) -> Card:
    plan, register = ground.plan, ground.world.register
    counts = {p.place_id: _count(plan, p) for p in every if p.sector == pair.sector}
    direct = {p.place_id for p in every if p.sector == pair.sector and not p.region}
    others = [(register.short_name(code), counts[code]) for code in direct - {pair.place_id}]
    regions = sorted(set(counts) - direct - {pair.place_id})
    return Card(
        pair=pair,
        place=register.name(pair.place_id),
        short=register.short_name(pair.place_id),
        sector=plan.taxonomy.sector(pair.sector).name,
        count=counts[pair.place_id],
        lines=tuple(_lines(register, pair, lines)),
        parks=() if pair.region else tuple(_parks(ground, pair)),
        others=tuple(sorted(others, key=lambda x: (-x[1], x[0].zh))),
        regions=tuple(map(register.short_name, regions)),
    )


def _count(plan: Plan, pair: Pair) -> int:
    """How many sub-sectors binding rows name for a pair."""
    rows = (r for r in plan.statements if r.force == Force.BINDING)
    own = (r for r in rows if (r.place_id, r.sector) == (pair.place_id, pair.sector))
    return len({r.subsector for r in own if r.subsector})


def _lines(register: Register, pair: Pair, lines: Iterable[CityLine]) -> list[CityLine]:
    """Lines of the place itself, then of what lies in it."""
    told = [x for x in lines if x.force not in (CARRIER, Force.CONTEXT)]
    mine = [x for x in told if x.sector_id == pair.sector]
    own = [x for x in mine if x.place_id == pair.place_id]
    inside = [x for x in mine if x not in own and pair.place_id in register.hosts(x.place_id)]
    return [*own, *([] if pair.region else inside)]


def _parks(ground: PlanGround, pair: Pair) -> list[Park]:
    """Carriers and parks of the sector's map that lie in the place, or are the place."""
    register = ground.world.register
    carriers, rows = KINDS["sector"].sites(ground, pair.sector)
    parks = parks_among(ground, carriers, rows)
    return [p for p in parks if pair.place_id in (p.key, *register.hosts(p.host))]


def card_map(
    scene: Scene, boundaries: Boundaries, box: Box, choice: PageChoice, near: str
) -> Sheet:
    """The map in a box, points numbered; ``near`` is the area that is shown nearer, or empty."""
    gap = _GAP * choice.unit if near else 0.0
    wide = box.w * (1 - _NEAR_SHARE) - gap if near else box.w
    views = [overview(replace(box, w=wide), boundaries)]
    if near:
        right = Box(box.x + wide + gap, box.y, box.w - wide - gap, box.h)
        name = next((a.short for a in scene.areas if a.adcode == near), NOTHING)
        views.append(replace(closeup(right, boundaries, near), role="delta", name=name))
    theme, nothing = load_theme(), Box(0.0, 0.0, 0.0, 0.0)
    page = replace(make_page(choice, Heights()), map=box, panel=nothing)
    page = replace(page, type_unit=page.type_unit * _TYPE)
    blocked = {
        v.role: corners(v, page, choice.lang)[:1] if v.name != NOTHING else [] for v in views
    }
    sheet = Sheet(
        scene=scene, boundaries=boundaries, lang=choice.lang, page=page, views=tuple(views),
        symbols=place_symbols((scene, scene.symbols), views, page, blocked), bands=(), labels=(),
        scale_bars=(), ink=Ink.of(theme, page.unit, page.type_unit), north=None, mark=nothing,
        numbered=scene.symbols, hatches=theme.hatches(max(page.unit, 0.8), paper=True),
    )  # fmt: skip
    return with_names(sheet, blocked, boundaries)[0]


def located(scene: Scene, here: str, symbols: tuple[Symbol, ...]) -> Scene:
    """The map of a sector with one area outlined, and some of its points only."""
    ink = load_theme().ground["ink"]
    own = [
        replace(area, style=replace(area.style, stroke=ink, stroke_width_pt=_OUTLINE_PT))
        for area in scene.areas
        if area.adcode == here
    ]
    rest = [area for area in scene.areas if area.adcode != here]
    return replace(scene, areas=(*rest, *own), symbols=symbols)


def qr_svg(address: str, ink: str, paper: str) -> str:
    """An address as a QR code (error correction M, or better where that takes no more room).

    Examples
    --------
    >>> qr_svg("https://example.org/a", "#000000", "#ffffff").startswith("<svg")
    True
    """
    code = segno.make_qr(address, error="m")
    side = code.symbol_size(border=_QUIET)[0]
    root = ET.Element("svg", {"xmlns": _SVG, "viewBox": f"0 0 {side} {side}"})
    ET.SubElement(root, "rect", {"width": str(side), "height": str(side), "fill": paper})
    dark = [(x, y) for y, row in enumerate(code.matrix) for x, is_dark in enumerate(row) if is_dark]
    path = "".join(f"M{x + _QUIET} {y + _QUIET}h1v1h-1z" for x, y in dark)
    ET.SubElement(root, "path", {"d": path, "fill": ink})
    return ET.tostring(root, encoding="unicode")
