"""``geo picture``: a picture of the analysis as a file."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from geo.cli.options import (
    BesideOption,
    BoundariesOption,
    DpiOption,
    FontOption,
    LangOption,
    LayerOption,
    OutlinedOption,
    PageOption,
    PaperOption,
    PlanOption,
    ReplaceOption,
    WidthOption,
    say_written,
)

Kind = Literal["matrix", "crowding", "similarity", "unplaced", "compare", "diff"]


def picture(  # noqa: PLR0913, PLR0917  (one option each)
    kind: Annotated[Kind, typer.Argument(metavar="KIND")],
    output: PageOption,
    plan: PlanOption,
    city: Annotated[
        list[str] | None,
        typer.Option("--city", metavar="A"),
    ] = None,
    against: Annotated[str, typer.Option("--against", metavar="KEY|DIR")] = "",
    lang: LangOption = "zh",
    outlined: OutlinedOption = False,
    paper: PaperOption = "A3",
    dpi: DpiOption = 0,
    width: WidthOption = 0,
    beside: BesideOption = None,
    replace: ReplaceOption = False,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
) -> None:
    """Make one picture of a plan."""
    from geo.build.chart_files import PictureChoice, write_picture
    from geo.build.map_files import Delivery
    from geo.sheet.asked import Dots
    from geo.sheet.page import PageChoice

    choice = PictureChoice(kind, plan, tuple(city or ()), against)
    page = PageChoice(paper, lang=lang)
    dots, offered = Dots(dpi, width), tuple(beside or ())
    how = Delivery(replace=replace, dots=dots, outlined=outlined, beside=offered)
    say_written(write_picture(choice, output, page, how))
