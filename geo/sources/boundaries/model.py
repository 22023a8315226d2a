"""Every boundary layer as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from geo.domain.card import Brief
from geo.domain.territory import Territory
from geo.errors import BoundaryError, Fault
from geo.sources.boundaries.origin import Origin

AREA_LAYERS = ("prefectures", "counties", "province", "sars", "neighbours")
LINE_LAYER = "lines"
Shapes = Mapping[str, BaseGeometry]


@dataclass(frozen=True, repr=False)
class Boundaries(Brief):
    """Every boundary layer of a territory, by adcode in ascending order.

    Parameters
    ----------
    layers
        ``prefectures``, ``counties``, ``province`` (one, dissolved), ``sars`` and ``neighbours``:
        polygons by adcode; ``lines``: lines at sea by kind.
    names
        Official Chinese name by adcode.
    parents
        Adcode of the prefecture by adcode of the county; the province for a prefecture.
    crs
        ``EPSG:4490``.
    origin
        Package, vintage, licence, source sentence, hashes.
    folder
        Where finer borders may lie.
    territory
        The territory that they are drawn for.
    """

    layers: Mapping[str, Shapes]
    names: Mapping[str, str]
    parents: Mapping[str, str]
    crs: str
    origin: Origin
    folder: Path
    territory: Territory

    def shape(self, adcode: str) -> BaseGeometry:
        """Polygon of an area, the prefecture before the county where a code stands for both."""
        for layer in AREA_LAYERS:
            if adcode in self.layers[layer]:
                return self.layers[layer][adcode]
        raise BoundaryError(Fault("", "没有这个编码的边界", "no boundary has this code", adcode))
