"""One command at a time writes into a folder, so that each knows what the other wrote."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from geo.files.staging import made_folders, output_error

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """A folder, made if need be, that no second command writes into meanwhile; it waits.

    Where the system has no locks for folders nobody waits. A folder that was made goes if it is
    left empty.

    Raises
    ------
    OutputError
        The folder cannot be made.
    """
    try:
        made = made_folders(folder)
    except OSError as error:
        raise output_error(folder, error) from None
    handle = None
    try:
        if fcntl is not None:
            with suppress(OSError):  # a file system without locks, a folder that is closed to us
                handle = os.open(folder, os.O_RDONLY)
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        if handle is not None:
            os.close(handle)
        for each in reversed(made):
            with suppress(OSError):  # it has files, as it should
                each.rmdir()
