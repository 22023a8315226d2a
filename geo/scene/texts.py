"""The words of the maps in both languages, from one catalogue (texts.toml)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from geo.domain.text import Text


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    path = resources.files("geo.scene").joinpath("texts.toml")
    return tomllib.loads(path.read_text("utf-8"))


def say(key: str, **values: Text | str | int) -> Text:
    """A catalogue entry in both languages, with its braces filled.

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
    section, _, name = key.partition(".")
    entry = _catalogue()[section][name]

    def fill(lang: str) -> str:
        own = {k: v.in_(lang) if isinstance(v, Text) else v for k, v in values.items()}
        return entry[lang].format(**own)

    return Text(fill("zh"), fill("en"))


def joined(texts: list[Text], zh: str = "、", en: str = ", ") -> Text:
    """Several texts as one list in each language."""
    return Text(zh.join(t.zh for t in texts), en.join(t.en for t in texts))


def same(text: str) -> Text:
    """A text that is the same in both languages."""
    return Text(text, text)
