"""All plans built whole, and built again from a cache after one row has changed, in turns.

Called with how many rounds, the plan whose rows change, an empty folder and, if not all are meant,
the plans. Every round changes another row, builds all without a cache, builds again with it, and
compares the two byte by byte.
"""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import sys
from collections import defaultdict
from pathlib import Path

from tools.bench_cases.meter import ROOT, Spent, made, spent, tell

ROUNDS, PLAN, ROOM, ONLY = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4:]
Row = dict[str, str]


def copied() -> list[Path]:
    """The packaged plans as folders of a user."""
    shutil.copytree(ROOT / "data/plans", ROOM / "plans")
    folders = sorted(path.parent for path in (ROOM / "plans").glob("*/plan.toml"))
    return [folder for folder in folders if not ONLY or folder.name in ONLY]


def change(folder: Path, turn: int) -> None:
    """Another sub-sector of its sector in one row: a colour, a count, a table, a clause change."""
    path = folder / "assignments.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = [row for row in rows if row["scope"] == "direct" and row["subsector"]]
    kinds = {row["subsector"]: row["sector"] for row in named}
    free = [row for row in named if others(row, named, kinds)]
    row = free[turn * len(free) // ROUNDS]
    row["subsector"] = others(row, named, kinds)[0]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def others(row: Row, named: list[Row], kinds: dict[str, str]) -> list[str]:
    """Sub-sectors of its sector that nobody says of its place."""
    taken = {r["subsector"] for r in named if r["place_id"] == row["place_id"]}
    return sorted(k for k, sector in kinds.items() if sector == row["sector"] and k not in taken)


def built(plans: list[Path], out: Path, cache: str | Path) -> Spent:
    """A build of all plans in a fresh process."""
    command = [sys.executable, "-m", "geo", "build", "--plan", *plans, "--out", out]
    done = spent([*command, "--cache", cache], os.environ)
    if done.code:
        sys.exit(done.err)
    return done


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file, by path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def main() -> None:
    """Build, change, build, compare; tell."""
    plans, cache = copied(), ROOM / "cache"
    changing = next(path for path in plans if path.name == PLAN)
    whole, kept = ROOM / "whole", ROOM / "kept"
    first = built(plans, kept, cache)
    before = hashes(kept)
    found: dict[str, list[float]] = defaultdict(list)
    for turn in range(ROUNDS):
        change(changing, turn)
        for name, done in (
            ("whole", built(plans, whole, "off")),
            ("again", built(plans, kept, cache)),
        ):
            for fact in ("cpu", "wall", "peak"):
                found[f"{name}.{fact}"].append(getattr(done, fact))
        after = hashes(kept)
        found["changed"].append(sum(before.get(name) != sha for name, sha in after.items()))
        found["identical"].append(float(after == hashes(whole)))
        before = after
    facts = {f"whole.{fact}": n for fact, n in made(whole).items()}
    tell(**found, **facts, **{"first.cpu": first.cpu, "first.wall": first.wall})


main()
