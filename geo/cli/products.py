"""The commands that make whole products: a build and its publication, books, decks, pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.cli.options import (
    ApprovalsOption,
    BesideOption,
    BoundariesOption,
    BrandOption,
    DpiOption,
    FontOption,
    LangOption,
    LayerOption,
    OrientationOption,
    OutlinedOption,
    PageOption,
    PaperOption,
    PlanOption,
    PlansOption,
    ReplaceOption,
    WidthOption,
    on_own_ground,
    say_written,
)
from geo.cli.terminal import progress_bar, tell

JobsOption = Annotated[int, typer.Option(min=1, max=64)]
UrlOption = Annotated[str, typer.Option("--base-url", metavar="URL")]
Picture = Literal["matrix", "crowding", "similarity", "unplaced", "compare", "diff"]


def build(  # noqa: PLR0913, PLR0917  (one option each)
    plan: PlansOption = None,
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("maps"),
    paper: Annotated[list[str] | None, typer.Option(metavar="A3…")] = None,
    lang: LangOption = "zh",
    png: Annotated[bool, typer.Option("--png")] = False,
    svg: Annotated[bool, typer.Option("--svg/--no-svg")] = True,
    approvals: ApprovalsOption = None,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
    cache: Annotated[str, typer.Option(metavar="DIR|off")] = "",
    jobs: JobsOption = 2,
) -> None:
    """Build the maps of all plans, or of some."""
    from geo.build.map_files import BuildOptions
    from geo.build.reviewing import Numbers
    from geo.files.cache import cache_folder
    from geo.site.pipeline import build_maps
    from geo.sources.plans.folder import packaged_folder, plan_keys

    wanted = BuildOptions(papers=tuple(paper or ("A3",)), lang=lang, png=png, svg=svg)
    numbers = Numbers.of(approvals) if approvals else None
    plans = plan or [str(packaged_folder(key)) for key in plan_keys()]
    with progress_bar() as step:
        for line in build_maps(plans, out, wanted, jobs, step, numbers, cache_folder(cache)):
            tell(line)


def publish(
    build: Annotated[Path, typer.Argument(metavar="BUILD")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR")],
    audience: Annotated[Literal["internal", "public"], typer.Option("--audience")],
    base_url: UrlOption = "",
) -> None:
    """Publish a build."""
    from geo.site.publish import Audience, Publication
    from geo.site.publish import publish as put

    for line in put(build, to, Publication(Audience(audience), base_url)):
        tell(line)


@on_own_ground
def atlas(  # noqa: PLR0913, PLR0917  (one option each)
    output: PageOption,
    plan: PlansOption = None,
    paper: Annotated[str, typer.Option(metavar="A3|A4")] = "A3",
    lang: LangOption = "zh",
    approvals: ApprovalsOption = None,
    jobs: JobsOption = 2,
    brand: BrandOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Write the atlas of one plan or of several."""
    from geo.ask.brand import read_brand
    from geo.build.atlas import atlas as write

    with progress_bar() as step:
        made = write(
            plan or (), output, paper=paper, lang=lang, approvals=approvals, jobs=jobs,
            replace=replace, step=step, brand=read_brand(brand) if brand else None,
        )  # fmt: skip
    say_written([made])


@on_own_ground
def cards(  # noqa: PLR0913, PLR0917  (one option each)
    plan: PlanOption,
    output: PageOption,
    place: Annotated[str, typer.Option(metavar="P")] = "",
    sector: Annotated[str, typer.Option(metavar="S")] = "",
    paper: Annotated[str, typer.Option(metavar="A5|A4")] = "A5",
    lang: LangOption = "zh",
    base_url: UrlOption = "",
    brand: BrandOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Write cards as one PDF."""
    from geo.ask.brand import read_brand
    from geo.build.cards import CardWish
    from geo.build.cards import cards as write

    wish = CardWish(place, sector, base_url, read_brand(brand) if brand else None)
    with progress_bar() as step:
        made = write(plan, output, wish, paper=paper, lang=lang, replace=replace, step=step)
    say_written([made])


@on_own_ground
def checklist(  # noqa: PLR0913, PLR0917  (one option each)
    plan: PlanOption,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR")],
    approvals: ApprovalsOption = None,
    paper: PaperOption = "A3",
    orientation: OrientationOption = "landscape",
    lang: LangOption = "zh",
    replace: ReplaceOption = False,
    jobs: JobsOption = 2,
    brand: BrandOption = None,
) -> None:
    """Write the pack for the review of maps."""
    from geo.ask.brand import read_brand
    from geo.build.checklist import write_checklist
    from geo.build.reviewing import Numbers
    from geo.sheet.page import PageChoice

    numbers = Numbers.of(approvals)
    page = PageChoice(paper, orientation, lang, brand=read_brand(brand) if brand else None)
    with progress_bar() as step:
        made = write_checklist(plan, output, page, numbers, jobs=jobs, replace=replace, step=step)
    say_written(made)


@on_own_ground
def slides(  # noqa: PLR0913, PLR0917  (one option each)
    output: PageOption,
    plan: PlanOption,
    sector: Annotated[list[str] | None, typer.Option(metavar="S")] = None,
    subsectors: Annotated[bool, typer.Option("--subsectors")] = False,
    lang: LangOption = "zh",
    approvals: ApprovalsOption = None,
    brand: BrandOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Write a plan as a presentation."""
    from geo.ask.brand import read_brand
    from geo.build.slides import slides as write

    made = write(
        plan, output, lang=lang, sectors=sector or (), subsectors=subsectors, approvals=approvals,
        brand=read_brand(brand) if brand else None, replace=replace,
    )  # fmt: skip
    say_written([made])


def report(
    plan: PlanOption,
    output: PageOption,
    lang: LangOption = "zh",
    approvals: ApprovalsOption = None,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    replace: ReplaceOption = False,
) -> None:
    """Write the report of a plan."""
    from geo.build.reviewing import Numbers
    from geo.site.report import report as write

    numbers = Numbers.of(approvals)
    say_written([write(plan, output, lang=lang, numbers=numbers, replace=replace)])


@on_own_ground
def picture(  # noqa: PLR0913, PLR0917  (one option each)
    kind: Annotated[Picture, typer.Argument(metavar="KIND")],
    output: PageOption,
    plan: PlanOption,
    city: Annotated[list[str] | None, typer.Option("--city", metavar="A")] = None,
    against: Annotated[str, typer.Option("--against", metavar="KEY|DIR")] = "",
    lang: LangOption = "zh",
    outlined: OutlinedOption = False,
    paper: PaperOption = "A3",
    dpi: DpiOption = 0,
    width: WidthOption = 0,
    beside: BesideOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Make one picture of a plan."""
    from geo.build.chart_files import PictureChoice, write_picture
    from geo.build.map_files import Delivery
    from geo.sheet.asked import Dots
    from geo.sheet.page import PageChoice

    choice = PictureChoice(kind, plan, tuple(city or ()), against)
    page = PageChoice(paper, lang=lang)
    dots, offered = Dots(dpi, width), tuple(beside or ())
    how = Delivery(replace=replace, dots=dots, outlined=outlined, beside=offered)
    say_written(write_picture(choice, output, page, how))
