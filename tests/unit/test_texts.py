"""The one word catalogue: each key once, each one used, each use known, both languages."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from jinja2 import Environment, nodes

from geo.texts.catalogue import head, say
from tests.reading.program import FILES, GEO, tree

CHINESE_ONLY = "workbook"
COLUMNS = "columns"  # tests/unit/test_columns.py
COMMANDS = "commands"  # a shape of its own; tests/docs/test_commands.py walks it


@cache
def topics() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    """Sections by topic file, as written."""
    files = sorted((GEO / "texts").glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in files}


@cache
def entries() -> dict[str, dict[str, str]]:
    """Entries in both languages by key."""
    heads = topics()[COLUMNS]["columns"].items()
    return {
        f"columns.{name}": {lang: told[lang] for lang in ("zh", "en")} for name, told in heads
    } | {
        f"{section}.{name}": entry
        for topic, sections in topics().items()
        if topic not in (CHINESE_ONLY, COLUMNS, COMMANDS)
        for section, found in sections.items()
        for name, entry in found.items()
    }


@cache
def templates() -> list[nodes.Template]:
    paths = sorted((GEO / "render" / "templates").rglob("*.j2"))
    return [Environment(autoescape=True).parse(path.read_text("utf-8")) for path in paths]


def strings(node: ast.AST) -> Iterator[str]:
    """Texts in an expression; what is filled in at run time stands as ``*``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(v.value if isinstance(v, ast.Constant) else "*" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)


def written(node: nodes.Node) -> Iterator[str]:
    """Texts in an expression of a template, as :func:`strings` of the program."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.Concat):
        yield "".join(n.value if isinstance(n, nodes.Const) else "*" for n in node.nodes)
    elif isinstance(node, nodes.CondExpr):
        yield from (text for way in (node.expr1, node.expr2) if way for text in written(way))


@cache
def said() -> set[str]:
    """First arguments of every call of ``say``, in the program and in the templates."""
    found = {
        key
        for path in FILES
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "say"
        for key in strings(call.args[0])
    }
    for template in templates():
        for call in template.find_all(nodes.Call):
            called = getattr(call.node, "attr", getattr(call.node, "name", ""))
            if called in ("say", "word", "w") and call.args:
                found |= set(written(call.args[0]))
    return found


@cache
def names() -> set[str]:
    """Every quoted text and every name of a field: what may fill a key in at run time."""
    found = {f"{section}.{key}" for section in ("page", "finder") for key in worded()}
    for path in FILES:
        for node in ast.walk(tree(path)):
            found |= set(strings(node))
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
    for template in templates():
        found |= {text for node in template.find_all(nodes.Expr) for text in written(node)}
    return found


def worded() -> set[str]:
    """Keys of words that the page's own script and markup ask for."""
    scripts = "".join(p.read_text("utf-8") for p in sorted((GEO / "render/static").glob("*.js")))
    markup = "".join(p.read_text("utf-8") for p in sorted((GEO / "render/templates").rglob("*.j2")))
    found = set(re.findall(r'data-word(?:-label|-title)?="(\w+)"', markup))
    found |= set(re.findall(r'"(\w+)"', scripts)) | set(re.findall(r"\bwords\.(\w+)", scripts))
    started = tuple(re.findall(r'word\("(\w+_)" \+', scripts))
    return found | {name for name in topics()["page"]["page"] if name.startswith(started)}


@cache
def parts() -> tuple[set[str], tuple[str, ...], tuple[re.Pattern[str], ...]]:
    """What may stand in a brace: plain names, endings, and names that are filled in themselves."""
    known = {name.replace("-", "_") for name in names()}
    endings = tuple(name for name in known if re.fullmatch(r"_\w+", name))
    filled = (name for name in known if re.fullmatch(r"[a-z]\w*_\*", name))
    return known, endings, tuple(shape(name) for name in filled)


@cache
def shape(text: str) -> re.Pattern[str]:
    """A text with ``*`` for anything, as a pattern."""
    return re.compile(re.escape(text).replace(r"\*", "(.*)"))


def may_stand(part: str) -> bool:
    """Whether a part of a key can be quoted somewhere, whole or put together."""
    known, endings, filled = parts()
    whole = (part, *(part.removesuffix(end) for end in endings if part.endswith(end)))
    named = any(not name or name in known or name.isdigit() for name in whole)
    return named or any(found.fullmatch(part) for found in filled)


@cache
def filled() -> dict[str, list[str]]:
    """Keys that are filled in at run time, by their first two letters."""
    found = defaultdict(list)
    for key in names() | said():
        if "*" in key:
            found[key[:2]].append(key)
    return found


def is_used(key: str) -> bool:
    """Whether a key is said as it stands, or can be put together of what is quoted."""
    if key in said() or key in names():
        return True
    matches = [shape(k).fullmatch(key) for k in filled().get(key[:2], ())]
    return any(all(may_stand(part) for part in match.groups()) for match in matches if match)


def test_a_section_stands_in_one_file():
    places = defaultdict(list)
    for topic, sections in topics().items():
        for section in sections:
            places[section].append(topic)
    assert {s: found for s, found in places.items() if len(found) > 1} == {}


def test_every_key_that_is_said_is_in_the_catalogue():
    keys = {k for k in said() if "*" not in k or re.match(r"\w+\.", k)}
    assert [k for k in sorted(keys) if not any(map(shape(k).fullmatch, entries()))] == []


def test_no_key_is_idle():
    assert [k for k in entries() if not k.startswith(f"{COLUMNS}.") and not is_used(k)] == []


def test_every_entry_has_both_languages_and_the_same_braces():
    wrong = [
        key
        for key, entry in entries().items()
        if set(entry) != {"zh", "en"}
        or (entry["zh"].strip() == "") != (entry["en"].strip() == "")
        or set(re.findall(r"{(\w+)", entry["zh"])) != set(re.findall(r"{(\w+)", entry["en"]))
        or re.search(r"[\u4e00-\u9fff]", entry["en"])
    ]
    assert wrong == []


def test_words_of_the_workbook_are_chinese():
    sheets = topics()[CHINESE_ONLY]["sheets"]
    assert [name for name in sheets.values() if not re.search(r"[\u4e00-\u9fff]", name)] == []


def test_an_unknown_key_is_an_error_and_an_unknown_column_is_itself():
    with pytest.raises(KeyError):
        say("states.unheard")
    assert head("unheard").en == "unheard"
