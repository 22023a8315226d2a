"""CPU seconds of a piece of work in this process and its children, and sizes of what it made."""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path

_LINKS = re.compile(rb"""(?:src|href)\s*=\s*["'](https?:)?//[^"']+["']|url\(["']?https?://""")


def cpu() -> float:
    """CPU seconds spent so far, children included."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def steady(work: Callable[[int], None], times: int) -> float:
    """CPU seconds of one further run, after a first one that warms caches."""
    work(0)
    before = cpu()
    for i in range(1, times + 1):
        work(i)
    return (cpu() - before) / times


def size(folder: Path, *patterns: str) -> int:
    """Bytes of the files of a folder that match any pattern."""
    files = {path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()}
    return sum(path.stat().st_size for path in files)


def requests(page: Path) -> int:
    """How many outside addresses a page loads from."""
    return len(_LINKS.findall(page.read_bytes()))


def tell(**facts: float) -> None:
    """Print the result for the program that called."""
    facts["cpu"] = cpu()
    json.dump(facts, sys.stdout)
