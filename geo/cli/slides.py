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


def slides(  # noqa: PLR0913, PLR0917  (one option each)
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE")],
    plan: PlanOption,
    sector: Annotated[
        list[str] | None,
        typer.Option(metavar="S"),
    ] = None,
    subsectors: Annotated[bool, typer.Option("--subsectors")] = False,
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
