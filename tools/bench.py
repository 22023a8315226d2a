"""Benchmarks: our maps, builds and commands, beside their peers in the same run.

``python tools/bench.py`` measures everything, prints it, and writes docs/benchmarks.md and the
table in README.md. ``--only GROUP…`` measures some groups and writes nothing; ``--keep FILE``
keeps what was measured and takes the other groups from there, so that the whole can be done in
parts: what is in the file is published when it is complete. A case that fails, or whose peer is
not installed, leaves both files as they are.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tools.bench_cases.meter import ROOT
from tools.bench_report import Run, full, short
from tools.bench_run import PLAN, Group, Measured, Room, given, groups, measure

RUNS = 7
MARKS = ("<!-- bench -->", "<!-- /bench -->")


def asked(every: list[Group]) -> argparse.Namespace:
    """What the call asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    keys = [group.key for group in every]
    parser.add_argument("--only", nargs="+", choices=keys, default=keys, metavar="GROUP",
                        help=", ".join(keys))  # fmt: skip
    parser.add_argument("--runs", type=int, default=RUNS, help=f"of every case; {RUNS}")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="JSON of what was measured")
    return parser.parse_args()


def machine(runs: int, words: dict[str, Any]) -> Run:
    """The machine, by cores and versions."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.machine()}"
    load = os.getloadavg()[0]
    return Run(cores or 1, platform.python_version(), system, load, runs, words)


def measured(wanted: list[Group], runs: int) -> tuple[Run, Measured]:
    """All cases of some groups, on this machine."""
    found: Measured = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = {"plan": PLAN, **given(folder)}
        run = machine(runs, words)
        for group in wanted:
            print(f"{group.key} …", file=sys.stderr, flush=True)
            found |= measure(group, Room(folder, runs, words))
    return run, found


def publish(run: Run, every: list[Group], found: Measured) -> None:
    """Write docs/benchmarks.md and what stands between the marks of README.md."""
    (ROOT / "docs/benchmarks.md").write_text(full(run, every, found), "utf-8")
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    text = f"{before}{MARKS[0]}\n{short(run, found)}{MARKS[1]}{after}"
    readme.write_text(text, "utf-8")


def main() -> None:
    """Measure, print, keep; write where all groups are measured."""
    every = groups()
    call = asked(every)
    wanted = [group for group in every if group.key in call.only]
    kept = call.keep and call.keep.exists() and json.loads(call.keep.read_text("utf-8"))
    earlier = kept or {"groups": [], "found": {}}
    run, found = measured(wanted, call.runs)
    done = {*earlier["groups"], *(group.key for group in wanted)}
    dropped = {case.key for group in wanted for case in group.cases}
    found = {k: v for k, v in earlier["found"].items() if k not in dropped} | found
    if call.keep:
        state = {"run": asdict(run), "groups": sorted(done), "found": found}
        call.keep.write_text(json.dumps(state, ensure_ascii=False, indent=1), "utf-8")
    shown = [group for group in every if group.key in done]
    print(full(run, shown, found))
    missing = sorted({case.key for group in every for case in group.cases} - found.keys())
    if missing:
        print("README.md, docs/benchmarks.md left as they are; not measured:", *missing,
              file=sys.stderr)  # fmt: skip
    else:
        publish(run, every, found)


if __name__ == "__main__":
    main()
