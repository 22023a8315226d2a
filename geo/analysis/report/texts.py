"""The words around the numbers in both languages, from one catalogue (texts.toml)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from geo.domain.text import Text


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    path = resources.files("geo.analysis.report").joinpath("texts.toml")
    return tomllib.loads(path.read_text("utf-8"))


def word(key: str, **values: Text | str | float) -> Text:
    """A catalogue entry, ``section.name``, with its braces filled.

    Examples
    --------
    >>> word("states.focus")
    Text(zh='只聚焦', en='focus only')
    """
    section, _, name = key.partition(".")
    entry = _catalogue()[section][name]

    def fill(lang: str) -> str:
        own = {k: v.in_(lang) if isinstance(v, Text) else v for k, v in values.items()}
        return entry[lang].format(**own)

    return Text(fill("zh"), fill("en"))


def head(column: str) -> Text:
    """Heading of a column; the column itself where the catalogue has none."""
    entry = _catalogue()["columns"].get(column)
    return Text(entry["zh"], entry["en"]) if entry else Text(column, column)
