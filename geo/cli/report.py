"""``geo report``: a plan as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import (
    ApprovalsOption,
    BoundariesOption,
    LangOption,
    LayerOption,
    PlanOption,
    ReplaceOption,
    say_written,
)

HELP = """单文件报告:一份规划的地图、表格、条款、查找与下载都在一个 HTML 里,可寄送、可拷贝,
不联网可读。

A report in one file: maps, tables, clauses, search and downloads of a plan inside one HTML that can
be mailed, carried on a stick and read without a network.

\b
例 Examples:
  geo report --plan future2024 -o 报告.html
  geo report --plan future2024 --lang both -o report.html
  geo report --plan future2024 --approvals approvals.csv -o report.html"""


def report(
    plan: PlanOption,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=".html")],
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
