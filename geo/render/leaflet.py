"""A Scene as a web page: folium's constant skeleton, our templates, and data in files of their own.

No value of a plan passes through folium or branca, stands in a script, or is inserted as markup:
page texts go through a template with autoescape, all else is JSON that the page's script reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from geo.render.leaflet_skeleton import blank_map, skeleton
from geo.render.templating import json_text, page, script_call, static
from geo.render.web_data import scene_data
from geo.render.web_shared import geometry, shared
from geo.render.words import catalogue, say
from geo.scene.scene import DrawnArea, Scene, Text
from geo.sources.boundaries import Boundaries
from geo.sources.register import Register

if TYPE_CHECKING:
    import folium

    AtlasMap = folium.Map

__all__ = [
    "Sibling",
    "app_script",
    "boundaries_folder",
    "notebook_map",
    "page_files",
    "shared_files",
]

ROOT = "../"
PARTS = ("store", "dom", "picture", "symbols", "labels", "panel", "detail", "start")
DOWNLOADS = (("pdf", "PDF"), ("svg", "SVG"))


@dataclass(frozen=True)
class Sibling:
    """Another map of the plan, for the pages' navigation, in reading order."""

    slug: str
    title: Text
    kind: str


def app_script() -> bytes:
    """Our script: its parts in the order in which they need each other."""
    return b"\n".join(static(f"app.{part}.js") for part in PARTS)


def shared_files(boundaries_folder: Path, register: Register) -> dict[str, bytes]:
    """Files that all pages of all plans use, by path below the output folder.

    Parameters
    ----------
    boundaries_folder
        Folder with ``web.topojson`` and the layers beside it.
    register
        Names of the labelled areas.
    """
    from geo.sources.boundaries import load_boundaries

    boundaries = load_boundaries(boundaries_folder)
    frame = skeleton(ROOT)
    files = {
        "leaflet.js": static("vendor/leaflet/leaflet.js"),
        "leaflet.css": static("vendor/leaflet/leaflet.css"),
        "leaflet.LICENSE.txt": static("vendor/leaflet/LICENSE"),
        "topojson-client.js": static("vendor/topojson-client/topojson-client.min.js"),
        "topojson-client.LICENSE.txt": static("vendor/topojson-client/LICENSE"),
        "app.js": app_script(),
        "app.css": static("app.css"),
        "skeleton.js": frame.script.encode(),
        "skeleton.css": frame.style.encode(),
        "index.js": static("index.js"),
        "index.css": static("index.css"),
        "geometry.js": script_call("geometry", geometry(boundaries_folder, boundaries)),
        "shared.js": script_call("shared", shared(boundaries, register)),
        "i18n.js": script_call("words", catalogue()),
        "NotoSansSC-Regular.woff2": static("fonts/NotoSansSC-Regular.woff2"),
        "NotoSansSC.LICENSE.txt": static("fonts/LICENSE_FONT"),
    }
    return {f"assets/{name}": content for name, content in sorted(files.items())}


def _row(area: DrawnArea) -> dict[str, str]:
    """One line of the static table: everything in Chinese as printed."""
    said = area.statements
    terms = dict.fromkeys("、".join(t.zh for t in s.terms) or s.heading.zh for s in said)
    return {
        "name": area.name.zh,
        "says": area.state_text.zh,
        "terms": ";".join(terms),
        "clauses": ";".join(dict.fromkeys(s.locator.zh for s in said)),
    }


def _shell(scene: Scene, root: str, *, downloads: bool) -> dict[str, Any]:
    """Values of the shell: Chinese texts; the script sets the reader's language."""
    slug = scene.spec.slug
    return {
        "say": say,
        "theme": scene.spec.kind == "theme",
        "root": root,
        "title": scene.title.zh,
        "subtitle": scene.subtitle.zh,
        "plan_line": scene.plan_line.zh,
        "review": scene.credits.review.zh,
        "map_div": Markup(skeleton(root).map_div),  # noqa: S704  (constant, made by folium)
        "downloads": [{"href": f"{slug}.{kind}", "label": label} for kind, label in DOWNLOADS]
        if downloads
        else [],
    }


def page_files(
    scene: Scene, siblings: Sequence[Sibling] = (), root: str = ROOT, cities: str = ""
) -> dict[str, bytes]:
    """The page of one map, by path inside its plan's folder.

    Parameters
    ----------
    siblings
        All maps of the plan in reading order, this one among them.
    root
        Where ``assets/`` and ``index.html`` are, seen from the page; empty for a page that stands
        alone beside its assets and has no index.
    cities
        Where the pages of the cities are, seen from the page; empty where there are none.

    Returns
    -------
    dict
        ``<slug>.html``; ``<slug>.data.js``, data only; ``plan.js``, the plan's list of maps, equal
        for all pages of the plan.
    """
    slug = scene.spec.slug
    frame = skeleton(root)
    assets = f"{root}assets/"
    html = page(
        "map.html.j2",
        **_shell(scene, root, downloads=True),
        alt=scene.alt.zh,
        slug=slug,
        rows=[_row(area) for area in scene.areas],
        styles=[*frame.styles, f"{assets}skeleton.css", f"{assets}app.css"],
        scripts=[*frame.scripts, "plan.js", f"{slug}.data.js", f"{assets}skeleton.js"],
    )
    maps = [
        {"slug": item.slug, "title": [item.title.zh, item.title.en], "kind": item.kind}
        for item in siblings
    ]
    return {
        f"{slug}.html": html,
        f"{slug}.data.js": script_call("scene", scene_data(scene)),
        "plan.js": script_call("plan", {"maps": maps, **({"cities": cities} if cities else {})}),
    }


def notebook_map(scene: Scene, boundaries: Boundaries) -> AtlasMap:
    """The same page as a folium map that shows inline in Jupyter without a network.

    Scripts and data are joined verbatim, past folium's templates: a name such as ``{{7*7}}`` stays
    text.
    """
    from geo.render.leaflet_skeleton import verbatim
    from geo.sources.register import load_register

    made = blank_map((), ())
    root: Any = made.get_root()
    folder = boundaries_folder()
    styles = (static("vendor/leaflet/leaflet.css"), static("app.css"))
    scripts = (
        static("vendor/leaflet/leaflet.js"),
        static("vendor/topojson-client/topojson-client.min.js"),
        app_script(),
    )
    data = {
        "geometry": geometry(folder, boundaries),
        "shared": shared(boundaries, load_register()),
        "words": catalogue(),
        "scene": scene_data(scene),
    }
    values = {**_shell(scene, "", downloads=False), "map_div": ""}  # folium adds its own
    parts = page(
        "notebook.html.j2",
        **values,
        styles=[Markup(style.decode()) for style in styles],  # noqa: S704  (our own files)
        scripts=[Markup(script.decode()) for script in scripts],  # noqa: S704
        data={name: Markup(json_text(value)) for name, value in data.items()},  # noqa: S704
    )
    root.html.add_child(verbatim(parts.decode()), name="page", index=0)
    root.height = "640px"
    return made


def boundaries_folder() -> Path:
    """Where the packaged boundaries lie."""
    from geo.sources.paths import data_dir

    return data_dir() / "boundaries" / "guangdong"
