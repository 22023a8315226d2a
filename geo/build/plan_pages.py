"""What the index and the pages' navigation say of the maps of a plan."""

from __future__ import annotations

from geo.build.chart_files import chart_entries
from geo.build.map_files import BuildOptions, thumbnail_path
from geo.build.mapped_plan import Layout
from geo.domain.text import Text
from geo.render.pages.index import MapEntry
from geo.render.web.data import PlanPages, Sibling
from geo.scene.kinds import KINDS
from geo.spec.mapspec import MapSpec


def plan_pages(layout: Layout, cities: str = "") -> PlanPages:
    """What the web pages of a plan's maps share, in reading order; ``cities`` as there."""
    maps = (Sibling(spec.slug, _title(layout, spec), spec.kind) for spec in layout.specs)
    return PlanPages(tuple(maps), cities)


def map_entries(layout: Layout, wanted: BuildOptions) -> list[MapEntry]:
    """The maps and pictures of a plan as the index shows them, with the files made of each."""
    maps = [
        MapEntry(
            stem=f"{spec.plan}/{spec.slug}",
            title=_title(layout, spec),
            thumbnail=thumbnail_path(spec.slug, f"{spec.plan}/"),
            files=wanted.suffixes,
            group=KINDS[spec.kind].index_group,
        )
        for spec in layout.specs
    ]
    return [*maps, *chart_entries(layout)]


def _title(layout: Layout, spec: MapSpec) -> Text:
    return KINDS[spec.kind].titles(layout.plan, spec.subject)[0]
