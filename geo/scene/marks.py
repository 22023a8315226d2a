"""Points and lines over a map, finished: symbols, the nodes of corridors, bands."""

from __future__ import annotations

from dataclasses import dataclass

from geo.domain.card import Brief
from geo.domain.lines import StatementLine
from geo.domain.text import NOTHING, Text
from geo.scene.outlines import BandStroke, Drawing


@dataclass(frozen=True, repr=False)
class Symbol(Brief):
    """A point: core ring, pole, other city, node or carrier.

    ``kind`` is one of the symbols of theme.toml; ``number`` counts the nodes of a corridor, 0 for
    all other points; ``grade`` of the
    coordinate is published | address | area (drawn solid, solid, open), or seat | city | county
    where it is that of a seat (solid where the area is meant, open where no more is known of a
    site); ``anchor_group`` is shared by symbols at (nearly) one point, which are grouped on
    the web and spread on paper; ``host`` is the adcode of the prefecture it lies in.
    """

    id: str
    kind: str
    label: Text
    lon: float
    lat: float
    host: str
    drawing: Drawing
    grade: str = ""
    radius_m: float = 0.0
    role: Text = NOTHING
    anchor_group: str = ""
    number: int = 0
    statements: tuple[StatementLine, ...] = ()


@dataclass(frozen=True)
class Node:
    """A place on a corridor with what puts it there; number 0 where its very place is not known."""

    number: int
    label: Text
    line: StatementLine


@dataclass(frozen=True, repr=False)
class Band(Brief):
    """A corridor or belt line, schematic and captioned so.

    ``points`` (lon, lat) are the finished course, dense enough to be drawn straight from one to the
    next; ``ink`` is the colour of its name; ``arrow_pt`` the length of the arrow's arms where it
    ends beyond the territory, else 0; ``nodes`` are the places on it that are numbered on the map;
    ``ends`` tells where it starts and ends.
    """

    id: str
    kind: str
    name: Text
    label: Text
    points: tuple[tuple[float, float], ...]
    strokes: tuple[BandStroke, ...]
    ink: str
    arrow_pt: float = 0.0
    nodes: tuple[Node, ...] = ()
    ends: Text = NOTHING
    statements: tuple[StatementLine, ...] = ()


@dataclass(frozen=True)
class UnplottedCarrier:
    """Something that is named but not plotted, listed under its area, zone or region.

    ``where`` is the name of ``host``, the place that it is listed under.
    """

    label: Text
    host: str
    reason: Text
    statements: tuple[StatementLine, ...] = ()
    where: Text = NOTHING
