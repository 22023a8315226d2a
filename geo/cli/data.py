"""``geo check``, ``geo plans``, ``geo new-plan``: the data folders."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import (
    BoundariesOption,
    FontOption,
    LayerOption,
    check_texts,
)

CHECK_HELP = """检查数据:规划文件夹、地名表、边界;不给文件夹时检查自带的全部数据。

Check data: plan folders, places, boundaries; without a folder all packaged data.

\b
例 Examples:
  geo check
  geo check ./my-plan"""

PLANS_HELP = """列出自带的规划:编号、标题、各类行数、条款是否已定位(给 --texts 则逐行核对)。

List the packaged plans: key, title, rows by class, whether every row has its clause (with --texts:
whether the text bears it out).

\b
例 Example:
  geo plans --json"""

NEW_PLAN_HELP = """写出一个规划文件夹模板,示例用所给范围的地名;填好后可检查、出图。
范围:区划代码、区域编号或名称,多个用逗号隔开。

Write a template of a plan folder with places of the territory, which geo check and geo build --plan
accept. A territory is an adcode, the id of a region or a Chinese name, or several with commas.

\b
例 Examples:
  geo new-plan ./my-plan --territory 430000
  geo new-plan ./my-plan --territory 长三角
  geo new-plan ./my-plan --territory 420000,430000"""


def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="数据文件夹 / a data folder")
    ] = None,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
) -> None:
    """Check data folders; every fault at once."""
    from geo.ask.check import check_data

    for line in check_data(folder):
        print(line)
    print("检查通过 / all checks passed")


def plans(
    as_json: Annotated[bool, typer.Option("--json", help="JSON")] = False,
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="DIR", help="原文文件夹 / folder of the documents"),
    ] = None,
) -> None:
    """List the packaged plans."""
    from geo.ask.plan_list import listed_plans, table_lines

    check_texts(texts)
    rows = listed_plans(texts)
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for line in table_lines(rows):
        print(line)


def new_plan(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新文件夹 / new")],
    territory: Annotated[
        str,
        typer.Option(
            metavar="CODE|NAME…",
            help="规划范围:区划代码、区域编号或名称 / territory: adcodes, a region or a name",
        ),
    ] = "",
) -> None:
    """Write a template folder."""
    from geo.ask.new_plan import write_template

    for path in write_template(folder, territory):
        print(path)
    word = str(folder) if len(folder.parts) > 1 else f".{os.sep}{folder}"  # never taken for a key
    print(f"下一步:geo check {word} / next: geo build --plan {word}")
