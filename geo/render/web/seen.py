"""What of a legend's areas the web map shows: every one of them, or there is no page."""

from __future__ import annotations

from shapely.geometry import box

from geo.errors import Fault, OutputError
from geo.scene.scene import DrawnArea, Scene
from geo.sources.boundaries.model import Boundaries

_EDGE = 1e-6  # degrees: frames are rounded
_LAYERS = {"county": "counties", "sar": "sars"}  # as the page's script takes them; else prefectures


def check_seen(scene: Scene, boundaries: Boundaries) -> None:
    """Nothing, if the page has the shape of each area in the legend and can be moved to it.

    Raises
    ------
    OutputError
        With every area that has no shape, or lies beyond what the map can be moved to.
    """
    listed = {entry.key for block in scene.legend for entry in block.entries}
    regions = [area for area in scene.context if area.level == "sar"]
    shown = [area for area in (*scene.areas, *regions) if area.state in listed]
    missing = [area for area in shown if not _is_seen(area, boundaries)]
    if missing:
        zh, en = (
            "图例所列的地方在网页地图上看不见",
            "the web map shows nothing of an area in its legend",
        )
        raise OutputError([Fault("", zh, en, area.name.zh) for area in missing])


def _is_seen(area: DrawnArea, boundaries: Boundaries) -> bool:
    shape = boundaries.layers[_LAYERS.get(area.level, "prefectures")].get(area.adcode)
    limit = box(*boundaries.territory.web.limit).buffer(_EDGE)
    return shape is not None and not shape.is_empty and limit.covers(box(*shape.bounds))
