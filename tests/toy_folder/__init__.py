"""A made-up plan folder that tests spoil: every kind of table, a region, a registered point."""

from __future__ import annotations

import shutil
from pathlib import Path

FILES = ("plan.toml", "taxonomy.csv", "assignments.csv", "carriers.csv", "structure.csv")


def write_toy(folder: Path) -> None:
    """The folder, new; its name becomes the plan's key."""
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(Path(__file__).parent / name, folder / name)
    head = folder / "plan.toml"
    head.write_text(head.read_text("utf-8").replace("my-plan", folder.name), "utf-8")
