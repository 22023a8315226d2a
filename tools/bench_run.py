"""The cases of the bench: which there are, and how they are run in turns, each in a fresh process.

What a case costs is measured from outside; what it prints as JSON is added.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.bench_cases.meter import ROOT, Spent, made, spent

CASES = Path(__file__).parent / "bench_cases/cases.toml"
FONT = ROOT / "geo/sheet/fonts/NotoSansSC-Regular.ttf"
PLAN = "future2024"
Measured = dict[str, dict[str, list[float]]]  # values of the runs, by case and fact


@dataclass(frozen=True)
class Case:
    """One process: arguments of Python; ``once`` if it takes its turns itself, with lists."""

    key: str
    args: tuple[str, ...]
    once: bool = False
    needs: str = ""


@dataclass(frozen=True)
class Group:
    """Cases that take turns, with a title and what each of them does, in both languages."""

    key: str
    zh: str
    en: str
    how_zh: str
    how_en: str
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Room:
    """Where the cases work, how often they run, and what the peers are given."""

    folder: Path
    runs: int
    given: Mapping[str, Any]

    @property
    def out(self) -> Path:
        """Where a case writes."""
        return self.folder / "out"

    @property
    def words(self) -> dict[str, Any]:
        """What stands in arguments and texts of cases.toml."""
        words = {"plan": PLAN, "inputs": self.folder / "inputs", "font": FONT, "out": self.out}
        return {**words, "runs": self.runs, **self.given}


def groups() -> list[Group]:
    """Those of cases.toml, in its order."""
    found = tomllib.loads(CASES.read_text("utf-8"))["group"]
    return [
        Group(
            **{word: group[word] for word in ("key", "zh", "en", "how_zh", "how_en")},
            cases=tuple(
                Case(key, **{**case, "args": tuple(case["args"])})
                for key, case in group["case"].items()
            ),
        )
        for group in found
    ]


def environment(folder: Path) -> dict[str, str]:
    """That of the cases: modules stay compiled in a folder, as installed ones do; no cache."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    own = {"PYTHONPYCACHEPREFIX": folder / "compiled", "MPLCONFIGDIR": folder / "matplotlib"}
    return {**kept, "GEO_CACHE": "off", **{name: str(path) for name, path in own.items()}}


def given(folder: Path) -> Mapping[str, Any]:
    """Files for the peers, written by a process of their own; what it told."""
    inputs = folder / "inputs"
    inputs.mkdir()
    args = ["-m", "tools.bench_cases.inputs", PLAN, inputs]
    done = spent([sys.executable, *args], environment(folder))
    if done.code:
        sys.exit(done.err)
    facts = json.loads(done.out)
    return {**facts, "vertices": {name: f"{n:,}" for name, n in facts["vertices"].items()}}


def measure(group: Group, room: Room) -> Measured:
    """All cases of a group in turns, after a round that compiles and is not counted.

    A case that fails is said, and is not in the result.
    """
    found: Measured = {}
    failed: set[str] = set()
    for turn in range(-1, room.runs):
        for case in group.cases:
            if case.key in failed or (case.once and turn >= 0):
                continue
            facts = facts_of(case, room)
            if facts is None:
                failed.add(case.key)
                found.pop(case.key, None)
            elif turn >= 0 or case.once:
                add(found.setdefault(case.key, {}), facts)
    return found


def facts_of(case: Case, room: Room) -> dict[str, Any] | None:
    """What one run of a case cost and told; None if it failed."""
    shutil.rmtree(room.out, ignore_errors=True)
    room.out.mkdir()
    args = [arg.format_map(room.words) for arg in case.args]
    done = spent([sys.executable, *args], environment(room.folder))
    if done.code:
        print(f"{case.key}: {(done.err.strip() or 'failed')[-2000:]}", file=sys.stderr)
        return None
    own = told(case, done)
    if case.once:
        return own
    return {"cpu": done.cpu, "wall": done.wall, "peak": done.peak, **made(room.out), **own}


def told(case: Case, done: Spent) -> dict[str, Any]:
    """What a case of ours printed."""
    return json.loads(done.out) if any("bench_cases" in arg for arg in case.args) else {}


def flat(facts: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, list[float]]]:
    """Facts by dotted names, each with its values.

    >>> dict(flat({"ours": {"ms": [3, 4]}, "n": 1}))
    {'ours.ms': [3.0, 4.0], 'n': [1.0]}
    """
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{name}.")
        else:
            values: Sequence[float] = value if isinstance(value, list) else [value]
            yield f"{before}{name}", [float(n) for n in values]


def add(found: dict[str, list[float]], facts: Mapping[str, Any]) -> None:
    """The values of one more run, after those of the runs before."""
    for name, values in flat(facts):
        found.setdefault(name, []).extend(values)
