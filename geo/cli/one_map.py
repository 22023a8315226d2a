"""``geo map``: one map of a plan as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from geo.cli.options import (
    ApprovalsOption,
    BesideOption,
    BrandOption,
    DpiOption,
    LangOption,
    Orientation,
    OutlinedOption,
    PageOption,
    PlansOption,
    ReplaceOption,
    WidthOption,
    on_own_ground,
    say_written,
)

if TYPE_CHECKING:
    from geo.ask.choices import Which
    from geo.build.map_files import Delivery
    from geo.sheet.page import PageChoice


class Subject(NamedTuple):
    """What a map is of: plans, or a theme or a place across plans; and its approval number."""

    plans: list[str]
    theme: str
    city: str
    approved: str


@on_own_ground
def one_map(  # noqa: PLR0913, PLR0917  (one option each)
    output: PageOption,
    plan: PlansOption = None,
    city: Annotated[str, typer.Option(metavar="P")] = "",
    theme: Annotated[str, typer.Option(metavar="T")] = "",
    sector: Annotated[str, typer.Option(metavar="S")] = "",
    subsector: Annotated[str, typer.Option(metavar="S")] = "",
    structure: Annotated[bool, typer.Option("--structure")] = False,
    breadth: Annotated[bool, typer.Option("--breadth")] = False,
    carriers: Annotated[bool, typer.Option("--carriers")] = False,
    lang: LangOption = "zh",
    paper: Annotated[str, typer.Option("--paper", metavar="A0…A4", show_default="A3")] = "",
    orientation: Annotated[Orientation | None, typer.Option()] = None,
    bleed: Annotated[float, typer.Option("--bleed", metavar="MM")] = 0.0,
    crop_marks: Annotated[bool, typer.Option("--crop-marks")] = False,
    approved: Annotated[str, typer.Option("--approval", metavar="NO")] = "",
    approvals: ApprovalsOption = None,
    figure: Annotated[bool, typer.Option("--figure")] = False,
    no_title: Annotated[bool, typer.Option("--no-title")] = False,
    transparent: Annotated[bool, typer.Option("--transparent")] = False,
    dpi: DpiOption = 0,
    outlined: OutlinedOption = False,
    width: WidthOption = 0,
    long: Annotated[bool, typer.Option("--long")] = False,
    beside: BesideOption = None,
    single: Annotated[bool, typer.Option("--single")] = False,
    replace: ReplaceOption = False,
    brand: BrandOption = None,
) -> None:
    """Make one map of a plan, of a theme or of a place across plans."""
    from geo.ask.brand import read_brand
    from geo.ask.choices import Which
    from geo.build.map_files import Delivery
    from geo.build.reviewing import Numbers
    from geo.sheet.asked import Dots, asked_page, figure_of
    from geo.sheet.page import PageChoice

    which = Which(sector=sector, subsector=subsector, structure=structure)
    which.update({"breadth": breadth, "carriers": carriers})
    subject = Subject(plan or [], theme, city, approved)
    _check(subject, approvals, which)
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
        from geo.build.across_plans import write_theme

        return write_theme(theme, output, page, how)
    if city:
        from geo.build.across_plans import city_sheet

        return city_sheet(city, output, plans, page=page, approved=approved, how=how)
    from geo.build.mapped_plan import lay_out
    from geo.sources.plans.folder import load_plan

    layout = lay_out(load_plan(plans[0]))
    scene = layout.scene(lang=page.lang, approved=approved, **which)
    return write_product(output, scene, layout.world, page, how)


def _check(subject: Subject, approvals: Path | None, which: Which) -> None:
    """Nothing, or a CallError: a map is of one plan, theme or place, its number from one source."""
    from geo.errors import CallError, Fault

    plans, theme, city, approved = subject
    chosen = [name for name, value in which.items() if value]
    if approved and approvals:
        zh, en = "--approval 与 --approvals 只用其一", "one of --approval and --approvals"
        raise CallError(Fault("--approval", zh, en, approved))
    if theme and (plans or chosen or city):
        zh, en = "--theme 不与 --plan 等同用", "--theme goes without --plan and its choices"
        raise CallError(Fault("geo map", zh, en, " ".join(["--theme", *chosen])))
    if city and chosen:
        zh, en = "--city 是一个地方的全部，不与别的图同用", "--city goes without other maps"
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
