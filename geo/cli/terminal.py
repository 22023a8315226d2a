"""What may reach a terminal: sentences, never a character that steers it; a bar for long work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TextIO

from geo.errors import Exit, Fault, visible
from geo.language import said

Step = Callable[[int, int], None]


class _Shown:
    """A stream whose characters can all be seen; what data smuggle in stands as its escape."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        # bytes fail here, even none of them: by that click tells a stream of text
        return self._stream.write(visible(text, "\n\t"))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (all else is the stream's own)
        return getattr(self._stream, name)


@contextmanager
def plain_streams() -> Iterator[None]:
    r"""Both streams for sentences: control characters, and those that the encoding lacks, escaped.

    Examples
    --------
    >>> with plain_streams():
    ...     print("a\x1b[2Jb")
    a\u001b[2Jb
    """
    before = sys.stdout, sys.stderr
    for stream in before:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.stdout, sys.stderr = map(_Shown, before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


_QUIET: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def aloud() -> Iterator[None]:
    """Until the command ends, at the latest, what it does is told unless it is to be quiet."""
    token = _QUIET.set(False)
    try:
        yield
    finally:
        _QUIET.reset(token)


def be_quiet(wanted: bool) -> bool:
    """From here on nothing but faults, and data that were asked for."""
    if wanted:
        _QUIET.set(True)
    return wanted


def is_quiet() -> bool:
    """Whether nothing but faults is told."""
    return _QUIET.get()


def tell(line: object, *, err: bool = False) -> None:
    """A line about what was done; none where the user wants quiet."""
    if not is_quiet():
        print(line, file=sys.stderr if err else sys.stdout)


def interrupted() -> int:
    """Say that the work was interrupted, and return the exit code of it."""
    said = Fault("", "已中断，原有文件未动", "interrupted; earlier files are as they were")
    print(said.line(), file=sys.stderr)
    return Exit.INTERRUPTED


@contextmanager
def progress_bar() -> Iterator[Step]:
    """A function to call with (done, all) after each map."""
    if is_quiet() or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(said("地图", "maps")), BarColumn(), MofNCompleteColumn())
    console = Console(file=sys.__stderr__)
    # Without a thread of its own, so that the process can be copied for its workers.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total, refresh=True)
