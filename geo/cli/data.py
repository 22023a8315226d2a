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
from geo.cli.terminal import tell
from geo.language import said


def check(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]")] = None,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
) -> None:
    """Check data folders; every fault at once."""
    from geo.ask.check import check_data

    for line in check_data(folder):
        tell(line)
    tell(said("检查通过", "all checks passed"))


def plans(
    as_json: Annotated[bool, typer.Option("--json")] = False,
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="DIR"),
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
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    territory: Annotated[
        str,
        typer.Option(
            metavar="CODE|NAME…",
        ),
    ] = "",
) -> None:
    """Write a template folder."""
    from geo.ask.new_plan import write_template

    for path in write_template(folder, territory):
        tell(path)
    word = str(folder) if len(folder.parts) > 1 else f".{os.sep}{folder}"  # never taken for a key
    tell(said(f"下一步:geo check {word}", f"next: geo build --plan {word}"))
