"""A page of the site whose content is the map app, with one view or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.build.map_files import BuildOptions
from geo.domain.text import Text
from geo.render.templating import PagePlace, inline
from geo.render.web.map_page import map_parts
from geo.render.web.skeleton import skeleton
from geo.scene.scene import Scene
from geo.site.frame import Frame
from geo.site.plan_set import Cross


@dataclass(frozen=True)
class View:
    """One map of a page: the key that stands in a link, its name, its files below the folder.

    ``files`` is the path of its files without their suffix (``future2024/sector-space``).
    """

    key: str
    label: Text
    files: str

    @property
    def data(self) -> str:
        """The file of its data."""
        return f"{self.files}.data.js"


def map_page(
    frame: Frame,
    scene: Scene,
    views: Sequence[View],
    wanted: BuildOptions,
    template: str = "map.html.j2",
    **values: object,
) -> dict[str, bytes]:
    """The page with a map; the first view is the one that it opens with, shown by ``scene``."""
    first = views[0]
    place = PagePlace(frame.root, frame.file(first.files))
    parts = map_parts(scene, place, wanted.suffixes, frame.lang)
    assets = f"{frame.root}assets/"
    return frame.html(
        template,
        **{k: v for k, v in parts.items() if k not in ("lang", "styles")},
        styles=[*parts["styles"], f"{assets}frame.css"],
        scripts=[
            *skeleton(frame.root).scripts,
            frame.file(first.data),
            f"{assets}site.js",
            f"{assets}skeleton.js",
        ],
        views=views,
        **values,
    )


def still_parts(cross: Cross, scene: Scene, lang: str) -> dict[str, object]:
    """What ``site/still.html.j2`` shows of a map to readers without a script."""
    swatches = cross.stills.swatches(scene)
    return {
        "still": inline(cross.stills.picture(scene, lang)),
        "key": [(inline(picture, hidden=True), entry) for picture, entry in swatches],
    }
