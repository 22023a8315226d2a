"""The outlines that a plan is mapped with: a file that the call names, or the plan folder's own.

See DECISIONS 65.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from geo.domain.places import Hub
from geo.domain.plan import Plan
from geo.domain.plots import Plots
from geo.errors import BoundaryError, Fault
from geo.sources.places.register import Register

#: Names that a plan folder's own file may have.
NAMES = ("boundaries.geojson", "boundaries.gpkg", "boundaries.shp", "boundaries.zip")
_GRADE = "area"  # of a point that only an outline gives


@dataclass(frozen=True)
class OutlineFile:
    """A file of outlines, and the layer that is meant where it has several."""

    path: Path
    layer: str = ""


_named: list[OutlineFile | None] = [None]


@contextmanager
def with_outlines(named: OutlineFile | None) -> Iterator[None]:
    """Every plan that is read is mapped with this file, in place of one of its own folder."""
    before = named_outlines()
    use_outlines(named)
    try:
        yield
    finally:
        use_outlines(before)


def use_outlines(named: OutlineFile | None) -> None:
    """The file that :func:`with_outlines` was given, for a process that makes maps."""
    _named[:] = [named]


def named_outlines() -> OutlineFile | None:
    """The file that the call names, if it names one."""
    return _named[0]


def plan_outlines(folder: Path, register: Register) -> Plots:
    """The outlines for a plan of a folder; none where neither call nor folder has a file.

    Raises
    ------
    BoundaryError
        The folder has two files, or the file has faults.
    """
    own = [folder / name for name in NAMES if (folder / name).is_file()]
    named = named_outlines() or (OutlineFile(own[0]) if own else None)
    if named is None:
        return Plots()
    if len(own) > 1 and not named_outlines():
        zh, en = "一份规划只能有一个轮廓文件", "a plan has one file of outlines"
        raise BoundaryError(Fault(own[1].name, zh, en, "", (own[0].name,)))
    from geo.sources.boundaries.own import own_plots

    return own_plots(named.path, register, named.layer)


def unnamed(plan: Plan) -> tuple[str, ...]:
    """Names of the outlined places that a plan does not name, so that no map of it draws them."""
    named = {row.place_id for row in plan.statements} | {c.hub for c in plan.carriers}
    named |= {m.place_id for element in plan.structure.elements for m in element.members}
    return tuple(p.name.zh for p in plan.plots if not p.unit and p.id not in named)


def outlined(register: Register, plan: Plan) -> Register:
    """The register with a plan's outlines; a park without a point stands inside its own."""
    if not plan.plots:
        return register
    places = dict(register.places)
    for plot in plan.plots:
        place = places.get(plot.id)
        if isinstance(place, Hub) and not place.plotted:
            lon, lat = plot.point
            places[plot.id] = replace(
                place, lon=lon, lat=lat, grade=_GRADE, radius_m=plot.radius_m, plotted=True,
                county=place.county or plot.host, note="",
            )  # fmt: skip
    plots = register.plots.joined(plan.plots)
    return replace(register, places=places, plots=plots)
