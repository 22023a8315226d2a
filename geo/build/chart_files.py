"""The pictures of the analysis as files: matrix, crowding, similarity, what has no place, pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from geo.analysis.overlap import unplaced
from geo.analysis.plan_analysis import PlanAnalysis, analyse
from geo.build.map_files import (
    CAREFUL,
    BuildOptions,
    Delivery,
    check_page,
    png_of,
    with_outlines,
    write_product,
)
from geo.build.mapped_plan import Layout
from geo.charts.charts import crowding_chart, matrix_chart, similarity_chart
from geo.charts.model import Chart
from geo.charts.pair_maps import compare_scene, diff_scene
from geo.charts.unplaced import unplaced_chart
from geo.errors import CallError, Fault
from geo.files.cache import kept
from geo.files.record import deliver
from geo.scene.scene import Scene
from geo.scene.world import World
from geo.sheet.asked import PRINTED, Dots
from geo.sheet.page import PageChoice
from geo.sources.plans.folder import load_plan

CHARTS: dict[str, Callable[[PlanAnalysis], Chart]] = {
    "matrix": matrix_chart,
    "crowding": crowding_chart,
    "similarity": similarity_chart,
    "unplaced": unplaced_chart,
}
KINDS = (*CHARTS, "compare", "diff")
FOLDER = "analysis"
_FORMATS = (".pdf", ".svg", ".png")
LEAST_PLACES = 3


@dataclass(frozen=True)
class PictureChoice:
    """Which picture: its kind, the plan, two cities (``compare``), the later plan (``diff``)."""

    kind: str
    plan: str
    cities: tuple[str, ...] = ()
    against: str = ""


def write_picture(
    choice: PictureChoice,
    path: Path,
    page: PageChoice | None = None,
    how: Delivery = CAREFUL,
) -> tuple[Path, ...]:
    """Write one picture in the format of the file's suffix.

    Parameters
    ----------
    choice
        Which picture of which plan.
    path
        ``.html`` (with its assets in a folder named after it), ``.pdf``, ``.svg`` or ``.png``.
    page
        Paper and language.
    how
        How many dots a PNG has, whether the letters of an SVG are shapes, what a page offers on
        paper, and whether files are replaced that geo did not write.

    Returns
    -------
    tuple of Path
        Every file written, the one asked for first.

    Raises
    ------
    CallError, UnknownNameError, OutputError
        A choice does not belong to the kind; a city is unknown; the file cannot be written.
    """
    from geo.render.templating import lone_assets

    page = page or PageChoice()
    suffix = path.suffix.lower()
    check_page(suffix, page, how)
    check_choice(choice)
    if choice.kind not in CHARTS:
        scene, world = _pair_scene(choice, page.lang)
        return write_product(path, scene, world, page, how)
    chart = CHARTS[choice.kind](analyse(choice.plan))
    if suffix == ".html":
        files = _page_files(chart, path.name, page, how.beside)
        files |= lone_assets(path.name, "chart.css")
    else:
        made = _printed(chart, page, (suffix,), how.dots or PRINTED)[suffix]
        files = {path.name: with_outlines(made) if how.outlined else made}
    return deliver(path, files, replace=how.replace)


def check_choice(choice: PictureChoice) -> None:
    """Nothing, or a CallError with every fault of a choice."""
    faults = []
    if choice.kind not in KINDS:
        faults.append(Fault("", "没有这种图", "no such picture", choice.kind, KINDS))
    if (choice.kind == "compare") != (len(choice.cities) == 2) or len(choice.cities) == 1:
        zh, en = "compare 要两个 --city，其余的图不要", "compare takes two --city, the others none"
        faults.append(Fault("--city", zh, en, " ".join(choice.cities)))
    if (choice.kind == "diff") != bool(choice.against):
        zh, en = "diff 要一个 --against，其余的图不要", "diff takes one --against, the others none"
        faults.append(Fault("--against", zh, en, choice.against))
    if not choice.plan:
        faults.append(Fault("--plan", "要指明规划", "name the plan"))
    if faults:
        raise CallError(faults)


def _pair_scene(choice: PictureChoice, lang: str) -> tuple[Scene, World]:
    """The compare or diff map with the world that it stands on."""
    from geo.build.across_plans import Places  # only a pair needs it

    plans = [load_plan(key) for key in (choice.plan, choice.against) if key]
    world = Places.of(plans).world
    bases = [analyse(plan, world.register) for plan in plans]
    if choice.kind == "diff":
        return diff_scene(bases[0], bases[1], world, lang), world
    return compare_scene(bases[0], world, choice.cities, lang), world


def _printed(
    chart: Chart, page: PageChoice, suffixes: Iterable[str], dots: Dots = PRINTED
) -> dict[str, bytes]:
    """A chart in several formats, by suffix."""
    from geo.render.print.chart import chart_pdf
    from geo.render.svg.chart import chart_svg

    make: dict[str, Callable[[], bytes]] = {
        ".pdf": lambda: chart_pdf(chart, page.paper, page.lang),
        ".svg": lambda: chart_svg(chart, page.lang),
        ".png": lambda: png_of(chart_pdf(chart, page.paper, page.lang, stacked=True), dots),
    }
    wanted = tuple(suffixes)
    return kept(("chart", chart, page, wanted, dots), lambda: {s: make[s]() for s in wanted})


def _page_files(
    chart: Chart, name: str, page: PageChoice, beside: Sequence[str]
) -> dict[str, bytes]:
    """The page of a chart with what it offers on paper, by path beside it."""
    from geo.render.pages.chart import chart_html
    from geo.render.templating import lone_place

    place = lone_place(name)
    own, made = unquote(place.own), _printed(chart, page, [f".{suffix}" for suffix in beside])
    offered = {f"{own}{suffix}": data for suffix, data in made.items()}
    return {name: chart_html(chart, place, beside), **offered}


def chart_kinds(layout: Layout) -> tuple[str, ...]:
    """The pictures of a plan: who carries what needs places enough, the rest something to tell."""
    enough = len(layout.ground.analysis.matrix.places()) >= LEAST_PLACES
    has = {"unplaced": bool(unplaced(layout.plan))}
    return tuple(kind for kind in CHARTS if has.get(kind, enough))


def chart_task_files(layout: Layout, wanted: BuildOptions) -> dict[str, bytes]:
    """All pictures of a plan on paper, by path below the output folder: PDF, SVG and PNG."""
    page = PageChoice(wanted.papers[0], lang=wanted.lang)
    files: dict[str, bytes] = {}
    for kind in chart_kinds(layout):
        stem = chart_stem(layout.plan.key, kind)
        made = _printed(CHARTS[kind](layout.ground.analysis), page, _FORMATS, wanted.dots)
        files |= {f"{stem}{suffix}": data for suffix, data in made.items()}
    return files


def chart_stem(plan: str, kind: str) -> str:
    """Where the files of a picture lie below the output folder, without suffix."""
    return f"{plan}/{FOLDER}/{kind}"
