"""A map with everything inside: one file that needs no folder, and the cell of a notebook.

Scripts and styles stand in the page byte for byte, data as JSON that no script compiles. Nothing
is asked for, so letters are set in a font of the reader's machine.

See DECISIONS 20.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from geo.render.templating import (
    PagePlace,
    as_they_stand,
    hashes,
    json_text,
    page,
    static,
    theme_css,
)
from geo.render.web.data import scene_data
from geo.render.web.map_page import app_script, table_rows
from geo.render.web.seen import check_seen
from geo.render.web.shared import geometry, opening, shared, words
from geo.render.web.skeleton import blank_map, skeleton, verbatim
from geo.scene.scene import Scene
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register
from geo.sources.places.view import load_register

if TYPE_CHECKING:
    import folium

    AtlasMap = folium.Map

_FILE_IN_CSS = re.compile(r"[\w-]+\s*:\s*url\((?!['\"]?(?:#|data:))[^;}]*;?")
_ALONE = PagePlace("", "")


def single_page(scene: Scene, boundaries: Boundaries, register: Register) -> bytes:
    """A web page that is one file; its policy admits the scripts and styles in it and no others.

    Parameters
    ----------
    scene
        The map.
    boundaries, register
        The ground that it stands on.
    """
    frame = skeleton("")
    styles = _styles(frame.style)
    scripts = [*_scripts(), frame.starting_at(*opening(boundaries.territory))]
    return page(
        "single.html.j2",
        scene=scene,
        place=_ALONE,
        lang="zh",
        files=(),
        rows=table_rows(scene),
        map_div=Markup(frame.map_div),  # noqa: S704  (constant, made by folium)
        styles=as_they_stand(styles),
        scripts=as_they_stand(scripts),
        data=_data(scene, boundaries, register),
        admitted={"style": hashes(styles), "script": hashes(scripts)},
    )


def notebook_map(scene: Scene, boundaries: Boundaries) -> AtlasMap:
    """The same page as a folium map that shows inline in Jupyter without a network.

    All is joined past folium's templates: a name such as ``{{7*7}}`` stays text.
    """
    made = blank_map((), (), *opening(boundaries.territory))
    root: Any = made.get_root()
    parts = page(
        "notebook.html.j2",
        styles=as_they_stand(_styles("")),
        scripts=as_they_stand(_scripts()),
        data=_data(scene, boundaries, load_register(boundaries.territory.code)),
    )
    root.html.add_child(verbatim(parts.decode()), name="page", index=0)
    root.height = "640px"
    return made


def _styles(skeleton_style: str) -> list[str]:
    """The sheets in the order in which they overrule each other, lines ended as a browser reads."""
    leaflet, *ours = (static("vendor/leaflet/leaflet.css"), theme_css(), static("app.css"))
    sheets = (leaflet, skeleton_style.encode(), *ours)
    return [without_files(sheet.decode().replace("\r\n", "\n")) for sheet in sheets if sheet]


def _scripts() -> list[str]:
    names = ("leaflet/leaflet.js", "topojson-client/topojson-client.min.js")
    return [*(static(f"vendor/{name}").decode() for name in names), app_script().decode()]


def _data(scene: Scene, boundaries: Boundaries, register: Register) -> dict[str, Markup]:
    """What the files of data of a page hold, by the name under which its script knows it."""
    check_seen(scene, boundaries)
    data = {
        "geometry": geometry(boundaries),
        "shared": shared(boundaries, register),
        "words": words(boundaries.territory),
        "scene": scene_data(scene),
    }
    return {name: Markup(json_text(value)) for name, value in data.items()}  # noqa: S704


def without_files(css: str) -> str:
    """A style sheet that asks for nothing: declarations with the address of a file are gone.

    A font whose address is gone is no font to a browser.

    Examples
    --------
    >>> without_files('@font-face{font-family:"A";src:url("a.woff2");} b{clip-path:url(#c);}')
    '@font-face{font-family:"A";} b{clip-path:url(#c);}'
    """
    return _FILE_IN_CSS.sub("", css)
