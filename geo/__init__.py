"""Maps of what industrial plans say about places: web pages and printed sheets from one source.

Examples
--------
>>> import geo
>>> plan = geo.load_plan("future2024")
>>> layout = geo.lay_out(plan)
>>> layout.areas.crs.to_string(), len(layout.areas)
('EPSG:4490', 21)
"""

from __future__ import annotations

TYPE_CHECKING = False  # checkers take it for true; typing itself would be a slow first import
if TYPE_CHECKING:
    from typing import Any

    from geo.build.across_plans import city_sheet as city_sheet
    from geo.build.answers import city as city
    from geo.build.answers import compare as compare
    from geo.build.answers import consistency as consistency
    from geo.build.answers import coverage as coverage
    from geo.build.answers import diff as diff
    from geo.build.answers import gaps as gaps
    from geo.build.answers import numbers as numbers
    from geo.build.answers import overlap as overlap
    from geo.build.answers import peers as peers
    from geo.build.answers import similarity as similarity
    from geo.build.answers import themes as themes
    from geo.build.answers import whatif as whatif
    from geo.build.atlas import atlas as atlas
    from geo.build.cards import cards as cards
    from geo.build.mapped_plan import Layout as Layout
    from geo.build.mapped_plan import lay_out as lay_out
    from geo.build.own_table import Joined as Joined
    from geo.build.slides import slides as slides
    from geo.errors import Fault as Fault
    from geo.errors import GeoError as GeoError
    from geo.site.report import report as report
    from geo.sources.plans.folder import load_plan as load_plan
    from geo.sources.plans.folder import plan_keys as plan_keys
    from geo.spec.mapspec import MapSpec as MapSpec

    __version__: str

_HOMES = {
    "Fault": "geo.errors",
    "GeoError": "geo.errors",
    "Joined": "geo.build.own_table",
    "Layout": "geo.build.mapped_plan",
    "MapSpec": "geo.spec.mapspec",
    "atlas": "geo.build.atlas",
    "cards": "geo.build.cards",
    "city": "geo.build.answers",
    "city_sheet": "geo.build.across_plans",
    "compare": "geo.build.answers",
    "consistency": "geo.build.answers",
    "coverage": "geo.build.answers",
    "diff": "geo.build.answers",
    "gaps": "geo.build.answers",
    "lay_out": "geo.build.mapped_plan",
    "load_plan": "geo.sources.plans.folder",
    "numbers": "geo.build.answers",
    "overlap": "geo.build.answers",
    "peers": "geo.build.answers",
    "plan_keys": "geo.sources.plans.folder",
    "report": "geo.site.report",
    "similarity": "geo.build.answers",
    "themes": "geo.build.answers",
    "whatif": "geo.build.answers",
    "slides": "geo.build.slides",
}

__all__ = [
    "Fault",
    "GeoError",
    "Joined",
    "Layout",
    "MapSpec",
    "atlas",
    "cards",
    "city",
    "city_sheet",
    "compare",
    "consistency",
    "coverage",
    "diff",
    "gaps",
    "lay_out",
    "load_plan",
    "numbers",
    "overlap",
    "peers",
    "plan_keys",
    "report",
    "similarity",
    "slides",
    "themes",
    "whatif",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a name may stand for anything)
    """A public name, from its module at first use; ``import geo`` itself loads nothing heavy."""
    if name == "__version__":
        return _version()
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'geo' has no attribute {name!r}")


def _version() -> str:
    """Version of the installed distribution; ``0`` where the sources are not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("industry-atlas")
    except PackageNotFoundError:
        return "0"


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__, "__version__"])
