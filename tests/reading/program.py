"""The source files of the program, each parsed once for all tests that read them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

GEO = Path(__file__).resolve().parents[2] / "geo"
FILES = sorted(GEO.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """A file as Python reads it; not to be changed."""
    return ast.parse(path.read_bytes())
