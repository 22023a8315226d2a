"""Pictures in pages, drawn once for all builds in which they show the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from markupsafe import Markup

from geo.files.cache import kept
from geo.render.templating import as_they_stand, inline


def pictures(
    parts: tuple[Any, ...], draw: Callable[[], Mapping[str, ET.Element]]
) -> dict[str, Markup]:
    """Pictures by name, as parts of pages; ``parts`` is all that they depend on."""
    made = kept(parts, lambda: {name: inline(one).encode() for name, one in draw().items()})
    return dict(zip(made, as_they_stand(data.decode() for data in made.values()), strict=True))
