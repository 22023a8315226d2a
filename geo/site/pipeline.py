"""The build, in order: world, plans, checks, tables, specs, scenes, files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geo.build.across_plans import load_layouts
from geo.build.map_files import BuildOptions, check_page
from geo.build.mapped_plan import Layout
from geo.build.reviewing import TEMPLATE, MapId, Numbers
from geo.build.workers import each
from geo.domain.plan import Plan
from geo.errors import notice
from geo.files.cache import Cache, program_stamp, use_cache, with_cache
from geo.files.published import MANIFEST, Earlier
from geo.files.staging import staged
from geo.language import mark, said
from geo.sheet.page import PageChoice
from geo.sheet.typeface import further_font, use_font
from geo.site.manifest import manifest
from geo.site.plan_set import Cross
from geo.site.reviews import reviews
from geo.site.works import Work, work_files, works
from geo.sources.paths import data_dir
from geo.sources.plans.outlines import OutlineFile, named_outlines, use_outlines

Hashes = dict[str, str]


@dataclass(frozen=True)
class Job:
    """What a process needs to make any map of a build: plans, files wanted, where they go."""

    plans: tuple[str, ...]
    wanted: BuildOptions
    stage: str
    font: Path | None = None
    outlines: OutlineFile | None = None
    numbers: Mapping[MapId, str] = field(default_factory=dict)
    cache: Cache | None = None
    earlier: Earlier = field(default_factory=Earlier)


def build_maps(
    plans: Sequence[str],
    out: Path,
    wanted: BuildOptions,
    jobs: int = 1,
    step: Callable[[int, int], None] = lambda _done, _all: None,
    numbers: Numbers | None = None,
    cache: Path | None = None,
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
    numbers
        The user's approval numbers; one that does not count for its map is dropped and said.
    cache
        Folder of what earlier builds drew; the result does not depend on it.

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
    layouts = load_layouts(tuple(dict.fromkeys(plans)))
    cross = Cross(tuple(layouts))
    found, table = reviews(cross, numbers)
    counting = {key: review.number for key, review in found.items() if review.number}
    cross = Cross.of(layouts, counting)
    tasks, drawn = works(cross), _cache(cache)
    with staged(out) as stage, with_cache(drawn):
        places = tuple(_place(layout.plan) for layout in layouts)
        earlier = Earlier.of(out)
        job = Job(places, wanted, str(stage), further_font(), named_outlines(), counting, drawn,
                  earlier)  # fmt: skip
        bench = WorkerState(job, cross)
        outputs = _write_all(stage, {TEMPLATE: table} if table else {}, earlier)
        for done, hashes in enumerate(each(jobs, begin, job, make_files, tasks, bench), 1):
            outputs |= hashes
            step(done, len(tasks))
        _write_all(stage, {MANIFEST: manifest(cross, outputs, wanted, found)}, Earlier())
    if drawn:
        drawn.prune()
    lines = [*_tallies(layouts), tally_line(cross), _files_line(out, len(outputs) + 1)]
    return [*lines, *([_cache_line(drawn)] if drawn else [])]


def _cache(folder: Path | None) -> Cache | None:
    """The cache of a folder, for the program as it is and the font of the call."""
    if folder is None:
        return None
    program, font = Path(__file__).resolve().parents[1], further_font()
    # Plans are no part of it: they are told as values, one by one.
    ground = sorted(folder for folder in data_dir().iterdir() if folder.name != "plans")
    further = [font.read_bytes()] if font else []
    cache = Cache(folder, program_stamp([program, *ground], *further))
    if not cache.writable():
        zh, en = (
            "缓存文件夹不可写，图全部重画",
            "the cache cannot be written to, all is drawn again",
        )
        notice("", zh, en, str(folder))
        return None
    return cache


def _cache_line(cache: Cache) -> str:
    zh, en = "画过的图留在这里，随时可删", "what was drawn is kept here, delete it at any time"
    return f"{cache.folder}: {said(zh, en)}"


def _files_line(out: Path, n: int) -> str:
    return f"{out}: " + said(f"{n} 个文件", f"{n} files")


def _place(plan: Plan) -> str:
    """Where to read a plan again."""
    return str(plan.folder.resolve()) if plan.folder else plan.key


@dataclass(frozen=True)
class WorkerState:
    """A process's own plans, ready to make any part of the build."""

    job: Job
    cross: Cross


def begin(job: Job) -> WorkerState:
    """Load what every piece of work needs, once per process."""
    use_font(job.font)
    use_outlines(job.outlines)
    use_cache(job.cache)
    return WorkerState(job, Cross.of(load_layouts(job.plans), job.numbers))


def make_files(bench: WorkerState, task: Work) -> Hashes:
    """Make the files of one piece of work in the stage.

    Returns
    -------
    dict
        SHA-256 by path below the output folder.
    """
    made = work_files(bench.cross, task, bench.job.wanted)
    return _write_all(Path(bench.job.stage), made, bench.job.earlier)


def _write_all(stage: Path, files: dict[str, bytes], earlier: Earlier) -> Hashes:
    """Write files below the stage, or take them from the earlier build where they are the same.

    A file that all pages of a plan share is written again, equal.
    """
    told = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    for folder in {(stage / name).parent for name in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = stage / name
        if not earlier.gives(name, told[name], path):
            path.unlink(missing_ok=True)  # not into what the earlier build has too
            path.write_bytes(data)
    return told


def _tallies(layouts: Sequence[Layout]) -> Iterator[str]:
    for layout in layouts:
        tally, plan = layout.table.tally, layout.plan
        kinds = Counter(spec.kind for spec in layout.specs)
        counts = ", ".join(f"{kind} {n}" for kind, n in kinds.items())
        yield f"{plan.key}: {said(tally.sentence('zh'), tally.sentence('en'))}"
        n = sum(kinds.values())
        yield f"{plan.key}: {said(f'{n} 幅地图', f'{n} maps')}{mark(':')}{counts}"


def tally_line(cross: Cross) -> str:
    """How many topics and theme maps there are, in one sentence."""
    topics, themes = len(cross.topics.by_id), sum(t.mapped for t in cross.topics)
    zh, en = (
        f"主题页 {topics}、跨规划主题图 {themes} 幅",
        f"topics {topics}, maps across plans {themes}",
    )
    return said(zh, en)
