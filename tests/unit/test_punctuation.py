"""Chinese has the punctuation of Chinese (GB/T 15834): ，：；（）！？ beside its characters."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = [*sorted((ROOT / "geo/texts").glob("*.toml")), *(ROOT / "data/territories").glob("*")]
MODULES = sorted((ROOT / "geo").rglob("*.py"))
TEMPLATES = sorted((ROOT / "geo/render/templates").rglob("*.j2"))
GUIDES = ("README", "docs/guide.zh", "docs/province", "docs/publishing", "docs/limits")
DOCUMENTS = (*GUIDES, "docs/exit-codes", "geo/ask/plan_template/README")

FILLED = "\ue000"  # what stands for a value that is filled in
CHINESE = f"[\u4e00-\u9fff“”《》、。，：；（）{FILLED}]"
NARROW = re.compile(rf"(?<={CHINESE}) ?[,:;()!?]|[,:;()!?] ?(?={CHINESE})")
HAN = re.compile("[\u4e00-\u9fff]")
BRACES = re.compile(r"\{[^{}]*\}")

#: What stays as it is typed, read or computed.
TYPED = re.compile(
    rf"\d:{FILLED}"  # a scale
    r"|\w+=\d;\w+=\d"  # a list as a cell holds it
    r"|\(GS\[.*"  # the form of an approval number
)


def narrow(text: str) -> list[str]:
    """Half-width marks beside Chinese or beside a value, with what stands round them."""
    kept = TYPED.sub("", text)
    return [kept[max(0, m.start() - 8) : m.end() + 8] for m in NARROW.finditer(kept)]


def chinese_words(entry: object, key: str = "") -> Iterator[str]:
    """The Chinese of a catalogue: of two languages that half, else whatever has Chinese in it."""
    if isinstance(entry, dict):
        for name, value in entry.items():
            yield from chinese_words(value, name)
    elif isinstance(entry, list):
        for value in entry:
            yield from chinese_words(value, key)
    elif isinstance(entry, str) and not key.endswith(("en", "examples")):
        yield BRACES.sub(FILLED, entry) if HAN.search(entry) or key.endswith("zh") else ""


def literals(tree: ast.AST) -> Iterator[str]:
    """Texts of code that are Chinese, values as one sign; no docstring and no pattern."""
    passed = {id(c) for n in ast.walk(tree) for c in _unread(n)}
    spoken = (n.args[0] for n in ast.walk(tree) if _speaks(n) and n.args)
    first = {id(part) for words in spoken for part in ast.walk(words)}
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(p.value if isinstance(p, ast.Constant) else FILLED for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if HAN.search(text) or id(node) in first:
            yield text.partition(" / ")[0]


def _speaks(node: ast.AST) -> bool:
    """A call of both languages, Chinese first."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("Text", "said")


def _unread(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes that no reader sees, and parts of a text that is looked at as a whole."""
    if isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.Expr):  # a docstring
        yield node.value
    elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
        yield from (part for argument in node.args for part in ast.walk(argument))


def separators(tree: ast.AST) -> Iterator[str]:
    """What ``joined`` puts between Chinese texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "joined":
            given = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "zh")]
            yield from (one.value for one in given if isinstance(one, ast.Constant))


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_no_chinese_of_a_catalogue_has_half_width_punctuation(file):
    entries = tomllib.loads(file.read_text("utf-8"))
    assert [found for text in chinese_words(entries) for found in narrow(text)] == []


def test_no_chinese_in_code_has_half_width_punctuation():
    trees = {file: ast.parse(file.read_text("utf-8")) for file in MODULES}
    found = {
        file.relative_to(ROOT).as_posix(): marks
        for file, tree in trees.items()
        if (marks := [mark for text in literals(tree) for mark in narrow(text)])
    }
    assert found == {}
    between = {sign.strip() for tree in trees.values() for sign in separators(tree)}
    assert "；" in between
    assert not between & {",", ":", ";"}


def test_no_template_sets_half_width_punctuation_between_values():
    beside = re.compile(r"(?:\}\}|(?<!\"en\" )%\}|>) ?[,:;(] ?\{[{%]")
    found = {f.name: marks for f in TEMPLATES if (marks := beside.findall(f.read_text("utf-8")))}
    assert found == {}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_chinese_of_a_document_has_half_width_punctuation(name):
    text = (ROOT / f"{name}.md").read_text("utf-8")
    for unread in (r"```.*?```", r"<!-- (\w+) -->.*?<!-- /\1 -->", r"`[^`\n]*`|\]\([^)\n]*\)"):
        text = re.sub(unread, "`", text, flags=re.DOTALL)
    # An English sentence may name a Chinese word: then a space and a Latin letter go on.
    mark = re.compile(r"[\u4e00-\u9fff”》][,:;()!?](?! ?[A-Za-z])|[,:;(!?][\u4e00-\u9fff“《]")
    assert [text[max(0, m.start() - 9) : m.end() + 9] for m in mark.finditer(text)] == []


def test_no_note_of_the_template_has_half_width_punctuation():
    tables = sorted((ROOT / "geo/ask/plan_template").glob("*.csv"))
    lines = [line for table in tables for line in table.read_text("utf-8").splitlines()]
    notes = [row[-1] for row in csv.reader(lines) if HAN.search(row[-1])]
    assert len(notes) > 3
    assert [marks for note in notes if (marks := narrow(note))] == []
