"""What stands on a printed page and where: millimetres from the top left corner, type in points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from geo.design.theme import Hatch, Theme
from geo.scene.marks import Band, Belt, Symbol
from geo.scene.scene import Scene
from geo.sheet.box import Box, Point, View
from geo.sheet.items import Piece
from geo.sheet.typeface import MM_PER_PT
from geo.sources.boundaries.model import Boundaries
from geo.spec.mapspec import Figure

_FINEST = 1.0  # against A3: a copier resolves no finer lines of a smaller paper


@dataclass(frozen=True)
class PlacedLabel:
    """A text with its place: centre of its box, lines from the top, the mark after the first line.

    ``owner`` is an adcode, a symbol id or a word; ``leader`` goes from the label to its place;
    ``plate`` is the colour that clears a pattern under it; ``halo`` a thin outline colour for text
    over lines.
    """

    owner: str
    kind: str
    view: str
    lines: tuple[str, ...]
    size_pt: float
    box: Box
    ink: str
    bold: bool = False
    mark: str = ""
    mark_pt: float = 0.0
    plate: str = ""
    halo: str = ""
    leader: tuple[Point, ...] = ()
    slanted: bool = False


@dataclass(frozen=True)
class PlacedSymbol:
    """A symbol: its centre, the place it stands for, its size, and its number if it has one."""

    symbol: Symbol
    view: str
    x: float
    y: float
    anchor: Point
    size_mm: float
    number: int = 0
    number_pt: float = 0.0

    @property
    def moved(self) -> bool:
        """Whether a leader line is needed."""
        return abs(self.x - self.anchor[0]) + abs(self.y - self.anchor[1]) > 0.05

    @property
    def box(self) -> Box:
        """The square around it."""
        half = self.size_mm / 2
        return Box(self.x - half, self.y - half, self.size_mm, self.size_mm)


@dataclass(frozen=True)
class PlacedBand:
    """A corridor or belt on the page; a point of its strokes' width is ``mm_per_pt`` here.

    ``arrow`` is the open head at its end: one arm, the tip, the other arm.
    """

    band: Band
    view: str
    points: tuple[Point, ...]
    mm_per_pt: float
    arrow: tuple[Point, ...] = ()


@dataclass(frozen=True)
class PlacedBelt:
    """A belt or zone in a window: path data of its lines and of the rim inside its outline.

    Of a belt of the coast ``path`` is its band offshore, and it has no rim. ``shape`` is the ground
    that it takes: the band, or its areas as one.
    """

    belt: Belt
    view: str
    path: str
    rim: str
    shape: BaseGeometry = field(compare=False, repr=False)


@dataclass(frozen=True)
class PathText:
    """A line of text whose letters follow a base line of the page, in the direction of reading.

    It stands in the middle of ``points``, which go on for half an em at each end of it.
    ``owner`` is the band or element that it names.
    """

    owner: str
    view: str
    text: str
    size_pt: float
    points: tuple[Point, ...]
    ink: str
    halo: str
    bold: bool = False


@dataclass(frozen=True)
class ScaleBar:
    """A bar of ``ground_m`` metres along the parallel at its place, ``length_mm`` on the page."""

    view: str
    x: float
    y: float
    length_mm: float
    ground_m: float
    parts: int


@dataclass(frozen=True)
class Ink:
    """Colours (``#rrggbb``) and line widths (mm) of everything that is not a fill of the Scene."""

    coast: str
    shore: str
    border: str
    county: str
    ink: str
    paper: str
    quiet: str
    alert: str
    sea: str
    coast_mm: float
    shore_mm: float
    border_mm: float
    split_mm: float
    county_mm: float
    head_mm: float
    row_mm: float

    @classmethod
    def of(cls, theme: Theme, unit: float, type_unit: float) -> Ink:
        """Lines of the map go with the type down to A3, rules of the page with its lengths."""
        names = ("coast", "shore", "border", "county", "ink", "paper", "quiet", "alert")
        lines, mm, rule = theme.lines, MM_PER_PT * max(type_unit, _FINEST), MM_PER_PT * unit
        return cls(
            **{name: theme.ground[name] for name in names}, sea=theme.ground["sea_name"],
            coast_mm=lines["coast"] * mm, shore_mm=lines["shore"] * mm,
            border_mm=lines["area"] * mm, split_mm=lines["split"] * mm,
            county_mm=lines["county"] * mm, head_mm=lines["head"] * rule,
            row_mm=lines["row"] * rule,
        )  # fmt: skip


@dataclass(frozen=True)
class Page:
    """Paper and its boxes: title, map, panel (legend), bottom band (numbers, table, sources), foot.

    ``unit`` is the paper's scale against A3; ``type_unit`` the type's, which shrinks less;
    ``bleed`` (mm) and ``crop_marks`` lie beyond the trimmed page.
    """

    paper: str
    orientation: str
    width: float
    height: float
    unit: float
    type_unit: float
    title: Box
    map: Box
    panel: Box
    bottom_band: Box
    foot: Box
    least_pt: float = 0.0
    bleed: float = 0.0
    crop_marks: bool = False
    figure: Figure | None = None

    def pt(self, at_a3: float) -> float:
        """A type size given for A3, on this paper, where none is smaller than its least."""
        return max(self.least_pt, round(at_a3 * self.type_unit, 2))


@dataclass(frozen=True)
class Sheet:
    """A Scene laid out on paper: all that the SVG and Typst translators draw."""

    scene: Scene
    boundaries: Boundaries = field(compare=False, repr=False)
    lang: str
    page: Page
    views: tuple[View, ...]
    ink: Ink
    symbols: tuple[PlacedSymbol, ...]
    bands: tuple[PlacedBand, ...]
    labels: tuple[PlacedLabel, ...]
    scale_bars: tuple[ScaleBar, ...]
    north: tuple[float, float, float] | None
    mark: Box
    #: Everything but the map, page by page, in the order of reading.
    pages: tuple[tuple[Piece, ...], ...] = ()
    numbered: tuple[Symbol, ...] = ()
    path_texts: tuple[PathText, ...] = ()
    #: Whether counties are drawn that the map itself does not ask for.
    counties: bool = False
    belts: tuple[PlacedBelt, ...] = ()
    hatches: Mapping[str, Hatch] = field(default_factory=dict)

    @property
    def draws_counties(self) -> bool:
        """Whether the lines of counties are drawn."""
        spec = self.scene.spec
        return self.counties or spec.layers.counties or spec.level == "county"

    def view(self, role: str) -> View:
        """The window with this role; KeyError if the page has none."""
        for view in self.views:
            if view.role == role:
                return view
        raise KeyError(role)


__all__ = [
    "Box", "Ink", "Page", "PathText", "PlacedBand", "PlacedBelt", "PlacedLabel",
    "PlacedSymbol", "Point", "ScaleBar", "Sheet", "View",
]  # fmt: skip
