"""Every kind of thing with web pages that the program writes, made once for several tests."""

from __future__ import annotations

from pathlib import Path

from geo.build.mapped_plan import lay_out
from geo.cli.run import main
from geo.sources.plans.folder import load_plan

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


def write_lone_pages(folder: Path) -> None:
    """A page of each command that writes one, in a folder of its own under another name."""
    for name, words in LONE.items():
        assert main([*words, "-o", str(folder / name / "a page.html")]) == 0


def write_notebook(folder: Path) -> None:
    """What a notebook shows for a map, as the page of its cell."""
    shown = lay_out(load_plan("biomed2024")).map(structure=True)._repr_html_()
    folder.mkdir(parents=True)
    (folder / "cell.html").write_text(f"<!DOCTYPE html><title>cell</title>{shown}", "utf-8")
