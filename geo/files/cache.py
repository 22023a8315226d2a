"""Files that a build made before, found again by the content of all that they were made from.

The key of an entry is a hash of the values that its maker was given and of the program (its code,
its data and the libraries it runs with), never a time or a name: what differs in anything has
another key. An entry carries its own hash; one that is damaged counts as missing. The folder can
be deleted at any time.

See DECISIONS 74.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Files = dict[str, bytes]
OFF = "off"
_ENTRIES = "geo-cache"  # the folder of entries inside the one that is named
_ENDING = ".files"
LARGEST = 2_000_000_000  # bytes of all entries after a build


@dataclass(frozen=True)
class Cache:
    """Where entries lie, and the hash of the program that made them.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     cache = Cache(Path(folder), "v1")
    ...     first = cache.files(("map", 1), lambda: {".svg": b"<svg/>"})
    ...     again = cache.files(("map", 1), lambda: {})
    >>> first == again == {".svg": b"<svg/>"}
    True
    """

    folder: Path
    stamp: str

    def files(self, parts: tuple[Any, ...], make: Callable[[], Files]) -> Files:
        """Files by name: those kept for these very values, or made now and kept.

        Parameters
        ----------
        parts
            All that the files depend on besides the program: plain values and dataclasses of them,
            what is made first.
        make
            Makes the files.
        """
        key = fingerprint(self.stamp, parts)
        path = self.folder / _ENTRIES / key[:2] / f"{key}{_ENDING}"
        found = _read(path)
        if found is None:
            found = make()
            _write(path, found)
        return found

    def writable(self) -> bool:
        """Whether entries can be kept; a folder that is not there is made."""
        folder = self.folder / _ENTRIES
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return True
        except OSError:
            return False

    def prune(self, largest: int = LARGEST) -> None:
        """Remove the entries that were used longest ago, until all together are small enough."""
        entries = sorted(_entries(self.folder / _ENTRIES), reverse=True)
        for _, size, path in entries:
            largest -= size
            if largest < 0:
                with suppress(OSError):
                    path.unlink()


def _entries(folder: Path) -> Iterator[tuple[int, int, Path]]:
    """When an entry was used, its size, its path."""
    for path in folder.glob(f"??/*{_ENDING}"):
        with suppress(OSError):  # another build removed it
            told = path.stat()
            yield told.st_mtime_ns, told.st_size, path


def fingerprint(*parts: object) -> str:
    """SHA-256 of values, equal for equal ones in any process, but for sets: they have no order.

    Examples
    --------
    >>> fingerprint(["b", "a"]) == fingerprint(["b", "a"]), fingerprint(1) == fingerprint(2)
    (True, False)
    """
    out = io.BytesIO()
    pickler = pickle.Pickler(out, 5)
    pickler.fast = True  # nothing is told of which objects are shared
    pickler.dump(parts)
    return hashlib.sha256(out.getbuffer()).hexdigest()


def _read(path: Path) -> Files | None:
    """The files of an entry; None if there is none, or it is not whole.

    It is a line with its hash, a line with names and sizes, and the bytes of the files.
    """
    try:
        told, _, rest = path.read_bytes().partition(b"\n")
        if told.decode() != hashlib.sha256(rest).hexdigest():
            return None
        os.utime(path)
    except (OSError, ValueError):
        return None
    head, _, body = rest.partition(b"\n")
    found, at = {}, 0
    for name, size in json.loads(head):
        found[name] = body[at : at + size]
        at += size
    return found


def _write(path: Path, files: Mapping[str, bytes]) -> None:
    """Keep an entry, whole or not at all; a full disk or a folder that is gone stops no build."""
    head = json.dumps([[name, len(data)] for name, data in files.items()])
    rest = b"\n".join([head.encode(), b"".join(files.values())])
    entry = b"\n".join([hashlib.sha256(rest).hexdigest().encode(), rest])
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=_ENDING, delete=False) as out:
            try:
                out.write(entry)
                out.close()
                Path(out.name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(out.name).unlink()
                raise


def program_stamp(folders: Iterable[Path], *further: bytes) -> str:
    """SHA-256 of what files are made with: the program and its data, the libraries, the machine.

    Parameters
    ----------
    folders
        Code and data, read whole.
    further
        What a call adds to them, such as the font of the user.
    """
    from importlib.metadata import distributions

    found = hashlib.sha256(f"{sys.version} {platform.machine()}".encode())
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix != ".pyc" and p.is_file()):
            found.update(f"\n{path.relative_to(folder)} ".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    for name in sorted(f"\n{d.metadata['Name']} {d.version}" for d in distributions()):
        found.update(name.encode())
    for data in further:
        found.update(hashlib.sha256(data).digest())
    return found.hexdigest()


def cache_folder(named: str = "") -> Path | None:
    """Where a call keeps entries: as named, as the environment has it, the user's own; or nowhere.

    Examples
    --------
    >>> cache_folder("off"), cache_folder("drawn").name
    (None, 'drawn')
    """
    named = named or os.environ.get("GEO_CACHE", "")
    if named:
        return None if named == OFF else Path(named)
    own = {"darwin": "~/Library/Caches", "win32": os.environ.get("LOCALAPPDATA", "~")}
    place = os.environ.get("XDG_CACHE_HOME") or own.get(sys.platform, "~/.cache")
    with suppress(RuntimeError):  # nobody's home
        return Path(place).expanduser() / "industry-atlas"
    return None


_used: list[Cache | None] = [None]


def use_cache(cache: Cache | None) -> None:
    """The cache that :func:`kept` asks in this process; none at first."""
    _used[:] = [cache]


@contextmanager
def with_cache(cache: Cache | None) -> Iterator[None]:
    """Files are looked for in a cache, until the end; then as before."""
    before = _used[0]
    use_cache(cache)
    try:
        yield
    finally:
        use_cache(before)


def kept(parts: tuple[Any, ...], make: Callable[[], Files]) -> Files:
    """Files that depend on these values only, from the cache of the build, if there is one."""
    return _used[0].files(parts, make) if _used[0] else make()
