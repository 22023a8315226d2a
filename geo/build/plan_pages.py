"""What the index and the pages' navigation say of plans and maps."""

from __future__ import annotations

from geo.build.chart_pages import chart_entries
from geo.build.map_files import BuildOptions, thumbnail_path
from geo.build.mapped_plan import Layout
from geo.domain.text import Text, joined
from geo.render.pages.index import MapEntry, PlanEntry
from geo.render.web.data import PlanPages, Sibling
from geo.scene.credits import cautions
from geo.scene.kinds import KINDS
from geo.spec.mapspec import MapSpec


def siblings(layout: Layout) -> tuple[Sibling, ...]:
    """The maps of a plan in reading order."""
    return tuple(Sibling(s.slug, _titles(layout, s)[0], s.kind) for s in layout.specs)


def plan_pages(layout: Layout, cities: str = "") -> PlanPages:
    """What the web pages of a plan's maps share; ``cities`` as there."""
    return PlanPages(siblings(layout), cities)


def plan_entry(layout: Layout, wanted: BuildOptions) -> PlanEntry:
    """A plan as the index shows it, with its maps in reading order."""
    plan = layout.plan
    document = plan.document
    return PlanEntry(
        key=plan.key,
        title=plan.short,
        issuer=document.issuer,
        number=document.number,
        date=document.issued_text,
        status=joined(cautions([plan]), "", " "),
        rows=len(plan.statements),
        maps=(*_map_entries(layout, wanted), *chart_entries(layout)),
    )


def _map_entries(layout: Layout, wanted: BuildOptions) -> list[MapEntry]:
    """The maps of a plan as the index shows them, with the files that the build makes."""
    entries = []
    for spec in layout.specs:
        title, subtitle = _titles(layout, spec)
        entries.append(
            MapEntry(
                slug=spec.slug,
                group=KINDS[spec.kind].index_group,
                title=title,
                subtitle=subtitle,
                thumbnail=thumbnail_path(spec.slug, f"{spec.plan}/"),
                files=wanted.suffixes,
            )
        )
    return entries


def _titles(layout: Layout, spec: MapSpec) -> tuple[Text, Text]:
    return KINDS[spec.kind].titles(layout.plan, spec.subject)
