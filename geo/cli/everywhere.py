"""The options of every command, which may stand before it or after: quiet, language, debugging."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

import typer

from geo.cli.locale import users_language
from geo.cli.terminal import be_quiet
from geo.language import Language, named

DEBUG = "--debug"  # the whole failure is printed
SPEAK = "--speak"


def _options(
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", callback=be_quiet, expose_value=False)
    ] = False,
    speak: Annotated[
        Language | None, typer.Option(SPEAK, metavar="zh|en|both", expose_value=False)
    ] = None,
    debug: Annotated[bool, typer.Option(DEBUG, expose_value=False)] = False,
) -> None:
    """Hold the options; the language and debugging are read before all others."""


@cache
def options() -> tuple[Any, ...]:
    """The options, as typer has them."""
    app = typer.Typer(add_completion=False)
    app.command()(_options)
    return tuple(typer.main.get_command(app).params)


def language_of(words: Sequence[str]) -> Language:
    """The language that a call names, else that of its user; a call at fault is answered in it too.

    Examples
    --------
    >>> language_of(["map", "--speak", "en"]), language_of(["--speak=zh", "map"])
    ('en', 'zh')
    """
    pairs = zip(words, [*words[1:], ""], strict=False)
    told = [after if word == SPEAK else word.partition(f"{SPEAK}=")[2] for word, after in pairs]
    known = [language for word in told if (language := named(word))]
    return known[-1] if known else users_language()
