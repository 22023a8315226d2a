"""What a program may import says what it is, with an example that the doctests run."""

from __future__ import annotations

import inspect
import re

import geo


def members(kind: type) -> list[str]:
    """Public methods and properties that a class of ours defines itself."""
    own = {name: value for name, value in vars(kind).items() if not name.startswith("_")}
    told = (property, staticmethod, classmethod)
    return [n for n, v in own.items() if inspect.isfunction(v) or isinstance(v, told)]


def test_every_public_name_has_an_example():
    named = {name: inspect.getdoc(getattr(geo, name)) or "" for name in geo.__all__}
    assert [name for name, text in named.items() if ">>> " not in text] == []


def test_every_public_method_is_told():
    kinds = [value for name in geo.__all__ if inspect.isclass(value := getattr(geo, name))]
    silent = [
        f"{kind.__name__}.{name}"
        for kind in kinds
        for name in members(kind)
        if not inspect.getdoc(getattr(kind, name))
    ]
    assert len(kinds) >= 4
    assert silent == []


def test_the_code_cites_the_decisions_that_shaped_it(repo):
    text = (repo / "DECISIONS.md").read_text("utf-8")
    decided = set(re.findall(r"^\*\*(\d+) · ", text, re.MULTILINE))
    cited = {
        number
        for path in (repo / "geo").rglob("*.py")
        for line in re.findall(r"DECISIONS ([\d, and]+)", path.read_text("utf-8"))
        for number in re.findall(r"\d+", line)
    }
    assert cited <= decided
    assert len(cited) >= len(decided) * 0.8
