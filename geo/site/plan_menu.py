"""The pages of one plan and the menu that leads from each to all others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geo.build.chart_files import chart_kinds
from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import Layout
from geo.domain.plan import Plan
from geo.domain.text import Text
from geo.scene.credits import badge, dated
from geo.scene.kinds import KINDS
from geo.scene.scene import Badge
from geo.site.address import PLANS
from geo.site.address import plan as plan_address
from geo.site.downloads import BUNDLE, FORMATS, RECORD
from geo.site.frame import Frame
from geo.site.plan_set import Cross
from geo.spec.mapspec import MapSpec
from geo.texts.catalogue import say

#: Pages of a plan that are pictures of the analysis: part of the address and kind of chart.
CHART_PARTS = ("matrix", "crowding", "similarity")


@dataclass(frozen=True)
class Part:
    """One page of a plan: its part of the address, what the menu calls it."""

    part: str
    label: Text
    spec: MapSpec | None = None


def wide_specs(layout: Layout) -> list[MapSpec]:
    """The maps of the whole plan: those that belong to no sector."""
    return [spec for spec in layout.specs if not spec.subject]


def parts(cross: Cross, layout: Layout) -> list[Part]:
    """The pages of a plan in the order of its menu; the first is the plan's own page."""
    return list(_parts(cross, layout))


def _parts(cross: Cross, layout: Layout) -> Iterator[Part]:
    specs = wide_specs(layout)
    titles = [KINDS[spec.kind].titles(layout.plan, "")[0] for spec in specs]
    if specs:
        yield Part("index", titles[0], specs[0])
    yield Part("sectors" if specs else "index", say("site.part_sectors"))
    for kind in CHART_PARTS:
        if kind in chart_kinds(layout):
            yield Part(kind, say(f"site.part_{kind}"))
    yield Part("gaps", say("site.part_gaps"))
    for spec, title in zip(specs[1:], titles[1:], strict=True):
        yield Part(spec.slug, title, spec)
    if cross.several:
        yield Part("changes", say("site.part_changes"))
    yield Part("notes", say("site.part_notes"))


def map_address(layout: Layout, spec: MapSpec) -> str:
    """The page of a map of the whole plan; the first is the plan's own page."""
    first = spec == wide_specs(layout)[0]
    return plan_address(layout.plan.key, "index" if first else spec.slug)


def part_frame(layout: Layout, part: Part, lang: str) -> Frame:
    """What surrounds a page of a plan."""
    plan = layout.plan
    crumbs = [(say("site.menu_plans"), PLANS)]
    title, step = plan.short, None
    if part.part != "index":
        crumbs.append((plan.short, plan_address(plan.key)))
        title, step = say("site.part_of", part=part.label, plan=plan.short), part.label
    told = say("site.plan_told", title=plan.document.title, part=part.label)
    address = plan_address(plan.key, part.part)
    return Frame(lang, address, title, told, "plans", tuple(crumbs), step)


def plan_head(cross: Cross, layout: Layout, part: Part, wanted: BuildOptions) -> dict[str, object]:
    """What every page of a plan shows of it: name, status, date, the menu of its pages."""
    return {
        "plan": Headed(layout.plan),
        "menu": parts(cross, layout),
        "here": part.part,
        "plan_files": _downloads(layout, wanted),
    }


def _downloads(layout: Layout, wanted: BuildOptions) -> list[tuple[str, str]]:
    """The files of a plan as a whole, suffix and path: its rows, its first map, all its tables."""
    folder = f"data/{layout.plan.key}"
    found = [(suffix[1:], f"{folder}/assignments{suffix}") for suffix in FORMATS]
    for spec in wide_specs(layout)[:1]:
        found += [(suffix, f"{spec.plan}/{spec.slug}.{suffix}") for suffix in wanted.suffixes]
    return [*found, ("zip", f"{folder}/{BUNDLE}"), ("json", f"{folder}/{RECORD}")]


@dataclass(frozen=True)
class Headed:
    """A plan as the head of a page tells it."""

    plan: Plan

    @property
    def badge(self) -> Badge:
        """Whether it is in force."""
        return badge(self.plan)

    @property
    def dated(self) -> Text:
        """Number and date."""
        return dated(self.plan)

    def address(self, part: str) -> str:
        """The page of a part."""
        return plan_address(self.plan.key, part)
