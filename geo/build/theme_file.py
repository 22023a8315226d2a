"""The map of a theme of the packaged plans as one file, in the format of its suffix."""

from __future__ import annotations

from pathlib import Path

from geo.ask.themes import themes_of
from geo.build.map_files import CAREFUL, Delivery, write_product
from geo.scene.theme_map import resolve_theme, theme_spec
from geo.scene.world import load_world
from geo.sheet.page import PageChoice


def write_theme(
    theme: str, path: Path, page: PageChoice, how: Delivery = CAREFUL
) -> tuple[Path, ...]:
    """Write the map of a theme of the packaged plans in the format of the file's suffix.

    Parameters
    ----------
    theme
        Id, Chinese or English name.
    path
        ``.html`` (with its files in a folder named after it), ``.pdf``, ``.svg`` or ``.png``.
    page
        Paper and language.
    how
        Whether a page is a single file, and whether files are replaced that geo did not write.

    Raises
    ------
    UnknownNameError, OutputError
        There is no such theme (the nearest are named); the file cannot be written.
    """
    world, themes = load_world(), themes_of()
    spec = theme_spec(themes.find(theme), page.lang)
    scene = resolve_theme(spec, themes.table(spec.subject), world)
    return write_product(path, scene, world, page, how)
