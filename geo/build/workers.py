"""One function over many tasks, in this process or in several; results in the order of tasks."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from typing import Any, TypeVar

from geo.errors import Fault, GeoError, Notice, OutputError

Job = TypeVar("Job")
WorkerState = TypeVar("WorkerState")
Task = TypeVar("Task")
Made = TypeVar("Made")

_bench: list[Any] = []  # what the pool's initializer left for the tasks of this process
_Failure = tuple[type[GeoError], tuple[Fault, ...]]


def each(
    jobs: int,
    begin: Callable[[Job], WorkerState],
    job: Job,
    make: Callable[[WorkerState, Task], Made],
    tasks: Sequence[Task],
    ready: WorkerState | None = None,
) -> Iterator[Made]:
    """Yield ``make(begin(job), task)`` for every task, in their order.

    Parameters
    ----------
    jobs
        Processes; with one, nothing is started.
    begin
        Makes what every task needs, once per process; with ``make`` a function of a module.
    ready
        What it makes, if this process has it: where it can be handed on, nothing is made again.

    Raises
    ------
    GeoError
        As raised by a task.
    OutputError
        The system killed a process.

    Examples
    --------
    >>> list(each(1, int, "2", pow, [1, 2, 3]))
    [2, 4, 8]
    """
    if jobs <= 1 or len(tasks) < 2 * jobs:
        bench = ready or begin(job)
        yield from (make(bench, task) for task in tasks)
        return
    context = multiprocessing.get_context("fork" if _may_fork() else "spawn")
    stop, finished = context.Event(), False
    given = (begin, job) if ready is None or not _may_fork() else (_as_it_is, ready)
    pool = ProcessPoolExecutor(jobs, context, _start, (*given, stop))
    try:
        with _unheard():
            results = pool.map(_run, [make] * len(tasks), tasks)
        for made, failure in results:
            if failure is not None:
                kind, faults = failure
                raise kind(faults)
            yield made  # type: ignore[misc]
        finished = True
    except BrokenProcessPool:
        zh, en = (
            "工作进程被系统终止（内存不足？）",
            "a process was killed by the system (out of memory?)",
        )
        raise OutputError(Fault("", zh, en)) from None
    finally:
        if not finished:  # interrupted or failed: nobody waits for tasks under way
            stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _may_fork() -> bool:
    """Whether a process can be a copy of this one: on Linux, while nothing runs beside it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _as_it_is(ready: WorkerState) -> WorkerState:
    return ready


@contextmanager
def _unheard() -> Iterator[None]:
    """Ctrl-C waits, and the processes that are started here never hear it: not in an import."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(begin: Callable[[Job], WorkerState], job: Job, stop: Event) -> None:
    """Begin a process: Ctrl-C is the parent's to handle, and nothing outlives the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore", Notice)  # what the parent has said of the same data already
    parent = multiprocessing.parent_process()
    waits: list[Callable[[], object]] = [stop.wait, *([parent.join] if parent else [])]
    for wait in waits:
        threading.Thread(target=_end_after, args=(wait,), daemon=True).start()
    _bench[:] = [begin(job)]
    gc.freeze()  # what all tasks need stays: it is not looked through for what nobody needs
    gc.set_threshold(20_000)


def _end_after(wait: Callable[[], object]) -> None:
    wait()
    os._exit(1)


def _run(
    make: Callable[[WorkerState, Task], Made], task: Task
) -> tuple[Made | None, _Failure | None]:
    """One task; a GeoError goes back as its parts, which can be sent between processes."""
    try:
        return make(_bench[0], task), None
    except GeoError as error:
        return None, (type(error), error.faults)
