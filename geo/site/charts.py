"""A picture of the analysis as a table of a page: its chart, legend, and where its heads lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from geo.charts.model import Chart, Heading
from geo.render.pages.grid import cell_class
from geo.render.svg.chart import swatch_picture
from geo.render.templating import inline
from geo.scene.scene import LegendEntry
from geo.site.address import COMPARE, topic
from geo.site.frame import Frame
from geo.site.plan_set import Cross


def grid_parts(cross: Cross, frame: Frame, chart: Chart) -> dict[str, Any]:
    """What ``site/grid.html.j2`` shows of a chart on a page."""
    return {
        "chart": chart,
        "hrefs": hrefs(cross, frame, chart),
        "class_of": cell_class,
        "pairs": _pairs(frame, chart) if chart.kind == "similarity" else {},
        "legend": [(swatch(entry), entry.label) for entry in chart.legend],
    }


def hrefs(cross: Cross, frame: Frame, chart: Chart) -> Mapping[str, str]:
    """Where the heads of a chart lead, by key: terms to their topic, places to their page."""
    found = {}
    for head in (*chart.rows, *chart.columns):
        if address := _address(cross, chart.plan, head):
            found[head.key] = frame.to(address)
    return found


def _pairs(frame: Frame, chart: Chart) -> Mapping[tuple[str, str], str]:
    """Where the cells of two different cities lead: to the two side by side."""
    codes = {h.key: h.key.partition(":")[2] for h in chart.rows if h.key.startswith("area:")}
    compare = f"#plan={chart.plan}&cities="
    return {
        (one, two): frame.to(COMPARE + compare + f"{codes[one]}+{codes[two]}")
        for one in codes
        for two in codes
        if one != two
    }


def _address(cross: Cross, plan: str, head: Heading) -> str:
    if place_id := head.key.partition(":")[2]:
        return cross.place_page(place_id)
    known = {term.id for term in cross.layout(plan).plan.taxonomy.terms}
    return topic(cross.topics.home(plan, head.key).id) if head.key in known else ""


def swatch(entry: LegendEntry) -> Markup:
    """The swatch of a class as part of a page."""
    picture = swatch_picture(entry)
    picture.attrib.pop("lang")
    return inline(picture, hidden=True)
