"""What the template of every printed page is told besides what stands on it."""

from __future__ import annotations

from typing import Any

from geo.design.theme import load_theme
from geo.sheet.page import margin_of, paper_units
from geo.sheet.typeface import MM_PER_PT


def tongue_and_date(lang: str, issued: str) -> dict[str, Any]:
    """The language of a page and its date, that of the plan: 1 January 2000 where none is stated.

    Examples
    --------
    >>> tongue_and_date("en", "2024-02-20")
    {'lang': 'en', 'region': 'gb', 'date': [2024, 2, 20]}
    """
    lang, region = ("en", "gb") if lang == "en" else ("zh", "cn")
    date = [int(part) for part in (issued or "2000-01-01").split("-")]
    return {"lang": lang, "region": region, "date": date}


def looks(paper: str) -> dict[str, Any]:
    """Colours (``#rrggbb``) and rules (mm at A3) of the theme, and the margin (mm).

    Examples
    --------
    >>> looks("A3")["lines"]
    {'head': 0.25, 'row': 0.1, 'bar': 0.2}
    """
    theme = load_theme()
    colors = {name: theme.ground[name] for name in ("ink", "quiet", "border", "alert")}
    lines = {n: round(theme.lines[n] * MM_PER_PT, 3) for n in ("head", "row", "bar")}
    return {
        "colors": colors,
        "lines": lines,
        "unit": paper_units(paper)[0],
        "margin": margin_of(paper),
    }
