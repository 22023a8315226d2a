"""The commands of ``geo`` and the options that several of them share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any, cast

import typer

from geo.cli.help import Command, Group

_QUESTIONS = (
    *("coverage", "gaps", "overlap", "peers", "similarity", "compare"),
    *("diff", "consistency", "whatif", "numbers", "themes", "city"),
)
#: Every command in the order of the help: its function, in a module of geo.cli. Its words stand in
#: geo/texts/commands.toml.
COMMANDS: dict[str, str] = {
    "build": "products.build",
    "map": "one_map.one_map",
    **{name: f"products.{name}" for name in ("cards", "checklist", "atlas", "slides", "report")},
    **{name: f"plans.{name}" for name in ("check", "plans", "export", "verify", "locate")},
    "import": "plans.import_",
    **{name: f"analysis.{name}" for name in _QUESTIONS},
    "picture": "products.picture",
    "publish": "products.publish",
    "new-plan": "plans.new_plan",
    "completion": "completion.completion",
}


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


class _Commands(Mapping[str, Any]):
    """The commands, each made when it is asked for: to make all takes longer than many a one."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  (typer's own click)
        module, _, function = COMMANDS[name].partition(".")
        made = typer.Typer(
            rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False
        )
        made.command(name, cls=Command)(getattr(import_module(f"geo.cli.{module}"), function))
        return typer.main.get_command(made)

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Program(Group):
    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        self.commands = cast("Any", _Commands())

    def list_commands(self, _context: Any) -> list[str]:  # noqa: ANN401  (typer's own click)
        """Their names, without the commands."""
        return list(self.commands)


app = typer.Typer(
    cls=_Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.callback()(before)
