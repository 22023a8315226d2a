"""``geo cards``: a sheet for every place and sector that a plan names together."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import (
    BoundariesOption,
    BrandOption,
    FontOption,
    LangOption,
    LayerOption,
    PlanOption,
    ReplaceOption,
    say_written,
)


def cards(  # noqa: PLR0913, PLR0917  (one option each)
    plan: PlanOption,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE")],
    place: Annotated[str, typer.Option(metavar="P")] = "",
    sector: Annotated[str, typer.Option(metavar="S")] = "",
    paper: Annotated[str, typer.Option(metavar="A5|A4")] = "A5",
    lang: LangOption = "zh",
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url",
            metavar="URL",
        ),
    ] = "",
    brand: BrandOption = None,
    replace: ReplaceOption = False,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
) -> None:
    """Write cards as one PDF."""
    from geo.ask.brand import read_brand
    from geo.build.cards import CardWish
    from geo.build.cards import cards as write
    from geo.cli.progress import progress_bar

    wish = CardWish(place, sector, base_url, read_brand(brand) if brand else None)
    with progress_bar() as step:
        made = write(plan, output, wish, paper=paper, lang=lang, replace=replace, step=step)
    say_written([made])
