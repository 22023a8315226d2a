"""The options of every command (quiet, language, debugging), and which language a user reads."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

import typer

from geo.cli.terminal import be_quiet
from geo.language import VARIABLE, Language, named

DEBUG = "--debug"  # the whole failure is printed
SPEAK = "--speak"
_NOBODY = re.compile(r"(?:C|POSIX)(?:\..*)?$")
_WINDOWS = {0x04: "zh", 0x09: "en"}  # primary language ids


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


def users_language() -> Language:
    """Chinese or English by the locale, or both where it names neither.

    As gettext reads it: LC_ALL, else LC_MESSAGES, else LANG is the locale, and in front of it
    stand the languages of LANGUAGE, unless the locale is C.
    """
    asked = named(os.environ.get(VARIABLE, ""))
    if asked:
        return asked
    set_ = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, set_), "") or _of_system()
    if _NOBODY.match(locale):
        return "both"
    for word in (*os.environ.get("LANGUAGE", "").split(":"), locale):
        found = named(re.split(r"[_.@-]", word)[0])
        if found in ("zh", "en"):
            return found
    return "both"


def _of_system() -> str:
    """The language of Windows or macOS where no variable names one; empty elsewhere."""
    try:
        if sys.platform == "win32":
            import ctypes

            return _WINDOWS.get(ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF, "")
        if sys.platform == "darwin":
            command = ["/usr/bin/defaults", "read", "-g", "AppleLanguages"]
            listed = subprocess.run(command, capture_output=True, text=True, timeout=2, check=False)  # noqa: S603
            return next(iter(re.findall(r"[A-Za-z]+(?:-\w+)*", listed.stdout)), "")
    except (OSError, AttributeError, subprocess.SubprocessError):
        pass
    return ""
