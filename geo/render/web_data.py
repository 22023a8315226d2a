"""A Scene as plain data for the page: nothing decided here, only written shorter.

Texts and statements stand once each in tables and are referred to by their position; all else
keeps the Scene's own names and values. :func:`scene_data` is the only writer, the page's script
(``static/app.*.js``) the only reader.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from geo.scene.scene import (
    Band,
    DrawnArea,
    LegendBlock,
    LegendEntry,
    Listed,
    Scene,
    Statement,
    Style,
    Symbol,
    Text,
)
from geo.spec.mapspec import MapSpec

VERSION = 1
DEGREES = 4
LOOK = ("shape", "fill", "stroke", "size_pt")


class _Tables:
    """Values that occur several times, each kept once, in order of first use."""

    def __init__(self) -> None:
        self.texts: dict[Text, int] = {}
        self.styles: dict[Style, int] = {}
        self.looks: dict[tuple[str, str, str, float], int] = {}
        self.statements: dict[Statement, int] = {}
        self.statement_rows: list[dict[str, Any]] = []

    def text(self, text: Text) -> int:
        """Position of a text."""
        return self.texts.setdefault(text, len(self.texts))

    def look(self, symbol: Symbol) -> int:
        """Position of a symbol's shape, fill, stroke and size."""
        look = (symbol.shape, symbol.fill, symbol.stroke, symbol.size_pt)
        return self.looks.setdefault(look, len(self.looks))

    def style(self, style: Style) -> int:
        """Position of a style."""
        return self.styles.setdefault(style, len(self.styles))

    def statement(self, statement: Statement) -> int:
        """Position of a statement."""
        if statement not in self.statements:
            self.statements[statement] = len(self.statements)
            row: dict[str, Any] = {
                "heading": self.text(statement.heading),
                "terms": [self.text(term) for term in statement.terms],
                "clause": statement.clause,
                "locator": self.text(statement.locator),
                "flags": list(statement.flags),
            }
            self.statement_rows.append(_lean(row))
        return self.statements[statement]

    def all_of(self, statements: tuple[Statement, ...]) -> list[int]:
        """Positions of several statements."""
        return [self.statement(statement) for statement in statements]


def _lean(row: dict[str, Any]) -> dict[str, Any]:
    """The row without what is empty; zero is not empty."""
    return {key: value for key, value in row.items() if value not in ("", [], None)}


def _style_row(style: Style) -> dict[str, Any]:
    return _lean({field.name: getattr(style, field.name) for field in fields(Style)})


def _point(lon: float, lat: float) -> list[float]:
    """Longitude and latitude with the decimals a map may publish."""
    return [round(lon, DEGREES), round(lat, DEGREES)]


def _area(area: DrawnArea, tables: _Tables) -> dict[str, Any]:
    return _lean(
        {
            "adcode": area.adcode,
            "level": area.level,
            "name": tables.text(area.name),
            "short": tables.text(area.short),
            "state": area.state,
            "count": area.count,
            "style": tables.style(area.style),
            "anchor": _point(*area.anchor),
            "says": tables.text(area.state_text),
            "statements": tables.all_of(area.statements),
        }
    )


def _symbol(symbol: Symbol, tables: _Tables) -> dict[str, Any]:
    return _lean(
        {
            "id": symbol.id,
            "kind": symbol.kind,
            "label": tables.text(symbol.label),
            "at": _point(symbol.lon, symbol.lat),
            "host": symbol.host,
            "grade": symbol.grade,
            "radius_m": symbol.radius_m or None,
            "role": tables.text(symbol.role) if symbol.role.zh else None,
            "look": tables.look(symbol),
            "group": symbol.anchor_group,
            "statements": tables.all_of(symbol.statements),
        }
    )


def _band(band: Band, tables: _Tables) -> dict[str, Any]:
    return _lean(
        {
            "id": band.id,
            "kind": band.kind,
            "label": tables.text(band.label),
            "points": [_point(*point) for point in band.points],
            "color": band.color,
            "width_pt": band.width_pt,
            "opacity": band.opacity,
            "statements": tables.all_of(band.statements),
        }
    )


def _entry(entry: LegendEntry, tables: _Tables) -> dict[str, Any]:
    return _lean(
        {
            "key": entry.key,
            "label": tables.text(entry.label),
            "style": tables.style(entry.style) if entry.style else None,
            "symbol": _symbol(entry.symbol, tables) if entry.symbol else None,
            "band": _band(entry.band, tables) if entry.band else None,
            "members": [tables.text(member) for member in entry.members],
            "count": entry.count,
        }
    )


def _block(block: LegendBlock, tables: _Tables) -> dict[str, Any]:
    return {
        "title": tables.text(block.title),
        "entries": [_entry(entry, tables) for entry in block.entries],
    }


def _listed(item: Listed, tables: _Tables) -> dict[str, Any]:
    return _lean(
        {
            "label": tables.text(item.label),
            "host": item.host,
            "reason": tables.text(item.reason),
            "statements": tables.all_of(item.statements),
        }
    )


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


def _matrix(scene: Scene, tables: _Tables) -> dict[str, Any] | None:
    if not scene.matrix:
        return None
    return {
        "columns": [tables.text(column) for column in scene.matrix_columns],
        "rows": [{"name": tables.text(row.name), "cells": list(row.cells)} for row in scene.matrix],
    }


def _credits(scene: Scene, tables: _Tables) -> dict[str, Any]:
    lines = scene.credits
    names = ("source", "base", "projection", "review", "limits")
    row: dict[str, Any] = {name: tables.text(getattr(lines, name)) for name in names}
    return {**row, "reviewed": lines.reviewed}


def scene_data(scene: Scene) -> dict[str, Any]:
    """The Scene as JSON values.

    Returns
    -------
    dict
        ``texts`` holds ``[zh, en]`` or one string where both are equal; ``styles``, ``statements``,
        ``areas``, ``context``, ``symbols``, ``bands``, ``legend``, ``listed``, ``numbers`` and the
        single texts refer to it by position. Colours, counts and states are the Scene's own.
    """
    tables = _Tables()
    body: dict[str, Any] = {
        "title": tables.text(scene.title),
        "subtitle": tables.text(scene.subtitle),
        "plan_line": tables.text(scene.plan_line),
        "alt": tables.text(scene.alt),
        "ground": _ground(scene),
        "areas": [_area(area, tables) for area in scene.areas],
        "context": [_area(area, tables) for area in scene.context],
        "symbols": [_symbol(symbol, tables) for symbol in scene.symbols],
        "bands": [_band(band, tables) for band in scene.bands],
        "legend": [_block(block, tables) for block in scene.legend],
        "listed": [_listed(item, tables) for item in scene.listed],
        "numbers": [
            {"value": number.value, "label": tables.text(number.label)}
            for number in scene.key_numbers
        ],
        "credits": _credits(scene, tables),
        "matrix": _matrix(scene, tables),
        "notes": tables.all_of(scene.region_notes),
    }
    texts = [text.zh if text.zh == text.en else [text.zh, text.en] for text in tables.texts]
    styles = [_style_row(style) for style in tables.styles]
    return {
        **_head(scene.spec),
        "texts": texts,
        "styles": styles,
        "looks": [dict(zip(LOOK, look, strict=True)) for look in tables.looks],
        "statements": tables.statement_rows,
        **_lean(body),
    }
