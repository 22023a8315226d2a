"""The pages of a plan without the map app: sectors, matrix, crowding, gaps, changes, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from geo.analysis.report.gaps_view import gap_table
from geo.analysis.report.model import Table
from geo.build.chart_files import CHARTS, chart_stem
from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import Layout
from geo.domain.taxonomy import Sector, SubSector
from geo.domain.text import Text
from geo.render.pages.glance import SCREEN_MM, glance_parts, panel_sheets
from geo.scene.credits import cautions, limits, source_of
from geo.site.address import LANGUAGES
from geo.site.address import topic as topic_address
from geo.site.charts import grid_parts
from geo.site.frame import Frame
from geo.site.gap_lines import plan_gaps, plan_lines
from geo.site.plan_changes import changes, compared
from geo.site.plan_menu import CHART_PARTS, Part, part_frame, plan_head
from geo.site.plan_set import Cross
from geo.site.small_multiples import sectors_glance
from geo.sources.texts.verify import proved_on_record

Files = dict[str, bytes]
#: Lists of gaps about places, carriers and the structure: those on terms are told as lines.
_FURTHER = (
    *("places_without_anything", "places_whole_only", "places_collective_only"),
    *("places_with_sites_only", "focus_without_subsector", "facility_only_subsectors"),
    *("carriers_without_host", "unplotted_carriers", "structure_nodes_without_sector"),
)


@dataclass(frozen=True)
class TermLine:
    """A sector or sub-sector: its page, and how many places of each kind take it."""

    name: Text
    address: str
    count: int
    regions: int
    subsectors: tuple[TermLine, ...] = ()


def asked(cross: Cross, layout: Layout, part: Part) -> tuple[str, ...]:
    """The plans whose values a page of a plan asks for; none if it asks for its own files."""
    own = layout.plan
    match part.part:
        case "notes":
            return ()
        case "gaps":
            return tuple(plan.key for plan in cross.plans)
        case "changes":
            return (own.key, *(other.key for other, _ in compared(cross, own)))
    return (own.key,)


def files(cross: Cross, layout: Layout, part: Part, wanted: BuildOptions) -> Files:
    """A page of a plan in both languages."""
    kind = "chart" if part.part in CHART_PARTS else part.part
    template, tell = _TOLD["sectors" if kind == "index" else kind]
    told = tell(cross, layout)
    made: Files = {}
    for lang in LANGUAGES:
        frame = part_frame(layout, part, lang)
        head = plan_head(cross, layout, part, wanted)
        own = _chart(cross, layout, part, frame) if kind == "chart" else {}
        made |= frame.html(template, **head, **told, **own, source=source_of(layout.plan))
    return made


def overview(cross: Cross, layout: Layout) -> dict[str, Any]:
    """What the page of a plan's structure tells besides the map."""
    return {"sectors": term_lines(cross, layout), "cautions": cautions([layout.plan])}


def term_lines(cross: Cross, layout: Layout) -> list[TermLine]:
    """The sectors of a plan with their sub-sectors and who takes them."""
    return [
        replace(
            _term_line(cross, layout, sector),
            subsectors=tuple(_term_line(cross, layout, sub) for sub in sector.subsectors),
        )
        for sector in layout.plan.taxonomy
    ]


def _term_line(cross: Cross, layout: Layout, term: Sector | SubSector) -> TermLine:
    matrix = layout.ground.analysis.matrix
    home = cross.topics.home(layout.plan.key, term.id)
    taken, common = matrix.holders(term.id), matrix.collective_holders(term.id)
    return TermLine(term.name, topic_address(home.id), len(taken), len(common))


def _sectors(cross: Cross, layout: Layout) -> dict[str, Any]:
    told: dict[str, Any] = {"sectors": term_lines(cross, layout), "panels": None}
    if cross.has_glance(layout):
        glance = sectors_glance(cross, layout, "zh")
        scenes = [panel.scene for panel in glance.panels]
        sheets = panel_sheets(scenes, layout.world.boundaries, SCREEN_MM)
        told["panels"] = glance_parts(glance, sheets)
    return told


def _chart(cross: Cross, layout: Layout, part: Part, frame: Frame) -> dict[str, Any]:
    chart = CHARTS[part.part](layout.ground.analysis)
    stem = frame.file(chart_stem(layout.plan.key, part.part))
    return {"grid": grid_parts(cross, frame, chart), "stem": stem}


def _no_more(_cross: Cross, _layout: Layout) -> dict[str, Any]:
    return {}


def _gaps(cross: Cross, layout: Layout) -> dict[str, Any]:
    found, base = plan_gaps(cross, layout.plan.key), layout.ground.analysis
    tables = [gap_table(base, name, getattr(found, name)) for name in _FURTHER]
    return {
        "lists": plan_lines(cross, layout.plan.key),
        "tables": [Table.of(t.name, _shown(t), t.rows) for t in tables if t.rows],
    }


def _shown(table: Table) -> tuple[str, ...]:
    return tuple(c for c in table.columns if not c.endswith("_id"))


def _changes(cross: Cross, layout: Layout) -> dict[str, Any]:
    return {"pairs": changes(cross, layout)}


def _notes(cross: Cross, layout: Layout) -> dict[str, Any]:  # noqa: ARG001
    plan = layout.plan
    return {
        "limits": limits([plan]),
        "proved": proved_on_record(plan.folder),
        "tally": Text(layout.table.tally.sentence("zh"), layout.table.tally.sentence("en")),
        "bases": [
            (plan.taxonomy.name(term_id), basis) for term_id, basis in plan.taxonomy.bases.items()
        ],
        "variants": plan.taxonomy.variants,
    }


_TOLD: dict[str, tuple[str, Callable[[Cross, Layout], dict[str, Any]]]] = {
    "sectors": ("plan_sectors.html.j2", _sectors),
    "chart": ("plan_chart.html.j2", _no_more),
    "gaps": ("plan_gaps.html.j2", _gaps),
    "changes": ("plan_changes.html.j2", _changes),
    "notes": ("plan_notes.html.j2", _notes),
}
