"""Land beyond the country, of which no boundary is held: where a map there has no sea.

A mask without any border, from Natural Earth: it is filled, never stroked.

See DECISIONS 62.
"""

from __future__ import annotations

from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from geo.domain.territory import Territory
from geo.errors import BoundaryError
from geo.sources.boundaries.origin import changed_files, read_origin
from geo.sources.paths import data_dir

FILE = "land.geojson"


@lru_cache(maxsize=1)
def land_beyond() -> BaseGeometry:
    """The mask, in degrees, read once.

    Raises
    ------
    BoundaryError
        The file is not the one of its origin record.

    Examples
    --------
    >>> mask = land_beyond()
    >>> [bool(mask.covers(shapely.Point(at))) for at in ((105.8, 21.0), (112.0, 18.0))]
    [True, False]
    """
    folder = data_dir() / "boundaries" / "land"
    if faults := changed_files(folder, read_origin(folder)):
        raise BoundaryError(faults)
    return shapely.from_geojson((folder / FILE).read_text("utf-8"))


def land_around(territory: Territory) -> BaseGeometry:
    """The mask where the web map of a territory ends; empty where its file declares a hinterland.

    Examples
    --------
    >>> from geo.sources.territory import load_territory
    >>> [land_around(load_territory(code)).is_empty for code in ("150000", "440000")]
    [False, True]
    """
    if territory.hinterland:
        return shapely.Polygon()
    return shapely.make_valid(shapely.clip_by_rect(land_beyond(), *territory.cut.web))
