"""The help of a command as printed, in columns that Chinese fits, and how options are read.

Typer would have pydantic look at each value, and loading that takes as long as many a command
works: what is what it must be already (a default, a text, a path, a listed word) is taken as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

from geo.cli.everywhere import options
from geo.cli.words import (
    columns,
    examples,
    paragraphs,
    placeholder,
    shell_word,
    summary,
    word_of,
    wrapped,
)
from geo.language import mark

_WIDEST = 30  # columns that what is typed may take before its words begin on a line of their own
_DEFAULTS = ("DEFAULT", "DEFAULT_MAP")


class Command(TyperCommand):
    """A command whose words are those of the catalogue, and which has the options of every one."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401  (typer's own click)
        """Its own parameters, then those of every command."""
        *own, asks = super().get_params(ctx)
        return list(map(quick, (*own, *options(), asks)))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  (typer's own click)
        """Write the help."""
        formatter.write("\n".join(_help(self, ctx, formatter.width)))


class Group(TyperGroup):
    """All commands, each with the first sentence of its words."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401  (typer's own click)
        """Its own parameters, then those of every command."""
        *own, asks = super().get_params(ctx)
        return list(map(quick, (*own, *options(), asks)))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  (typer's own click)
        """Write the help, and what there is to run."""
        lines = [
            *_help(self, ctx, formatter.width),
            "",
            f"{shell_word('commands')}{mark(':').rstrip()}",
        ]
        rows = [(name, summary(name)) for name in self.list_commands(ctx)]
        formatter.write("\n".join([*lines, *_table(rows, formatter.width)]))


def key_of(param: Any) -> str:  # noqa: ANN401  (typer's own click)
    """Under what the catalogue has a parameter: an option's long name, an argument's name."""
    return max(param.opts, key=len) if param.param_type_name == "option" else str(param.name)


def _help(command: Any, ctx: typer.Context, width: int) -> Iterator[str]:  # noqa: ANN401
    name = str(command.name or ctx.info_name)
    params = [p for p in command.get_params(ctx) if not p.hidden]
    for param in params:
        param.help = word_of(name, key_of(param)) or param.help
        param.metavar = placeholder(param.metavar) if param.metavar else None
    yield from _usage(command, ctx, width)
    for paragraph in paragraphs(name):
        yield ""
        yield from (f"  {line}" for line in wrapped(paragraph, width - 2))
    calls = examples(name)
    if calls:
        yield from (
            "",
            f"  {shell_word('examples')}{mark(':').rstrip()}",
            *(f"    {c}" for c in calls),
        )
    for kind in ("argument", "option"):
        rows = [_row(param, ctx) for param in params if param.param_type_name == kind]
        if rows:
            yield from ("", f"{shell_word(f'{kind}s')}{mark(':').rstrip()}", *_table(rows, width))


def _usage(command: Any, ctx: typer.Context, width: int) -> Iterator[str]:  # noqa: ANN401
    """How a call begins; what typer says in English stands in our words."""
    ours = {"[OPTIONS]": "call", "COMMAND [ARGS]...": "command_call"}
    pieces = [shell_word(ours[p]) if p in ours else p for p in command.collect_usage_pieces(ctx)]
    head = f"{shell_word('usage')}{mark(':')}{ctx.command_path} "
    first, *more = wrapped(" ".join(pieces), width - columns(head))
    yield head + first
    yield from (" " * columns(head) + line for line in more)


def _row(param: Any, ctx: typer.Context) -> tuple[str, str]:  # noqa: ANN401
    """What is typed, and its words with what typer adds to them in brackets."""
    typed, whole = param.get_help_record(ctx)
    if param.param_type_name == "argument":
        typed = param.metavar or param.name
    added = whole.removeprefix(param.help or "").strip().removeprefix("[").removesuffix("]")
    notes = [_note(each) for each in added.split("; ") if each]
    choices = param.display_type(ctx).strip("<>").removeprefix("list[").removesuffix("]")
    if param.metavar and "|" in choices:
        notes.insert(0, choices)
    if getattr(param, "multiple", False) or param.nargs < 0:
        notes.append(shell_word("several"))
    brackets = f"  [{mark(';').join(notes)}]" if notes else ""
    return typed, f"{param.help or ''}{brackets}"


def _note(english: str) -> str:
    kind, _, value = english.partition(": ")
    if kind == "default":
        return f"{shell_word('default')}{mark(':')}{value.strip('()')}"
    return shell_word("required") if english == "required" else english


def _table(rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    """Two columns: what is typed, what it means."""
    first = min(max(columns(typed) for typed, _ in rows), _WIDEST) + 2
    for typed, words in rows:
        start, *more = wrapped(words, max(width - first - 2, 10))
        gap = first - columns(typed)
        head = f"  {typed}{' ' * gap}" if gap >= 2 else f"  {typed}\n  {' ' * first}"
        yield (head + start).rstrip()
        yield from (f"  {' ' * first}{line}" for line in more)


def quick(param: Any) -> Any:  # noqa: ANN401  (typer's own click)
    """The same parameter, which takes such values as they are."""
    kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    thorough = param.process_value

    def process(context: Any, given: Any) -> Any:  # noqa: ANN401  (typer's own click)
        source = context.get_parameter_source(param.name)
        if source is not None and source.name in _DEFAULTS:
            nothing = given is None and (param.multiple or param.nargs == -1)
            value, sure = () if nothing else given, True
        else:
            value, sure = _as_it_is(kind, given)
        if not sure or (param.required and param.value_is_missing(value)):
            return thorough(context, given)
        return value if param.callback is None else param.callback(context, param, value)

    if kind is not None and "process_value" not in vars(param):
        param.process_value = process
    return param


def _as_it_is(kind: Any, given: Any) -> tuple[Any, bool]:  # noqa: ANN401  (typer's own click)
    """What words on the command line stand for, and whether that is sure.

    Examples
    --------
    >>> _as_it_is(str, "a"), _as_it_is(Literal["zh", "en"], "fr"), _as_it_is(int, "3")
    (('a', True), ('fr', False), ('3', False))
    """
    if kind == list[str]:
        return list(given), all(isinstance(word, str) and word.isprintable() for word in given)
    if not isinstance(given, str) or not given.isprintable():
        return given, False
    if kind is Path:
        return Path(given), not os.path.lexists(given) or os.access(given, os.R_OK)
    if get_origin(kind) is Literal:
        return given, given in get_args(kind)
    return given, kind is str
