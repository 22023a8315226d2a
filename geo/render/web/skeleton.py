"""The constant web page that folium makes: one map without tiles, without data, without addresses.

What folium renders it compiles as a template, so nothing of a plan ever reaches it. Its links, its
inline style and its inline script are taken apart here, and the two inline pieces become files,
because the pages' policy admits no inline code.

See DECISIONS 12.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from geo.domain.territory import Point

if TYPE_CHECKING:
    import folium
    from branca.element import Element

NOWHERE = Point(0.0, 0.0)  # centre in the kept page, until a territory fills it in
NO_ZOOMS = (0, 6.5)  # least and greatest, likewise
ANY_ROOT = "ROOT/"  # stands for the way to the assets in the kept page
OPTIONS: dict[str, Any] = {
    "zoom_start": 7,
    "zoom_snap": 0.25,
    "zoom_delta": 0.5,
    "wheel_px_per_zoom_level": 110,
    "max_bounds_viscosity": 0.8,
}
SCRIPTS = (
    ("leaflet", "leaflet.js"),
    ("topojson", "topojson-client.js"),
    ("app", "app.js"),
    ("geometry", "geometry.js"),
    ("shared", "shared.js"),
    ("words", "i18n.js"),
)
STYLES = (("leaflet_css", "leaflet.css"),)
_INLINE_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_MAP_DIV = re.compile(r'<div class="folium-map"[^>]*></div>')
_LINKED_SCRIPT = re.compile(r'<script src="([^"]+)"></script>')
_LINKED_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"/>')


@dataclass(frozen=True)
class Skeleton:
    """Parts of folium's page: linked files, the map's element, and what was inline."""

    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    map_div: str
    style: str
    script: str

    def starting_at(self, start: Point, least: float, most: float) -> str:
        """The inline script with the territory's centre, its least and its greatest zoom."""
        found = self.script.replace(_centre(NOWHERE), _centre(start))
        return found.replace(_zooms(*NO_ZOOMS), _zooms(least, most))


def blank_map(
    js: tuple[tuple[str, str], ...],
    css: tuple[tuple[str, str], ...],
    centre: Point = NOWHERE,
    least: float = NO_ZOOMS[0],
    most: float = NO_ZOOMS[1],
) -> folium.Map:
    """A folium map with the given files and nothing else: no tiles, no attribution, fixed ids.

    Its script ends with ``geoAtlas.start(map)``.
    """
    import folium
    from branca.element import MacroElement
    from folium.template import Template

    class Start(MacroElement):
        """Hands the map to our script."""

        _template = Template(
            "{% macro script(this, kwargs) %}geoAtlas.start({{ this._parent.get_name() }});"
            "{% endmacro %}"
        )

    made = folium.Map(
        location=[centre.lat, centre.lon],
        tiles=None,
        attribution_control=False,
        zoom_control=False,
        **OPTIONS,
    )
    made.default_js, made.default_css = list(js), list(css)
    made._id = "atlas"  # noqa: SLF001  (folium draws a random one)
    made.options.update({"minZoom": least, "maxZoom": most})
    start: Any = Start()  # type: ignore[no-untyped-call]
    start._id = "start"  # noqa: SLF001
    made.add_child(start)
    return made


def _centre(point: Point) -> str:
    """A centre as folium writes it."""
    return "center: " + json.dumps([point.lat, point.lon])


def _zooms(least: float, most: float) -> str:
    """The least and the greatest zoom in a script."""
    return f'"minZoom": {least:g},\n  "maxZoom": {most:g},'


@cache
def skeleton(root: str) -> Skeleton:
    """The page of folium taken apart, with assets under ``root``.

    It is constant, so it was rendered once (``make web``) and is kept as a file; a test renders it
    again with folium and compares. A build of pages thus needs no folium.
    """
    text = resources.files("geo.render").joinpath("static/skeleton.json").read_text("utf-8")
    parts: dict[str, Any] = json.loads(text.replace(ANY_ROOT, root))
    return Skeleton(
        styles=tuple(parts["styles"]),
        scripts=tuple(parts["scripts"]),
        map_div=parts["map_div"],
        style=parts["style"],
        script=parts["script"],
    )


def rendered_skeleton(root: str = ANY_ROOT) -> Skeleton:
    """The same page as folium renders it now."""
    assets = f"{root}assets/"
    made = blank_map(
        tuple((name, assets + file) for name, file in SCRIPTS),
        tuple((name, assets + file) for name, file in STYLES),
    )
    html = made.get_root().render()
    div = _MAP_DIV.search(html)
    if div is None:
        raise RuntimeError("folium's page has no map element")
    return Skeleton(
        styles=tuple(_LINKED_STYLE.findall(html)),
        scripts=tuple(_LINKED_SCRIPT.findall(html)),
        map_div=div.group().replace(" >", ">"),
        style=_tidy(_INLINE_STYLE.findall(html)),
        script=_tidy(_INLINE_SCRIPT.findall(html)),
    )


def _tidy(pieces: list[str]) -> str:
    """The pieces as one text without blank lines and trailing spaces."""
    lines = (line.rstrip() for piece in pieces for line in piece.splitlines())
    return "\n".join(line for line in lines if line.strip()) + "\n"


def verbatim(text: str) -> Element:
    """An element that renders as the text itself: no template is made of it, now or later.

    branca compiles the text of its own elements, so that ``{{7*7}}`` in a name would run.

    Examples
    --------
    >>> verbatim("{{7*7}}").render()
    '{{7*7}}'
    """
    from branca.element import Element

    class Verbatim(Element):
        """Text that no template engine reads."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self._name, self._id, self._text = "Verbatim", "text", text

        def render(self, **_: Any) -> str:
            """The text as given."""
            return self._text

    return Verbatim(text)
