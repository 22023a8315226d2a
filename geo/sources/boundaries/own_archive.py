"""A zipped Shapefile of a user, unpacked alone and up to a size that no sound one has."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from geo.errors import BoundaryError, Fault

MAX_BYTES = 64_000_000
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")  # of a Shapefile
_NATIVE_NAMES = 0x800  # of the flags of an entry: its name is UTF-8
_CHUNK = 1 << 20


def refuse(address: str, zh: str, en: str, value: str = "", near: tuple[str, ...] = ()) -> NoReturn:
    """A file that cannot be read at all: the one thing that is wrong with it."""
    raise BoundaryError(Fault(address, zh, en, value, near))


@contextmanager
def unpacked(path: Path, layer: str) -> Iterator[Path]:
    """The Shapefile in an archive, alone in a folder; no more of it than :data:`MAX_BYTES`."""
    faulty = (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError)
    with tempfile.TemporaryDirectory(prefix="geo-outlines-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, path.name, layer, Path(folder))
        except faulty:
            refuse(path.name, "压缩包损坏或加密", "the archive is damaged or encrypted")
        yield Path(folder) / "layer.shp"


def _unpack(archive: zipfile.ZipFile, shown: str, layer: str, folder: Path) -> None:
    names = {_entry_name(info): info for info in archive.infolist() if not info.is_dir()}
    stems = sorted(n[:-4] for n in names if n.lower().endswith(".shp") and "__MACOSX" not in n)
    wanted = [stem for stem in stems if not layer or layer in (stem, Path(stem).name)]
    if len(wanted) != 1:
        zh = f"压缩包里有 {len(stems)} 个 .shp，应为一个，或用 --layer 指明"
        en = f"the archive has {len(stems)} .shp; one is due, or name it with --layer"
        refuse(shown, zh, en, layer, tuple(stems[:5]))
    total = 0
    for name, info in names.items():
        if name[:-4] != wanted[0] or name[-4:].lower() not in PARTS:
            continue
        with archive.open(info) as source, (folder / f"layer{name[-4:].lower()}").open("wb") as out:
            while chunk := source.read(_CHUNK):
                total += len(chunk)
                if total > MAX_BYTES:
                    zh, en = f"解开后超过 {MAX_BYTES} 字节", f"unpacks to over {MAX_BYTES} bytes"
                    refuse(shown, zh, en, name)
                out.write(chunk)


def _entry_name(info: zipfile.ZipInfo) -> str:
    """Name of an entry; without a mark it is in the encoding of a Chinese Windows."""
    if info.flag_bits & _NATIVE_NAMES:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
