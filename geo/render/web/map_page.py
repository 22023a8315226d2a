"""A Scene as a web page: folium's constant skeleton, our templates, and data in files of their own.

No value of a plan passes through folium or branca, stands in a script, or is inserted as markup:
page texts go through a template with autoescape, all else is JSON that the page's script reads.

See DECISIONS 20.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from geo.render.templating import json_text, page, script_call, static, theme_css
from geo.render.web.data import PlanPages, plain, scene_data
from geo.render.web.shared import geometry, shared, words
from geo.render.web.skeleton import blank_map, skeleton
from geo.scene.scene import DrawnArea, Scene
from geo.sources.boundaries.model import Boundaries
from geo.sources.places.register import Register

if TYPE_CHECKING:
    import folium

    AtlasMap = folium.Map

__all__ = [
    "app_script",
    "notebook_map",
    "page_files",
    "shared_files",
]

ROOT = "../"
PARTS = ("store", "dom", "shell", "picture", "symbols", "labels", "panel", "detail", "start")
DOWNLOADS = ("pdf", "svg")
LEAFLET_IMAGES = ("layers.png", "layers-2x.png", "marker-icon.png")
_FILE_IN_CSS = re.compile(r"[\w-]+\s*:\s*url\((?!['\"]?(?:#|data:))[^;}]*;?")


def app_script() -> bytes:
    """Our script: its parts in the order in which they need each other."""
    return b"\n".join(static(f"app.{part}.js") for part in PARTS)


def shared_files(boundaries: Boundaries, register: Register) -> dict[str, bytes]:
    """Files that all pages of all plans use, by path below the output folder.

    Parameters
    ----------
    boundaries
        Layers of the territory, with ``web.topojson`` in their folder.
    register
        Names of the labelled areas.
    """
    territory = boundaries.territory
    frame = skeleton(ROOT)
    files = {
        "leaflet.js": static("vendor/leaflet/leaflet.js"),
        "leaflet.css": static("vendor/leaflet/leaflet.css"),
        **{f"images/{name}": static(f"vendor/leaflet/images/{name}") for name in LEAFLET_IMAGES},
        "leaflet.LICENSE.txt": static("vendor/leaflet/LICENSE"),
        "topojson-client.js": static("vendor/topojson-client/topojson-client.min.js"),
        "topojson-client.LICENSE.txt": static("vendor/topojson-client/LICENSE"),
        "app.js": app_script(),
        "app.css": static("app.css"),
        "theme.css": theme_css(),
        "skeleton.js": frame.starting_at(territory.web.start).encode(),
        "skeleton.css": frame.style.encode(),
        "index.js": static("index.js"),
        "index.css": static("index.css"),
        "geometry.js": script_call("geometry", geometry(boundaries)),
        "shared.js": script_call("shared", shared(boundaries, register)),
        "i18n.js": script_call("words", words(territory)),
        "NotoSansSC-Regular.woff2": static("fonts/NotoSansSC-Regular.woff2"),
        "NotoSansSC.LICENSE.txt": static("fonts/LICENSE_FONT"),
    }
    return {f"assets/{name}": content for name, content in sorted(files.items())}


def _rows(scene: Scene) -> list[dict[str, str]]:
    """Lines of the static table, in Chinese as printed; areas of which the same is said share one.

    Lines stand in the order of their first area.
    """
    lines: dict[tuple[str, str, str], list[str]] = {}
    for area in scene.areas:
        lines.setdefault(_said(area), []).append(area.name.zh)
    return [
        {"names": "、".join(names), "says": says, "terms": terms, "clauses": clauses}
        for (says, terms, clauses), names in lines.items()
    ]


def _said(area: DrawnArea) -> tuple[str, str, str]:
    """State, terms and clauses of an area."""
    said = area.statements
    terms = dict.fromkeys("、".join(t.zh for t in s.terms) or s.heading.zh for s in said)
    return area.state_text.zh, ";".join(terms), ";".join(dict.fromkeys(s.locator.zh for s in said))


def page_files(
    scene: Scene,
    pages: PlanPages | None = None,
    *,
    root: str = ROOT,
    files: Sequence[str] = DOWNLOADS,
) -> dict[str, bytes]:
    """The page of one map, by path inside its plan's folder.

    Parameters
    ----------
    pages
        What the pages of the plan have in common; None for a map that stands alone.
    root
        Where ``assets/`` and ``index.html`` are, seen from the page; empty for a page that stands
        alone beside its assets and has no index.
    files
        Suffixes of the files made beside the page; with ``svg`` it has a picture without script.

    Returns
    -------
    dict
        ``<slug>.html``; ``<slug>.data.js``, data only; ``plan.js``, the list of the plan's maps,
        equal for all its pages.
    """
    pages = pages or PlanPages()
    slug = scene.spec.slug
    frame = skeleton(root)
    assets = f"{root}assets/"
    html = page(
        "map.html.j2",
        scene=scene,
        slug=slug,
        root=root,
        files=files,
        rows=_rows(scene),
        map_div=Markup(frame.map_div),  # noqa: S704  (constant, made by folium)
        styles=[*frame.styles, *(f"{assets}{name}.css" for name in ("skeleton", "theme", "app"))],
        scripts=[*frame.scripts, "plan.js", f"{slug}.data.js", f"{assets}skeleton.js"],
    )
    return {
        f"{slug}.html": html,
        f"{slug}.data.js": script_call("scene", scene_data(scene)),
        "plan.js": pages.script,
    }


def notebook_map(scene: Scene, boundaries: Boundaries) -> AtlasMap:
    """The same page as a folium map that shows inline in Jupyter without a network.

    Scripts and data are joined verbatim, past folium's templates: a name such as ``{{7*7}}`` stays
    text. A cell has no folder beside it, so its styles name no file and its letters are set in a
    font of the reader's machine.
    """
    from geo.render.web.skeleton import verbatim
    from geo.sources.places.register import load_register

    made = blank_map((), (), boundaries.territory.web.start)
    root: Any = made.get_root()
    sheets = (static("vendor/leaflet/leaflet.css"), theme_css(), static("app.css"))
    styles = [sheet.decode() for sheet in sheets]
    scripts = (
        static("vendor/leaflet/leaflet.js"),
        static("vendor/topojson-client/topojson-client.min.js"),
        app_script(),
    )
    data = {
        "geometry": geometry(boundaries),
        "shared": shared(boundaries, load_register()),
        "words": words(boundaries.territory),
        "plan": plain(PlanPages()),
        "scene": scene_data(scene),
    }
    parts = page(
        "notebook.html.j2",
        styles=[Markup(without_files(style)) for style in styles],  # noqa: S704  (our own files)
        scripts=[Markup(script.decode()) for script in scripts],  # noqa: S704
        data={name: Markup(json_text(value)) for name, value in data.items()},  # noqa: S704
    )
    root.html.add_child(verbatim(parts.decode()), name="page", index=0)
    root.height = "640px"
    return made


def without_files(css: str) -> str:
    """A style sheet that asks for nothing: declarations with the address of a file are gone.

    A font whose address is gone is no font to a browser.

    Examples
    --------
    >>> without_files('@font-face{font-family:"A";src:url("a.woff2");} b{clip-path:url(#c);}')
    '@font-face{font-family:"A";} b{clip-path:url(#c);}'
    """
    return _FILE_IN_CSS.sub("", css)
