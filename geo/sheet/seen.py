"""What of a legend's areas a page shows: every one of them, or the page is none."""

from dataclasses import replace

from geo.errors import Fault
from geo.scene.legend import MOST_LISTED
from geo.scene.scene import Scene
from geo.sheet.ground import drawn, rectangle_of
from geo.sheet.model import Box, Sheet, View

_LEAST_MM2 = 0.05
_OUTSIDE = "outside"  # the class of special administrative regions


def unseen_faults(sheet: Sheet) -> list[Fault]:
    """The areas of the legend of which no window shows anything that one can see.

    Where areas are too many to be listed, the legend says that the smallest cannot be seen.
    """
    if len(sheet.scene.areas) > MOST_LISTED:
        return []
    listed = {entry.key for block in sheet.scene.legend for entry in block.entries}
    views = [view for view in sheet.views if view.role != "locator"]
    zh, en = "图例所列的地方在纸面上看不见", "the page shows nothing of an area in its legend"
    own = [a for a in sheet.scene.areas if a.state in listed and a.level == sheet.scene.spec.level]
    return [Fault("", zh, en, a.name.zh) for a in own if not _is_seen(sheet, a.adcode, views)]


def without_unseen(sheet: Sheet) -> Scene:
    """The scene without its class of what lies outside, where no window shows any of it."""
    scene = sheet.scene
    shown = any(_is_seen(sheet, a.adcode, sheet.views) for a in scene.context if a.level == "sar")
    if shown or any(area.state == _OUTSIDE for area in scene.areas):
        return scene
    blocks = [
        replace(block, entries=tuple(e for e in block.entries if e.key != _OUTSIDE))
        for block in scene.legend
    ]
    return replace(scene, legend=tuple(block for block in blocks if block.entries))


def _is_seen(sheet: Sheet, adcode: str, views: tuple[View, ...] | list[View]) -> bool:
    return any(_shown(sheet, adcode, view) >= _LEAST_MM2 for view in views)


def _shown(sheet: Sheet, adcode: str, view: View) -> float:
    """Square millimetres of an area in a window, less what lies over it."""
    shown, covered = drawn(sheet.boundaries, view), _over(sheet, view)

    def measured() -> float:
        shape = shown.within(adcode, view.box)
        for over in covered:
            shape = shape - rectangle_of(over)
        return float(shape.area)

    return shown.once(("seen", adcode, view.box, covered), measured)


def _over(sheet: Sheet, view: View) -> tuple[Box, ...]:
    """The windows drawn later and the panel, where they lie in a window."""
    later = [other.box for other in sheet.views[sheet.views.index(view) + 1 :]]
    return tuple(box for box in (*later, sheet.page.panel) if box.meets(view.box))
