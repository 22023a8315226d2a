"""From the words of a command line to an exit code: what is done with every kind of failure."""

from __future__ import annotations

import errno
import os
import re
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import typer

from geo.cli.app import COMMANDS, app
from geo.cli.completion import ASKED, offers
from geo.cli.everywhere import DEBUG, language_of
from geo.cli.terminal import aloud, interrupted, plain_streams, tell
from geo.cli.words import placeholder
from geo.errors import Exit, Fault, GeoError, Notice, fault_lines, visible
from geo.language import said, speaking
from geo.nearest import nearest

# typer carries its own click and does not name this class itself
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
_QUOTED = re.compile(r"'([^']+)'")
_PRINTED = ("--plan", "--paper")
_MANY = {
    **dict.fromkeys(("build", "atlas"), _PRINTED),
    **dict.fromkeys(("map", "picture"), ("--with",)),
}
_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "文件系统只读",
}
_STARTS = {
    "Got unexpected": "多出的参数",
    "Missing command": "缺少命令",
}
_SAID = {
    "NoSuchOption": "没有这个选项",
    "NoSuchCommand": "没有这个命令",
    "MissingParameter": "缺少必需的参数或选项",
    "BadParameter": "选项的值不对",
    "BadOptionUsage": "选项用法不对：要给值的没有给，或不要值的给了",
    "BadArgumentUsage": "参数用法不对",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    words
        Words after ``geo``; those of the process by default.

    Returns
    -------
    int
        One of :class:`geo.errors.Exit`.
    """
    given = list(sys.argv[1:] if words is None else words)
    with plain_streams(), aloud(), speaking(language_of(given), to_shell=True):
        if os.environ.get(ASKED):
            return _complete(given)
        return _run(given, debug=DEBUG in given)


def _run(given: Sequence[str], *, debug: bool) -> int:
    try:
        with _notices():
            code = app(args=spread(given), prog_name="geo", standalone_mode=False)
    except GeoError as error:
        return _report(error)
    except _UsageError as error:
        return _report_usage(error)
    except (typer.Abort, KeyboardInterrupt):
        code = Exit.INTERRUPTED
    except OSError as error:
        return _report_system(error)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is said in words)
        return _report_bug(error, whole=debug)
    if code == Exit.INTERRUPTED:  # typer makes this code of Ctrl-C, without a word
        return interrupted()
    return code if isinstance(code, int) else Exit.DONE


def _complete(words: Sequence[str]) -> int:
    """Words for a shell to offer; whatever fails there, nobody at a prompt is told."""
    with suppress(Exception):
        for word, meaning in offers(typer.main.get_command(app), words):
            print(f"{word}\t{visible(meaning)}")
    return Exit.DONE


def spread(words: Sequence[str]) -> list[str]:
    """``--plan A B`` as ``--plan A --plan B``, for the commands that take several.

    Examples
    --------
    >>> spread(["build", "--plan", "a", "b", "--paper", "A3", "A4", "--png"])
    ['build', '--plan', 'a', '--plan', 'b', '--paper', 'A3', '--paper', 'A4', '--png']
    """
    many = next((_MANY[word] for word in words[:2] if word in _MANY), ())
    out: list[str] = []
    option, taken = "", False
    for word in words:
        if word.startswith("-"):
            option, taken = (word if word in many else ""), False
        elif option and taken:
            out.append(option)
        taken = bool(option) and not word.startswith("-")
        out.append(word)
    return out


@contextmanager
def _notices() -> Iterator[None]:
    """Each notice on the error stream as soon as it is given, and no second time."""
    said: set[str] = set()
    with warnings.catch_warnings():
        other = warnings.showwarning
        warnings.simplefilter("always", Notice)

        def show(message: Warning | str, category: type[Warning], *where: Any) -> None:
            if not issubclass(category, Notice):
                other(message, category, *where)
            elif str(message) not in said:
                said.add(str(message))
                tell(message, err=True)

        warnings.showwarning = show  # type: ignore[assignment]
        yield


def _say(fault: Fault) -> None:
    print(fault.line(), file=sys.stderr)


def _report(error: GeoError) -> int:
    for line in fault_lines(error.faults):
        print(line, file=sys.stderr)
    print(error.summary, file=sys.stderr)
    return error.exit_code


def _report_usage(error: Exception) -> int:
    kind = type(error).__name__
    english = error.format_message() if hasattr(error, "format_message") else str(error)
    quoted = _QUOTED.findall(english)
    value = getattr(error, "option_name", "") or (quoted[0] if quoted else "")
    near = tuple(getattr(error, "possibilities", None) or ())
    choice = english.partition(" is not one of ")
    if english.startswith("Got unexpected"):
        value = english.partition("(s) (")[2].removesuffix(")")
    if english.startswith("No such command"):
        kind, near = "NoSuchCommand", _near(value, tuple(COMMANDS))
    elif choice[1]:
        value, valid = _QUOTED.findall(choice[0])[-1], tuple(_QUOTED.findall(choice[2]))
        english, near = f"not a valid value of {quoted[0]}", _near(value, valid)
    english = english.partition(" (Possible")[0].partition(" Did you mean")[0].rstrip(".")
    zh = next((zh for start, zh in _STARTS.items() if english.startswith(start)), _SAID.get(kind))
    _say(Fault("geo", zh or "命令用法有误", english, placeholder(str(value or "")), near))
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "geo"
    print(said(f"用法见 {path} --help", f"see {path} --help"), file=sys.stderr)
    return Exit.CALL


def _near(value: str, valid: tuple[str, ...]) -> tuple[str, ...]:
    return nearest(value, valid, 2) or valid


def _report_system(error: OSError) -> int:
    name = str(error.filename or "")
    reason = error.strerror or type(error).__name__
    zh = _REASONS.get(error.errno or 0, reason)
    _say(Fault("", f"无法读写：{zh}", f"cannot be read or written: {reason}", name))
    return Exit.CALL


def _report_bug(error: Exception, *, whole: bool) -> int:
    if whole:
        traceback.print_exception(error)
        return Exit.PROGRAM
    what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    _say(
        Fault(
            "",
            "程序内部错误，未生成任何结果；请加 --debug 重新运行并附上输出报告",
            "internal error, nothing was written; run again with --debug and report what it prints",
            what,
        )
    )
    return Exit.PROGRAM
