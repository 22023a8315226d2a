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


def report(
    plan: PlanOption,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE")],
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
