"""A Scene as a web page: folium's constant skeleton, our templates, and data in files of their own.

No value of a plan passes through folium or branca, stands in a script, or is inserted as markup:
page texts go through a template with autoescape, all else is JSON that the page's script reads.

See DECISIONS 20.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from geo.domain.text import joined
from geo.render.pages.grid import cells_css
from geo.render.templating import PagePlace, font_files, page, script_call, static, theme_css
from geo.render.web.data import scene_data
from geo.render.web.shared import geometry, opening, shared, words
from geo.render.web.skeleton import skeleton
from geo.scene.scene import DrawnArea, Scene
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register

PARTS = (
    *("store", "dom", "shell", "shapes", "picture", "frame", "belts", "symbols", "plots"),
    *("places", "wishes", "labels", "panel", "detail", "views", "link", "start"),
)
#: What the header needs, which pages with the map app have too.
FRAME_STYLES = ("frame.css", "search.css")
SEARCH_SCRIPTS = ("search.find.js", "search.js")
#: Styles of the pages of the site without the map app, and scripts of all its pages, in order.
SITE_STYLES = (
    *FRAME_STYLES,
    *("site.css", "site.grid.css", "site.home.css", "site.plan.css", "site.area.css"),
    *("site.topic.css", "site.compare.css"),
)
#: Styles of its pages with the map app, after those of the app.
MAP_STYLES = (*FRAME_STYLES, "site.topic.css")
SITE_SCRIPTS = ("site.js", "site.cells.js", "site.switch.js", "site.filter.js")
DOWNLOADS = ("pdf", "svg")
_COMMENT = re.compile(rb"^[ \t]*/\*(?:[^*]|\*(?!/))*\*/[ \t]*\n", re.MULTILINE)
LEAFLET_IMAGES = ("layers.png", "layers-2x.png", "marker-icon.png")


def app_script() -> bytes:
    """Our script: its parts in the order in which they need each other."""
    return together(f"app.{part}.js" for part in PARTS)


def together(names: Iterable[str]) -> bytes:
    """Files of ours in one, without the comments that stand on lines of their own."""
    return _COMMENT.sub(b"", b"\n".join(static(name) for name in names))


def shared_files(boundaries: Boundaries, register: Register) -> dict[str, bytes]:
    """Files that all pages of all plans use, by path below the output folder.

    Parameters
    ----------
    boundaries
        Layers of the territory.
    register
        Names of the labelled areas.
    """
    territory = boundaries.territory
    frame = skeleton("")
    files = {
        "leaflet.js": static("vendor/leaflet/leaflet.js"),
        "leaflet.css": static("vendor/leaflet/leaflet.css"),
        **{f"images/{name}": static(f"vendor/leaflet/images/{name}") for name in LEAFLET_IMAGES},
        "leaflet.LICENSE.txt": static("vendor/leaflet/LICENSE"),
        "topojson-client.js": static("vendor/topojson-client/topojson-client.min.js"),
        "topojson-client.LICENSE.txt": static("vendor/topojson-client/LICENSE"),
        "app.js": app_script(),
        "app.css": together(("app.css",)),
        "theme.css": theme_css(),
        "skeleton.js": frame.starting_at(*opening(territory)).encode(),
        "skeleton.css": frame.style.encode(),
        "site.css": together(SITE_STYLES),
        "frame.css": together(MAP_STYLES),
        "cells.css": cells_css(),
        "site.js": together((*SITE_SCRIPTS, *SEARCH_SCRIPTS)),
        "moved.js": static("moved.js"),
        "geometry.js": script_call("geometry", geometry(boundaries)),
        "shared.js": script_call("shared", shared(boundaries, register)),
        "i18n.js": script_call("words", words(territory)),
        **font_files(),
    }
    return {f"assets/{name}": content for name, content in sorted(files.items())}


def table_rows(scene: Scene, lang: str = "zh") -> list[dict[str, str]]:
    """Lines of the static table in a language; areas of which the same is said share one.

    Lines stand in the order of their first area.
    """
    lines: dict[tuple[str, str, str], list[str]] = {}
    for area in scene.areas:
        lines.setdefault(_said(area, lang), []).append(area.name.in_(lang))
    between = ", " if lang == "en" else "、"
    return [
        {"names": between.join(names), "says": says, "terms": terms, "clauses": clauses}
        for (says, terms, clauses), names in lines.items()
    ]


def _said(area: DrawnArea, lang: str) -> tuple[str, str, str]:
    """State, terms and clauses of an area."""
    said = area.statements
    terms = dict.fromkeys(joined(s.terms).in_(lang) or s.heading.in_(lang) for s in said)
    clauses = dict.fromkeys(s.locator.in_(lang) for s in said)
    between = "; " if lang == "en" else "；"
    return area.state_text.in_(lang), between.join(terms), between.join(clauses)


def map_parts(
    scene: Scene, place: PagePlace, files: Sequence[str], lang: str = "zh"
) -> dict[str, Any]:
    """What the template of every page with a map is filled with, but for its scripts."""
    frame, assets = skeleton(place.root), f"{place.root}assets/"
    return {
        "scene": scene,
        "place": place,
        "files": files,
        "lang": lang,
        "rows": table_rows(scene, lang),
        "map_div": Markup(frame.map_div),  # noqa: S704  (constant, made by folium)
        "styles": [
            *frame.styles,
            *(f"{assets}{name}.css" for name in ("skeleton", "theme", "fonts", "app")),
        ],
    }


def data_file(scene: Scene) -> bytes:
    """The data of a map as its page asks for them."""
    return script_call("scene", scene_data(scene))


def page_files(
    scene: Scene,
    *,
    place: PagePlace | None = None,
    files: Sequence[str] = DOWNLOADS,
) -> dict[str, bytes]:
    """The page of one map, by path inside its plan's folder.

    Parameters
    ----------
    place
        Where its files stand, seen from the page; by default its own beside it, assets above.
    files
        Suffixes of the files made beside the page; with ``svg`` it has a picture without script.

    Returns
    -------
    dict
        ``<slug>.html``; its ``.data.js``, data only.
    """
    slug = scene.spec.slug
    place = place or PagePlace("../", slug)
    frame = skeleton(place.root)
    assets = f"{place.root}assets/"
    html = page(
        "map.html.j2",
        **map_parts(scene, place, files),
        scripts=[
            *frame.scripts,
            *(f"{place.own}.data.js", f"{assets}skeleton.js"),
        ],
    )
    return {
        f"{slug}.html": html,
        f"{unquote(place.own)}.data.js": data_file(scene),
    }
