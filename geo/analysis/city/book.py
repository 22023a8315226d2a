"""Everything that the plans say of one city: itself, its districts, its parks, its regions.

Every row of every plan has exactly one home: a city, the list of wider areas (regions, the
province), or the list of places beyond the maps. Nothing is dropped, and the book counts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.analysis.city.lines import plan_lines
from geo.domain.lines import CARRIER, REACHES, CityLine, CityPage
from geo.domain.plan import Plan
from geo.errors import Fault, PlaceError
from geo.join.placing import Grid
from geo.sources.places.register import Register


@dataclass(frozen=True)
class CityBook:
    """Pages of all cities, the lines of wider areas, those beyond the maps, and the count.

    ``wide`` lines stand again on the page of every city that they cover; ``rows`` and ``carriers``
    count what was read.
    """

    pages: tuple[CityPage, ...]
    wide: tuple[CityLine, ...]
    outside: tuple[CityLine, ...]
    rows: int
    carriers: int

    def page(self, adcode: str) -> CityPage:
        """The page of a city.

        Raises
        ------
        PlaceError
            It is no prefecture of the book.
        """
        for page in self.pages:
            if page.adcode == adcode:
                return page
        near = tuple(f"{p.name.zh} {p.adcode}" for p in self.pages[:3])
        raise PlaceError(Fault("", "不是地级市的编码", "not the code of a city", adcode, near))

    def home_rows(self) -> tuple[str, ...]:
        """Every row once, where it belongs; carriers left out."""
        own = [x for page in self.pages for x in page.lines if x.reach != "wide"]
        lines = [*own, *self.wide, *self.outside]
        return tuple(row for x in lines if x.force != CARRIER for row in x.rows)


def city_book(plans: Iterable[Plan], register: Register) -> CityBook:
    """The pages of every city of the province.

    Parameters
    ----------
    plans
        Plans in the order in which they are to be listed.
    register
        Places of the plans.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> from geo.sources.places.register import load_register
    >>> book = city_book([load_plan("space2024")], load_register())
    >>> book.page("441700").plans, len(book.home_rows()) == book.rows
    (('space2024',), True)
    """
    read = tuple(plans)
    grid = Grid(register, register.areas("prefecture"))
    found: dict[str, list[CityLine]] = {area.adcode: [] for area in grid.areas}
    wide: list[CityLine] = []
    outside: list[CityLine] = []
    for plan in read:
        for home, line in plan_lines(plan, register):
            if home in found:
                found[home].append(line)
            elif home:
                wide.append(line)
                for code in _covered(grid, plan, line):
                    found[code].append(line)
            else:
                outside.append(line)
    order = {plan.key: i for i, plan in enumerate(read)}
    pages = tuple(CityPage(a.adcode, a.name, _sorted(found[a.adcode], order)) for a in grid.areas)
    rows = sum(len(plan.statements) for plan in read)
    carriers = sum(len(plan.carriers) for plan in read)
    return CityBook(pages, tuple(wide), tuple(outside), rows, carriers)


def city_page(adcode: str, plans: Iterable[Plan], register: Register) -> CityPage:
    """The page of one city; PlaceError if the code is no city's.

    Examples
    --------
    >>> from geo.sources.plans.folder import load_plan
    >>> from geo.sources.places.register import load_register
    >>> page = city_page("441200", [load_plan("future2024")], load_register())
    >>> [x.line.heading.zh for x in page.of_plan("future2024") if x.reach == "city"]
    ['低碳能源']
    """
    return city_book(plans, register).page(adcode)


def _sorted(lines: Sequence[CityLine], order: Mapping[str, int]) -> tuple[CityLine, ...]:
    """Plan by plan, nearest reach first, else in document order."""
    return tuple(sorted(lines, key=lambda x: (order[x.plan], REACHES.index(x.reach))))


def _covered(grid: Grid, plan: Plan, line: CityLine) -> tuple[str, ...]:
    """Cities of a region or of the province, and those with a county in the region."""
    row = next(r for r in plan.statements if r.place_id == line.place_id)
    return tuple(dict.fromkeys(code for code, _ in grid.placed(row)))
