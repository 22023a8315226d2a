"""Sector and sub-sector: which areas the plan names for them, and how many sub-sectors.

See DECISIONS 42.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.analysis.matrix import Matrix, Unit
from geo.analysis.overlap import placed_terms
from geo.domain.places import Area
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Force, Statement
from geo.domain.taxonomy import Sector, SubSector
from geo.domain.text import Text, joined
from geo.join.lines import statement_lines
from geo.join.table import AreaTable, Cell
from geo.scene.classes import LAST, Classes, StateClass, counted
from geo.scene.compose import AreaState
from geo.scene.findings import term_finding
from geo.scene.kinds.carriers import carriers_of
from geo.scene.map_kind import IndexGroup, MapKind, PlanGround, all_rows, register
from geo.scene.scene import MatrixRow
from geo.spec.mapspec import Layers
from geo.texts.catalogue import say

_STATED = ("named", "focus")
NAMED_COUNTS = [*(say("states.named", n=n) for n in (1, 2, 3)), say("states.named_4")]
SECTOR_CLASSES = (
    *counted(NAMED_COUNTS),
    StateClass("focus", say("states.focus"), step=0, mark="○"),
    *LAST,
)
SUBSECTOR_CLASSES = (StateClass("named-1", say("states.named_sub"), step=1, mark="✓"), *LAST)


def facilities(plan: Plan, place_id: str, sector: str) -> Text:
    """The sub-sectors of a sector that facilities at a place itself serve, as printed."""
    rows = (r for r in plan.statements if r.force == Force.FACILITY and r.place_id == place_id)
    return term_list(plan, (r for r in rows if r.sector == sector and r.subsector))


def term_list(plan: Plan, rows: Iterable[Statement]) -> Text:
    """The printed terms of rows and their English names, each once."""
    terms = [plan.term(row) for row in rows]
    zh, en = dict.fromkeys(t.zh for t in terms), dict.fromkeys(t.en for t in terms)
    return Text("、".join(zh), ", ".join(en))


def cell_words(plan: Plan, cell: Cell, place_id: str, term: str, *, sub: bool) -> Text:
    """The state of a cell in words, with the facilities where they name what the place does not."""
    if cell.state == "focus" and (told := facilities(plan, place_id, term)).zh:
        return say("state_text.focus_facility", terms=told)
    return say(f"state_text.{'named_sub' if sub and cell.count else cell.state}", n=cell.count)


class _Term(MapKind):
    """What maps of a sector and of a sub-sector share: states of cells, parks inside, carriers."""

    layers = Layers(structure=True, carriers=True)

    def cell(self, table: AreaTable, adcode: str, subject: str) -> Cell:
        raise NotImplementedError

    def offered(self, plan: Plan, table: AreaTable | None) -> Iterable[str]:
        """Those that are given to a place; the others stand together on one sheet."""
        placed = placed_terms(plan)
        return [s for s in self.subjects(plan) if s in placed]

    def state(self, ground: PlanGround, subject: str, area: Area) -> AreaState:
        """The state of the cell, with what is said of parks and zones inside the area.

        These never change its state.
        """
        table, places = ground.table, ground.world.register
        cell = self.cell(table, area.adcode, subject)
        lines = statement_lines(table.plan, places, [*cell.rows, *cell.collective])
        sub = self.key == "subsector"
        words = cell_words(table.plan, cell, area.adcode, subject, sub=sub)
        found = AreaState(area, cell.graded, cell.count, words, lines)
        rows = [
            r
            for r in ground.site_rows
            if getattr(r, self.key) == subject and area.adcode in places.hosts(r.place_id)
        ]
        if not rows:
            return found
        if found.state == "not_named":
            words = say("state_text.points", n=len({r.place_id for r in rows}))
        sites = statement_lines(table.plan, places, rows, named=lambda _: True)
        return replace(found, words=words, statements=found.statements + sites)

    def finding(self, ground: PlanGround, subject: str, shown: Sequence[AreaState]) -> Text:
        return term_finding(ground, subject)

    def clauses(self, ground: PlanGround, subject: str) -> Iterable[str]:
        rows = (r for a in ground.areas for r in all_rows(ground.table, a.adcode))
        return [r.clause for r in rows if getattr(r, self.key) == subject]

    def sites(
        self, ground: PlanGround, subject: str
    ) -> tuple[Sequence[Carrier], Sequence[Statement]]:
        """Carriers of the areas that state the subject, and the sites that are tied to it."""
        table, carriers = ground.table, ground.plan.carriers
        stating = [
            area.adcode
            for area in ground.areas
            if self.cell(table, area.adcode, subject).state in _STATED
        ]
        own = {i for code in stating for i in carriers_of(table, ground.world.register, code)}
        return [carriers[i] for i in sorted(own)], self.zone_rows(ground, subject)

    def zone_rows(self, ground: PlanGround, subject: str) -> Sequence[Statement]:
        return [r for r in ground.site_rows if getattr(r, self.key) == subject]


@register
class _Sector(_Term):
    """A sector, in classes by the number of its sub-sectors that are named."""

    key = "sector"
    rank = 40
    index_group = IndexGroup.SECTORS
    subject_name = say("pages.sector")

    def classes(self, ground: PlanGround) -> Classes:
        return SECTOR_CLASSES

    def terms(self, plan: Plan) -> Sequence[Sector | SubSector]:
        return plan.taxonomy.sectors

    def offered(self, plan: Plan, table: AreaTable | None) -> Iterable[str]:
        return super().offered(plan, table) if plan.wishes.sectors else ()

    def cell(self, table: AreaTable, adcode: str, subject: str) -> Cell:
        return table.cell(adcode, subject)

    def hue(self, ground: PlanGround, subject: str) -> str:
        return ground.world.theme.hue(ground.plan, subject)

    def titles(self, plan: Plan, subject: str) -> tuple[Text, Text]:
        order = [s.id for s in plan.taxonomy]
        sector, i = plan.taxonomy.sector(subject), order.index(subject) + 1
        subtitle = say("titles.sector_sub", plan=plan.short, i=i, n=len(order))
        return sector.name, subtitle

    def matrix(
        self, ground: PlanGround, subject: str
    ) -> tuple[tuple[Text, ...], tuple[MatrixRow, ...]]:
        return place_table(ground, subject)


@register
class _Subsector(_Term):
    """A sub-sector: named, said of a region, or not named."""

    key = "subsector"
    rank = 50
    index_group = IndexGroup.SUBSECTORS
    subject_name = say("pages.subsector")

    def classes(self, ground: PlanGround) -> Classes:
        return SUBSECTOR_CLASSES

    def terms(self, plan: Plan) -> Sequence[Sector | SubSector]:
        return plan.taxonomy.subsectors

    def offered(self, plan: Plan, table: AreaTable | None) -> Iterable[str]:
        return super().offered(plan, table) if plan.wishes.subsectors else ()

    def cell(self, table: AreaTable, adcode: str, subject: str) -> Cell:
        return table.subcell(adcode, subject)

    def hue(self, ground: PlanGround, subject: str) -> str:
        sector = ground.plan.taxonomy.subsector(subject).sector
        return ground.world.theme.hue(ground.plan, sector)

    def titles(self, plan: Plan, subject: str) -> tuple[Text, Text]:
        sub = plan.taxonomy.subsector(subject)
        sector = plan.taxonomy.sector(sub.sector)
        i, n = [s.id for s in sector.subsectors].index(sub.id) + 1, len(sector.subsectors)
        name = joined((plan.short, sector.name), " · ", " · ")
        return sub.name, say("titles.subsector_sub", sector=name, i=i, n=n)


_ORDER = ("area", "site", "region", "facility")
_SIGNS = ("named", "collective", "facility", "")  # of one place, strongest first


def place_table(ground: PlanGround, sector: str) -> tuple[tuple[Text, ...], tuple[MatrixRow, ...]]:
    """Columns and rows: areas, parks, facilities and regions, each that is spoken of itself.

    The first column is the sector as such, where no sub-sector is given to a place so firmly. A
    place with statements of several kinds is one row, each cell with its strongest sign.

    Examples
    --------
    >>> from geo import lay_out, load_plan
    >>> columns, rows = place_table(lay_out(load_plan("qianhai2024")).ground, "commerce")
    >>> [row.cells.count("named") for row in rows]
    [1, 1, 1, 1, 0]
    """
    matrix = ground.analysis.matrix
    subs = ground.plan.taxonomy.sector(sector).subsectors
    places: dict[str, list[Unit]] = {}
    spoken = {u: sign for u in matrix.units if (sign := _sign(matrix, u, sector))}
    for unit in sorted(spoken, key=lambda u: (_SIGNS.index(spoken[u]), _ORDER.index(u.kind))):
        places.setdefault(unit.id, []).append(unit)
    rows = []
    for units in places.values():
        cells = tuple(_strongest(matrix, units, sub.id) for sub in subs)
        most = _strongest(matrix, units, sector)
        itself = "" if most in cells else most
        rows.append(MatrixRow(ground.analysis.label(units[0]), (itself, *cells)))
    if any(row.cells[0] for row in rows):
        return (say("sheet.table_itself"), *(s.name for s in subs)), tuple(rows)
    return tuple(s.name for s in subs), tuple(MatrixRow(r.name, r.cells[1:]) for r in rows)


def _strongest(matrix: Matrix, units: list[Unit], term: str) -> str:
    return min((_sign(matrix, u, term) for u in units), key=_SIGNS.index)


def _sign(matrix: Matrix, unit: Unit, term: str) -> str:
    """How a place is spoken of, itself or in a set; what is said of its region is the region's."""
    cell = matrix.cell(unit, term)
    in_set = any(row.place_id == unit.id for row in cell.cell.collective)
    if not cell.holds(wide=True) and not in_set:
        return ""
    if unit.kind == "facility":
        return "facility"
    return "named" if cell.holds() else "collective"
