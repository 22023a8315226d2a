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

HELP = """一地一领域的卡片:定位图、计划怎样说、载体、同领域的其他地方、条款、联系栏、二维码。

Cards, one place and one sector each: locator, what the plan says, parks, other places, clauses,
a slot for contacts, a code that leads to the web page.

\b
例 Examples:
  geo cards --plan future2024 -o 卡片.pdf
  geo cards --plan future2024 --place 东莞 --sector 通用智能 -o 东莞-通用智能.pdf
  geo cards --plan future2024 --brand brand.toml --base-url https://example.org/maps -o cards.pdf"""


def cards(  # noqa: PLR0913, PLR0917  (one option each)
    plan: PlanOption,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=".pdf")],
    place: Annotated[str, typer.Option(metavar="P", help="只要这个地方 / of this place")] = "",
    sector: Annotated[str, typer.Option(metavar="S", help="只要这个领域 / of this sector")] = "",
    paper: Annotated[str, typer.Option(metavar="A5|A4", help="纸张 / paper")] = "A5",
    lang: LangOption = "zh",
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="网站所在网址,二维码指到该图的页面;不给则不印 / where the site stands",
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
