"""Caps that keep every file readable at a sitting."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.reading.program import FILES, tree

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES = 250
FUNCTION_LINES = 50


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    whole = (node.end_lineno or 0) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is None:
        return whole
    return whole - ((first.end_lineno or 0) - first.lineno + 1)


def functions(source: ast.Module) -> list[tuple[str, int]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [(n.name, length(n)) for n in ast.walk(source) if isinstance(n, kinds)]


def test_no_module_is_longer_than_the_cap():
    lines = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: n for name, n in lines.items() if n > MODULE_LINES} == {}


def test_no_function_is_longer_than_the_cap():
    assert [
        f"{name_of(path)}: {name}, {n} lines"
        for path in FILES
        for name, n in functions(tree(path))
        if n > FUNCTION_LINES
    ] == []


def test_a_docstring_does_not_count():
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n'
    assert functions(ast.parse(source)) == [("f", 2)]
