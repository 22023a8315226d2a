"""``geo publish``: a build put into a folder for a web server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.cli.terminal import tell


def publish(
    build: Annotated[Path, typer.Argument(metavar="BUILD")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR")],
    audience: Annotated[
        Literal["internal", "public"],
        typer.Option("--audience"),
    ],
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url",
            metavar="URL",
        ),
    ] = "",
) -> None:
    """Publish a build."""
    from geo.site.publish import Audience, Publication
    from geo.site.publish import publish as put

    for line in put(build, to, Publication(Audience(audience), base_url)):
        tell(line)
