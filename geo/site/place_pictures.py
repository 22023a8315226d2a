"""The maps of places: a city with a park in it, the territory with a region on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from xml.etree import ElementTree as ET

from markupsafe import Markup

from geo.files.cache import fingerprint
from geo.render.pages.area_map import HostMap, WholeMap, window
from geo.scene.scene import Scene
from geo.scene.symbol_points import Standing
from geo.scene.world import World
from geo.site.address import LANGUAGES
from geo.site.pictures import pictures


class PlacePictures:
    """What draws the places of a build; places of one city share its window.

    ``bare`` makes the map of a city without anything in it.
    """

    def __init__(self, world: World, bare: Callable[[str], Scene]) -> None:
        self._world, self._bare = world, bare
        self._maps: dict[tuple[str, str], HostMap] = {}
        self._told: dict[str, str] = {}

    def region(self, adcodes: Sequence[str]) -> Markup:
        """The territory with these areas filled."""
        parts = ("region", self._world.territory, tuple(adcodes))
        return pictures(parts, lambda: {"": self._whole.showing(adcodes)})[""]

    def place(self, host: str, adcodes: Sequence[str], site: Standing | None, lang: str) -> Markup:
        """A city with some of its districts tinted and a site at its point."""

        def draw() -> dict[str, ET.Element]:
            return {"": self._map(host, lang).showing(adcodes, site)}

        return pictures(("place", self._shown(host), lang, tuple(adcodes), site), draw)[""]

    @cached_property
    def _whole(self) -> WholeMap:
        return WholeMap(self._world.boundaries)

    def _map(self, host: str, lang: str) -> HostMap:
        if (host, lang) not in self._maps:
            bare = window(self._bare(host), self._world.boundaries)
            self._maps |= {(host, one): HostMap(bare, one) for one in LANGUAGES}
        return self._maps[host, lang]

    def _shown(self, host: str) -> str:
        """What the window of a city shows, as a hash."""
        if host not in self._told:
            self._told[host] = fingerprint(self._world.territory, self._bare(host))
        return self._told[host]
