"""A kind of map of one plan: everything that sets it apart, and the registry of all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from geo.analysis.figures import key_figures
from geo.analysis.plan_analysis import PlanAnalysis
from geo.domain.places import Area
from geo.domain.plan import Carrier, Plan
from geo.domain.statement import Statement
from geo.domain.taxonomy import Sector, SubSector
from geo.domain.text import Text, joined
from geo.join.table import AreaTable
from geo.scene.classes import Classes
from geo.scene.compose import AreaState
from geo.scene.corridors import bands
from geo.scene.marks import Band, Belt, Symbol
from geo.scene.scene import KeyNumber, MatrixRow
from geo.scene.symbols import structure_symbols
from geo.scene.world import Points, World, label_points
from geo.spec.mapspec import Layers
from geo.texts.catalogue import say

_QUIET = ("collective", "regions")  # numbers that are not worth a zero


class IndexGroup(StrEnum):
    """Where the index of a build shows a map, from the top of a plan's section."""

    WIDE = "large"
    SECTORS = "sectors"
    ANALYSIS = "analysis"
    SUBSECTORS = "subsectors"


@dataclass(frozen=True)
class PlanGround:
    """A plan joined to its areas, with what all of its maps share; each thing worked out once."""

    table: AreaTable
    world: World

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.table.plan

    @cached_property
    def analysis(self) -> PlanAnalysis:
        """What the numbers of the maps are counted from."""
        return PlanAnalysis(self.plan, self.world.register, self.table)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas of the level, then the finer ones that the plan names."""
        return (*self.table.areas, *self.table.finer)

    @cached_property
    def site_rows(self) -> tuple[Statement, ...]:
        """The rows of the plan that are told of parks, hubs and zones."""
        return self.table.site_rows

    @cached_property
    def points(self) -> Points:
        """Label points of the areas, of all prefectures and of the ground outside."""
        return label_points(self.world, (*self.world.register.areas("prefecture"), *self.areas))

    @cached_property
    def structure(self) -> Marks:
        """What lies over the areas on the map of the structure."""
        return structure_marks(self.table, self.world, self.points, quiet=False)

    @cached_property
    def backbone(self) -> Marks:
        """What of the structure stands on maps of other subjects."""
        return structure_marks(self.table, self.world, self.points, quiet=True)


class MapKind:
    """A kind of map of one plan.

    A kind is one file in ``geo/scene/kinds``: a class with what differs from here, registered.
    ``subject`` is the id of a sector or sub-sector, and empty on maps of the whole plan.
    """

    #: Name in specs, file names, options and theme.toml ``[kinds]``.
    key: str
    #: Place in the reading order of a plan's maps.
    rank: int
    index_group = IndexGroup.WIDE
    #: What lies over the areas where the caller does not say otherwise.
    layers = Layers(structure=True, carriers=False)
    #: Whether all of the structure is drawn over the areas, or only its backbone.
    whole_structure = False
    #: What its subjects are called; None for a kind that shows the whole plan.
    subject_name: Text | None = None

    def state(self, ground: PlanGround, subject: str, area: Area) -> AreaState:
        """The state of one area, in one of the classes."""
        raise NotImplementedError

    def classes(self, ground: PlanGround) -> Classes:
        """The classes of its areas, in the order of the legend."""
        raise NotImplementedError

    def terms(self, plan: Plan) -> Sequence[Sector | SubSector]:
        """The sectors or sub-sectors that there may be a map of."""
        return ()

    def missing(self, plan: Plan) -> Text | None:
        """Why the plan can have no such map, if so."""
        return None

    def subjects(self, plan: Plan) -> tuple[str, ...]:
        """Every subject that there may be a map of."""
        if self.subject_name is not None:
            return tuple(term.id for term in self.terms(plan))
        return ("",)

    def offered(self, plan: Plan, table: AreaTable | None) -> Iterable[str]:
        """The subjects of the maps that a build makes."""
        return () if self.missing(plan) else self.subjects(plan)

    def hue(self, ground: PlanGround, subject: str) -> str:
        """Name of the ramp that a map is drawn in."""
        return ground.world.theme.kinds[self.key]

    def titles(self, plan: Plan, subject: str) -> tuple[Text, Text]:
        """Title of a map, and its place in its plan."""
        return say(f"titles.{self.key}"), plan.short

    def finding(self, ground: PlanGround, subject: str, shown: Sequence[AreaState]) -> Text:
        """What a map finds, in one sentence; ``shown`` are the areas drawn, with their states."""
        numbers = self.numbers(ground, subject)
        return joined(say("finding.figure", n=n.value, label=n.label) for n in numbers)

    def numbers(self, ground: PlanGround, subject: str) -> tuple[KeyNumber, ...]:
        """The numbers of a page as the analysis counts them."""
        figures = key_figures(ground.analysis, self.key, subject)
        shown = (f for f in figures if f.value or f.key not in _QUIET)
        return tuple(KeyNumber(f.value, f.label) for f in shown)

    def clauses(self, ground: PlanGround, subject: str) -> Iterable[str]:
        """Ids of the clauses behind a map, in any order."""
        return [r.clause for a in ground.areas for r in all_rows(ground.table, a.adcode)]

    def belts(self, ground: PlanGround) -> tuple[Belt, ...]:
        """Belts and zones that are drawn as sets of areas."""
        return ()

    def sites(
        self, ground: PlanGround, subject: str
    ) -> tuple[Sequence[Carrier], Sequence[Statement]]:
        """Carriers, and rows of parks and facilities, that stand on a map as points."""
        return (), ()

    def zone_rows(self, ground: PlanGround, subject: str) -> Sequence[Statement]:
        """Rows of zones that colour nothing: what a map says of them in words."""
        return ()

    def matrix(
        self, ground: PlanGround, subject: str
    ) -> tuple[tuple[Text, ...], tuple[MatrixRow, ...]]:
        """The small table beside a map: its columns and rows."""
        return (), ()

    def draws_finer(self, state: str) -> bool:
        """Whether an area below the map's level is drawn: only where the plan itself colours it."""
        return state.startswith("named") or state == "focus"


def all_rows(table: AreaTable, adcode: str) -> list[Statement]:
    """Every statement behind the cells of an area, direct before collective, in plan order."""
    cells = [table.cell(adcode, s.id) for s in table.plan.taxonomy]
    rows = [r for cell in cells for r in cell.rows]
    return [*rows, *(r for cell in cells for r in cell.collective)]


KINDS: dict[str, MapKind] = {}


def register(kind: type[MapKind]) -> type[MapKind]:
    """Add a kind to the maps of every plan; the order of reading is that of the ranks."""
    KINDS[kind.key] = kind()
    for key in sorted(KINDS, key=lambda key: KINDS[key].rank):
        KINDS[key] = KINDS.pop(key)
    return kind


_BACKBONE = ("core", "pole", "corridor")


@dataclass(frozen=True)
class Marks:
    """Points and lines that lie over the areas."""

    symbols: tuple[Symbol, ...] = ()
    bands: tuple[Band, ...] = ()


def structure_marks(table: AreaTable, world: World, points: Points, *, quiet: bool) -> Marks:
    """All of a plan's structure; ``quiet``: its backbone, smaller and without numbers of nodes."""
    register, theme = world.register, world.theme
    symbols = structure_symbols(table, register, theme, points)
    lines = bands(table.plan, register, theme, points, quiet=quiet)
    if not quiet:
        return Marks(symbols, lines)
    less, found = theme.bands["step_back"], [s for s in symbols if s.kind in _BACKBONE]
    smaller = [replace(s.drawing, size_pt=s.drawing.size_pt * less) for s in found]
    return Marks(
        tuple(replace(s, number=0, drawing=d) for s, d in zip(found, smaller, strict=True)),
        tuple(replace(c, nodes=()) for c in lines if c.kind in _BACKBONE),
    )
