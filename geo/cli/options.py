"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.errors import Fault, UnknownNameError

Lang = Literal["zh", "en", "both"]
PLAN_HELP = "规划:编号或文件夹 / plan: a key or a folder"


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


PlanOption = Annotated[str, typer.Option("--plan", metavar="KEY|DIR", help=PLAN_HELP)]
PlansOption = Annotated[
    list[str] | None,
    typer.Option("--plan", metavar="KEY|DIR…", help=f"{PLAN_HELP};可多个 / several"),
]
PlanArgument = Annotated[str, typer.Argument(metavar="PLAN", help=PLAN_HELP)]
AgainstOption = Annotated[
    list[str] | None,
    typer.Option("--against", metavar="KEY|DIR", help="对照的规划,默认全部 / plans to look in"),
]
RegionsOption = Annotated[
    bool,
    typer.Option("--regions", help="区域也算一个单元 / regions count as places of their own"),
]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help=".csv .json .xlsx .md")
]
PageOption = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help=".html .pdf .svg .png")
]
Orientation = Literal["landscape", "portrait"]
OrientationOption = Annotated[Orientation, typer.Option(help="横或竖 / which way the page lies")]
PaperOption = Annotated[str, typer.Option(metavar="A0…A4", help="纸张 / paper")]
LangOption = Annotated[
    Lang, typer.Option("--lang", help="纸面语言 / language of the page", show_choices=True)
]
ReplaceOption = Annotated[
    bool,
    typer.Option(
        "--replace",
        help="替换不是本工具写的同名文件 / replace files that geo did not write",
    ),
]
BrandOption = Annotated[
    Path | None,
    typer.Option(
        "--brand", metavar="FILE", help="机构、标志、联系方式:brand.toml / who publishes it"
    ),
]
ApprovalsOption = Annotated[
    Path | None,
    typer.Option(
        "--approvals",
        metavar="FILE",
        help="用户的审图号表(csv、xlsx、ods) / the user's table of numbers",
    ),
]
FontOption = Annotated[
    Path | None,
    typer.Option(
        "--font",
        metavar="FILE",
        help="自带字体没有的字用这个字体(ttf、otf) / a font for characters that ours lacks",
        callback=_use_font,
    ),
]
BoundariesOption = Annotated[
    Path | None,
    typer.Option(
        "--boundaries",
        metavar="FILE",
        help="自己的园区、片区轮廓或单元(geojson、gpkg、shp、zip) / outlines of your own",
        callback=_use_outlines,
    ),
]
LayerOption = Annotated[
    str,
    typer.Option(
        "--layer",
        metavar="NAME",
        help="--boundaries 里的图层 / layer of that file, where it has several",
        is_eager=True,
    ),
]
TextsOption = Annotated[
    Path,
    typer.Option("--texts", metavar="DIR", help="规划原文所在文件夹 / folder of the documents"),
]


def say_written(paths: Iterable[Path], note: str = "", *, err: bool = False) -> None:
    """Print every file written, one a line; the first, which was asked for, with a note."""
    for number, path in enumerate(paths):
        line = f"{path}: {note}" if note and not number else str(path)
        print(line, file=sys.stderr if err else sys.stdout)


def check_texts(folder: Path | None) -> None:
    """Nothing, or UnknownNameError: the folder of the documents, if one is given, is there."""
    if folder is not None and not folder.is_dir():
        zh, en = "没有这个文件夹", "no such folder"
        raise UnknownNameError(Fault("--texts", zh, en, str(folder)))
