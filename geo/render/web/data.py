"""A Scene as JSON for the page: the Scene's own names and values, nothing decided here.

A field that holds its default is left out, a text is ``[zh, en]`` or one string where both are
equal, degrees have the decimals that a map may publish. Repetitions are left to the compression of
the web server: a page alone is smaller so than with tables that all maps of its plan share.

See DECISIONS 24.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from geo.design.theme import load_theme
from geo.domain.text import Text
from geo.render.templating import script_call
from geo.render.web.labels import COUNTY_PX, LANGS, LINE, PX_PER_MM
from geo.scene.scene import Scene, Style
from geo.sheet.area_names import MARK_SHARE, mark_width, text_extent, text_lines
from geo.sheet.typeface import MM_PER_PT

_DECIMALS = 4
_GAP = 0.22  # em of a sign between it and the name, as in app.css


@dataclass(frozen=True)
class Sibling:
    """Another map of the plan, for the pages' navigation, in reading order."""

    slug: str
    title: Text
    kind: str


@dataclass(frozen=True)
class PlanPages:
    r"""What the pages of a plan's maps have in common.

    Parameters
    ----------
    maps
        The maps that the pages lead to, in reading order.
    cities
        Where the pages of the cities are, seen from a page; empty where there are none.

    Examples
    --------
    >>> PlanPages((Sibling("breadth", Text("广度", "Breadth"), "breadth"),)).script.decode()
    'geoAtlas.plan({"maps":[{"slug":"breadth","title":["广度","Breadth"],"kind":"breadth"}]});\n'
    """

    maps: tuple[Sibling, ...] = ()
    cities: str = ""

    @property
    def script(self) -> bytes:
        """The file ``plan.js``."""
        return script_call("plan", plain(self))


def plain(value: object) -> object:
    """A value of the Scene as JSON: records as objects, without the fields that hold their default.

    A screen shows no pattern that is for paper alone.

    Examples
    --------
    >>> plain((Text("甲", "甲"), Text("广州", "Guangzhou"), 113.264385))
    ['甲', ['广州', 'Guangzhou'], 113.2644]
    """
    if isinstance(value, Text):
        return value.zh if value.zh == value.en else [value.zh, value.en]
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if not is_dataclass(value):
        return value
    if isinstance(value, Style) and value.pattern and load_theme().patterns[value.pattern].paper:
        value = replace(value, pattern="", pattern_color="")
    held = [(field.name, getattr(value, field.name), field.default) for field in fields(value)]
    return {name: plain(item) for name, item, default in held if item != default}


def scene_data(scene: Scene) -> dict[str, object]:
    """The Scene as JSON values, with what a page needs of its spec in place of it.

    Examples
    --------
    >>> from geo import lay_out, load_plan
    >>> data = scene_data(lay_out(load_plan("space2024")).scene(structure=True))
    >>> data["slug"], len(data["areas"]), data["areas"][0]["name"]
    ('structure', 21, ['广州市', 'Guangzhou'])
    """
    spec, layers = scene.spec, scene.spec.layers
    made: Any = plain(scene)
    del made["spec"]
    made.pop("counties", None)  # for paper on a wall
    for area, item in zip(scene.areas, made["areas"], strict=True):
        if area.level == "county":
            item["boxes"] = county_boxes(area.short, area.style.mark)
    return {
        **made,
        "slug": spec.slug,
        "kind": spec.kind,
        "lang": "en" if spec.lang == "en" else "zh",
        "focus": spec.focus_adcode,
        "layers": {name: getattr(layers, name) for name in ("structure", "carriers", "counties")},
    }


def county_boxes(name: Text, mark: str) -> list[list[int]]:
    """Of a district in Chinese and in English: width and height of its name, width of its sign, px.

    Examples
    --------
    >>> [sign for *_, sign in county_boxes(Text("黄埔", "Huangpu"), "")]
    [0, 0]
    """
    size = COUNTY_PX / (PX_PER_MM * MM_PER_PT)
    sign = mark_width(mark, MARK_SHARE * size) + _GAP * MARK_SHARE * size * MM_PER_PT if mark else 0
    names = [text_extent(text_lines(name, lang), size, line=LINE) for lang in LANGS]
    return [
        [*(round(mm * PX_PER_MM) + 2 for mm in extent), math.ceil(sign * PX_PER_MM)]
        for extent in names
    ]
