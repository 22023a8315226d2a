"""``geo build``: every map of the plans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import (
    ApprovalsOption,
    BoundariesOption,
    FontOption,
    LangOption,
    LayerOption,
    PlansOption,
)
from geo.cli.terminal import tell


def build(  # noqa: PLR0913, PLR0917  (one option each)
    plan: PlansOption = None,
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("maps"),
    paper: Annotated[list[str] | None, typer.Option(metavar="A3…")] = None,
    lang: LangOption = "zh",
    png: Annotated[bool, typer.Option("--png")] = False,
    svg: Annotated[bool, typer.Option("--svg/--no-svg")] = True,
    approvals: ApprovalsOption = None,
    boundaries: BoundariesOption = None,  # noqa: ARG001  used by its callback
    layer: LayerOption = "",  # noqa: ARG001  used by that callback
    font: FontOption = None,  # noqa: ARG001  used by its callback
    cache: Annotated[str, typer.Option(metavar="DIR|off")] = "",
    jobs: Annotated[int, typer.Option(min=1, max=64)] = 2,
) -> None:
    """Build the maps of all plans, or of some."""
    from geo.build.map_files import BuildOptions
    from geo.build.reviewing import Numbers
    from geo.cli.progress import progress_bar
    from geo.files.cache import cache_folder
    from geo.site.pipeline import build_maps
    from geo.sources.plans.folder import packaged_folder, plan_keys

    wanted = BuildOptions(papers=tuple(paper or ("A3",)), lang=lang, png=png, svg=svg)
    numbers = Numbers.of(approvals) if approvals else None
    plans = plan or [str(packaged_folder(key)) for key in plan_keys()]
    with progress_bar() as step:
        for line in build_maps(plans, out, wanted, jobs, step, numbers, cache_folder(cache)):
            tell(line)
