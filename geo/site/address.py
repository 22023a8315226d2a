"""Where the pages of the site stand: registered codes, never names, so that no address changes.

A page's address is the same in both languages, below ``zh/`` and ``en/``. Files of maps (data, PDF,
SVG) stand beside these folders and are shared.

See DECISIONS 55.
"""

from __future__ import annotations

import posixpath
from functools import cache
from urllib.parse import quote

LANGUAGES = ("zh", "en")
HOME = "index.html"
TOPICS, PLANS, CITIES = "topic/index.html", "plan/index.html", "city/index.html"
COMPARE, GAPS, DATA, METHOD = "compare.html", "gaps.html", "data.html", "method.html"
SEARCH_DATA = "assets/search.data.js"


def topic(topic_id: str) -> str:
    """The page of a topic.

    Examples
    --------
    >>> topic("future2024.space")
    'topic/future2024.space.html'
    """
    return f"topic/{topic_id}.html"


def plan(key: str, part: str = "index") -> str:
    """The page of a plan, or a part of what is told of it (``matrix``, ``gaps`` …)."""
    return f"plan/{key}/{part}.html"


def city(adcode: str) -> str:
    """The page of a prefecture, district or county."""
    return f"city/{adcode}.html"


def place(place_id: str) -> str:
    """The page of a park, zone or other place below a county."""
    return f"place/{place_id}.html"


def embed(topic_id: str) -> str:
    """The page of a topic's map alone, for a frame in somebody's own page."""
    return f"embed/{topic_id}.html"


@cache
def way(start: str, end: str) -> str:
    """A relative reference from one file of the site to another.

    Examples
    --------
    >>> way("zh/topic/low_altitude.html", "assets/site.css")
    '../../assets/site.css'
    >>> way("zh/index.html", "zh/topic/low_altitude.html#plan=future2024")
    'topic/low_altitude.html#plan=future2024'
    """
    path, mark, fragment = end.partition("#")
    return _way(posixpath.dirname(start), path) + mark + fragment


@cache
def _way(folder: str, path: str) -> str:
    """The way from a folder to a file: the pages of a folder share most of theirs."""
    return quote(posixpath.relpath(path, folder))
