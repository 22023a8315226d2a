"""``geo map``: one map of a plan as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.cli.cross import check_subject
from geo.cli.options import LangOption, PlanOption

if TYPE_CHECKING:
    from geo.ask.map_choice import Which

HELP = """做一张地图,格式由文件后缀决定:html、pdf、svg、png(300 dpi)。

Make one map; the suffix of the file gives the format: html, pdf, svg, png (300 dpi).

\b
例 Examples:
  geo map --plan future2024 --sector 未来空间 -o space.pdf
  geo map --plan future2024 --subsector space.low_altitude --lang en --paper A4 -o low.svg
  geo map --plan ./my-plan --structure -o structure.html
  geo map --theme 商业航天 -o space-theme.pdf"""

Orientation = Literal["landscape", "portrait"]


def one_map(  # noqa: PLR0913, PLR0917  (one option each)
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help=".html .pdf .svg .png")
    ],
    plan: PlanOption = "",
    theme: Annotated[
        str,
        typer.Option(metavar="T", help="跨计划主题:编号或名称 / theme across plans: id or name"),
    ] = "",
    sector: Annotated[
        str, typer.Option(metavar="S", help="领域:编号或名称 / sector: id or name")
    ] = "",
    subsector: Annotated[
        str, typer.Option(metavar="S", help="细分产业:编号或名称 / sub-sector: id or name")
    ] = "",
    structure: Annotated[bool, typer.Option("--structure", help="空间结构 / structure")] = False,
    breadth: Annotated[bool, typer.Option("--breadth", help="布局广度 / breadth")] = False,
    carriers: Annotated[bool, typer.Option("--carriers", help="载体与平台 / carriers")] = False,
    lang: LangOption = "zh",
    paper: Annotated[str, typer.Option(metavar="A0…A4", help="纸张 / paper")] = "A3",
    orientation: Annotated[
        Orientation, typer.Option(help="横或竖 / which way the page lies")
    ] = "landscape",
    approved: Annotated[
        str,
        typer.Option("--approval", metavar="NO", help="本图的审图号 / this map's approval number"),
    ] = "",
) -> None:
    """Make one map of a plan, or of a theme across plans."""
    from geo.ask.map_choice import Which

    which = Which(
        sector=sector,
        subsector=subsector,
        structure=structure,
        breadth=breadth,
        carriers=carriers,
    )
    _check(plan, theme, which, approved)
    page = {"paper": paper, "lang": lang, "orientation": orientation}
    print(_theme(theme, output, page) if theme else _map(plan, output, page, which, approved))


def _check(plan: str, theme: str, which: Which, approved: str) -> None:
    """Nothing, or a CallError: one subject, and an approval number for a plan's map only."""
    from geo.errors import CallError, Fault

    check_subject(plan, theme, [name for name, value in which.items() if value])
    if theme and approved:
        fault = Fault("--approval", "主题图不收审图号", "a theme map takes no number", approved)
        raise CallError(fault)


def _theme(theme: str, output: Path, page: dict[str, str]) -> Path:
    from geo.build.across import write_theme
    from geo.build.map_files import check_page
    from geo.sheet.page import PageChoice

    check_page(output.suffix, page["paper"], page["orientation"])
    return write_theme(theme, output, PageChoice(**page))


def _map(plan: str, output: Path, page: dict[str, str], which: Which, approved: str) -> Path:
    from geo.build.map_files import check_page
    from geo.build.mapped_plan import lay_out
    from geo.sources.plans.folder import load_plan

    check_page(output.suffix, page["paper"], page["orientation"])
    return lay_out(load_plan(plan)).sheet(output, **page, approved=approved, **which)
