"""What work costs: CPU and wall seconds, the peak of memory, and the bytes of what was made."""

from __future__ import annotations

import json
import os
import re
import resource
import struct
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_CDN = Path(__file__).with_name("cdn.toml")
_LINKS = re.compile(r"""(?:src|href)\s*=\s*["']((?:https?:)?//[^"']+)["']|url\(["']?(https?://)""")
_RSS = 1 if sys.platform == "darwin" else 1024  # bytes of a unit of ru_maxrss


@dataclass(frozen=True)
class Spent:
    """What a process with its children cost; ``peak`` is the memory of the largest of them."""

    cpu: float
    wall: float
    peak: float
    code: int
    out: str
    err: str


def spent(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> Spent:
    """A command run to its end; a peak is true only if the caller itself is small."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        child = subprocess.Popen([*map(str, command)], cwd=ROOT, env=env, stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    seconds = usage.ru_utime + usage.ru_stime
    return Spent(seconds, wall, usage.ru_maxrss * _RSS, child.returncode, *texts)


def cpu() -> float:
    """CPU seconds spent so far, children included."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


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


def made(folder: Path) -> dict[str, float]:
    """Number and bytes of the files below a folder, in all and by kind; of a PNG, dpi and RGB."""
    facts: Counter[str] = Counter()
    pictures: dict[str, float] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            kind, n = path.suffix.lower().lstrip(".") or "–", path.stat().st_size
            facts.update({"files": 1, "bytes": n, f"files.{kind}": 1, f"bytes.{kind}": n})
            if kind == "png":
                pictures |= picture_facts(path)
    return {**facts, **pictures}


def picture_facts(path: Path) -> dict[str, float]:
    """Dots per inch that a PNG declares (0 if none), and whether its pixels are RGB."""
    data = path.read_bytes()
    head, at = data[: data.find(b"IDAT")], data.find(b"pHYs")
    per_metre = struct.unpack(">I", head[at + 4 : at + 8])[0] if 0 <= at < len(head) else 0
    return {"dpi": float(round(per_metre * 0.0254)), "rgb": float(data[25] == 2)}


def addresses(page: Path) -> list[str]:
    """Outside addresses from which a page loads."""
    return ["".join(found) for found in _LINKS.findall(page.read_text("utf-8"))]


def outside_bytes(pages: Iterable[Path]) -> int:
    """Bytes of the outside files that pages load, each once, by the sizes in cdn.toml."""
    table = tomllib.loads(_CDN.read_text("utf-8"))["bytes"]
    found = {address for page in pages for address in addresses(page)}
    return sum(n for name, n in table.items() if any(name in address for address in found))


def tell(**facts: Any) -> None:
    """Print the result for the program that called."""
    json.dump(facts, sys.stdout)
