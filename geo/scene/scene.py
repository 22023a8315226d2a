"""The finished map, engine-free: every colour, pattern, text and place decided, nothing drawn.

A Scene is made once by :func:`geo.scene.resolve.resolve` and translated by the renderers (Leaflet,
SVG, Typst). It compares by value; two renderers that show one Scene cannot disagree without a test
seeing it. Coordinates are lon/lat degrees (EPSG:4490); geometry stays in
:class:`geo.sources.boundaries.shapes.Boundaries` and is looked up by adcode.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from geo.domain.card import Brief, Card, Carded
from geo.domain.lines import CityLine, StatementLine
from geo.domain.plan import Standing
from geo.domain.text import NOTHING, Text
from geo.scene.marks import Band, Belt, DrawnPlot, PlotLook, Symbol, UnplottedCarrier
from geo.spec.mapspec import MapSpec

NAMED = ("named-1", "named-2", "named-3", "named-4")


class Lettering(StrEnum):
    """How the name of an area is set, where that tells its state and no fill does."""

    BOLD = "bold"
    PLAIN = "plain"
    SMALL = "small"


@dataclass(frozen=True)
class Style:
    """How an area or swatch looks: finished values only.

    ``fill`` and ``stroke`` are ``#rrggbb``; ``pattern`` is "" or a name from theme.toml
    ``[patterns]`` drawn in ``pattern_color`` over the fill, some on paper only; ``mark`` is the
    short sign (1, 2, 3, 4+, ○ …) that keeps the state apart on a black-and-white copy; ``ink`` is
    the label colour that is legible on the fill; ``lettering`` keeps states apart by their names
    where all fills are one.
    """

    fill: str
    stroke: str
    stroke_width_pt: float
    ink: str
    pattern: str = ""
    pattern_color: str = ""
    mark: str = ""
    lettering: Lettering = Lettering.BOLD


@dataclass(frozen=True, repr=False)
class DrawnArea(Brief):
    """One polygon of the map with its state and finished style.

    ``anchor`` is the label point (lon, lat) in the largest part; ``count`` the number the state
    counts (sub-sectors of the sector, sub-sectors in all, carriers); ``state_text`` what the state
    says in words; ``statements`` what the plan says of it for this map; ``hatched`` whether a
    pattern or the lines of a belt lie under its name.
    """

    adcode: str
    level: str
    name: Text
    short: Text
    state: str
    count: int
    style: Style
    anchor: tuple[float, float]
    state_text: Text
    statements: tuple[StatementLine, ...] = ()
    hatched: bool = False


@dataclass(frozen=True, repr=False)
class LegendEntry(Brief):
    """One entry: the same Style (or symbol/band key) as drawn, its words, and who has it.

    ``key`` is a state, or ``symbol:<kind>[:<grade>]``, ``band:<id>``, ``belt:<id>``,
    ``plot:<kind>``; ``members`` are the short names of the areas in it, in adcode order, and
    ``lettered`` if they tell it by their type.
    """

    key: str
    label: Text
    style: Style | None = None
    symbol: Symbol | None = None
    band: Band | None = None
    belt: Belt | None = None
    plot: PlotLook | None = None
    members: tuple[Text, ...] = ()
    count: int = 0
    lettered: bool = False


@dataclass(frozen=True, repr=False)
class LegendBlock(Brief):
    """A titled group of entries, in drawing order."""

    title: Text
    entries: tuple[LegendEntry, ...]


@dataclass(frozen=True)
class Badge:
    """Whether the document of a map binds today: its standing, and that in words.

    ``alert`` is true where it does not bind, which must not be passed over.
    """

    standing: Standing
    label: Text
    alert: bool = False


@dataclass(frozen=True)
class County:
    """A county or district by its short name and the prefecture that it lies in."""

    adcode: str
    name: Text
    host: str


@dataclass(frozen=True)
class KeyNumber:
    """A number at the top of the page, computed once, with what it counts."""

    value: int
    label: Text


@dataclass(frozen=True, repr=False)
class Credits(Brief):
    """The lines under a map.

    All computed from the plan, the boundaries' origin and the approval fields.
    """

    source: Text
    base: Text
    projection: Text
    review: Text
    reviewed: bool
    limits: Text

    @property
    def lines(self) -> tuple[Text, ...]:
        """What stands under sources, in order; the review line comes after them."""
        return (self.source, self.limits, self.base, self.projection)


@dataclass(frozen=True)
class MatrixRow:
    """One place of a sector map against its sub-sectors: the small table beside the map.

    A cell is ``named``, ``collective`` (said of it as a whole), ``facility`` (only a facility there
    is named) or "".
    """

    name: Text
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PlanTold:
    """What one plan says of the place of a sheet: its lines, and how much more it says around."""

    key: str
    name: Text
    #: Number, date and standing of the document.
    note: Text
    lines: tuple[CityLine, ...]
    beyond: Text = NOTHING


@dataclass(frozen=True, repr=False)
class Scene(Carded):
    """Everything on one map.

    ``areas`` are filled areas of the plan's territory in adcode order, one per area of the level,
    then finer areas named directly; ``context`` the outside areas (SARs, neighbours). ``sea`` and
    ``land`` are the colours of ground; ``matrix_columns`` and ``matrix`` the table of sub-sectors
    and of every place that the sector's rows name;
    ``subtitle`` is the finding in one sentence, ``plan_line`` the document and the map's place in
    it, ``badge`` its standing (None for several plans);
    ``issued`` is the date that dates a PDF (ISO), of the plan or of the latest of several.
    """

    spec: MapSpec
    title: Text
    subtitle: Text
    plan_line: Text
    areas: tuple[DrawnArea, ...]
    context: tuple[DrawnArea, ...]
    symbols: tuple[Symbol, ...]
    bands: tuple[Band, ...]
    legend: tuple[LegendBlock, ...]
    listed: tuple[UnplottedCarrier, ...]
    key_numbers: tuple[KeyNumber, ...]
    credits: Credits
    alt: Text
    accent: str
    sea: str
    land: str
    matrix_columns: tuple[Text, ...] = ()
    matrix: tuple[MatrixRow, ...] = ()
    region_notes: tuple[StatementLine, ...] = ()
    issued: str = ""
    badge: Badge | None = None
    #: Named on papers for a wall; empty where counties are the map's own level.
    counties: tuple[County, ...] = ()
    #: Areas around the place of a sheet: named, without a class.
    beside: tuple[DrawnArea, ...] = ()
    told: tuple[PlanTold, ...] = ()
    belts: tuple[Belt, ...] = ()
    #: Ground of places and units as the user outlines it.
    plots: tuple[DrawnPlot, ...] = ()

    @property
    def card(self) -> Card:
        """The map in a few lines."""
        counted = " · ".join(f"{state} {n}" for state, n in self.states().items())
        n, lines = len(self.symbols), len(self.bands)
        return Card(
            f"{self.spec.plan}/{self.spec.slug} · {self.title.zh} / {self.title.en}",
            (self.plan_line.zh, counted, f"{n} 个符号，{lines} 条带 / {n} symbols, {lines} bands"),
        )

    def area(self, adcode: str) -> DrawnArea:
        """The drawn area with this adcode; KeyError if the map does not show it."""
        for area in (*self.areas, *self.context):
            if area.adcode == adcode:
                return area
        raise KeyError(adcode)

    def states(self) -> dict[str, int]:
        """How many areas of the territory are in each state drawn."""
        return dict(Counter(area.state for area in self.areas))
