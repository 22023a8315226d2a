"""Small multiples as parts of a web page: inline panels that read and print without a script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

from markupsafe import Markup

from geo.render.pages.glance_art import Glance, Panel, entry_picture, panel_picture, shared_parts
from geo.render.pages.short_paths import shorten
from geo.render.templating import inline
from geo.sheet.model import Sheet

_SIGNS = {"collective": "◌", "outside": "—"}


def glance_parts(glance: Glance, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """What ``site/panels.html.j2`` shows of a Glance; a path that panels share stands once.

    ``sheets`` are its panels laid out, in the same order.
    """
    pictures = [panel_picture(sheet, "zh") for sheet in sheets]
    for picture in pictures:
        shorten(picture)
    sprite = shared_parts(pictures, "g-")
    block = glance.legend
    return {
        "glance": glance,
        "sprite": inline(sprite),
        "entries": [(_swatch(sheets[0], entry.key), entry.label) for entry in block.entries],
        "panels": [
            _panel(f"p{number}", panel, picture, sheets[0])
            for number, (panel, picture) in enumerate(zip(glance.panels, pictures, strict=True), 1)
        ],
    }


def _panel(name: str, panel: Panel, picture: ET.Element, sheet: Sheet) -> dict[str, Any]:
    for text in [*picture.findall("title"), *picture.findall("desc")]:
        picture.remove(text)
    picture.set("role", "img")
    picture.set("aria-labelledby", f"{name}-alt")
    picture.attrib.pop("lang", None)
    return {
        "id": name,
        "shown": panel,
        "picture": inline(picture),
        "counts": [(_swatch(sheet, key), count) for key, count in panel.counts.items()],
        "cells": [
            (area.state, area.style.mark or _SIGNS.get(area.state, "·"), area.state_text)
            for area in panel.scene.areas
        ],
    }


def _swatch(sheet: Sheet, key: str) -> Markup:
    return inline(entry_picture(sheet, key), hidden=True)
