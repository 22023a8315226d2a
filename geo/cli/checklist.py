"""``geo checklist``: the pack for the review of maps."""

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
    OrientationOption,
    PaperOption,
    PlanOption,
    ReplaceOption,
    say_written,
)


def checklist(  # noqa: PLR0913, PLR0917  (one option each)
    plan: PlanOption,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR")],
    approvals: ApprovalsOption = None,
    paper: PaperOption = "A3",
    orientation: OrientationOption = "landscape",
    lang: LangOption = "zh",
    replace: ReplaceOption = False,
    jobs: Annotated[int, typer.Option(min=1, max=64)] = 2,
    brand: BrandOption = None,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
) -> None:
    """Write the pack."""
    from geo.ask.brand import read_brand
    from geo.build.checklist import write_checklist
    from geo.build.reviewing import Numbers
    from geo.cli.progress import progress_bar
    from geo.sheet.page import PageChoice

    numbers = Numbers.of(approvals)
    page = PageChoice(paper, orientation, lang, brand=read_brand(brand) if brand else None)
    with progress_bar() as step:
        made = write_checklist(plan, output, page, numbers, jobs=jobs, replace=replace, step=step)
    say_written(made)
