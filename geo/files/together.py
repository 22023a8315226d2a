"""Several files of a folder written as one: all of them, or none.

The new files are staged inside the folder and take their places by renames when all are on the
disk; the earlier ones wait in the stage until the last is in place. What stops it half-way is
undone at once, and after a kill by the next call.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from geo.files.staging import alive, output_error

_STAGE = ".geo-staging-"
_NEW, _OLD, _FRESH = "new", "old", "fresh"


def write_together(folder: Path, files: Mapping[str, bytes], gone: Iterable[str] = ()) -> None:
    """Write files into an existing folder, and remove others, as one step.

    Parameters
    ----------
    folder
        The folder; whatever else is in it stays.
    files
        Contents by name; a file that has them already is not touched.
    gone
        Names of files to remove.

    Raises
    ------
    OutputError
        Something cannot be written; every file is as it was.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a").write_text("before")
    >>> write_together(folder, {"b": b"1", "c": b"2"}, gone=["a"])
    >>> sorted(path.name for path in folder.iterdir())
    ['b', 'c']
    """
    try:
        _undo_killed(folder)
        changed = {n: data for n, data in files.items() if not _has(folder / n, data)}
        there = [name for name in gone if (folder / name).is_file()]
        if not changed and not there:
            return
        stage = Path(tempfile.mkdtemp(dir=folder, prefix=f"{_STAGE}{os.getpid()}-"))
    except OSError as error:
        raise output_error(folder, error) from None
    try:
        _fill(stage, folder, changed, there)
        for name in changed:
            (stage / _NEW / name).replace(folder / name)
        for name in there:
            (folder / name).unlink()
    except BaseException as error:
        _undo(stage, folder)
        if isinstance(error, OSError):
            raise output_error(folder, error) from None
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _has(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _fill(stage: Path, folder: Path, changed: Mapping[str, bytes], gone: Iterable[str]) -> None:
    """The stage: new files, copies of the earlier ones, and the names that were not there."""
    for part in (_NEW, _OLD):
        (stage / part).mkdir()
    fresh = [name for name in changed if not (folder / name).exists()]
    contents = {stage / _NEW / name: data for name, data in changed.items()}
    contents |= {
        stage / _OLD / name: (folder / name).read_bytes()
        for name in (*changed, *gone)
        if name not in fresh
    }
    for path, data in contents.items():
        _on_disk(path, data)
    _on_disk(stage / _FRESH, "\n".join(fresh).encode())  # last: from here on there is an undoing


def _on_disk(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _undo(stage: Path, folder: Path) -> None:
    """Every file as it was before the stage was filled."""
    if not (stage / _FRESH).is_file():
        return
    for old in sorted((stage / _OLD).iterdir()):
        old.replace(folder / old.name)
    for name in (stage / _FRESH).read_text("utf-8").splitlines():
        if not (stage / _NEW / name).exists():
            (folder / name).unlink(missing_ok=True)


def _undo_killed(folder: Path) -> None:
    for stage in sorted(folder.glob(f"{_STAGE}*")):
        process = stage.name.removeprefix(_STAGE).partition("-")[0]
        if not (process.isdecimal() and int(process) != os.getpid() and alive(int(process))):
            _undo(stage, folder)
            shutil.rmtree(stage)
