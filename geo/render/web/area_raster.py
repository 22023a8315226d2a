"""What lies under a pixel of the web map: a coarse raster of areas, for placing labels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.domain.territory import Frame

STEP = 0.0125


class AreaRaster:
    """Codes of areas on a lon/lat grid of 0.0125°; 0 is the sea.

    Parameters
    ----------
    shapes
        Geometries (EPSG:4490, degrees) by adcode; later ones do not cover earlier ones.
    frame
        What the grid covers.
    cities
        How many of them, from the first, are areas with labels of their own.

    Examples
    --------
    >>> ground = AreaRaster({"440100": shapely.box(113, 23, 114, 24)}, Frame(112, 22, 115, 25))
    >>> int(ground.at_lonlat(np.array([[113.5, 23.5]]))[0]) == ground.code("440100")
    True
    """

    def __init__(self, shapes: Mapping[str, BaseGeometry], frame: Frame, cities: int = 0) -> None:
        west, south, east, north = self._frame = frame
        xs = np.arange(west, east, STEP) + STEP / 2
        ys = np.arange(south, north, STEP) + STEP / 2
        self._codes = {adcode: i for i, adcode in enumerate(shapes, start=1)}
        self._cities = cities
        self._grid: NDArray[np.uint8] = np.zeros((len(ys), len(xs)), dtype=np.uint8)
        for adcode, shape in shapes.items():
            self._burn(shape, self._codes[adcode], xs, ys)

    def _burn(
        self, shape: BaseGeometry, code: int, xs: NDArray[np.float64], ys: NDArray[np.float64]
    ) -> None:
        """Write the code into the free cells whose centre lies in the shape."""
        west, south, east, north = shape.bounds
        left, right = np.searchsorted(xs, (west, east))
        low, high = np.searchsorted(ys, (south, north))
        if left == right or low == high:
            return
        shapely.prepare(shape)
        mesh_x, mesh_y = np.meshgrid(xs[left:right], ys[low:high])
        inside = shapely.contains_xy(shape, mesh_x, mesh_y)
        window = self._grid[low:high, left:right]
        window[inside & (window == 0)] = code

    def code(self, adcode: str) -> int:
        """The code of an area; 255 for one that is not on the grid, so that nothing equals it."""
        return self._codes.get(adcode, 0 if adcode == "sea" else 255)

    def is_city(self, codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Whether codes are those of labelled areas."""
        return (codes > 0) & (codes <= self._cities)

    def at_lonlat(self, points: NDArray[np.float64]) -> NDArray[np.uint8]:
        """Codes under (n, 2) lon/lat points; 0 outside the grid."""
        column = np.floor((points[:, 0] - self._frame.west) / STEP).astype(int)
        row = np.floor((points[:, 1] - self._frame.south) / STEP).astype(int)
        height, width = self._grid.shape
        on_grid = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        found = self._grid[row.clip(0, height - 1), column.clip(0, width - 1)]
        return np.where(on_grid, found, 0).astype(np.uint8)

    def at_pixel(self, pixels: NDArray[np.float64], zoom: float) -> NDArray[np.uint8]:
        """Codes under (n, 2) world pixels of Web Mercator at a zoom."""
        world = 256 * 2**zoom
        lon = (pixels[:, 0] / world - 0.5) * 360
        lat = np.degrees(2 * np.arctan(np.exp(np.pi * (1 - 2 * pixels[:, 1] / world))) - np.pi / 2)
        return self.at_lonlat(np.column_stack([lon, lat]))
