"""The pictures of the analysis that a build makes of a plan: a page, a PDF and an SVG each."""

from __future__ import annotations

from geo.analysis.plan_analysis import PlanAnalysis
from geo.build.chart_files import CHARTS, page_files
from geo.build.map_files import BuildOptions, thumbnail_path
from geo.build.mapped_plan import Layout
from geo.charts.model import Chart
from geo.render.pages.index import MapEntry
from geo.scene.map_kind import IndexGroup
from geo.sheet.page import PageChoice

FOLDER = "analysis"
LEAST_PLACES = 3
_THUMBNAIL_PPI = 30


def has_charts(layout: Layout) -> bool:
    """Whether enough places state something for a picture of who carries what."""
    return len(_analysis(layout).matrix.places()) >= LEAST_PLACES


def chart_task_files(layout: Layout, wanted: BuildOptions) -> dict[str, bytes]:
    """All pictures of a plan, by path below the output folder."""
    from geo.render.print.chart import chart_png
    from geo.render.print.thumbnail import shrink
    from geo.render.templating import PagePlace, static

    files = {"assets/chart.css": static("chart.css")}
    page = PageChoice(wanted.papers[0], lang=wanted.lang)
    for kind, chart in _charts(layout).items():
        place = PagePlace("../../", kind, "../../index.html")
        made = page_files(chart, f"{kind}.html", page, place)
        files |= {f"{layout.plan.key}/{FOLDER}/{name}": data for name, data in made.items()}
        small = shrink(chart_png(chart, "A3", wanted.lang, _THUMBNAIL_PPI))
        files[_thumbnail(layout, kind)] = small
    return files


def chart_entries(layout: Layout) -> list[MapEntry]:
    """The pictures of a plan as the index shows them."""
    if not has_charts(layout):
        return []
    return [
        MapEntry(
            slug=f"{FOLDER}/{kind}",
            group=IndexGroup.ANALYSIS,
            title=chart.title,
            subtitle=chart.subtitle,
            thumbnail=_thumbnail(layout, kind),
        )
        for kind, chart in _charts(layout).items()
    ]


def _charts(layout: Layout) -> dict[str, Chart]:
    base = _analysis(layout)
    return {kind: make(base) for kind, make in CHARTS.items()}


def _analysis(layout: Layout) -> PlanAnalysis:
    return PlanAnalysis(layout.plan, layout.world.register, layout.table)


def _thumbnail(layout: Layout, kind: str) -> str:
    return thumbnail_path(f"{FOLDER}-{kind}", f"{layout.plan.key}/")
