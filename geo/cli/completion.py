"""``geo completion``: words that a shell may offer, and the script that asks for them.

The script of a shell calls ``geo`` with ``_GEO_COMPLETE`` set and the words up to the cursor; each
line of the answer is a word, a tab and its meaning.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from geo.cli.help import key_of
from geo.cli.words import summary, word_of
from geo.language import said
from geo.sources.paths import data_dir

ASKED = "_GEO_COMPLETE"
NOTHING = "^"  # for the empty word, which PowerShell cannot hand over
_PLAIN = re.compile(r"[\w.,·+-]+")  # what no shell reads as more than a word
_CHOICES = re.compile(r"([\w-]+(?:\|[\w-]+)+)>?$")
Shell = Literal["bash", "zsh", "fish", "powershell"]
Word = tuple[str, str]
_SCRIPTS: dict[Shell, str] = {
    "bash": "bash.sh",
    "zsh": "zsh.zsh",
    "fish": "fish.fish",
    "powershell": "powershell.ps1",
}


def completion(shell: Annotated[Shell, typer.Argument(metavar="SHELL")]) -> None:
    """Print the script of a shell."""
    print(resources.files("geo.cli.shells").joinpath(_SCRIPTS[shell]).read_text("utf-8"), end="")


def offers(group: Any, words: Sequence[str]) -> list[Word]:  # noqa: ANN401  (typer's own click)
    """What may stand where the last word begins, each with its meaning.

    Parameters
    ----------
    group
        All commands, as typer has them.
    words
        Words after ``geo``; the last is what was typed of the word that is sought.
    """
    *before, begun = words or [""]
    before = [word for word in before if word != "="]  # bash parts --plan=x
    begun = "" if begun in ("=", NOTHING) else begun
    joined = re.fullmatch(r"(--[\w-]+=)(.*)", begun)
    if joined:
        before, begun = [*before, joined[1][:-1]], joined[2]
    found = _possible(group, before, begun)
    head = joined[1] if joined else ""
    fits = ((w, m) for w, m in found if w.casefold().startswith(begun.casefold()))
    return [(head + w, m) for w, m in fits if _PLAIN.fullmatch(w)]


def _possible(group: Any, before: list[str], begun: str) -> Iterable[Word]:  # noqa: ANN401
    name = next((word for word in before if word in group.commands), "")
    command = group.commands.get(name, group)
    context = typer.Context(command)
    params = command.get_params(context)
    options = {o: p for p in params if p.param_type_name == "option" for o in p.opts}
    last = options.get(before[-1]) if before else None
    if last is not None and not last.is_flag:
        return _values(last, before, context)
    if begun.startswith("-"):
        return [(max(p.opts, key=len), word_of(name or "geo", key_of(p))) for p in options.values()]
    if not name:
        return [(each, summary(each)) for each in group.list_commands(None)]
    given = [
        word
        for prior, word in pairwise(before)
        if not word.startswith("-") and (prior not in options or options[prior].is_flag)
    ]
    arguments = [p for p in params if p.param_type_name == "argument"]
    if not arguments:
        return []
    return _values(arguments[min(len(given), len(arguments) - 1)], before, context)


def _values(param: Any, before: list[str], context: typer.Context) -> Iterable[Word]:  # noqa: ANN401
    source = _SOURCES.get(key_of(param))
    if source is not None:
        named = [word for prior, word in pairwise(before) if prior == "--plan"]
        return source(named[-1] if named else "")
    shown = _CHOICES.search(param.display_type(context)) or _CHOICES.search(param.metavar or "")
    return [(each, "") for each in shown[1].split("|")] if shown else ()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def _plans(_plan: str) -> Iterator[Word]:
    for path in sorted((data_dir() / "plans").glob("*/plan.toml")):
        yield path.parent.name, ""


def _terms(kind: str) -> Callable[[str], Iterator[Word]]:
    def of(plan: str) -> Iterator[Word]:
        packaged = data_dir() / "plans" / plan
        folders = [packaged if packaged.is_dir() else Path(plan)] if plan else [
            path.parent for path in (data_dir() / "plans").glob("*/taxonomy.csv")
        ]  # fmt: skip
        seen: set[str] = set()
        for folder in sorted(folders):
            for row in _rows(folder / "taxonomy.csv"):
                if row["kind"] == kind and row["zh"] not in seen:
                    seen.add(row["zh"])
                    yield row["zh"], row["en"]
                    yield row["id"], said(row["zh"], row["en"])

    return of


def _listed(
    file: str, offered: Mapping[str, str], level: str = ""
) -> Callable[[str], Iterator[Word]]:
    """Words of a table, each with the columns of its meaning; of areas those of a level."""

    def of(_plan: str) -> Iterator[Word]:
        for row in _rows(data_dir() / file):
            if row.get("level", "") == level:
                for word, meaning in offered.items():
                    told = [row[column] for column in meaning.split()]
                    yield row[word], said(*told) if len(told) > 1 else told[0]

    return of


_SOURCES: dict[str, Callable[[str], Iterator[Word]]] = {
    **dict.fromkeys(("--plan", "--against", "plan_a", "plan_b", "above", "below"), _plans),
    **dict.fromkeys(
        ("--city", "--place", "place", "places", "name"),
        _listed("places/areas.csv", {"short_zh": "name_en", "name_en": "name_zh"}, "prefecture"),
    ),
    "--sector": _terms("sector"),
    "--subsector": _terms("subsector"),
    "--theme": _listed("crosswalk/themes.csv", {"zh": "en", "theme_id": "zh en"}),
    "--territory": _listed(
        "places/areas.csv", {"adcode": "name_zh name_en", "short_zh": "name_en"}, "province"
    ),
}
