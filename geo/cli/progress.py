"""A progress bar on the terminal; nothing where the output goes to a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from geo.cli.terminal import is_quiet
from geo.language import said

Step = Callable[[int, int], None]


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
