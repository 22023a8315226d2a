"""The colours and rules of a printed page that stand outside its picture."""

from __future__ import annotations

from typing import Any

from geo.design.theme import load_theme
from geo.sheet.typeface import MM_PER_PT


def looks() -> dict[str, Any]:
    """Colours (``#rrggbb``) and rules (mm at A3) of the theme, for a template's data.

    Examples
    --------
    >>> looks()["lines"]
    {'head': 0.25, 'row': 0.1, 'bar': 0.2}
    """
    theme = load_theme()
    colors = {name: theme.ground[name] for name in ("ink", "quiet", "border", "alert")}
    lines = {n: round(theme.lines[n] * MM_PER_PT, 3) for n in ("head", "row", "bar")}
    return {"colors": colors, "lines": lines}
