"""The commands of ``geo`` and the options that several of them share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from geo.cli import (
    analysis,
    atlas,
    build,
    cards,
    checklist,
    completion,
    data,
    export,
    one_map,
    picture,
    publish,
    report,
    slides,
    texts,
    workbook,
)
from geo.cli.help import Command, Group


def _version(asked: bool) -> None:
    if asked:
        import geo

        print(f"geo {geo.__version__}")
        raise typer.Exit


def before(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  used by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Take the options that stand before a command; without a command show the help."""
    if context.invoked_subcommand is None:
        print(context.get_help())


#: Every command in the order of the help; its words stand in geo/texts/commands.toml.
COMMANDS: dict[str, Callable[..., Any]] = {
    "build": build.build,
    "map": one_map.one_map,
    "cards": cards.cards,
    "checklist": checklist.checklist,
    "atlas": atlas.atlas,
    "slides": slides.slides,
    "report": report.report,
    "check": data.check,
    "plans": data.plans,
    "export": export.export,
    "verify": texts.verify,
    "locate": texts.locate,
    "import": workbook.import_,
    **analysis.COMMANDS,
    "picture": picture.picture,
    "publish": publish.publish,
    "new-plan": data.new_plan,
    "completion": completion.completion,
}


def app_of(commands: Mapping[str, Callable[..., Any]]) -> typer.Typer:
    """The program with some of its commands: to prepare all takes longer than to run many a one."""
    made = typer.Typer(
        cls=Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    made.callback()(before)
    for name, command in commands.items():
        made.command(name, cls=Command)(command)
    return made


app = app_of(COMMANDS)
