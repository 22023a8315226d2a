"""Small multiples as a web page: inline panels that read and print without a script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

from markupsafe import Markup

from geo.domain.text import Text
from geo.render.pages.glance_art import Glance, Panel, entry_picture, panel_picture, shared_parts
from geo.render.templating import page
from geo.scene.scene import DrawnArea
from geo.sheet.model import Sheet

_SIGNS = {"named-1": "●", "focus": "○", "collective": "◌", "outside": "—"}
_COUNTED = ("named-1", "focus", "collective")


def glance_page(glance: Glance, sheets: Sequence[Sheet], root: str) -> bytes:
    """The page of a Glance.

    Parameters
    ----------
    glance
        What to show.
    sheets
        Its panels laid out by :func:`geo.render.pages.glance_art.panel_sheets`, in the same order.
    root
        Where ``assets/`` and ``index.html`` are, seen from the page.

    Returns
    -------
    bytes
        HTML; a path that panels share stands once in it.
    """
    pictures = [panel_picture(sheet, "zh") for sheet in sheets]
    sprite = shared_parts(pictures, "g-")
    panels = [
        _panel(number, panel, picture, sheets[0])
        for number, (panel, picture) in enumerate(zip(glance.panels, pictures, strict=True), 1)
    ]
    credit, block = glance.credits, glance.lead.legend[0]
    entries = [{"picture": _swatch(sheets[0], e.key), "label": e.label} for e in block.entries]
    return page(
        "glance.html.j2",
        glance=glance,
        root=root,
        sprite=_markup(sprite),
        legend={"title": block.title, "entries": entries},
        panels=panels,
        areas=[area.short for area in glance.lead.areas],
        credits=credit.lines,
        review=credit.review,
        reviewed=credit.reviewed,
    )


def _panel(number: int, panel: Panel, picture: ET.Element, sheet: Sheet) -> dict[str, Any]:
    name = f"p{number}"
    for text in [*picture.findall("title"), *picture.findall("desc")]:
        picture.remove(text)
    picture.set("role", "img")
    picture.set("aria-labelledby", f"{name}-alt")
    picture.attrib.pop("lang", None)
    counts = {e.key: e.count for e in panel.scene.legend[0].entries}
    return {
        "id": name,
        "href": panel.href,
        "title": panel.scene.title,
        "note": panel.note,
        "alt": panel.scene.alt,
        "picture": _markup(picture),
        "counts": [{"picture": _swatch(sheet, k), "count": counts[k]} for k in _COUNTED],
        "cells": [_cell(area) for area in panel.scene.areas],
    }


def _cell(area: DrawnArea) -> dict[str, str | Text]:
    return {"state": area.state, "sign": _SIGNS.get(area.state, "·"), "label": area.state_text}


def _swatch(sheet: Sheet, key: str) -> Markup:
    picture = entry_picture(sheet, key)
    picture.set("aria-hidden", "true")
    return _markup(picture)


def _markup(element: ET.Element) -> Markup:
    return Markup(ET.tostring(element, encoding="unicode"))  # noqa: S704  (made of elements)
