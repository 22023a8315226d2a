"""The commands of ``geo`` and the options that several of them share."""

from __future__ import annotations

from typing import Annotated

import typer

from geo.cli import (
    analysis,
    atlas,
    build,
    cards,
    checklist,
    data,
    export,
    one_map,
    picture,
    publish,
    report,
    texts,
    workbook,
)

HELP = """规划文件里各地布局了什么:做成网页地图与可印刷的图。

What industrial plans say about places, as web maps and printed sheets."""

app = typer.Typer(
    help=HELP,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        import geo

        print(f"geo {geo.__version__}")
        raise typer.Exit


@app.callback()
def before(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="版本号 / the version"),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


app.command("build", help=build.HELP)(build.build)
app.command("map", help=one_map.HELP)(one_map.one_map)
app.command("cards", help=cards.HELP)(cards.cards)
app.command("checklist", help=checklist.HELP)(checklist.checklist)
app.command("atlas", help=atlas.HELP)(atlas.atlas)
app.command("report", help=report.HELP)(report.report)
app.command("check", help=data.CHECK_HELP)(data.check)
app.command("plans", help=data.PLANS_HELP)(data.plans)
app.command("export", help=export.HELP)(export.export)
app.command("verify", help=texts.VERIFY_HELP)(texts.verify)
app.command("locate", help=texts.LOCATE_HELP)(texts.locate)
app.command("import", help=workbook.IMPORT_HELP)(workbook.import_)
analysis.register(app)
app.command("picture", help=picture.HELP)(picture.picture)
app.command("publish", help=publish.HELP)(publish.publish)
app.command("new-plan", help=data.NEW_PLAN_HELP)(data.new_plan)
