"""The plans of a build seen together: one register, their themes and topics, their cities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from geo.analysis.cities import CityBook, city_book
from geo.analysis.gaps import gaps
from geo.analysis.report.model import Row
from geo.ask.themes import LEAST_PLANS, Themes, joint_register
from geo.build.mapped_plan import Layout
from geo.build.reviewing import MapId, map_id
from geo.domain.places import Area, Outside, Place
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Statement
from geo.export.rows import assignments_table
from geo.files.cache import fingerprint
from geo.render.web.still import Stills
from geo.scene.credits import cautions
from geo.scene.world import World, load_world
from geo.site import address
from geo.site.row_files import RowFiles
from geo.site.topics import Topics
from geo.spec.mapspec import MapSpec

LEAST_SECTORS = 3
GLANCE = "glance"  # the drawing of small multiples, in the user's table of approval numbers


@dataclass(frozen=True)
class Cross:
    """The plans of a build seen together.

    Theme maps and the glance of all plans need two plans or more; the glance of a plan's sectors
    three sectors.
    """

    layouts: tuple[Layout, ...]
    numbers: Mapping[MapId, str] = field(default_factory=dict)

    @classmethod
    def of(cls, layouts: Iterable[Layout], numbers: Mapping[MapId, str]) -> Cross:
        """Plans whose maps bear the user's approval numbers, those that count today."""
        made = []
        for layout in layouts:
            own = {slug: number for (plan, slug), number in numbers.items()
                   if plan == layout.plan.key}  # fmt: skip
            made.append(replace(layout, numbers=own))
        return cls(tuple(made), numbers)

    def numbered(self, spec: MapSpec) -> MapSpec:
        """The spec of a map of several plans with its approval number, if it has one."""
        return spec.with_(approval=self.numbers.get(map_id(spec), ""))

    @property
    def several(self) -> bool:
        """Whether the build has plans enough to be laid beside each other."""
        return len(self.layouts) >= LEAST_PLANS

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans, in the order given."""
        return tuple(layout.plan for layout in self.layouts)

    @cached_property
    def world(self) -> World:
        """A world with the own places of all plans."""
        first = self.layouts[0].world
        return replace(
            first, register=joint_register(self.plans, load_world(first.territory.code).register)
        )

    @cached_property
    def themes(self) -> Themes:
        """Themes of the plans."""
        return Themes(self.plans, self.world.register)

    @cached_property
    def topics(self) -> Topics:
        """Every theme and every term that has a page."""
        mapped = self.themes.mapped if self.several else ()
        return Topics(self.layouts, self.themes.walk, mapped)

    @cached_property
    def book(self) -> CityBook:
        """What the plans say of every city."""
        return city_book(self.plans, self.world.register)

    @cached_property
    def place_ids(self) -> tuple[str, ...]:
        """Parks, zones, facilities, regions and the province, as the plans come to name them."""
        named = dict.fromkeys(place_id for plan in self.plans for place_id in _named(plan))
        place = self.world.register.place
        return tuple(place_id for place_id in named if _has_page(place(place_id)))

    def place_page(self, place_id: str) -> str:
        """The address of the page of a place, whatever it is; empty if it has none."""
        if place_id in self._with_page:
            return address.place(place_id)
        register = self.world.register
        inside = isinstance(register.place(place_id), Area) and register.host_prefecture(place_id)
        return address.city(place_id) if inside else ""

    @cached_property
    def _with_page(self) -> frozenset[str]:
        return frozenset(self.place_ids)

    def told(self, keys: Iterable[str]) -> tuple[str, ...]:
        """What pages about some plans are made from, as hashes: these plans, and what all share."""
        wanted = set(keys)
        return (self.shared, *(told for key, told in self._hashes.items() if key in wanted))

    def said_in(self, city: str) -> str:
        """What the plans say of a city and of what lies in it or around it, as a hash.

        The lines of its page, the rows and carriers behind them, and what all pages share.
        """
        said = [(plan.key, self._rows_in[plan.key].get(city, ())) for plan in self.plans]
        return fingerprint(self.shared, said, self.book.pages[city].without_addresses)

    @cached_property
    def _rows_in(self) -> dict[str, dict[str, list[Statement | Carrier]]]:
        """Rows and carriers of each plan by the cities that have anything of their place."""
        host, hosts = self.world.register.host_prefecture, self.world.register.hosts
        cities = cache(lambda place_id: {host(i) for i in (place_id, *hosts(place_id))})
        found: dict[str, dict[str, list[Statement | Carrier]]] = {}
        for plan in map(without_addresses, self.plans):
            mine = found.setdefault(plan.key, {})
            for row in plan.statements:
                for city in cities(row.place_id):
                    mine.setdefault(city, []).append(row)
            for carrier in plan.carriers:
                for city in cities(carrier.hub or carrier.place_id) | cities(carrier.place_id):
                    mine.setdefault(city, []).append(carrier)
        return found

    @cached_property
    def _hashes(self) -> dict[str, str]:
        return {plan.key: fingerprint(without_addresses(plan)) for plan in self.plans}

    @cached_property
    def shared(self) -> str:
        """What all pages may tell, as a hash: what the plans are, not what their rows say.

        With the topics that these make, former units that they name, which places have pages.
        """
        heads = [
            replace(plan, statements=(), carriers=(), clauses={}, paragraphs=(), read={})
            for plan in self.plans
        ]
        ground = (self.world.territory, self.world.register.places, self.themes.walk)
        former = [cautions([plan]) for plan in self.plans]
        topics, numbers = list(self.topics), sorted(self.numbers.items())
        return fingerprint(heads, former, ground, topics, self.place_ids, numbers)

    @cached_property
    def voids(self) -> dict[str, frozenset[str]]:
        """Ids of the sub-sectors that name no place, by plan."""
        return {
            layout.plan.key: frozenset(
                term.id for term in gaps(layout.ground.analysis).unassigned_subsectors
            )
            for layout in self.layouts
        }

    @cached_property
    def rows(self) -> Mapping[str, Sequence[Row]]:
        """The rows of every plan as they are handed on, one per statement, by key."""
        register = self.world.register
        return {plan.key: assignments_table(plan, register).rows for plan in self.plans}

    @cached_property
    def row_files(self) -> RowFiles:
        """What makes files of the rows of pages."""
        return RowFiles(self.plans, self.world)

    @cached_property
    def stills(self) -> Stills:
        """What draws the maps of pages without script."""
        return Stills(self.world.boundaries, self.world.register)

    def layout(self, key: str) -> Layout:
        """The plan with this key."""
        return next(layout for layout in self.layouts if layout.plan.key == key)

    def has_glance(self, layout: Layout) -> bool:
        """Whether the plan has sectors enough for small multiples."""
        return len(layout.plan.taxonomy) >= LEAST_SECTORS


def without_addresses(plan: Plan) -> Plan:
    """A plan as all files of a site tell it, which name no line of a table."""
    rows = tuple(replace(row, address="") for row in plan.statements)
    carriers = tuple(replace(carrier, address="") for carrier in plan.carriers)
    return replace(plan, statements=rows, carriers=carriers)


def _named(plan: Plan) -> Iterator[str]:
    """Places of the rows, carriers and structure of a plan."""
    yield from (row.place_id for row in plan.statements)
    yield from (carrier.hub for carrier in plan.carriers if carrier.hub)
    for element in plan.structure.elements:
        yield from (member.place_id for member in element.members)


def _has_page(place: Place) -> bool:
    """Whether a place is neither a city, district or county nor beyond the maps."""
    if isinstance(place, Area):
        return place.level == "province"
    return not isinstance(place, Outside)
