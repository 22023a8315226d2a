"""The plan folder that a workbook is read back into: its own files replaced, all others kept.

See DECISIONS 31.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import Fault, OutputError, PlanError
from geo.files.published import check_replaceable
from geo.files.record import PLAN_FILE, backed_up, deliver
from geo.files.staging import staged
from geo.sources.plans.folder import packaged_folder
from geo.sources.plans.meta import ENTRIES, entries_of, known_entries, plan_head, read_toml
from geo.sources.plans.rows import PLAN_TABLES
from geo.workbook.meta import nested


@dataclass(frozen=True)
class Written:
    """Names of files written and removed, and the backup that was made before, if any."""

    files: tuple[str, ...]
    removed: tuple[str, ...] = ()
    backup: Path | None = None


def write_plan(folder: Path, files: Mapping[str, bytes], *, replace: bool) -> Written:
    """Write the files of a plan as one: a folder that is new, or that holds an earlier edition.

    Parameters
    ----------
    folder
        Absent, empty or the folder of a plan. Files written by the last import and unchanged since
        are replaced, and tables that the plan no longer has removed; other files stay.
    files
        ``plan.toml`` and the tables.
    replace
        Whether files are replaced that were changed since, or never written by an import; the
        folder is then first copied to a name beside it.

    Raises
    ------
    OutputError
        The folder is no plan's, or has such files; each is named, and nothing was written.
    """
    if folder.resolve().parent == packaged_folder("").resolve():
        zh, en = "是自带规划所在的文件夹；请另选", "is where packaged plans lie; choose another"
        raise OutputError(Fault("", zh, en, str(folder)))
    if not os.path.lexists(folder):
        with staged(folder) as stage:
            made = deliver(stage / PLAN_FILE, files, into_plan=True)
        return Written(tuple(path.name for path in made))
    if folder.is_dir() and not (folder / PLAN_FILE).is_file():
        check_replaceable(folder, builds=False)
    every = {**dict.fromkeys(f"{name}.csv" for name in PLAN_TABLES), **files}
    removed = tuple(n for n, data in every.items() if data is None and (folder / n).exists())
    backup = None
    try:
        made = deliver(folder / PLAN_FILE, every, into_plan=True)
    except OutputError:
        if not replace:
            raise
        backup = backed_up(folder)
        try:
            made = deliver(folder / PLAN_FILE, every, into_plan=True, replace=True)
        except BaseException:
            shutil.rmtree(backup, ignore_errors=True)
            raise
    return Written(tuple(path.name for path in made), removed, backup)


def earlier_entries(folder: Path) -> dict[str, Any]:
    """The entries of the ``plan.toml`` in a folder by dotted name; none if none can be read."""
    try:
        return known_entries(read_toml(folder))
    except PlanError:
        return {}


def changed_entries(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Every entry that would have another meaning, as ``name: before → after``."""
    old, new = (entries_of(plan_head(nested(values), [])) for values in (before, after))
    return [f"{key}: {old[key]} → {new[key]}" for key in ENTRIES if old[key] != new[key]]
