"""Who publishes a sheet: what its head and foot show besides the map, as the user gave it."""

from __future__ import annotations

from dataclasses import dataclass

from geo.domain.text import Text


@dataclass(frozen=True)
class Logo:
    """A picture of the user's, already made harmless: a drawing (SVG), and width by height.

    One of pixels is held by a drawing of its size.
    """

    svg: str
    ratio: float


@dataclass(frozen=True)
class Brand:
    """An organisation with its logo, contact lines and accent colour (``#rrggbb``).

    The accent colours bars and headings of a page, never a class of a map: a sector has one hue
    on every map of every plan.
    """

    organisation: Text
    contact: tuple[str, ...] = ()
    accent: str = ""
    logo: Logo | None = None
