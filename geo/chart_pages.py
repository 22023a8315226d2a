"""The pictures of the analysis that a build makes of a plan: a page, a PDF and an SVG each."""

from __future__ import annotations

from geo.analysis.ground import Ground
from geo.layout import Layout
from geo.pictures import CHARTS, page_files
from geo.products import PageChoice, Wanted
from geo.render.index import MapEntry
from geo.scene.chart_parts import Chart

FOLDER = "analysis"
LEAST_PLACES = 3
_THUMBNAIL_PPI = 30


def has_charts(layout: Layout) -> bool:
    """Whether enough places state something for a picture of who carries what."""
    return len(_ground(layout).matrix.places()) >= LEAST_PLACES


def chart_task_files(layout: Layout, wanted: Wanted) -> dict[str, bytes]:
    """All pictures of a plan, by path below the output folder."""
    from geo.render.png_small import shrink
    from geo.render.sheet_chart import chart_png
    from geo.render.templating import static

    files = {"assets/chart.css": static("chart.css")}
    page = PageChoice(wanted.papers[0], lang=wanted.lang)
    for kind, chart in _charts(layout).items():
        made = page_files(chart, f"{kind}.html", page, root="../../")
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
            kind=FOLDER,
            title=chart.title,
            subtitle=chart.subtitle,
            thumbnail=_thumbnail(layout, kind),
        )
        for kind, chart in _charts(layout).items()
    ]


def _charts(layout: Layout) -> dict[str, Chart]:
    base = _ground(layout)
    return {kind: make(base) for kind, make in CHARTS.items()}


def _ground(layout: Layout) -> Ground:
    return Ground(layout.plan, layout.world.register, layout.table)


def _thumbnail(layout: Layout, kind: str) -> str:
    return f"{layout.plan.key}/thumbs/{FOLDER}-{kind}.png"
