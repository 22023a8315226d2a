"""The one catalogue of words: the topic files beside it are one space of keys, ``section.name``.

See DECISIONS 6 and 26.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from geo.domain.text import Text, same


@cache
def _sections() -> dict[str, Any]:
    files = (f for f in resources.files("geo.texts").iterdir() if f.name.endswith(".toml"))
    read = (tomllib.loads(f.read_text("utf-8")) for f in files)
    return {section: entries for topic in read for section, entries in topic.items()}


def section(name: str) -> dict[str, Any]:
    """A section as its file has it; those of the workbook have Chinese only."""
    return _sections()[name]


def words(name: str) -> dict[str, Text]:
    """Every entry of a section in both languages, by name, braces as they stand."""
    return {key: Text(**entry) for key, entry in section(name).items()}


def say(key: str, **values: Text | str | float) -> Text:
    """The words of a key in both languages, with the braces filled.

    Parameters
    ----------
    key
        ``section.name``.
    values
        What the braces stand for; a Text fills each language with its own form.

    Examples
    --------
    >>> say("state_text.named", n=3)
    Text(zh='点名 3 项细分产业', en='sub-sectors named: 3')
    """
    topic, _, name = key.partition(".")
    entry = _sections()[topic][name]

    def fill(lang: str) -> str:
        own = {k: v.in_(lang) if isinstance(v, Text) else v for k, v in values.items()}
        return entry[lang].format(**own)

    return Text(fill("zh"), fill("en"))


def head(column: str) -> Text:
    """Heading of a column of a report; the column itself where the catalogue has none.

    Examples
    --------
    >>> head("sector").zh, head("chips").zh
    ('领域', 'chips')
    """
    return say(f"columns.{column}") if column in section("columns") else same(column)
