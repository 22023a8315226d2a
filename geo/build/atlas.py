"""The atlas of some plans: sheets laid out side by side in processes, then one PDF of them all.

See DECISIONS 44.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace as changed
from pathlib import Path

from geo.ask.choices import Chosen, in_language, wrong_choices
from geo.book.atlas import Material, put_together
from geo.book.frame import Frame
from geo.book.model import Chapter, Entry
from geo.build.atlas_sheets import CITY, Job, Sheets, begin
from geo.build.chart_files import CHARTS, chart_kinds
from geo.build.reviewing import Numbers
from geo.build.workers import each
from geo.errors import CallError, Fault
from geo.files.record import deliver
from geo.render.print.book import SheetLeaves, book_pdf
from geo.render.print.chart import chart_pages
from geo.scene.scene import Scene
from geo.sheet.page import PageChoice
from geo.sheet.typeface import further_font
from geo.spec.publisher import Brand
from geo.texts.catalogue import say

PAPERS = ("A3", "A4")
Step = Callable[[int, int], None]


def atlas(  # noqa: PLR0913  (what a call of the command may say)
    plans: Sequence[str | Path],
    path: str | Path,
    *,
    paper: str = "A3",
    lang: str = "zh",
    approvals: str | Path | None = None,
    brand: Brand | None = None,
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
    approvals
        The user's table of approval numbers, as ``geo checklist`` writes it to be filled;
        a number is printed where it counts for the drawing, in force today.
    brand
        Who publishes it, as :func:`geo.ask.brand.read_brand` reads it.
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

    Examples
    --------
    >>> atlas(["future2024"], "atlas.pdf")  # doctest: +SKIP
    PosixPath('atlas.pdf')
    >>> try:
    ...     atlas(["future2024"], "atlas.pdf", paper="A5")
    ... except CallError as error:
    ...     print(error.faults[0].en, error.faults[0].nearest)
    no such paper for an atlas ('A3', 'A4')
    """
    path, choice = Path(path), PageChoice(paper, lang=lang, brand=brand)
    zh, en = "地图集没有这种纸张", "no such paper for an atlas"
    listed = Chosen("--paper", paper, PAPERS, zh, en)
    suffix = Chosen("-o", path.suffix.lower(), (".pdf",), "地图集只做成 PDF", "an atlas is a PDF")
    faults = [*wrong_choices(listed, in_language(lang), suffix)]
    if not plans:
        faults.append(Fault("--plan", "要指明规划", "name the plan"))
    if faults:
        raise CallError(faults)
    names = (str(Path(p).resolve()) if Path(p).is_dir() else str(p) for p in plans)
    job = Job(tuple(dict.fromkeys(names)), choice, Numbers.of(approvals), further_font())
    data = atlas_pdf(job, jobs, step)
    return deliver(path, {path.name: data}, replace=replace)[0]


def atlas_pdf(job: Job, jobs: int = 1, step: Step = lambda _done, _all: None) -> bytes:
    """The atlas as bytes; sheets in processes, the rest in this one."""
    bench = begin(job)
    _say_numbers(bench)
    total = len(bench.keys) + 1
    entries: list[Entry] = []
    leaves: dict[str, SheetLeaves] = {}
    for done, (entry, made) in enumerate(each(jobs, begin, job, Sheets.made, bench.keys, bench), 1):
        entries.append(entry)
        leaves[entry.key] = made
        step(done, total)
    book = put_together(_material(bench, entries, leaves))
    data = book_pdf(book, leaves)
    step(total, total)
    return data


def _say_numbers(bench: Sheets) -> None:
    """Say which of the user's numbers are not printed, and why."""
    numbers, ids = bench.job.numbers, {bench.map_id(key): key for key in bench.keys}
    numbers.say_unknown(ids)
    world = bench.places.world
    given = {i: bench.scene(key) for i, key in ids.items() if i in numbers.approvals}
    numbers.say_dropped({i: numbers.review(scene, world) for i, scene in given.items()})


def _material(bench: Sheets, entries: Sequence[Entry], leaves: dict[str, SheetLeaves]) -> Material:
    """The sheets with all that stands around them."""
    scenes = _typical(bench)
    brand = bench.job.choice.brand
    accent = brand.accent if brand and brand.accent else scenes[0].accent
    frame = Frame(bench.job.choice, accent)
    charts = []
    for number, layout in enumerate(bench.layouts):
        for kind in (k for k in chart_kinds(layout) if k != "similarity"):
            chart = CHARTS[kind](layout.ground.analysis)
            pages = tuple(chart_pages(frame, chart))
            charts.append(Chapter(Entry(f"{number}/{kind}", chart.title, 2), pages))
    return Material(
        frame=frame,
        grounds=[layout.ground for layout in bench.layouts],
        register=bench.places.world.register,
        boundaries=bench.places.world.boundaries,
        sheets=_parted(bench, entries),
        sizes={key: made.sizes for key, made in leaves.items()},
        charts=charts,
        scenes=scenes,
    )


def _typical(bench: Sheets) -> list[Scene]:
    """One map of each kind, that with the fullest legend, in the order of reading."""
    found: dict[str, list[Scene]] = {}
    for scene in (bench.scene(key) for key in bench.keys if not key.startswith(CITY)):
        found.setdefault(scene.spec.kind, []).append(scene)
    return [
        max(some, key=lambda s: sum(len(b.entries) for b in s.legend)) for some in found.values()
    ]


def _parted(bench: Sheets, entries: Sequence[Entry]) -> list[Entry]:
    """The sheets with the names of the parts that begin: each plan, then the cities."""
    found, parts = [], set[str]()
    for entry in entries:
        own = entry.key.partition("/")[0]
        name = say("book.cities") if own == "cities" else bench.layouts[int(own)].plan.short
        found.append(entry if own in parts else changed(entry, part=name))
        parts.add(own)
    return found
