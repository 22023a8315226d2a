"""Maps and sites as files, made by what a user calls: the public functions and the command line."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import pytest
from markupsafe import Markup

import geo
from geo.build import map_files
from geo.cli.run import main
from geo.site import city_pages
from geo.site.address import LANGUAGES
from tests.reading.drawing import Drawing
from tests.reading.paper import Sheet, sheets
from tests.reading.rows import DATA


class Made:
    """One map: its web page, and the drawing and the sheet in the folder of the page."""

    def __init__(self, folder: Path):
        self.folder = folder

    @property
    def page(self) -> str:
        return (self.folder / "map.html").as_uri()

    @cached_property
    def html(self) -> str:
        return (self.folder / "map.html").read_text("utf-8")

    @cached_property
    def svg(self) -> bytes:
        (path,) = self.folder.glob("map_files/*.svg")
        return path.read_bytes()

    @cached_property
    def pdf(self) -> bytes:
        (path,) = self.folder.glob("map_files/*.pdf")
        return path.read_bytes()

    @cached_property
    def drawing(self) -> Drawing:
        return Drawing(self.svg)

    @cached_property
    def pages(self) -> list[Sheet]:
        """The printed pages: the map, and the lists for which it has no room."""
        return sheets(self.pdf)

    @property
    def sheet(self) -> Sheet:
        return self.pages[0]

    @property
    def printed(self) -> str:
        """All characters of all pages, without white space."""
        return "".join(page.text for page in self.pages)


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """A folder that several processes ask for: the first makes it, the others wait for it."""
    done = folder.with_name(f"{folder.name}.done")
    try:
        folder.mkdir()
    except FileExistsError:
        late = time.monotonic() + 300
        while not done.exists() and time.monotonic() < late:
            time.sleep(0.05)
        assert done.read_text() == "made", f"another process could not make {folder.name}"
        return folder
    said = "failed"
    try:
        make(folder)
        said = "made"
    finally:
        folder.with_name(f"{folder.name}.said").write_text(said)
        folder.with_name(f"{folder.name}.said").rename(done)
    return folder


class Maps:
    """Maps of plans, each made at the first question and kept for all processes of a run."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._layouts: dict = {}
        self._made: dict = {}

    def layout(self, plan: str | Path) -> geo.Layout:
        if plan not in self._layouts:
            self._layouts[plan] = geo.lay_out(geo.load_plan(plan))
        return self._layouts[plan]

    def of(self, plan: str | Path, lang: str = "zh", paper: str = "A3", **which) -> Made:
        """The map in every form; ``which`` as :meth:`geo.Layout.sheet` takes it."""
        key = (plan, lang, paper, *sorted(which.items()))
        if key not in self._made:
            name = f"map-{hashlib.sha256(repr(key).encode()).hexdigest()[:12]}"
            layout, how = self.layout(plan), {"lang": lang, "paper": paper, **which}
            how["beside"] = ("pdf", "svg")
            self._made[key] = Made(
                made_once(self.folder / name, lambda to: layout.sheet(to / "map.html", **how))
            )
        return self._made[key]


# Four plans at once make what only a build makes: index, themes, small multiples, cities, charts.
PLANS = {
    "future2024": {"sector_maps": "false"},
    "space2024": {},
    "photonics2024": {"status": '"draft"', "subsector_maps": "true"},
    "gz_dualchain2022": {"sector_maps": "false"},  # its period has ended
}


def small_plans(folder: Path) -> list[Path]:
    """Copies of four packaged plans with fewer maps, one of them made a draft."""
    made = []
    for key, changes in PLANS.items():
        copy = Path(shutil.copytree(DATA / "plans" / key, folder / key))
        text = (copy / "plan.toml").read_text("utf-8")
        for name, value in {"subsector_maps": "false", **changes}.items():
            text, n = re.subn(rf"^{name} = \S+", f"{name} = {value}", text, flags=re.MULTILINE)
            assert n == 1, (key, name)
        (copy / "plan.toml").write_text(text, "utf-8")
        made.append(copy)
    return made


def build(*words: str, cities: Sequence[str] = ()) -> int:
    """The exit code of ``geo build``; with ``cities``, of all cities these have pages only.

    Pages and sheets of 21 cities are half of what a build of a small plan makes.
    """
    with pytest.MonkeyPatch.context() as patch:
        if cities:
            patch.setattr(city_pages, "subjects", lambda _: list(cities))
        return main(["build", *words])


def build_site(folder: Path) -> None:
    """A site as ``geo build`` leaves it, in ``maps``, whole."""
    plans = small_plans(folder / "plans")
    words = ["--plan", *map(str, plans), "--out", str(folder / "maps"), "--jobs", "1"]
    assert build(*words) == 0


#: Cities and maps that a site for the tests of every change draws; no plan names Chaozhou.
CITIES = ("440100", "440300", "440400", "445100")
SHEETS = ("space2024/structure", "future2024/carriers", "themes/commercial_space")


def build_light_site(folder: Path) -> None:
    """The same site with all pages, words, rows and links, and few of the pictures and sheets.

    To draw a sheet of every map and a picture of every city and county is two thirds of a build;
    the files of sheets that are not drawn are empty.
    """
    pictures, sheets_of = city_pages._pictures, map_files.printed

    def few_pictures(cross, scene):
        city = cross.world.register.host_prefecture(scene.spec.focus_adcode)
        return pictures(cross, scene) if city in CITIES else dict.fromkeys(LANGUAGES, Markup())

    def few_sheets(scene, world, page, suffixes, dots):
        spec = scene.spec
        folder = "themes" if spec.plan == "*" else spec.plan
        if spec.focus_adcode in CITIES or f"{folder}/{spec.slug}" in SHEETS:
            return sheets_of(scene, world, page, suffixes, dots)
        return dict.fromkeys(suffixes, b"")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(city_pages, "_pictures", few_pictures)
        patch.setattr(city_pages, "printed", few_sheets)
        patch.setattr(map_files, "printed", few_sheets)
        build_site(folder)
