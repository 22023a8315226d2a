"""``geo map``: one map of a plan as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from geo.cli.options import (
    ApprovalsOption,
    BoundariesOption,
    BrandOption,
    FontOption,
    LangOption,
    LayerOption,
    Orientation,
    PageOption,
    PaperOption,
    PlansOption,
    ReplaceOption,
    say_written,
)

if TYPE_CHECKING:
    from geo.ask.map_choice import Which
    from geo.build.map_files import Delivery
    from geo.sheet.page import PageChoice

HELP = """做一张地图,格式由文件后缀决定:html、pdf、svg、png。

Make one map; the suffix of the file gives the format: html, pdf, svg, png.

\b
--figure 是放进文档的插图:只有地图、图例和一行依据,不裁剪也不带页边。
A4 宽 160 毫米(文档正文),A3 宽 320 毫米(一张幻灯片),高度随内容。
--transparent 去掉页面底色;海面是图的一部分,保留。
--figure is for documents: the map, its key, one line of sources, no margin;
160 mm wide on A4 (text of a page), 320 mm on A3 (a slide), as high as it needs.
--transparent leaves the ground of the page out; the sea is part of the map and stays.

\b
例 Examples:
  geo map --plan future2024 --sector 未来空间 -o space.pdf
  geo map --plan future2024 --subsector space.low_altitude --lang en --paper A4 -o low.svg
  geo map --plan ./my-plan --structure -o structure.html
  geo map --plan ./my-plan --structure --single -o structure.html
  geo map --plan ./my-plan --structure --paper A0 --bleed 3 --crop-marks -o wall.pdf
  geo map --theme 商业航天 -o space-theme.pdf
  geo map --plan future2024 --structure --figure --paper A4 -o structure.svg
  geo map --plan future2024 --breadth --figure --no-title --transparent --dpi 600 -o b.png
  geo map --city 东莞 -o dongguan.pdf
  geo map --city 南山区 --plan future2024 --plan qianhai2024 --paper A4 -o nanshan.pdf"""

ApprovalOption = Annotated[
    str,
    typer.Option("--approval", metavar="NO", help="本图的审图号 / this map's approval number"),
]
BleedOption = Annotated[
    float,
    typer.Option("--bleed", metavar="MM", help="PDF 的出血,印厂常用 3 / bleed of a PDF, often 3"),
]
MarksOption = Annotated[
    bool, typer.Option("--crop-marks", help="PDF 带裁切线 / crop marks beyond the page")
]
SingleOption = Annotated[
    bool,
    typer.Option(
        "--single", help="网页做成一个文件,不带文件夹 / a page with everything inside, one file"
    ),
]
FigureOption = Annotated[
    bool, typer.Option("--figure", help="放进文档的插图 / the map alone, for a document")
]
NoTitleOption = Annotated[
    bool, typer.Option("--no-title", help="插图不带标题 / a figure without its title")
]
TransparentOption = Annotated[
    bool, typer.Option("--transparent", help="插图不带底色 / a figure without a ground")
]
DpiOption = Annotated[
    int,
    typer.Option(
        "--dpi", metavar="300|600", show_default="300", help="PNG 的分辨率 / dots per inch of a PNG"
    ),
]


CityOption = Annotated[
    str,
    typer.Option(
        metavar="P", help="一个市、区或县:名称或编码 / a city, district or county: name or code"
    ),
]
ThemeOption = Annotated[
    str, typer.Option(metavar="T", help="跨计划主题:编号或名称 / theme across plans: id or name")
]
SectorOption = Annotated[
    str, typer.Option(metavar="S", help="领域:编号或名称 / sector: id or name")
]
SubsectorOption = Annotated[
    str, typer.Option(metavar="S", help="细分产业:编号或名称 / sub-sector: id or name")
]
StructureOption = Annotated[bool, typer.Option("--structure", help="空间结构 / structure")]
BreadthOption = Annotated[bool, typer.Option("--breadth", help="布局广度 / breadth")]
CarriersOption = Annotated[bool, typer.Option("--carriers", help="载体与平台 / carriers")]
LiesOption = Annotated[
    Orientation | None,
    typer.Option(help="横或竖,默认看图形;一市一图默认竖 / which way it lies; by its shape"),
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
    paper: PaperOption = "A3",
    orientation: LiesOption = None,
    bleed: BleedOption = 0.0,
    crop_marks: MarksOption = False,
    approved: ApprovalOption = "",
    approvals: ApprovalsOption = None,
    figure: FigureOption = False,
    no_title: NoTitleOption = False,
    transparent: TransparentOption = False,
    dpi: DpiOption = 0,
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
    from geo.build.map_files import Delivery, check_page
    from geo.build.reviewing import Numbers
    from geo.sheet.page import PageChoice, figure_of, lies_by_default

    which = Which(
        sector=sector, subsector=subsector, structure=structure, breadth=breadth, carriers=carriers
    )
    subject = Subject(plan or [], theme, city, approved)
    _check_numbers(approved, approvals)
    _check_subject(subject, [name for name, value in which.items() if value])
    lies = orientation or ("portrait" if city else lies_by_default(paper, figure=figure))
    whose = read_brand(brand) if brand else None
    alone = figure_of(figure, titled=not no_title, transparent=transparent)
    page = PageChoice(paper, lies, lang, bleed, crop_marks, whose, alone)
    check_page(output.suffix, page, dpi)
    how = Delivery(single, replace, dpi, Numbers.of(approvals))
    say_written(_write(output, subject, which, page, how))


def _write(
    output: Path, subject: Subject, which: Which, page: PageChoice, how: Delivery
) -> tuple[Path, ...]:
    """The files of the map, as written."""
    from geo.build.map_files import write_product
    from geo.build.mapped_plan import lay_out
    from geo.build.place_files import city_sheet
    from geo.build.theme_file import write_theme
    from geo.sources.plans.folder import load_plan

    plans, theme, city, approved = subject
    if theme:
        return write_theme(theme, output, page, how)
    if city:
        return city_sheet(city, output, plans, page=page, approved=approved, how=how)
    layout = lay_out(load_plan(plans[0]))
    scene = layout.scene(lang=page.lang, approved=approved, **which)
    return write_product(output, scene, layout.world, page, how)


def _check_numbers(approved: str, approvals: Path | None) -> None:
    """Nothing, or a CallError: a map has its number from one place."""
    from geo.errors import CallError, Fault

    if approved and approvals:
        zh, en = "--approval 与 --approvals 只用其一", "one of --approval and --approvals"
        raise CallError(Fault("--approval", zh, en, approved))


def _check_subject(subject: Subject, chosen: list[str]) -> None:
    """Nothing, or a CallError: a map is of one plan, of a theme or of a place."""
    from geo.errors import CallError, Fault

    plans, theme, city, approved = subject
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
