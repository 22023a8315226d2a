"""A template of a plan folder: small, complete, and accepted as it is."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

from geo.errors import Fault, OutputError
from geo.files.staging import write_files

FILES = (
    "plan.toml",
    "taxonomy.csv",
    "assignments.csv",
    "carriers.csv",
    "structure.csv",
    "README.md",
)
_PLACEHOLDER = "my-plan"


def write_template(folder: Path) -> list[Path]:
    """Write the template into a folder that is new or empty; its name becomes the plan's key.

    A folder with hidden files only, such as a new repository, counts as empty.

    Raises
    ------
    OutputError
        The folder has files already, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp()) / "river_plan"
    >>> _ = write_template(folder)
    >>> from geo import load_plan
    >>> load_plan(folder).key
    'river_plan'
    """
    taken = folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir())
    if taken or (folder.exists() and not folder.is_dir()):
        zh, en = "已存在且不是空文件夹", "exists already and is not an empty folder"
        raise OutputError(Fault("", zh, en, str(folder)))
    written = {}
    for name in FILES:
        text = resources.files("geo.ask.plan_template").joinpath(name).read_text("utf-8")
        if name == "plan.toml":
            text = text.replace(_PLACEHOLDER, plan_key(folder.resolve().name))
        written[folder / name] = text.encode()
    write_files(written)
    return list(written)


def plan_key(name: str) -> str:
    """A key from a folder's name; the template's own where nothing of it can be used.

    Examples
    --------
    >>> plan_key("My Plan 2025"), plan_key("规划")
    ('my-plan-2025', 'my-plan')
    """
    key = re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-_")[:40]
    return key or _PLACEHOLDER
