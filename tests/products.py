"""Every kind of thing with web pages that a command writes, each made once for several tests."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from geo.build.mapped_plan import lay_out
from geo.cli.run import main
from geo.sources.plans.folder import load_plan
from tests.reading.products import made_once

PLAN = ["--plan", "biomed2024"]
LONE = {
    "map": ["map", *PLAN, "--structure"],
    "papers": ["map", *PLAN, "--breadth", "--with", "pdf", "svg"],
    "theme": ["map", "--theme", "商业航天"],
    "matrix": ["picture", "matrix", *PLAN],
    "crowding": ["picture", "crowding", *PLAN, "--with", "svg"],
    "compare": ["picture", "compare", *PLAN, "--city", "广州", "--city", "深圳"],
    "diff": ["picture", "diff", *PLAN, "--against", "space2024"],
    "city": ["city", "阳江"],
}


class Lone:
    """A folder for each page that a command writes alone, and ``notebook`` for a notebook's cell.

    ``lone / "map"`` makes what is asked for, once in all processes of a run.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def __truediv__(self, name: str) -> Path:
        return made_once(self.folder / f"lone-{name}", partial(_write, name))


def _write(name: str, folder: Path) -> None:
    if name == "notebook":
        write_notebook(folder)
        return
    assert main([*LONE[name], "-o", str(folder / "a page.html")]) == 0


def write_notebook(folder: Path) -> None:
    """What a notebook shows for a map, as the page of its cell."""
    shown = lay_out(load_plan("biomed2024")).map(structure=True)._repr_html_()
    (folder / "cell.html").write_text(f"<!DOCTYPE html><title>cell</title>{shown}", "utf-8")
