"""The build, in order: world, plans, checks, tables, specs, scenes, files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from geo.ask.check import checked, raise_together
from geo.build.across import (
    CrossTask,
    across,
    cross_files,
    cross_tasks,
    tally_lines,
    theme_specs,
)
from geo.build.manifest import manifest
from geo.build.map_files import BuildOptions, check_page, map_files
from geo.build.mapped_plan import Layout, lay_out
from geo.build.plan_pages import map_entries, plan_pages
from geo.build.plan_set import CITIES, Cross
from geo.build.workers import each
from geo.domain.plan import Plan
from geo.errors import GeoError
from geo.files.published import MANIFEST
from geo.files.staging import staged
from geo.scene.resolve import resolve
from geo.scene.world import World, load_world
from geo.sheet.page import PageChoice
from geo.sheet.typeface import further_font, use_font
from geo.sources.places.register import load_register
from geo.sources.plans.folder import load_plan
from geo.spec.mapspec import MapSpec

if TYPE_CHECKING:
    from geo.render.web.data import PlanPages

Hashes = dict[str, str]
Task = tuple[int, MapSpec | CrossTask | None]
COMMON: Task = (-1, None)  # first, because it takes as long as many maps


@dataclass(frozen=True)
class Job:
    """What a process needs to make any map of a build: plans, files wanted, where they go."""

    plans: tuple[str, ...]
    wanted: BuildOptions
    stage: str
    font: Path | None = None


def build_maps(
    plans: Sequence[str],
    out: Path,
    wanted: BuildOptions,
    jobs: int = 1,
    step: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[str]:
    """Build every map of some plans into a folder, which is replaced whole at the end.

    Parameters
    ----------
    plans
        Keys or folders.
    out
        The output folder; left as it was if anything fails.
    wanted
        Files to make of every map besides its web page.
    jobs
        Processes; the result does not depend on it.
    step
        Called with (maps done, maps in all).

    Returns
    -------
    list of str
        Sentences: where each plan's rows went, how many maps of each kind, what was written.

    Raises
    ------
    GeoError
        The data, the call or the output folder are at fault; nothing was replaced.
    """
    for paper in wanted.papers:
        check_page(".pdf", PageChoice(paper))
    world = load_world()
    layouts = load_layouts(tuple(dict.fromkeys(plans)), world)
    specs = [
        (n, spec.with_(lang=wanted.lang))
        for n, layout in enumerate(layouts)
        for spec in layout.specs
    ]
    cross = Cross(tuple(layouts))
    beside = cross_tasks(cross)
    tasks: list[Task] = [COMMON, *((-1, task) for task in beside), *specs]
    with staged(out) as stage:
        places = tuple(_place(layout.plan) for layout in layouts)
        job = Job(places, wanted, str(stage), further_font())
        outputs: Hashes = {}
        for done, hashes in enumerate(each(jobs, begin, job, make_files, tasks), 1):
            outputs |= hashes
            step(done, len(tasks))
        made = [*(spec for _, spec in specs), *theme_specs(beside, wanted.lang)]
        record = manifest(layouts, made, outputs, wanted)
        _write_all(stage, {MANIFEST: record})
    return [*_tallies(layouts), *tally_lines(beside), f"{out}: {len(outputs) + 1} 个文件 / files"]


def load_layouts(plans: Sequence[str], world: World) -> list[Layout]:
    """Plans joined to their areas; the faults of all of them at once."""
    read: list[Plan] = []
    errors: list[tuple[str, GeoError]] = []
    for plan in plans:
        try:
            read.append(load_plan(plan, world.register))
        except GeoError as error:
            errors.append((Path(plan).name if len(plans) > 1 else "", error))
    raise_together(errors)
    checked(read)
    return [lay_out(plan, world=world) for plan in read]


def _place(plan: Plan) -> str:
    """Where to read a plan again."""
    return str(plan.folder.resolve()) if plan.folder else plan.key


@dataclass(frozen=True)
class WorkerState:
    """A process's own plans, ready to make maps."""

    job: Job
    layouts: tuple[Layout, ...]
    cross: Cross
    _pages: dict[int, PlanPages] = field(default_factory=dict)

    def pages(self, number: int) -> PlanPages:
        """What the web pages of a plan share, worked out with the plan's first map."""
        if number not in self._pages:
            cities = CITIES if self.cross.several else ""
            self._pages[number] = plan_pages(self.layouts[number], cities)
        return self._pages[number]


def begin(job: Job) -> WorkerState:
    """Load what every map of the job needs, once per process."""
    use_font(job.font)
    layouts = tuple(load_layouts(job.plans, load_world()))
    return WorkerState(job, layouts, Cross(layouts))


def make_files(bench: WorkerState, task: Task) -> Hashes:
    """Make all files of one map in the stage, or those that all maps share.

    Returns
    -------
    dict
        SHA-256 by path below the output folder.
    """
    number, spec = task
    wanted, stage = bench.job.wanted, Path(bench.job.stage)
    if spec is None:
        return _write_all(stage, _common_files(bench, wanted))
    if isinstance(spec, CrossTask):
        return _write_all(stage, cross_files(bench.cross, spec, wanted))
    layout = bench.layouts[number]
    scene = resolve(spec, layout.ground)
    files = map_files(scene, layout.world, wanted, bench.pages(number))
    return _write_all(stage, {f"{layout.plan.key}/{name}": d for name, d in files.items()})


def _common_files(bench: WorkerState, wanted: BuildOptions) -> dict[str, bytes]:
    """The index, and what the pages of all plans share."""
    from geo.render.pages.index import index_files
    from geo.render.web.map_page import shared_files

    entries = [(layout.plan, map_entries(layout, wanted)) for layout in bench.layouts]
    index = index_files(entries, across(bench.cross, wanted))
    boundaries = bench.cross.world.boundaries
    return {**shared_files(boundaries, load_register()), **index}


def _write_all(stage: Path, files: dict[str, bytes]) -> Hashes:
    """Write files below the stage; one that all pages of a plan share is written again, equal."""
    for name, data in files.items():
        path = stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}


def _tallies(layouts: Sequence[Layout]) -> Iterator[str]:
    for layout in layouts:
        tally, plan = layout.table.tally, layout.plan
        kinds = Counter(spec.kind for spec in layout.specs)
        counts = ", ".join(f"{kind} {n}" for kind, n in kinds.items())
        yield f"{plan.key}: {tally.sentence('zh')} / {tally.sentence('en')}"
        yield f"{plan.key}: {sum(kinds.values())} 幅地图 / maps: {counts}"
