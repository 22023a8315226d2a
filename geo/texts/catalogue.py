"""The one catalogue of words: the topic files beside it are one space of keys, ``section.name``.

See DECISIONS 6 and 26.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache, lru_cache
from importlib import resources
from string import Formatter
from typing import Any

from geo.domain.text import Text, same


class _Numbered(Formatter):
    """Fills braces; of two words the first for one thing, the second for any other number."""

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401  (as the base)
        one, both, more = format_spec.partition("|")
        return (one if value == 1 else more) if both else str(super().format_field(value, one))


_NUMBERED = _Numbered()
_PARTS = re.compile(r"^(?=\[)", re.MULTILINE)  # a section, or a table in one, begins a line
_HEAD = re.compile(r"\[+([\w-]+)")


@cache
def _sections() -> dict[str, str]:
    """The text of every section, with the tables in it; each is parsed when it is asked for."""
    files = (f for f in resources.files("geo.texts").iterdir() if f.name.endswith(".toml"))
    found: dict[str, str] = defaultdict(str)
    for part in (part for file in files for part in _PARTS.split(file.read_text("utf-8"))):
        if head := _HEAD.match(part):  # before the first is only what the file says of itself
            found[head[1]] += part
    return found


@cache
def section(name: str) -> dict[str, Any]:
    """A section as its file has it; those of the workbook have Chinese only."""
    read: dict[str, Any] = tomllib.loads(_sections()[name])[name]
    return read


def words(name: str) -> dict[str, Text]:
    """Every entry of a section in both languages, by name, braces as they stand."""
    return {key: Text(**entry) for key, entry in section(name).items()}


@lru_cache(maxsize=2048, typed=True)
def say(key: str, **values: Text | str | float) -> Text:
    """The words of a key in both languages, with the braces filled.

    Parameters
    ----------
    key
        ``section.name``.
    values
        What the braces stand for; a Text fills each language with its own form. Braces with two
        words, ``{n:plan|plans}``, give the one that goes with the number.

    Examples
    --------
    >>> say("state_text.named", n=3)
    Text(zh='点名 3 项细分产业', en='sub-sectors named: 3')
    >>> say("theme.named", n=1).en, say("theme.named", n=2).en
    ('Named by 1 plan', 'Named by 2 plans')
    """
    if not values:
        return _plain(key)
    entry = _entry(key)

    def fill(lang: str) -> str:
        own = {k: v.in_(lang) if isinstance(v, Text) else v for k, v in values.items()}
        words: str = entry[lang]
        return _NUMBERED.vformat(words, (), own) if "|" in words else words.format(**own)

    return Text(fill("zh"), fill("en"))


@cache
def _plain(key: str) -> Text:
    """Words without anything to fill in."""
    entry = _entry(key)
    return Text(entry["zh"].format(), entry["en"].format())


def _entry(key: str) -> dict[str, str]:
    topic, _, name = key.partition(".")
    found: dict[str, str] = section(topic)[name]
    return found


def head(column: str) -> Text:
    """Heading of a column of a report; the column itself where the catalogue has none.

    Examples
    --------
    >>> head("sector").zh, head("chips").zh
    ('领域', 'chips')
    """
    told = section("columns").get(column)
    return Text(told["zh"], told["en"]) if told else same(column)
