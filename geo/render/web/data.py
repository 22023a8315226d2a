"""A Scene as plain data for the page: nothing decided here, only written shorter.

Texts, areas, symbols and statements stand once each in tables and are referred to by their
position; all keep the Scene's own names and values. :func:`scene_data` and :func:`plan_data` are
the only writers, the page's script (``static/app.store.js``) the only reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from geo.domain.text import Text
from geo.render.templating import script_call
from geo.render.web.tables import FIELDS, Tables, common
from geo.scene.scene import Scene
from geo.spec.mapspec import MapSpec

VERSION = 2


@dataclass(frozen=True)
class Sibling:
    """Another map of the plan, for the pages' navigation, in reading order."""

    slug: str
    title: Text
    kind: str


@dataclass(frozen=True)
class PlanPages:
    """What the pages of a plan's maps have in common.

    Parameters
    ----------
    scenes
        The maps of the plan; a page of any other scene is complete too, only larger.
    siblings
        The maps that the pages lead to, in reading order.
    cities
        Where the pages of the cities are, seen from a page; empty where there are none.

    Examples
    --------
    >>> from geo import lay_out, load_plan
    >>> layout = lay_out(load_plan("space2024"))
    >>> scenes = (layout.scene(structure=True), layout.scene(breadth=True))
    >>> len(scene_data(scenes[0], PlanPages(scenes))["areas"])
    21
    """

    scenes: tuple[Scene, ...] = ()
    siblings: tuple[Sibling, ...] = ()
    cities: str = ""

    @cached_property
    def tables(self) -> Tables:
        """Tables of what two maps or more show, and of the siblings' titles."""
        several = []
        for scene in self.scenes:
            tables = Tables()
            _body(scene, tables)
            several.append(tables)
        return common(several, [item.title for item in self.siblings])

    @cached_property
    def script(self) -> bytes:
        """The file ``plan.js``."""
        return script_call("plan", plan_data(self))


def plan_data(pages: PlanPages) -> dict[str, Any]:
    """The tables that all pages of the plan read, and the list of its maps, as JSON values.

    Returns
    -------
    dict
        ``fields`` of each table's rows, ``tables``, ``maps`` (slug, title, kind), ``cities``.
    """
    maps = [
        {"slug": item.slug, "title": pages.tables.ref("texts", item.title), "kind": item.kind}
        for item in pages.siblings
    ]
    return {
        "fields": {kind: list(fields) for kind, fields in FIELDS.items()},
        "tables": pages.tables.rows(),
        "maps": maps,
        **({"cities": pages.cities} if pages.cities else {}),
    }


def _head(spec: MapSpec) -> dict[str, Any]:
    layers = spec.layers
    return {
        "version": VERSION,
        "plan": spec.plan,
        "slug": spec.slug,
        "kind": spec.kind,
        "level": spec.level,
        "lang": "en" if spec.lang == "en" else "zh",
        "focus": spec.focus_adcode,
        "layers": {
            "structure": layers.structure,
            "carriers": layers.carriers,
            "counties": layers.counties,
        },
    }


def _ground(scene: Scene) -> dict[str, str]:
    return {"accent": scene.accent, "sea": scene.sea, "land": scene.land}


def _matrix(scene: Scene, tables: Tables) -> dict[str, Any] | None:
    if not scene.matrix:
        return None
    return {
        "columns": tables.refs("texts", scene.matrix_columns),
        "rows": [
            {"name": tables.ref("texts", row.name), "cells": list(row.cells)}
            for row in scene.matrix
        ],
    }


def _credits(scene: Scene, tables: Tables) -> dict[str, Any]:
    lines = scene.credits
    names = ("source", "base", "projection", "review", "limits")
    row: dict[str, Any] = {name: tables.ref("texts", getattr(lines, name)) for name in names}
    return {**row, "reviewed": lines.reviewed}


def _numbers(scene: Scene, tables: Tables) -> list[dict[str, int]]:
    return [{"value": n.value, "label": tables.ref("texts", n.label)} for n in scene.key_numbers]


def _body(scene: Scene, tables: Tables) -> dict[str, Any]:
    """What the map shows, by positions in the tables; empty lists are left out."""
    texts = {
        name: tables.ref("texts", getattr(scene, name))
        for name in ("title", "subtitle", "plan_line", "alt")
    }
    body: dict[str, Any] = {
        **texts,
        "ground": _ground(scene),
        "areas": tables.refs("areas", scene.areas),
        "context": tables.refs("areas", scene.context),
        "symbols": tables.refs("symbols", scene.symbols),
        "bands": tables.refs("bands", scene.bands),
        "legend": tables.refs("blocks", scene.legend),
        "listed": tables.refs("listed", scene.listed),
        "numbers": _numbers(scene, tables),
        "credits": _credits(scene, tables),
        "matrix": _matrix(scene, tables),
        "notes": tables.refs("statements", scene.region_notes),
    }
    return {key: value for key, value in body.items() if value not in ([], None)}


def scene_data(scene: Scene, pages: PlanPages) -> dict[str, Any]:
    """The Scene as JSON values, on top of the plan's tables.

    Returns
    -------
    dict
        ``tables`` holds the rows that the plan's tables have not; ``areas``, ``context``,
        ``symbols``, ``bands``, ``legend``, ``listed``, ``notes`` and the single texts are
        positions. Colours, counts and states are the Scene's own.
    """
    tables = Tables(pages.tables)
    body = _body(scene, tables)
    return {**_head(scene.spec), "tables": tables.rows(), **body}
