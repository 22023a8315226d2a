"""``geo slides``: a plan as a presentation whose maps are edited in the office program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import (
    ApprovalsOption,
    BoundariesOption,
    BrandOption,
    FontOption,
    LangOption,
    LayerOption,
    PlanOption,
    ReplaceOption,
    say_written,
)

HELP = """幻灯片(.pptx,16:9):一图一页,每个市是有名称、可改色的形状,文字是文字,条款在备注里。

Slides (.pptx, 16:9): a map on each, every area a named shape to be recoloured, text as text,
the clauses in the notes; contents, a matrix of places by sectors, sources.

\b
需要 python-pptx:pip install 'industry-atlas[office]'
This takes python-pptx: pip install 'industry-atlas[office]'

\b
例 Examples:
  geo slides --plan future2024 -o deck.pptx
  geo slides --plan future2024 --sector 未来空间 --subsectors -o space.pptx
  geo slides --plan ./my-plan --lang en --approvals numbers.csv -o deck.pptx"""


def slides(  # noqa: PLR0913, PLR0917  (one option each)
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=".pptx")],
    plan: PlanOption,
    sector: Annotated[
        list[str] | None,
        typer.Option(metavar="S", help="只要这些领域,可多个 / these sectors only; several"),
    ] = None,
    subsectors: Annotated[
        bool, typer.Option("--subsectors", help="细分产业也各一页 / a slide per sub-sector too")
    ] = False,
    lang: LangOption = "zh",
    approvals: ApprovalsOption = None,
    brand: BrandOption = None,
    replace: ReplaceOption = False,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
) -> None:
    """Write a plan as a presentation."""
    from geo.ask.brand import read_brand
    from geo.build.slides import slides as write

    made = write(
        plan, output, lang=lang, sectors=sector or (), subsectors=subsectors, approvals=approvals,
        brand=read_brand(brand) if brand else None, replace=replace,
    )  # fmt: skip
    say_written([made])
