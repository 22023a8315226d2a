"""What a browser reads from the files of a map page."""

from __future__ import annotations

import json


def called(script: bytes, name: str) -> dict:
    """The value that a data script hands over."""
    text = script.decode()
    assert text.startswith(f"geoAtlas.{name}(")
    assert text.endswith(");\n")
    return json.loads(text.removeprefix(f"geoAtlas.{name}(").removesuffix(");\n"))


def read_page(files: dict[str, bytes], slug: str) -> dict:
    """The map's data."""
    return called(files[f"{slug}.data.js"], "scene")
