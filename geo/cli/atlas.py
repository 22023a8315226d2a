"""``geo atlas``: every sheet, text and index of some plans in one PDF."""

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
    PlansOption,
    ReplaceOption,
    say_written,
)


def atlas(  # noqa: PLR0913, PLR0917  (one option each)
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE")],
    plan: PlansOption = None,
    paper: Annotated[str, typer.Option(metavar="A3|A4")] = "A3",
    lang: LangOption = "zh",
    approvals: ApprovalsOption = None,
    jobs: Annotated[int, typer.Option(min=1, max=64)] = 2,
    brand: BrandOption = None,
    replace: ReplaceOption = False,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
) -> None:
    """Write the atlas of one plan or of several."""
    from geo.ask.brand import read_brand
    from geo.build.atlas import atlas as write
    from geo.cli.progress import progress_bar

    with progress_bar() as step:
        made = write(
            plan or (), output, paper=paper, lang=lang, approvals=approvals, jobs=jobs,
            replace=replace, step=step, brand=read_brand(brand) if brand else None,
        )  # fmt: skip
    say_written([made])
