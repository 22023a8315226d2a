"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from inspect import Signature, signature
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from geo.cli.terminal import tell
from geo.errors import Fault, UnknownNameError

Lang = Literal["zh", "en", "both"]


class Printed(StrEnum):  # typer takes several words of a Literal not yet
    """Formats in which a web page offers its map on paper."""

    PDF = "pdf"
    SVG = "svg"


def _use_font(context: typer.Context, path: Path | None) -> Path | None:
    """The font is used until the command ends."""
    if path is not None:
        from geo.sheet.typeface import with_font

        context.with_resource(with_font(path))
    return path


def _use_outlines(context: typer.Context, path: Path | None) -> Path | None:
    """The outlines are used until the command ends; their layer is an option read before."""
    if path is not None:
        from geo.sources.plans.outlines import OutlineFile, with_outlines

        layer = context.params.get("layer", "")
        context.with_resource(with_outlines(OutlineFile(path, layer)))
    return path


PlanOption = Annotated[str, typer.Option("--plan", metavar="KEY|DIR")]
PlansOption = Annotated[list[str] | None, typer.Option("--plan", metavar="KEY|DIR…")]
PlanArgument = Annotated[str, typer.Argument(metavar="PLAN")]
RegionsOption = Annotated[bool, typer.Option("--regions")]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE")]
PageOption = Annotated[Path, typer.Option("-o", "--output", metavar="FILE")]
Orientation = Literal["landscape", "portrait"]
OrientationOption = Annotated[Orientation, typer.Option()]
PaperOption = Annotated[str, typer.Option(metavar="A0…A4")]
LangOption = Annotated[Lang, typer.Option("--lang", show_choices=True)]
DpiOption = Annotated[int, typer.Option("--dpi", metavar="36…1200", show_default="300")]
WidthOption = Annotated[int, typer.Option("--width", metavar="PX", show_default=False)]
ReplaceOption = Annotated[bool, typer.Option("--replace")]
BrandOption = Annotated[Path | None, typer.Option("--brand", metavar="FILE")]
ApprovalsOption = Annotated[Path | None, typer.Option("--approvals", metavar="FILE")]
FontOption = Annotated[Path | None, typer.Option("--font", metavar="FILE", callback=_use_font)]
BoundariesOption = Annotated[
    Path | None, typer.Option("--boundaries", metavar="FILE", callback=_use_outlines)
]
LayerOption = Annotated[str, typer.Option("--layer", metavar="NAME", is_eager=True)]
BesideOption = Annotated[list[Printed] | None, typer.Option("--with", metavar="FORMAT")]
OutlinedOption = Annotated[bool, typer.Option("--outlined")]


def extended(run: Callable[..., None], command: Callable[..., Any]) -> Callable[..., None]:
    """``run``, which ends in ``**words``, with the options of the command before its own."""
    first, own = (signature(f, eval_str=True).parameters.values() for f in (command, run))
    run.__signature__ = Signature([*first, *list(own)[:-1]])  # type: ignore[attr-defined]
    return run


def on_own_ground(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the user's outlines and font, which their callbacks put to use."""

    def run(
        boundaries: BoundariesOption = None,  # noqa: ARG001
        layer: LayerOption = "",  # noqa: ARG001
        font: FontOption = None,  # noqa: ARG001
        **words: Any,
    ) -> None:
        command(**words)

    return extended(run, command)


def say_written(paths: Iterable[Path], note: str = "", *, err: bool = False) -> None:
    """Print every file written, one a line; the first, which was asked for, with a note."""
    for number, path in enumerate(paths):
        line = f"{path}: {note}" if note and not number else str(path)
        tell(line, err=err)


def check_texts(folder: Path | None) -> None:
    """Nothing, or UnknownNameError: the folder of the documents, if one is given, is there."""
    if folder is not None and not folder.is_dir():
        zh, en = "没有这个文件夹", "no such folder"
        raise UnknownNameError(Fault("--texts", zh, en, str(folder)))
