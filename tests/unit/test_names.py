"""Words that say nothing are no names; nothing of one machine stands in the repository."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.reading.program import FILES, tree

ROOT = Path(__file__).resolve().parents[2]
EMPTY = {"util", "utils", "helper", "helpers", "manager", "handler", "data2"}
EMPTY_MODULES = {"misc", "common", "base", "core", "main", "stuff", "tools"}
STARTS = ("process_", "do_", "handle_")
# Put together here, so that this file does not contain what it forbids.
MACHINE = re.compile("|".join(("/" + "work/", "/" + "root/", "/" + "tmp/", "/" + "Users/")))
REGISTRIES = re.compile(
    r"https?://[^\s\"')]*(?:"
    + "|".join(("py" + "pi", "python" + "hosted", "conda" + r"\.org"))
    + ")"
)
BINARY = {".png", ".ttf", ".woff2", ".xlsx", ".gpkg"}
HAN = re.compile(r"[\u4e00-\u9fff]")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def identifiers(path: Path) -> set[str]:
    """Names that a file gives: functions, classes, arguments, variables."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def poor(name: str) -> bool:
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")
    return bool(EMPTY & set(parts)) or name.lower().lstrip("_").startswith(STARTS)


def long_tuples(source: str) -> list[str]:
    """Types of four values and more that have no names."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).lower() == "tuple"
        if isinstance(node.slice, ast.Tuple) and len(node.slice.elts) > 3
    ]


def tracked() -> list[Path]:
    """Files of the repository, committed or about to be; every file where there is no git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("the tests run outside a git checkout")
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [p for p in paths if p.is_file() and p.suffix not in BINARY]


def test_names_say_what_they_stand_for():
    assert [
        f"{name_of(path)}: {name}"
        for path in FILES
        for name in sorted({path.stem, *identifiers(path)})
        if poor(name)
    ] == []
    assert [name_of(path) for path in FILES if path.stem in EMPTY_MODULES] == []


def test_identifiers_are_not_chinese():
    assert [
        f"{name_of(path)}: {name}"
        for path in FILES
        for name in sorted(identifiers(path))
        if HAN.search(name)
    ] == []


def test_four_values_together_have_names():
    found = [f"{name_of(p)}: {one}" for p in FILES for one in long_tuples(p.read_text("utf-8"))]
    assert found == []
    assert long_tuples("def f(x: list[tuple[str, str, int, int]]) -> tuple[str, ...]: ...") == [
        "tuple[str, str, int, int]"
    ]


def test_poor_names_are_seen():
    assert [n for n in ("utils", "read_helper", "PlanManager", "do_it", "domain") if poor(n)] == [
        "utils",
        "read_helper",
        "PlanManager",
        "do_it",
    ]


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRIES], ids=["machine paths", "registries"])
def test_nothing_of_one_machine_is_in_the_repository(pattern):
    found = [
        f"{name_of(path)}:{n}: {line.strip()[:80]}"
        for path in tracked()
        for n, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []
