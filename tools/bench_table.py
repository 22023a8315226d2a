"""The tables of the bench, put together from what was measured: medians, spread, ratios, targets.

A ratio is one of medians. A target that is missed is marked, with its cause from causes.toml; a row
whose case did not run says so.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Any

from tools.bench_run import Group, Measured

HERE = Path(__file__).parent / "bench_cases"
UNITS = {
    "s": (1.0, " s"),
    "ms": (1e3, " ms"),
    "msec": (1.0, " ms"),
    "kB": (1e-3, " kB"),
    "MB": (1e-6, " MB"),
    "n": (1.0, ""),
}
YES = "yes"
DASH = "–"


class Verdict(StrEnum):
    """Whether a row reaches its target."""

    MET = "达到 · met"
    MISSED = "**未达到 · missed**"
    UNMEASURED = "未测量 · not measured"
    NONE = DASH


@dataclass(frozen=True)
class Row:
    """What is measured of ours, and of a peer; the target, if there is one.

    ``most`` and ``least`` bind our median, ``ratio`` how many times less than the peer's it is at
    least; ``was`` is what 0.1.0 had, of the rows that stand in README.
    """

    key: str
    group: str
    zh: str
    en: str
    ours: str
    unit: str
    peer: str = ""
    than: str = ""
    most: float | None = None
    least: float | None = None
    ratio: float | None = None
    was: str = ""


def rows() -> list[Row]:
    """Those of rows.toml, in its order."""
    return [Row(**row) for row in _toml("rows")["row"]]


def causes() -> dict[str, dict[str, str]]:
    """Why a row misses its target, in both languages, by its key."""
    return _toml("causes")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def values(found: Measured, where: str) -> list[float]:
    """What the runs of a case gave for a fact, ``case:fact``; empty if nothing did."""
    case, _, fact = where.partition(":")
    return found.get(case, {}).get(fact, [])


def number(value: float, unit: str) -> str:
    """A value to three digits that count, with its unit.

    >>> number(0.00462, "ms"), number(339_812_345, "MB"), number(6330, "n")
    ('4.62 ms', '340 MB', '6,330')
    """
    if unit == YES:
        return "是 · yes" if value else "否 · no"
    factor, name = UNITS[unit]
    shown = value * factor
    whole = unit == "n" or not shown
    digits = 0 if whole else max(0, 2 - math.floor(math.log10(abs(shown))))
    return f"{shown:,.{digits}f}{name}"


def typical(measured: Sequence[float], unit: str) -> float:
    """The median; of what is to hold in every run, the worst."""
    return min(measured) if unit == YES else median(measured)


def cell(measured: Sequence[float], unit: str, *, spread: bool) -> str:
    """The median of the runs and, on demand, the least and the greatest of them."""
    if not measured:
        return DASH
    middle = number(typical(measured, unit), unit)
    name = UNITS.get(unit, (1.0, ""))[1]
    least, most = (number(v, unit).removesuffix(name) for v in (min(measured), max(measured)))
    return f"{middle} ({least}–{most})" if spread and least != most else middle


def times_less(row: Row, found: Measured) -> float | None:
    """How many times less ours is than the peer's, by the medians; None without a peer or at 0."""
    ours, peer = values(found, row.ours), values(found, row.peer)
    if not ours or not peer or not median(ours) or not median(peer):
        return None
    return median(peer) / median(ours)


def ratio(row: Row, found: Measured) -> str:
    """Ours by the peer's: 1/28.3, or 1.3 ×."""
    less = times_less(row, found)
    if less is None:
        return DASH
    return f"1/{less:.1f}" if less >= 1 else f"{1 / less:.1f} ×"


def verdict(row: Row, found: Measured) -> Verdict:
    """Whether the medians reach every target of the row."""
    ours = values(found, row.ours)
    if not ours or (row.peer and not values(found, row.peer)):
        return Verdict.UNMEASURED
    value, less = typical(ours, row.unit), times_less(row, found)
    reached = []
    if row.most is not None:
        reached.append(value <= row.most)
    if row.least is not None:
        reached.append(value >= row.least)
    if row.ratio is not None:
        reached.append(less is not None and less >= row.ratio)
    if not reached:
        return Verdict.NONE
    return Verdict.MET if all(reached) else Verdict.MISSED


def target(row: Row) -> str:
    """The target in signs: ≤ 0.12 s; 1/5."""
    told = []
    if row.most is not None and row.most != row.least:
        told.append(f"{'≤ ' if row.most else ''}{_plain(row.most, row.unit)}")
    if row.least is not None:
        told.append(_plain(row.least, row.unit))
    if row.ratio is not None:
        told.append(_share(row.ratio))
    return "; ".join(told) or DASH


def _share(ratio: float) -> str:
    """What part of the peer's ours may be."""
    if ratio == 1:
        return "少于同类 · less"
    return f"1/{ratio:g}" if ratio == int(ratio) else f"{100 / ratio:.0f} %"


def _plain(value: float, unit: str) -> str:
    if unit == YES:
        return number(value, unit)
    factor, name = UNITS[unit]
    return f"{value * factor:,g}{name}"


def line(row: Row, found: Measured, words: Mapping[str, Any], *, spread: bool) -> list[str]:
    """The cells of a row: what, ours, peer, ratio, target, whether it is met."""
    what = f"{row.zh} · {row.en}".format_map(words)
    peer = cell(values(found, row.peer), row.unit, spread=spread)
    than = row.than.format_map(words)
    return [
        what,
        cell(values(found, row.ours), row.unit, spread=spread),
        f"{peer}<br>{than}" if than else peer,
        ratio(row, found),
        target(row),
        verdict(row, found),
    ]


def markdown(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    ruled = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in ruled)


def why(rows: Iterable[Row], found: Measured, words: Mapping[str, Any]) -> str:
    """The causes of the misses among some rows, as a list; each text once."""
    told: dict[str, list[str]] = {}
    for row in rows:
        if verdict(row, found) is Verdict.MISSED:
            than = f" ({row.than})" if row.than else ""
            what = f"{row.zh} · {row.en}{than}".format_map(words)
            told.setdefault(cause(row.key), []).append(what)
    return missed(told)


def missed(told: Mapping[str, Sequence[str]]) -> str:
    """Misses by their cause."""
    if not told:
        return ""
    listed = (f"- {'; '.join(dict.fromkeys(who))}: {text}\n" for text, who in told.items())
    return f"\n未达到 · Missed:\n\n{''.join(listed)}"


def cause(key: str) -> str:
    """Why a row misses, in both languages."""
    unknown = {"zh": "原因尚未写明。", "en": "its cause is not written down yet."}
    text = causes().get(key, unknown)
    return f"{text['zh']} {text['en']}"


def unmeasured(group: Group, found: Measured) -> str:
    """The cases of a group that did not run, with the tools that they need."""
    missing = {case.needs or case.key for case in group.cases if case.key not in found}
    if not missing:
        return ""
    tools = "; ".join(sorted(missing))
    return f"\n未测量，需要 · Not measured, needs: {tools}\n"
