"""The atlas of some plans: sheets laid out side by side in processes, then one PDF of them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from geo.book.atlas import Material, put_together
from geo.book.facts import plan_sheet, shown_on
from geo.book.frame import Frame
from geo.book.model import Chapter, Entry, Shown
from geo.build.chart_files import CHARTS, has_charts
from geo.build.mapped_plan import Layout
from geo.build.pipeline import load_layouts
from geo.build.plan_set import Cross
from geo.build.workers import each
from geo.errors import CallError, Fault
from geo.files.record import deliver
from geo.nearest import nearest
from geo.render.print.book import SheetLeaves, book_pdf, sheet_leaves
from geo.render.print.chart_pages import chart_pages
from geo.scene.resolve import resolve
from geo.scene.scene import Scene
from geo.scene.world import load_world
from geo.sheet.arrange import arrange
from geo.sheet.model import Sheet
from geo.sheet.page import PageChoice
from geo.sheet.typeface import further_font, use_font
from geo.spec.mapspec import LANGS, MapSpec
from geo.texts.catalogue import say

PAPERS = ("A3", "A4")
_CITY = "cities/"
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Job:
    """What a process needs to make any sheet of an atlas: plans, page, the user's font."""

    plans: tuple[str, ...]
    choice: PageChoice
    font: Path | None = None


@dataclass(frozen=True)
class Sheets:
    """The map sheets of some plans, in the order of the book, and how each is made."""

    job: Job
    layouts: tuple[Layout, ...]

    @cached_property
    def cross(self) -> Cross:
        """The plans seen together."""
        return Cross(self.layouts)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Keys of all sheets: plan by plan, sectors followed by their sub-sectors, then cities."""
        own = [
            f"{n}/{spec.slug}" for n, layout in enumerate(self.layouts) for spec in in_order(layout)
        ]
        pages = self.cross.book.pages.values()
        return (*own, *(f"{_CITY}{page.adcode}" for page in pages if page.lines))

    def spec(self, key: str) -> tuple[Layout, MapSpec]:
        """The map of a key of a plan."""
        number, _, slug = key.partition("/")
        layout = self.layouts[int(number)]
        found = next(spec for spec in layout.specs if spec.slug == slug)
        return layout, found.with_(lang=self.job.choice.lang)

    def scene(self, key: str) -> Scene:
        """The map of a key of a plan, finished."""
        layout, spec = self.spec(key)
        return resolve(spec, layout.ground)

    def made(self, key: str) -> tuple[Entry, SheetLeaves]:
        """A sheet laid out and drawn."""
        if key.startswith(_CITY):
            return self._city(key)
        layout, spec = self.spec(key)
        sheet = self._arranged(resolve(spec, layout.ground))
        level = 3 if spec.kind == "subsector" else 2
        return _ready(key, sheet, level, plan_sheet(sheet, layout.ground))

    def _city(self, key: str) -> tuple[Entry, SheetLeaves]:
        code = key.removeprefix(_CITY)
        page, layout = self.cross.book.pages[code], self.layouts[0]
        spec = next(s for s in layout.specs if s.kind == "breadth")
        scene = resolve(spec.with_(lang=self.job.choice.lang, focus_adcode=code), layout.ground)
        sheet = self._arranged(replace(scene, title=page.name))
        clauses = ((line.plan, line.line.clause) for line in page.lines)
        shown = shown_on(sheet, self.cross.world.register, clauses, [code])
        return _ready(key, sheet, 2, shown)

    def _arranged(self, scene: Scene) -> Sheet:
        return arrange(scene, self.layouts[0].world.boundaries, self.job.choice)


def _ready(key: str, sheet: Sheet, level: int, shown: Shown) -> tuple[Entry, SheetLeaves]:
    """A sheet as a line of the contents and as pages of the book."""
    scene = sheet.scene
    entry = Entry(key, scene.title, level, shown=shown, review=scene.credits.review)
    return entry, sheet_leaves(sheet, level)


def in_order(layout: Layout) -> list[MapSpec]:
    """The maps of a plan: those of the whole, then each sector with its sub-sectors."""
    rank = {term.id: n for n, term in enumerate(layout.plan.taxonomy.in_order)}
    return sorted(layout.specs, key=lambda spec: rank.get(spec.subject, -1))


def begin(job: Job) -> Sheets:
    """Load what every sheet needs, once per process."""
    use_font(job.font)
    return Sheets(job, tuple(load_layouts(job.plans, load_world())))


def make_sheet(bench: Sheets, key: str) -> tuple[Entry, SheetLeaves]:
    """One sheet."""
    return bench.made(key)


def atlas(
    plans: Sequence[str | Path],
    path: str | Path,
    *,
    paper: str = "A3",
    lang: str = "zh",
    jobs: int = 2,
    replace: bool = False,
    step: Step = lambda _done, _all: None,
) -> Path:
    """Write the atlas of one plan or of several: every sheet, text and index in one PDF.

    Parameters
    ----------
    plans
        Keys of packaged plans, or folders.
    path
        The file, ``.pdf``.
    paper
        ``A3`` or ``A4``.
    lang
        ``zh``, ``en`` or ``both``.
    jobs
        Processes; the bytes do not depend on it.
    replace
        Whether a file is replaced that geo did not write, or that was changed since.
    step
        Called with (steps done, steps in all).

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    CallError, GeoError
        Paper, language or suffix is none of an atlas; the plans are at fault; the file cannot be
        written.
    """
    path, choice = Path(path), PageChoice(paper, lang=lang)
    check_atlas(plans, path, choice)
    names = (str(Path(p).resolve()) if Path(p).is_dir() else str(p) for p in plans)
    job = Job(tuple(dict.fromkeys(names)), choice, further_font())
    data = atlas_pdf(job, jobs, step)
    return deliver(path, {path.name: data}, replace=replace)[0]


def check_atlas(plans: Sequence[str | Path], path: Path, choice: PageChoice) -> None:
    """Nothing, or a CallError with every fault of a call."""
    faults = []
    for name, value, valid, zh, en in (
        ("--paper", choice.paper, PAPERS, "地图集没有这种纸张", "no such paper for an atlas"),
        ("--lang", choice.lang, LANGS, "没有这种语言", "no such language"),
        ("-o", path.suffix.lower(), (".pdf",), "地图集只做成 PDF", "an atlas is a PDF"),
    ):
        if value not in valid:
            faults.append(Fault(name, zh, en, value, nearest(value, valid, 1) or tuple(valid)))
    if not plans:
        faults.append(Fault("--plan", "要指明规划", "name the plan"))
    if faults:
        raise CallError(faults)


def atlas_pdf(job: Job, jobs: int = 1, step: Step = lambda _done, _all: None) -> bytes:
    """The atlas as bytes; sheets in processes, the rest in this one."""
    bench = begin(job)
    total = len(bench.keys) + 1
    entries: list[Entry] = []
    leaves: dict[str, SheetLeaves] = {}
    for done, (entry, made) in enumerate(each(jobs, begin, job, make_sheet, bench.keys), 1):
        entries.append(entry)
        leaves[entry.key] = made
        step(done, total)
    book = put_together(_material(bench, entries, leaves))
    data = book_pdf(book, leaves)
    step(total, total)
    return data


def _material(bench: Sheets, entries: Sequence[Entry], leaves: dict[str, SheetLeaves]) -> Material:
    """The sheets with all that stands around them."""
    scenes = _typical(bench)
    frame = Frame(bench.job.choice, scenes[0].accent)
    charts = []
    for number, layout in enumerate(bench.layouts):
        if not has_charts(layout):
            continue
        for kind in ("matrix", "crowding"):
            chart = CHARTS[kind](layout.ground.analysis)
            pages = tuple(chart_pages(frame, chart))
            charts.append(Chapter(Entry(f"{number}/{kind}", chart.title, 2), pages))
    return Material(
        frame=frame,
        grounds=[layout.ground for layout in bench.layouts],
        register=bench.cross.world.register,
        boundaries=bench.cross.world.boundaries,
        sheets=_parted(bench, entries),
        sizes={key: made.sizes for key, made in leaves.items()},
        charts=charts,
        scenes=scenes,
    )


def _typical(bench: Sheets) -> list[Scene]:
    """One map of each kind, that with the fullest legend, in the order of reading."""
    found: dict[str, Scene] = {}
    for key in (key for key in bench.keys if not key.startswith(_CITY)):
        scene = bench.scene(key)
        known = found.setdefault(scene.spec.kind, scene)
        if _entries(scene) > _entries(known):
            found[scene.spec.kind] = scene
    return list(found.values())


def _entries(scene: Scene) -> int:
    return sum(len(block.entries) for block in scene.legend)


def _parted(bench: Sheets, entries: Sequence[Entry]) -> list[Entry]:
    """The sheets with the names of the parts that begin: each plan, then the cities."""
    found, parts = [], set[str]()
    for entry in entries:
        own = entry.key.partition("/")[0]
        name = say("book.cities") if own == "cities" else bench.layouts[int(own)].plan.short
        found.append(entry if own in parts else replace(entry, part=name))
        parts.add(own)
    return found
