"""A Scene as JSON for the page: the Scene's own names and values, nothing decided here.

A field that holds its default is left out, a text is ``[zh, en]`` or one string where both are
equal, degrees have the decimals that a map may publish, statements stand once. Other repetitions
are left to the compression of the web server: a page alone is smaller so than with tables that all
maps of its plan share.

See DECISIONS 24.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Any

import shapely

from geo.design.theme import load_theme
from geo.domain.plots import Polygons
from geo.domain.text import Text
from geo.render.web.labels import COUNTY_PX, LANGS, LINE, PX_PER_MM
from geo.scene.marks import Band, Symbol
from geo.scene.outlines import Drawing
from geo.scene.scene import Scene, Style
from geo.sheet.area_names import DOTS, mark_width, text_extent, text_lines
from geo.sheet.belts import name_rows
from geo.sheet.typeface import MM_PER_PT, typeface

_DECIMALS = 4
_RECURRING = (Band, Symbol, Style, Drawing)  # the same on many maps of a plan
#: All that a swatch needs of what stands where on the map.
_LOOKS = {"symbol": ("drawing",), "band": ("strokes",), "belt": ("id", "color", "hatch")}
_WORD = re.compile(r"[A-Za-z]+")
_COUNTY_PT = COUNTY_PX / (PX_PER_MM * MM_PER_PT)


def plain(value: object) -> object:
    """A value of the Scene as JSON: records as objects, without the fields that hold their default.

    A screen shows no pattern that is for paper alone.

    Examples
    --------
    >>> plain((Text("甲", "甲"), Text("广州", "Guangzhou"), 113.264385))
    ['甲', ['广州', 'Guangzhou'], 113.2644]
    """
    if isinstance(value, str | int):
        return value
    if isinstance(value, Text):
        return value.zh if value.zh == value.en else [value.zh, value.en]
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, _RECURRING):
        return _kept(value)
    return _held(value) if is_dataclass(value) else value


@lru_cache(maxsize=2048)
def _kept(value: Band | Symbol | Style | Drawing) -> object:
    """The same of a record that many maps have; nobody changes it."""
    if isinstance(value, Style) and value.pattern and load_theme().patterns[value.pattern].paper:
        value = replace(value, pattern="", pattern_color="")
    return _held(value)


def _held(value: object) -> dict[str, object]:
    kind: type = type(value)
    held = ((name, getattr(value, name), default) for name, default in _fields(kind))
    return {n: plain(item) for n, item, default in held if item is not default and item != default}


@cache
def _fields(kind: type) -> list[tuple[str, object]]:
    """Names of the fields of a record and what they hold by default."""
    return [(field.name, field.default) for field in fields(kind)]


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
    made: Any = plain(replace(scene, counties=(), beside=()))  # these are for paper
    del made["spec"]
    for entry in (entry for block in made["legend"] for entry in block["entries"]):
        for kind, look in _LOOKS.items():
            if kind in entry:  # the rest is told on the map
                entry[kind] = {key: entry[kind][key] for key in look if key in entry[kind]}
    for area, item in zip(scene.areas, made["areas"], strict=True):
        if area.level == "county":
            item["boxes"] = county_boxes(area.short)
    for belt, item in zip(scene.belts, made.get("belts", ()), strict=True):
        item["rows"] = belt_rows(belt.name)
    for plot, item in zip(scene.plots, made.get("plots", ()), strict=True):
        item["polygons"] = web_polygons(plot.polygons)
    made["said"] = _told_once(made)
    made["signs"] = {area.style.mark: sign_width(area.style.mark) for area in scene.areas}
    return {
        **made,
        "slug": spec.slug,
        "kind": spec.kind,
        "lang": "en" if spec.lang == "en" else "zh",
        "focus": spec.focus_adcode,
        "layers": {name: getattr(layers, name) for name in ("structure", "carriers", "counties")},
    }


def _told_once(made: dict[str, Any]) -> list[object]:
    """All statements of a page; whatever has some has their numbers from now on.

    A page tells one of them in many places, further apart than compression sees.
    """
    numbers: dict[str, int] = {}
    said: list[object] = []
    for items in [value for value in made.values() if isinstance(value, list)]:
        for n, item in enumerate(items):
            if isinstance(item, dict) and "statements" in item:  # it may be of other maps too
                told = [_number(row, numbers, said) for row in item["statements"]]
                items[n] = {**item, "statements": told}
    return said


def _number(row: object, numbers: dict[str, int], said: list[object]) -> int:
    """Place of a statement among all; one that is new comes last."""
    key = json.dumps(row)
    if key not in numbers:
        numbers[key] = len(said)
        said.append(row)
    return numbers[key]


def web_polygons(polygons: Polygons) -> list[list[list[list[float]]]]:
    """An outline on the grid of the web map, without corners that its screen cannot show.

    Examples
    --------
    >>> ring = ((113.0, 23.0), (113.1, 23.0), (113.10001, 23.05), (113.1, 23.1), (113.0, 23.0))
    >>> web_polygons(((ring,),))
    [[[[113.0, 23.0], [113.1, 23.0], [113.1, 23.1], [113.0, 23.0]]]]
    """
    step = 10.0**-_DECIMALS
    parts = [shapely.Polygon(rings[0], rings[1:]).simplify(step) for rings in polygons]
    return [
        [shapely.get_coordinates(ring).round(_DECIMALS).tolist() for ring in rings]
        for part in parts
        for rings in [(part.exterior, *part.interiors)]
    ]


def county_boxes(name: Text) -> list[list[int]]:
    """Of a district in Chinese and in English: width and height of its name, px.

    Examples
    --------
    >>> county_boxes(Text("黄埔", "Huangpu"))
    [[26, 20], [54, 20]]
    """
    return [_box(text_lines(name, lang)) for lang in LANGS]


def belt_rows(name: Text) -> list[list[list[int | str]]]:
    """Of a belt in Chinese and in English: its name in rows, best first, after their extent (px).

    No word is broken, nor what stands in brackets.

    Examples
    --------
    >>> belt_rows(Text("沿海", "Coast"))
    [[[26, 20, '沿海'], [14, 35, '沿', '海']], [[35, 20, 'Coast']]]
    >>> belt_rows(Text("沿海带（示意）", "Coast"))[0]
    [[86, 20, '沿海带（示意）'], [50, 35, '沿海带', '（示意）']]
    """
    found: list[list[list[int | str]]] = []
    for text in (name.in_(lang) for lang in LANGS):
        word, _ = _box(tuple(_WORD.findall(text)) or ("",), bold=True)
        settings = [
            (_box(rows, bold=True), rows) for rows in dict.fromkeys(name_rows(text, _COUNTY_PT))
        ]
        found.append([[*box, *rows] for box, rows in settings if box[0] >= word and _whole(rows)])
    return found


def _whole(rows: tuple[str, ...]) -> bool:
    return len(rows) == 1 or all(row.count("（") == row.count("）") for row in rows)


def sign_width(mark: str) -> float:
    """Width of the sign of a state in em of its own size, as app.css sets it: a dot is a letter.

    Examples
    --------
    >>> sign_width("○"), sign_width("1"), sign_width("10+")
    (1.0, 1.29, 2.47)
    """
    em = 1 / MM_PER_PT
    return round(typeface(True).width_mm(mark, em) if mark in DOTS else mark_width(mark, em), 2)


def _box(lines: tuple[str, ...], *, bold: bool = False) -> list[int]:
    """Width and height of lines in the type of districts, px."""
    extent = text_extent(lines, _COUNTY_PT, bold=bold, line=LINE)
    return [round(mm * PX_PER_MM) + 2 for mm in extent]
