"""A theme across plans: which places each plan names for it, itself, in part or collectively."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.domain.places import Area, Hub, Zone
from geo.domain.plan import Plan
from geo.domain.statement import Force, Statement
from geo.errors import Fault, SpecError
from geo.join.placing import Grid, Reach
from geo.nearest import nearest
from geo.sources.crosswalk.themes import CrossTheme, Crosswalk, Link
from geo.sources.places.register import Register

_NEAR = (Reach.DIRECT, Reach.PART, Reach.SITE, Reach.FACILITY, Reach.COLLECTIVE)


@dataclass(frozen=True)
class ThemeStatement:
    """One row of one plan that belongs to the theme through a link.

    Parameters
    ----------
    plan
        Key of the plan.
    link
        The link of the row's sub-sector, or else of its sector.
    reach
        How the row speaks of the place it is listed under.
    """

    plan: str
    row: Statement
    link: Link
    reach: Reach

    @property
    def clause(self) -> str:
        """Clause id in its plan."""
        return self.row.clause


@dataclass(frozen=True)
class ThemeCell:
    """What the plans say of one area: rows that state the theme, and rows only near to it."""

    rows: tuple[ThemeStatement, ...] = ()
    near: tuple[ThemeStatement, ...] = ()

    def plans(self, *reaches: Reach) -> tuple[str, ...]:
        """Keys of the plans with a stating row of one of the reaches, each once, in plan order."""
        return tuple(dict.fromkeys(s.plan for s in self.rows if s.reach in reaches))

    @property
    def state(self) -> str:
        """``named`` by a plan itself, ``collective`` or ``not_named``; parts never colour it."""
        if self.plans(Reach.DIRECT):
            return "named"
        return "collective" if self.plans(Reach.COLLECTIVE) else "not_named"


NOTHING = ThemeCell()


@dataclass(frozen=True)
class ThemeTable:
    """One row per area of the level, named or not, then the finer areas that a plan names.

    Parameters
    ----------
    theme
        The theme.
    plans
        Every plan with a linked term, in the order given, those that name nobody included.
    areas, finer
        Areas of the level, and counties named directly, both in adcode order.
    cells
        Cell by adcode; absent = nothing said.
    sites
        Stating binding and facility rows by park, hub or zone.
    elsewhere
        Rows of regions, of the province and of places beyond the maps, and context rows; each once.
    total
        Rows of all plans that a link ties to the theme.
    """

    theme: CrossTheme
    plans: tuple[Plan, ...]
    areas: tuple[Area, ...]
    finer: tuple[Area, ...]
    cells: Mapping[str, ThemeCell]
    sites: Mapping[str, tuple[ThemeStatement, ...]]
    elsewhere: tuple[ThemeStatement, ...]
    total: int
    #: Keys of the plans with a term that states the theme; the others are only near to it.
    stating: tuple[str, ...] = ()

    #: Areas of the level that lie in the territory of none of the plans.
    beyond: frozenset[str] = frozenset()

    def cell(self, adcode: str) -> ThemeCell:
        """The cell of an area; empty where every plan is silent."""
        return self.cells.get(adcode, NOTHING)

    def plan(self, key: str) -> Plan:
        """The linked plan with this key; KeyError if there is none."""
        return {plan.key: plan for plan in self.plans}[key]

    def naming(self) -> tuple[str, ...]:
        """Keys of the plans that name a place, a park or a region for the theme.

        What is said of the whole territory alone names none.
        """
        used = {key for cell in self.cells.values() for key in cell.plans(*_NEAR)}
        wholes = {(p.key, p.territory) for p in self.plans}
        binding = (s for s in self.elsewhere if s.link.states and s.row.force == Force.BINDING)
        used |= {s.plan for s in binding if (s.plan, s.row.place_id) not in wholes}
        return tuple(p.key for p in self.plans if p.key in used)


def theme_table(
    theme_id: str,
    plans: Iterable[Plan],
    register: Register,
    walk: Crosswalk,
    areas: Sequence[Area] = (),
) -> ThemeTable:
    """Lay one theme of several plans on the areas of the province.

    Parameters
    ----------
    theme_id
        Id of the crosswalk's theme.
    plans
        Plans in the order in which they are to be listed; those without a linked term are left out.
    register, walk
        Places of the plans; themes and links.
    areas
        Areas to fill; by default the prefectures.

    Returns
    -------
    ThemeTable
        A plan of a city speaks of its districts and parks, which are parts and sites of the city
        and never colour it; a district named directly is a finer area of its own.

    Raises
    ------
    SpecError
        The crosswalk has no such theme.
    """
    theme = _theme(theme_id, walk)
    grid = Grid(register, tuple(areas) or register.areas("prefecture"))

    def links_of(plan: Plan) -> list[Link]:
        return [x for x in walk.links_of(theme_id) if x.plan == plan.key]

    linked = tuple(p for p in plans if links_of(p))
    rows: dict[str, list[ThemeStatement]] = {}
    sites: dict[str, list[ThemeStatement]] = {}
    elsewhere, total = [], 0
    for plan in linked:
        links = {x.term_id: x for x in links_of(plan)}
        for row in plan.statements:
            link = links.get(row.subsector) or links.get(row.sector)
            if link is None:
                continue
            total += 1
            if not _spread(plan.key, row, link, grid, rows):
                elsewhere.append(ThemeStatement(plan.key, row, link, Reach.AROUND))
            elif isinstance(register.place(row.place_id), Zone | Hub):
                sites.setdefault(row.place_id, []).append(
                    ThemeStatement(plan.key, row, link, Reach.SITE)
                )
    finer = set(rows) - {a.adcode for a in grid.areas}
    within = {plan.territory for plan in linked}
    return ThemeTable(
        theme=theme,
        plans=linked,
        areas=grid.areas,
        finer=tuple(a for a in register.areas("county") if a.adcode in finer),
        cells={code: _cell(found) for code, found in sorted(rows.items())},
        sites={place: tuple(found) for place, found in sorted(sites.items())},
        elsewhere=tuple(elsewhere),
        total=total,
        stating=tuple(p.key for p in linked if any(x.states for x in links_of(p))),
        beyond=frozenset(
            a.adcode for a in grid.areas if within.isdisjoint(register.hosts(a.adcode))
        ),
    )


def _theme(theme_id: str, walk: Crosswalk) -> CrossTheme:
    try:
        return walk.theme(theme_id)
    except KeyError:
        near = nearest(theme_id, [t.id for t in walk.themes])
        fault = Fault("crosswalk/themes.csv", "没有这个主题", "no such theme", theme_id, near)
        raise SpecError(fault) from None


def _spread(
    plan: str, row: Statement, link: Link, grid: Grid, rows: dict[str, list[ThemeStatement]]
) -> bool:
    """Enter a row at its areas; False if it speaks of no single one (then it stands elsewhere)."""
    near_by = [pair for pair in grid.placed(row) if pair[1] in _NEAR]
    own = [pair for pair in grid.finer(row) if pair[1] == Reach.DIRECT] if near_by else []
    for code, reach in (*near_by, *own):
        rows.setdefault(code, []).append(ThemeStatement(plan, row, link, reach))
    return bool(near_by) and all(reach != Reach.COLLECTIVE for _, reach in near_by)


def _cell(found: Sequence[ThemeStatement]) -> ThemeCell:
    stating = tuple(s for s in found if s.link.states)
    return ThemeCell(stating, tuple(s for s in found if not s.link.states))
