"""Scenes and a written site for the tests of the web pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import lay_out
from geo.domain.lines import StatementLine
from geo.domain.text import Text
from geo.render.web.map_page import data_file, page_files, shared_files
from geo.scene.scene import LegendBlock, Scene
from geo.site.frame import Frame
from geo.site.map_page import View, map_page
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.places.view import load_register
from geo.sources.plans.folder import load_plan

EVIL = "<img src=x onerror=alert(1)>{{7*7}}{% raw %}`${alert(2)}`</script>\u2028"
EVIL_CITY = "440100"


def scenes(plan: str, *subjects: dict) -> list[Scene]:
    """Some maps of a packaged plan."""
    layout = lay_out(load_plan(plan))
    return [layout.scene(**subject) for subject in subjects]


def hostile(scene: Scene) -> Scene:
    """The scene with an attack in every kind of text that a plan or a table can bring in."""
    evil = Text(EVIL, EVIL)
    said = StatementLine(evil, (evil, evil), EVIL, evil, ("open",))
    areas = tuple(
        replace(area, name=evil, short=evil, state_text=evil, statements=(said,))
        if area.adcode == EVIL_CITY
        else area
        for area in scene.areas
    )
    first = scene.legend[0]
    entries = (replace(first.entries[0], label=evil, members=(evil,)), *first.entries[1:])
    symbols = tuple(replace(s, label=evil, role=evil, statements=(said,)) for s in scene.symbols)
    bands = tuple(
        replace(b, name=evil, label=evil, ends=evil, statements=(said,)) for b in scene.bands
    )
    return replace(
        scene,
        spec=scene.spec.with_(kind="subsector", subject="evil"),
        title=evil,
        subtitle=evil,
        plan_line=evil,
        alt=evil,
        areas=areas,
        symbols=symbols,
        bands=bands,
        legend=(LegendBlock(evil, entries), *scene.legend[1:]),
        credits=replace(scene.credits, source=evil, review=evil),
    )


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Files by their path below a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_site(folder: Path, made: list[Scene]) -> None:
    """Pages and the assets that they share, in ``<plan>/`` and ``assets/``."""
    files = dict(shared_files(load_boundaries(), load_register()))
    for scene in made:
        pages = page_files(scene)
        files |= {f"{scene.spec.plan}/{name}": data for name, data in pages.items()}
    write_files(folder, files)


LOST = View("lost/none", Text("缺失", "Lost"), "lost/none")  # a view whose data is not there
FILES = '<p id="downloads" class="downloads"><a data-suffix=".csv" href="rows.csv">CSV</a></p>'
SECTION = '<section id="told"><h2>说明</h2><p>…</p></section>'


def write_topic(folder: Path, made: list[Scene]) -> None:
    """A page of the site in both languages: a tab for each scene, and one that leads nowhere."""
    files = dict(shared_files(load_boundaries(), load_register()))
    views = []
    for scene in made:
        path = f"{scene.spec.plan}/{scene.spec.slug}"
        views.append(View(path, scene.title, path))
        files[f"{path}.data.js"] = data_file(scene)
    for lang in ("zh", "en"):
        frame = Frame(lang, "topic/toy.html", Text("题目", "Subject"), Text("", ""))
        ((path, page),) = map_page(
            frame, made[0], [*views, LOST], BuildOptions(), still="", key=()
        ).items()
        start = b'<div class="extra" id="extra">'
        assert start in page
        files[path] = page.replace(start, FILES.encode() + start + SECTION.encode())
    write_files(folder, files)
