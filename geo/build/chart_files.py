"""The pictures of the analysis as files: matrix, crowding, similarity, compare map, diff map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from geo.analysis.plan_analysis import analyse
from geo.build.map_files import PNG_PPI, Delivery, check_page, write_product
from geo.charts.charts import crowding_chart, matrix_chart, similarity_chart
from geo.charts.model import Chart
from geo.charts.pair_maps import compare_scene, diff_scene
from geo.errors import CallError, Fault
from geo.files.record import deliver
from geo.scene.scene import Scene
from geo.scene.world import World, load_world
from geo.sheet.page import PageChoice
from geo.sources.plans.folder import load_plan
from geo.sources.plans.places import plan_register

if TYPE_CHECKING:
    from geo.render.templating import PagePlace

CHARTS = {"matrix": matrix_chart, "crowding": crowding_chart, "similarity": similarity_chart}
KINDS = (*CHARTS, "compare", "diff")


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
    *,
    replace_files: bool = False,
) -> tuple[Path, ...]:
    """Write one picture in the format of the file's suffix.

    Parameters
    ----------
    choice
        Which picture of which plan.
    path
        ``.html`` (with its PDF, SVG and assets in a folder named after it), ``.pdf``, ``.svg`` or
        ``.png``.
    page
        Paper and language.
    replace_files
        Whether files are replaced that geo did not write.

    Returns
    -------
    tuple of Path
        Every file written, the one asked for first.

    Raises
    ------
    CallError, UnknownNameError, OutputError
        A choice does not belong to the kind; a city is unknown; the file cannot be written.
    """
    page = page or PageChoice()
    check_page(path.suffix, page.paper)
    check_choice(choice)
    if choice.kind in CHARTS:
        files = chart_files(CHARTS[choice.kind](analyse(choice.plan)), path, page)
        return deliver(path, files, replace=replace_files)
    scene, world = pair_scene(choice, page.lang)
    return write_product(path, scene, world, page, Delivery(replace=replace_files))


def check_choice(choice: PictureChoice) -> None:
    """Nothing, or a CallError with every fault of a choice."""
    faults = []
    if choice.kind not in KINDS:
        faults.append(Fault("", "没有这种图", "no such picture", choice.kind, KINDS))
    if (choice.kind == "compare") != (len(choice.cities) == 2) or len(choice.cities) == 1:
        zh, en = "compare 要两个 --city,其余的图不要", "compare takes two --city, the others none"
        faults.append(Fault("--city", zh, en, " ".join(choice.cities)))
    if (choice.kind == "diff") != bool(choice.against):
        zh, en = "diff 要一个 --against,其余的图不要", "diff takes one --against, the others none"
        faults.append(Fault("--against", zh, en, choice.against))
    if not choice.plan:
        faults.append(Fault("--plan", "要指明规划", "name the plan"))
    if faults:
        raise CallError(faults)


def pair_scene(choice: PictureChoice, lang: str) -> tuple[Scene, World]:
    """The compare or diff map with the world that it stands on."""
    world = load_world()
    plans = [load_plan(key) for key in (choice.plan, choice.against) if key]
    register = world.register
    for plan in plans:
        register = plan_register(plan, register)
    world = replace(world, register=register)
    bases = [analyse(plan, register) for plan in plans]
    if choice.kind == "diff":
        return diff_scene(bases[0], bases[1], world, lang), world
    return compare_scene(bases[0], world, choice.cities, lang), world


def chart_files(chart: Chart, path: Path, page: PageChoice) -> dict[str, bytes]:
    """The files of a chart by path beside the one asked for; a page brings what it needs."""
    from geo.render.print.chart import chart_pdf, chart_png
    from geo.render.svg.chart import chart_svg
    from geo.render.templating import companions, lone_place, page_assets

    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return {path.name: chart_pdf(chart, page.paper, page.lang)}
    if suffix == ".svg":
        return {path.name: chart_svg(chart, page.lang)}
    if suffix == ".png":
        return {path.name: chart_png(chart, page.paper, page.lang, PNG_PPI)}
    folder = companions(path.name)
    assets = {f"{folder}/{name}": data for name, data in page_assets("chart.css").items()}
    return {**page_files(chart, path.name, page, lone_place(path.name)), **assets}


def page_files(chart: Chart, name: str, page: PageChoice, place: PagePlace) -> dict[str, bytes]:
    """The page of a chart with its PDF and SVG, by path beside it."""
    from geo.render.pages.chart import chart_html
    from geo.render.print.chart import chart_pdf
    from geo.render.svg.chart import chart_svg

    own = unquote(place.own)
    return {
        name: chart_html(chart, place),
        f"{own}.pdf": chart_pdf(chart, page.paper, page.lang),
        f"{own}.svg": chart_svg(chart, page.lang),
    }
