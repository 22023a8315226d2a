"""``geo picture``: a picture of the analysis as a file."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from geo.cli.options import (
    PLAN_HELP,
    BoundariesOption,
    FontOption,
    LangOption,
    LayerOption,
    PageOption,
    PaperOption,
    PlanOption,
    ReplaceOption,
    say_written,
)

HELP = """分析图,格式由文件后缀决定:matrix 谁承担什么,crowding 哪里拥挤,similarity 谁与谁相近,
unplaced 未点名到地方的领域,compare 两市对比图,diff 两份规划的变化图。仅按计划文本,不代表产出。

A picture of the analysis; the suffix of the file gives the format: matrix (who carries what),
crowding, similarity, unplaced (what is given to no place), compare (a map of two cities), diff
(a map of what changed). By the plan's text, not by output.

\b
例 Examples:
  geo picture matrix --plan future2024 -o matrix.html
  geo picture crowding --plan future2024 -o crowding.pdf
  geo picture compare --plan future2024 --city 广州 --city 深圳 -o compare.pdf
  geo picture diff --plan future2024 --against modern2025 -o diff.svg"""

Kind = Literal["matrix", "crowding", "similarity", "unplaced", "compare", "diff"]


def picture(  # noqa: PLR0913, PLR0917  (one option each)
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="哪种图 / which picture")],
    output: PageOption,
    plan: PlanOption,
    city: Annotated[
        list[str] | None,
        typer.Option("--city", metavar="A", help="对比的市,给两个 / the two cities of compare"),
    ] = None,
    against: Annotated[
        str, typer.Option("--against", metavar="KEY|DIR", help=f"diff 的后一份{PLAN_HELP}")
    ] = "",
    lang: LangOption = "zh",
    paper: PaperOption = "A3",
    replace: ReplaceOption = False,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
) -> None:
    """Make one picture of a plan."""
    from geo.build.chart_files import PictureChoice, write_picture
    from geo.sheet.page import PageChoice

    choice = PictureChoice(kind, plan, tuple(city or ()), against)
    page = PageChoice(paper, lang=lang)
    say_written(write_picture(choice, output, page, replace_files=replace))
