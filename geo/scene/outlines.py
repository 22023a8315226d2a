"""What a symbol, a band and a hatch are drawn with: finished strokes, which media only place.

Outlines are paths in radii of their symbol (y down), so that one drawing serves every size.

See DECISIONS 25.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from geo.design.theme import Theme
from geo.domain.card import Brief
from geo.scene.symbol_points import OPEN

_HANDLE = 0.5523  # of the radius: where the handles of a curve make it a quarter of a circle


@dataclass(frozen=True)
class Stroke:
    """A path of a symbol with its paint; lengths in radii, no line where its ``width`` is 0.

    A line with a ``dash`` is broken into pieces of that length.
    """

    path: str
    fill: str
    stroke: str = ""
    width: float = 0.0
    dash: float = 0.0


@dataclass(frozen=True, repr=False)
class Drawing(Brief):
    """How a symbol is drawn, lowest stroke first, at a diameter of ``size_pt``.

    ``roomy`` is the drawing that holds a number in ``ink``.
    """

    strokes: tuple[Stroke, ...]
    size_pt: float
    ink: str
    roomy: tuple[Stroke, ...]


@dataclass(frozen=True)
class BandStroke:
    """One line along the course of a band; the widest comes first; ``dash`` in pt."""

    color: str
    width_pt: float
    dash: tuple[float, ...] = ()


@lru_cache(maxsize=256)
def drawing_of(theme: Theme, kind: str, grade: str) -> Drawing:
    """The drawing of a kind of symbol; open where its very place is not known.

    An open symbol has its fill and outline exchanged; where its fill is the paper's, it has a
    broken outline and no core.

    Examples
    --------
    >>> from geo.design.theme import load_theme
    >>> grades = ("address", "area")
    >>> solid, hollow = (drawing_of(load_theme(), "base", grade) for grade in grades)
    >>> solid.strokes[0].fill == hollow.strokes[0].stroke
    True
    >>> solid, dashed = (drawing_of(load_theme(), "carrier", grade) for grade in grades)
    >>> solid.strokes[0].dash, dashed.strokes[0].dash > 0
    (0.0, True)
    """
    given = theme.symbols[kind]
    shape, fill, stroke = given["shape"], given["fill"], given["stroke"]
    outline = theme.outlines[shape]
    width = outline["width"]
    hollow, ringed = grade in OPEN, fill == theme.ground["paper"]
    if hollow and not ringed:
        fill, stroke, width = stroke, fill, theme.outlines["hollow"]["width"]
    dash = outline.get("dash", theme.outlines["dashed"]["dash"] if hollow and ringed else 0.0)
    strokes = [Stroke(_path(outline), fill, stroke, width, dash)]
    if "core" in outline and not hollow:
        strokes.append(Stroke(_path({"radius": outline["core"]}), stroke))
    roomy = Stroke(_path(outline), fill, stroke, theme.outlines["roomy"]["width"], dash)
    return Drawing(tuple(strokes), given["size"], stroke, (roomy,))


def _path(outline: Mapping[str, Any]) -> str:
    """A disc or polygon as path data: absolute points in pairs, so that a renderer can move them.

    Examples
    --------
    >>> _path({"corners": [[0, -1], [1, 0.78], [-1, 0.78]]})
    'M0 -1L1 0.78L-1 0.78Z'
    """
    if "corners" in outline:
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in outline["corners"]) + "Z"
    r = outline["radius"]
    turns = [(r, 0), (0, r), (-r, 0), (0, -r), (r, 0)]
    path = f"M{r:g} 0"
    for (x, y), (to_x, to_y) in pairwise(turns):
        near = f"{x + _HANDLE * to_x:.3g} {y + _HANDLE * to_y:.3g}"
        far = f"{to_x + _HANDLE * x:.3g} {to_y + _HANDLE * y:.3g}"
        path += f"C{near} {far} {to_x:g} {to_y:g}"
    return path + "Z"


@dataclass(frozen=True)
class BandLook:
    """How a corridor or belt is drawn: its lines, the colour of its name, the arms of its arrow."""

    strokes: tuple[BandStroke, ...]
    ink: str
    arrow_pt: float


def band_look(theme: Theme, kind: str, order: int, *, quiet: bool) -> BandLook:
    """The look of the corridor or belt of some order among those of a plan; thin where quiet.

    Examples
    --------
    >>> from geo.design.theme import load_theme
    >>> one, other = (band_look(load_theme(), "corridor", n, quiet=False) for n in range(2))
    >>> [bool(line.dash) for line in (one.strokes[1], other.strokes[1])]
    [False, True]
    """
    looks = theme.bands["looks"][kind]
    look = looks[order % len(looks)]
    colours = theme.ground | look
    strokes = tuple(
        BandStroke(
            colours[line["color"]],
            line["width"],
            tuple(look.get("dash", ())) if line["color"] in look else (),
        )
        for line in theme.bands["quiet" if quiet else "whole"]
    )
    return BandLook(strokes, look["dark"], 0.0 if quiet else theme.bands["arrow"])
