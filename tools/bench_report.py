"""What the bench writes: docs/benchmarks.md, every row with its spread; a short table in README."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import linear_regression, median
from typing import Any

from tools.bench_run import Group, Measured
from tools.bench_table import (
    DASH,
    HERE,
    Row,
    Verdict,
    cause,
    line,
    markdown,
    missed,
    number,
    rows,
    unmeasured,
    why,
)

HEAD = (
    *("做什么 · what", "我们 · ours", "同类 · peer"),
    *("比值 · ratio", "目标 · target", "结果 · result"),
)
SHORT_HEAD = (HEAD[0], "0.1.0", *HEAD[1:])


@dataclass(frozen=True)
class Run:
    """One run of the bench: the machine, how many runs, what the cases were given."""

    cores: int
    python: str
    system: str
    load: float
    runs: int
    words: Mapping[str, Any]

    @property
    def zh(self) -> str:
        """The machine in Chinese."""
        return (
            f"{self.cores} 核，Python {self.python}，{self.system}，"
            f"{self.runs} 轮，开始时负载 {self.load:.1f}"
        )

    @property
    def en(self) -> str:
        """The machine in English."""
        return (
            f"{self.cores} cores, Python {self.python}, {self.system}, "
            f"{self.runs} runs, load {self.load:.1f} when it began"
        )


def full(run: Run, groups: Sequence[Group], found: Measured) -> str:
    """All of docs/benchmarks.md."""
    keys = ", ".join(f"`{group.key}`" for group in groups)
    head = (HERE / "head.md").read_text("utf-8")
    intro = head.format(machine=run.zh, machine_en=run.en, groups=keys)
    return intro + "".join(section(group, run.words, found) for group in groups)


def section(group: Group, words: Mapping[str, Any], found: Measured) -> str:
    """A group: what it does, its table, its misses with their cause, what was not measured."""
    own = [row for row in rows() if row.group == group.key]
    head = f"\n## {group.zh} · {group.en}\n\n{group.how_zh}\n\n{group.how_en}\n\n".format_map(words)
    table = markdown(HEAD, (line(row, found, words, spread=True) for row in own)) if own else ""
    further = (kinds(found) if group.key == "build" else "") + growth(group, found)
    return head + table + why(own, found, words) + further + unmeasured(group, found)


def short(run: Run, found: Measured) -> str:
    """The table of README: the rows with a figure of 0.1.0, medians only, and its misses."""
    own = [row for row in rows() if row.was]
    table = markdown(SHORT_HEAD, (_with_was(row, found, run.words) for row in own))
    told = f"{run.zh}；中位数。 {run.en}; medians.\n\n"
    return told + table + why(own, found, run.words)


def _with_was(row: Row, found: Measured, words: Mapping[str, Any]) -> list[str]:
    what, *rest = line(row, found, words, spread=False)
    return [what, row.was, *rest]


def settings() -> dict[str, Any]:
    """What rows.toml says besides its rows."""
    return tomllib.loads((HERE / "rows.toml").read_text("utf-8"))


def kinds(found: Measured) -> str:
    """Number and bytes of the files that builds make, by kind, most bytes first."""
    told = ""
    for asked in settings()["kinds"]:
        sizes, counts = (
            {
                fact.removeprefix(f"{asked['before']}{what}."): median(runs)
                for fact, runs in found.get(asked["case"], {}).items()
                if fact.startswith(f"{asked['before']}{what}.")
            }
            for what in ("bytes", "files")
        )
        lines = [
            (kind, number(counts[kind], "n"), number(sizes[kind], "MB"))
            for kind in sorted(sizes, key=lambda kind: -sizes[kind])
        ]
        if lines:
            head = ("种类 · kind", "文件 · files", "大小 · bytes")
            told += f"\n### {asked['zh']} · {asked['en']}\n\n{markdown(head, lines)}"
    return told


def steps(found: Measured, case: str) -> dict[str, dict[int, dict[str, float]]]:
    """Of the growth: medians by step, size and fact."""
    told: dict[str, dict[int, dict[str, float]]] = {}
    for where, runs in found.get(case, {}).items():
        step, size, fact = where.rsplit(".", 2)
        told.setdefault(step, {}).setdefault(int(size), {})[fact] = median(runs)
    return told


def exponents(seconds: Mapping[int, float]) -> tuple[float, float]:
    """How seconds grow with the size: fitted over all sizes, and between the two greatest.

    >>> exponents({10: 1.0, 100: 10.0, 1000: 1000.0})
    (1.5, 2.0)
    """
    sizes = sorted(seconds)
    logs = [(log(n), log(max(seconds[n], 1e-6))) for n in sizes]
    fitted = linear_regression(*zip(*logs, strict=True)).slope
    (n, spent), (more, further) = logs[-2:]
    return round(fitted, 2), round((further - spent) / (more - n), 2)


def growth(group: Group, found: Measured) -> str:
    """Seconds and memory by size, both exponents, and whether the greater of them is in bounds."""
    goal = settings()["growth"]
    if goal["case"] not in {case.key for case in group.cases}:
        return ""
    told = steps(found, goal["case"])
    if not told:
        return ""
    sizes = sorted({size for by_size in told.values() for size in by_size})
    fitted = ("指数：全部 · exponent: all", "最后一段 · last step")
    head = (HEAD[0], *(f"{size:,}" for size in sizes), *fitted, HEAD[4], HEAD[5])
    missing: dict[str, list[str]] = {}
    lines = []
    for step, by_size in told.items():
        cells, result = _grown(step, by_size, sizes, goal)
        lines.append(cells)
        if result is Verdict.MISSED:
            missing.setdefault(cause(f"growth_{step}"), []).append(step)
    return markdown(head, lines) + missed(missing)


def _grown(
    step: str,
    by_size: Mapping[int, Mapping[str, float]],
    sizes: Sequence[int],
    goal: Mapping[str, Any],
) -> tuple[list[str], Verdict]:
    """The cells of a step, and whether all its targets are met."""
    allowed = goal["exponents"].get(step, goal["exponent"])
    told = [f"≤ {allowed:g}"]
    fits = exponents({size: facts["cpu"] for size, facts in by_size.items()})
    last = by_size[max(by_size)]
    whole = set(by_size) == set(sizes)
    fine = max(fits) <= allowed
    if step not in goal["unbound"]:
        told.append(f"{goal['seconds']} s, {goal['megabytes']:,} MB")
        fine = fine and last["cpu"] <= goal["seconds"] and last["mb"] <= goal["megabytes"]
    result = Verdict.UNMEASURED if not whole else Verdict.MET if fine else Verdict.MISSED
    cells = [*_by_size(by_size, sizes), *(f"{fit:.2f}" for fit in fits)]
    return [step, *cells, "; ".join(told), result], result


def _by_size(by_size: Mapping[int, Mapping[str, float]], sizes: Sequence[int]) -> Iterator[str]:
    for size in sizes:
        facts = by_size.get(size)
        yield f"{number(facts['cpu'], 's')}, {facts['mb']:,.0f} MB" if facts else DASH
