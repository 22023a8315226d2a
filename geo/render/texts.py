"""Words of the pages that are not data, from the one catalogue (static/catalogue.toml)."""

from __future__ import annotations

import tomllib
from functools import cache

from geo.render.templating import static


@cache
def catalogue() -> dict[str, tuple[str, str]]:
    """Every key with its Chinese and English words."""
    raw = tomllib.loads(static("catalogue.toml").decode())
    return {key: (entry["zh"], entry["en"]) for key, entry in sorted(raw.items())}


def say(key: str, lang: str = "zh", **values: object) -> str:
    """The words of a key in one language, braces filled.

    Examples
    --------
    >>> say("legend"), say("rows_value", "en", n=3)
    ('图例', '3 rows with clauses')
    """
    return catalogue()[key][lang == "en"].format(**values)
