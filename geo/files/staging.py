"""Writing files: whole or not at all.

A build is staged in a folder beside the one it replaces, on the same file system, and takes its
place by one rename when every file is on the disk. Whatever stops the build (an error, Ctrl-C, a
killed process, a full disk), the earlier folder stays as it was; leavings of a killed build are
removed by the next.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from glob import escape
from pathlib import Path

from geo.errors import Fault, OutputError
from geo.files.disk import exchange, on_disk
from geo.files.published import Seen, check_replaceable, keep, linked

_OWN = ".geo-"  # before the process that writes a file, in the name it has until it is whole


def write_file(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it, so that it is never half there."""
    write_files({path: data})


def write_files(files: Mapping[Path, bytes | None]) -> None:
    """Write several files, and remove those without bytes: all of it or nothing.

    All bytes are on the disk before the first file takes its place; what then stops it is undone.

    Raises
    ------
    OutputError
        One of the places cannot be written to, or the disk is full; all files are as they were.
    """
    written: dict[Path, Path] = {}
    earlier: dict[Path, Path | None] = {}
    made: list[Path] = []
    path, folders = Path(), cache(made_folders)
    try:
        for path, data in files.items():
            if data is not None:
                made += folders(path.parent)
                written[path] = _temporary(path, data)
        kept = on_disk(written.values())
        for path in written:  # noqa: B007  named if its bytes find no room
            next(kept)
        for path in files:
            earlier[path] = _second_name(path)
            if path in written:
                written[path].replace(path)
            else:
                path.unlink()
    except BaseException as error:
        _undo(earlier)
        if isinstance(error, OSError):
            raise output_error(path, error) from None
        raise
    finally:
        for temporary in (*written.values(), *filter(None, earlier.values())):
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        for folder in dict.fromkeys(reversed(made)):
            with suppress(OSError):  # it has files, as it should
                folder.rmdir()


def made_folders(folder: Path) -> list[Path]:
    """A folder made with those above it; these are told. What a killed command left in it goes."""
    if folder.is_dir():
        for leaving in folder.glob(f"{_OWN}*.tmp"):
            process = leaving.name.removeprefix(_OWN).partition("-")[0]
            if process.isdecimal() and not alive(int(process)):
                leaving.unlink(missing_ok=True)
        return []
    missing = [p for p in (folder, *folder.parents) if not os.path.lexists(p)]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _second_name(path: Path) -> Path | None:
    """A hidden name beside a file under which it stays; None if there is no such file."""
    if not path.is_file() and not path.is_symlink():
        return None
    handle, aside = _hidden(path.parent)
    os.close(handle)
    aside.unlink()
    linked(path, aside)
    return aside


def _undo(earlier: Mapping[Path, Path | None]) -> None:
    for path, aside in earlier.items():
        with suppress(OSError):  # a folder is in the way
            path.unlink(missing_ok=True) if aside is None else aside.replace(path)


def _temporary(path: Path, data: bytes) -> Path:
    """A hidden file beside a path with the bytes that it is to have; none if that fails."""
    handle, temporary = _hidden(path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o666 & ~_umask())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _hidden(folder: Path) -> tuple[int, Path]:
    """A new file, open to be written, that is known for ours by its name."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=f"{_OWN}{os.getpid()}-", suffix=".tmp")
    return handle, Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def output_error(path: Path, error: OSError) -> OutputError:
    """The sentence for a file or folder that cannot be written."""
    reason = error.strerror or error  # a pipe or a device has no reason but its name
    zh, en = {
        errno.ENOSPC: ("磁盘已满", "the disk is full"),
        errno.EDQUOT: ("磁盘配额已用完", "the disk quota is used up"),
        errno.EACCES: ("没有写权限", "no permission to write"),
        errno.EPERM: ("没有写权限", "no permission to write"),
        errno.EROFS: ("所在的文件系统只读", "the file system is read-only"),
        errno.ENOTDIR: (
            "路径中有一段是文件而不是文件夹",
            "a part of the path is a file, not a folder",
        ),
        errno.EEXIST: ("同名文件已存在，不是文件夹", "a file of this name is in the way"),
        errno.EISDIR: ("是文件夹，不是文件", "is a folder, not a file"),
        errno.ENAMETOOLONG: ("路径太长", "the path is too long"),
        errno.EBUSY: ("正被占用（或是挂载点），不能替换", "is in use or a mount point"),
        errno.EXDEV: (
            "是另一文件系统的挂载点，不能替换",
            "is a mount point and cannot be replaced",
        ),
    }.get(error.errno or 0, (f"系统报告：{reason}", f"the system says: {reason}"))
    return OutputError(Fault("", f"无法写入：{zh}", f"cannot be written: {en}", str(path)))


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A new folder to fill, which becomes ``target`` at the end of the block.

    Parameters
    ----------
    target
        The folder to replace: absent, empty, or an earlier build. What people keep beside a
        published folder (``README.md``, ``.git``, ``CNAME`` …) is kept.

    Yields
    ------
    Path
        The staging folder, a hidden sibling of the target.

    Raises
    ------
    OutputError
        The target has files that are not an earlier build's or is a mount point, both before the
        block; or something cannot be written.
    """
    target, seen = Path(os.path.realpath(target)), Seen()
    try:
        _remove_leavings(target)
        check_replaceable(target, seen=seen)
        target.parent.mkdir(parents=True, exist_ok=True)
        prefix = f"{_prefix(target)}{os.getpid()}-"
        stage = Path(tempfile.mkdtemp(dir=target.parent, prefix=prefix))
        stage.chmod(0o777 & ~_umask())
    except OSError as error:
        raise output_error(target, error) from None
    try:
        yield stage
        _sync(stage)
        check_replaceable(target, seen=seen)  # nobody put or changed a file there meanwhile
        keep(target, stage)  # on the disk already
        _swap(stage, target)
    except OSError as error:
        raise output_error(target, error) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _prefix(target: Path) -> str:
    """What the names of its stages begin with, before the number of the process."""
    return f".{target.name}.staging-"


def _remove_leavings(target: Path) -> None:
    """Remove what killed builds left; put the earlier build back if it was moved away."""
    for leaving in sorted(target.parent.glob(f"{escape(_prefix(target))}*")):
        process = leaving.name.removeprefix(_prefix(target)).partition("-")[0]
        if not process.isdecimal() or (int(process) != os.getpid() and alive(int(process))):
            continue
        if leaving.name.endswith(".previous") and not target.exists():
            leaving.rename(target)
        else:
            shutil.rmtree(leaving)


def alive(process: int) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def _sync(folder: Path) -> None:
    """Every file and folder on the disk before anything is replaced.

    A file with a second name is the earlier build's, which is there already.
    """
    found = [folder, *folder.rglob("*")]
    for _ in on_disk(p for p in found if p.is_dir() or p.stat().st_nlink == 1):
        pass


def _swap(stage: Path, target: Path) -> None:
    """Put the stage in the target's place; afterwards the earlier build, if any, is the stage."""
    if not target.exists():
        stage.rename(target)
    elif not exchange(stage, target):
        previous = stage.with_name(f"{stage.name}.previous")
        target.rename(previous)
        try:
            stage.rename(target)
        except OSError:
            previous.rename(target)
            raise
        shutil.rmtree(previous, ignore_errors=True)
