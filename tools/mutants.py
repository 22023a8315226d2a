"""Plant faults one at a time in a copy of the tree: do the tests notice? ``make mutants``.

The list is tests/mutants.toml: file, what a reader would see, the text before and after, the tests
that look there. A fault that no test notices survives; it is named, and is a failure unless the
list gives the reason. A fault whose text is no longer there, or stands twice, is a failure too, and
so is a test that noticed one and fails without any: it would seem to notice everything.
"""

from __future__ import annotations

import argparse
import ast
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "tests/mutants.toml"
LEAST_CAUGHT = 0.95
LEAST_MUTANTS = 60
_SECONDS = 600
_TOGETHER = 40  # tests in one run without a fault
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?(?:\[.*?\])?)(?: - .*)?$", re.MULTILINE)
_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "maps", "__pycache__", ".*_cache", ".hypothesis", "test-results", "dist"
)


@dataclass(frozen=True)
class Mutant:
    """One planted fault."""

    #: Path below the root.
    file: str
    #: What a reader of the maps would see.
    reader: str
    #: The text as it stands, once in the file.
    before: str
    #: The text with the fault.
    after: str
    #: Tests that look there: paths, with ``::name`` or without.
    tests: tuple[str, ...]
    #: Why it may survive; empty where it has to be noticed.
    survives: str = ""


def read_list(path: Path = LIST) -> list[Mutant]:
    """The planted faults in the order of the file."""
    found = tomllib.loads(path.read_text("utf-8"))["mutant"]
    return [Mutant(**{**entry, "tests": tuple(entry["tests"])}) for entry in found]


def misfits(mutants: Iterable[Mutant], root: Path = ROOT) -> list[str]:
    """Faults that cannot be planted as they are listed, in words."""
    wrong = []
    for mutant in mutants:
        path = root / mutant.file
        sound = path.read_text("utf-8") if path.is_file() else ""
        times = sound.count(mutant.before)
        if times != 1 or mutant.before == mutant.after:
            wrong.append(f"{mutant.file}: stands {times} times, not once: {mutant.reader}")
        elif not _is_read(path, sound.replace(mutant.before, mutant.after)):
            wrong.append(f"{mutant.file}: no program with the fault in it: {mutant.reader}")
        missing = [t for t in mutant.tests if not (root / t.partition("::")[0]).exists()]
        if missing or not mutant.tests:
            wrong.append(f"{mutant.file}: no such tests {missing}: {mutant.reader}")
    return wrong


def _is_read(path: Path, text: str) -> bool:
    """Whether a file of Python or TOML can be read: any test would notice one that cannot."""
    try:
        if path.suffix == ".py":
            ast.parse(text)
        elif path.suffix == ".toml":
            tomllib.loads(text)
    except (SyntaxError, tomllib.TOMLDecodeError):
        return False
    return True


def failing(tree: Path, tests: Sequence[str]) -> list[str]:
    """The first test that fails in a tree; of a file the slow ones are left out."""
    named = [test for test in tests if "::" in test]
    files = [test for test in tests if "::" not in test]
    runs = (["-m", "slow or not slow", *named] if named else [], files)
    return next((found for run in runs if run and (found := _failing(tree, ["-x", *run]))), [])


def _failing(tree: Path, words: Sequence[str]) -> list[str]:
    """The tests that fail in a run of pytest; all that it was asked for if it does not end."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.setdefault("GEO_PLAN_TEXTS", str(ROOT.parent / "shared/plans"))
    try:
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return [word for word in words if word.startswith("tests/")]
    found = _FAILED.findall(done.stdout.decode())
    if done.returncode and not found:  # pytest itself did not run: nothing was noticed
        raise SystemExit(f"pytest gave {done.returncode}: {done.stdout.decode()[-2000:]}")
    return found


def noticed(trees: queue.Queue[Path], mutant: Mutant) -> list[str]:
    """The test that fails while the fault is in."""
    tree = trees.get()
    path = tree / mutant.file
    sound = path.read_text("utf-8")
    try:
        path.write_text(sound.replace(mutant.before, mutant.after), "utf-8")
        return failing(tree, mutant.tests)
    finally:
        path.write_text(sound, "utf-8")
        trees.put(tree)


def unsound(trees: queue.Queue[Path], tests: Sequence[str]) -> list[str]:
    """Which of some tests fail without any fault."""
    tree = trees.get()
    try:
        return _failing(tree, ["-m", "slow or not slow", *tests])
    finally:
        trees.put(tree)


def run(mutants: Sequence[Mutant], jobs: int) -> list[Mutant]:
    """The faults that survived, in the order of the list."""
    left, seen = [], dict[str, None]()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        trees: queue.Queue[Path] = queue.Queue()
        for n in range(jobs):
            trees.put(Path(shutil.copytree(ROOT, Path(folder, str(n)), ignore=_LEFT_OUT)))
        answers = pool.map(lambda mutant: noticed(trees, mutant), mutants)
        for n, (mutant, tests) in enumerate(zip(mutants, answers, strict=True), 1):
            word = "caught" if tests else "SURVIVED"
            print(f"{n}/{len(mutants)} {word}: {mutant.file}: {mutant.reader}", flush=True)
            left += [] if tests else [mutant]
            seen |= dict.fromkeys(tests)
        tests = sorted(seen)
        parts = [tests[n : n + _TOGETHER] for n in range(0, len(tests), _TOGETHER)]
        wrong = [test for part in pool.map(lambda p: unsound(trees, p), parts) for test in part]
        if wrong:
            raise SystemExit(f"these fail without any fault, mend them first: {wrong}")
    return left


def main() -> int:
    """Run the list, or the part of it whose file or words hold a text; 1 if too many survive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("holding", nargs="?", default="", help="only faults that hold this text")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    every = read_list()
    if wrong := misfits(every):
        print(*wrong, sep="\n")
        return 1
    chosen = [m for m in every if given.holding in f"{m.file} {m.reader}"]
    left = run(chosen, given.jobs)
    unlisted = [m for m in left if not m.survives]
    caught = 1 - len(left) / max(len(chosen), 1)
    print(f"{len(chosen)} faults, {len(left)} survived ({caught:.0%} caught)")
    for mutant in left:
        print(f"survived: {mutant.file}: {mutant.reader} ({mutant.survives or 'no reason given'})")
    whole = not given.holding
    few = whole and (caught < LEAST_CAUGHT or len(every) < LEAST_MUTANTS)
    return 1 if unlisted or few else 0


if __name__ == "__main__":
    raise SystemExit(main())
