"""``geo map``: one map of a plan as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

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
    Orientation,
    OutlinedOption,
    PageOption,
    PlansOption,
    ReplaceOption,
    WidthOption,
    say_written,
)

if TYPE_CHECKING:
    from geo.ask.map_choice import Which
    from geo.build.map_files import Delivery
    from geo.sheet.page import PageChoice

ApprovalOption = Annotated[
    str,
    typer.Option("--approval", metavar="NO"),
]
BleedOption = Annotated[
    float,
    typer.Option("--bleed", metavar="MM"),
]
MarksOption = Annotated[bool, typer.Option("--crop-marks")]
SingleOption = Annotated[
    bool,
    typer.Option("--single"),
]
FigureOption = Annotated[bool, typer.Option("--figure")]
LongOption = Annotated[bool, typer.Option("--long")]
MapPaperOption = Annotated[str, typer.Option("--paper", metavar="A0…A4", show_default="A3")]
NoTitleOption = Annotated[bool, typer.Option("--no-title")]
TransparentOption = Annotated[bool, typer.Option("--transparent")]


CityOption = Annotated[
    str,
    typer.Option(metavar="P"),
]
ThemeOption = Annotated[str, typer.Option(metavar="T")]
SectorOption = Annotated[str, typer.Option(metavar="S")]
SubsectorOption = Annotated[str, typer.Option(metavar="S")]
StructureOption = Annotated[bool, typer.Option("--structure")]
BreadthOption = Annotated[bool, typer.Option("--breadth")]
CarriersOption = Annotated[bool, typer.Option("--carriers")]
LiesOption = Annotated[
    Orientation | None,
    typer.Option(),
]


class Subject(NamedTuple):
    """What a map is of: plans, or a theme or a place across plans; and its approval number."""

    plans: list[str]
    theme: str
    city: str
    approved: str


def one_map(  # noqa: PLR0913, PLR0917  (one option each)
    output: PageOption,
    plan: PlansOption = None,
    city: CityOption = "",
    theme: ThemeOption = "",
    sector: SectorOption = "",
    subsector: SubsectorOption = "",
    structure: StructureOption = False,
    breadth: BreadthOption = False,
    carriers: CarriersOption = False,
    lang: LangOption = "zh",
    paper: MapPaperOption = "",
    orientation: LiesOption = None,
    bleed: BleedOption = 0.0,
    crop_marks: MarksOption = False,
    approved: ApprovalOption = "",
    approvals: ApprovalsOption = None,
    figure: FigureOption = False,
    no_title: NoTitleOption = False,
    transparent: TransparentOption = False,
    dpi: DpiOption = 0,
    outlined: OutlinedOption = False,
    width: WidthOption = 0,
    long: LongOption = False,
    beside: BesideOption = None,
    single: SingleOption = False,
    replace: ReplaceOption = False,
    brand: BrandOption = None,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
) -> None:
    """Make one map of a plan, of a theme or of a place across plans."""
    from geo.ask.brand import read_brand
    from geo.ask.map_choice import Which
    from geo.build.map_files import Delivery
    from geo.build.reviewing import Numbers
    from geo.sheet.asked import Dots, asked_page, figure_of
    from geo.sheet.page import PageChoice

    which = Which(sector=sector, subsector=subsector, structure=structure)
    which.update({"breadth": breadth, "carriers": carriers})
    subject = _checked(Subject(plan or [], theme, city, approved), approvals, which)
    whose = read_brand(brand) if brand else None
    alone = figure_of(figure, titled=not no_title, transparent=transparent)
    wish = PageChoice(paper, orientation or "", lang, bleed, crop_marks, whose, alone)
    page = asked_page(wish, long=long, lies="portrait" if city else "")
    offered, numbers = tuple(beside or ()), Numbers.of(approvals)
    how = Delivery(single, replace, Dots(dpi, width), outlined, numbers, offered)
    say_written(_write(output, subject, which, page, how))


def _write(
    output: Path, subject: Subject, which: Which, page: PageChoice, how: Delivery
) -> tuple[Path, ...]:
    """The files of the map, as written."""
    from geo.build.map_files import check_page, write_product

    check_page(output.suffix, page, how)
    plans, theme, city, approved = subject
    if theme:
        from geo.build.theme_file import write_theme

        return write_theme(theme, output, page, how)
    if city:
        from geo.build.place_files import city_sheet

        return city_sheet(city, output, plans, page=page, approved=approved, how=how)
    from geo.build.mapped_plan import lay_out
    from geo.sources.plans.folder import load_plan

    layout = lay_out(load_plan(plans[0]))
    scene = layout.scene(lang=page.lang, approved=approved, **which)
    return write_product(output, scene, layout.world, page, how)


def _check_numbers(approved: str, approvals: Path | None) -> None:
    """Nothing, or a CallError: a map has its number from one place."""
    from geo.errors import CallError, Fault

    if approved and approvals:
        zh, en = "--approval 与 --approvals 只用其一", "one of --approval and --approvals"
        raise CallError(Fault("--approval", zh, en, approved))


def _checked(subject: Subject, approvals: Path | None, which: Which) -> Subject:
    """The subject, or a CallError: a map is of one plan, of a theme or of a place."""
    from geo.errors import CallError, Fault

    plans, theme, city, approved = subject
    chosen = [name for name, value in which.items() if value]
    _check_numbers(approved, approvals)
    if theme and (plans or chosen or city):
        zh, en = "--theme 不与 --plan 等同用", "--theme goes without --plan and its choices"
        raise CallError(Fault("geo map", zh, en, " ".join(["--theme", *chosen])))
    if city and chosen:
        zh, en = "--city 是一个地方的全部,不与别的图同用", "--city goes without other maps"
        raise CallError(Fault("geo map", zh, en, " ".join(["--city", *chosen])))
    if not (plans or theme or city):
        zh, en = "要指明 --plan、--theme 或 --city", "name --plan, --theme or --city"
        raise CallError(Fault("geo map", zh, en, "", ("--plan", "--theme", "--city")))
    if len(plans) > 1 and not city:
        zh, en = "只有 --city 可以看几份规划", "only --city reads several plans"
        raise CallError(Fault("--plan", zh, en, " ".join(plans)))
    if theme and approved:
        fault = Fault("--approval", "主题图不收审图号", "a theme map takes no number", approved)
        raise CallError(fault)
    return subject
