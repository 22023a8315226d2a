"""What lies in a folder that a build is to replace: the earlier build, what is kept, what is not.

A folder of maps may be published as it is, from a repository or a web server: the files by which
that is done stay as they are. What neither the manifest of the earlier build lists with its hash
nor belongs to a publication is somebody's own, and the folder is left alone.

See DECISIONS 31.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from geo.errors import Fault, OutputError
from geo.files.own import digest, hashes, json_of

MANIFEST = "manifest.json"
#: What the versions in a manifest of geo begin with; other programs write manifests too.
MAKER = "industry-atlas"
#: Beside every hidden file and folder: what people and web servers put beside a site.
KEPT = (
    *("README.md", "LICENSE", "CNAME", "robots.txt", "favicon.ico", "404.html"),
    *("web.config", "_headers", "_redirects"),
)
#: What file managers leave in any folder; nobody's own.
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
_MOUNTS = Path("/proc/self/mountinfo")


class SeenFile(NamedTuple):
    """What was told of a file, and which file it was when it was read."""

    sha256: str
    inode: int
    size: int
    written_ns: int


Seen = dict[str, SeenFile]  # by name below a folder


def check_replaceable(target: Path, *, builds: bool = True, seen: Seen | None = None) -> None:
    """Nothing, or the sentence why a folder cannot be replaced whole.

    Parameters
    ----------
    target
        The folder: absent, empty but for what is kept, or an earlier build.
    builds
        Whether an earlier build may be replaced; else files are only added to a folder.
    seen
        Filled with the files that are as the earlier build made them; those that an earlier look
        found so are not read again, unless they were written since.

    Raises
    ------
    FileExistsError
        It is a file.
    OutputError
        It is a mount point, or has files of somebody's own; these are named.
    """
    if not target.is_dir():
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        return
    if occupied := next(_occupied(target), None) if builds else None:
        raise OutputError(occupied)
    if mounted := next(_mounts(target), None) if builds else None:
        zh = "是挂载点或含有挂载点，不能整体替换；请另选，例如其中的一个新文件夹"
        en = "is or holds a mount point and cannot be replaced; choose another, such as one in it"
        raise OutputError(Fault("", zh, en, str(mounted)))
    found = _foreign(
        target, listed(target / MANIFEST) if builds else {}, {} if seen is None else seen
    )
    if foreign := list(islice(found, 4)):
        names = tuple([*foreign[:3], "…"] if len(foreign) > 3 else foreign)
        told = "、".join(names)
        zh = f"文件夹里有不是本工具生成的、或生成后改过的文件（{told}），不予替换；请另选"
        en = (
            f"the folder has files that geo did not make or that were changed since "
            f"({', '.join(names)}) and is left alone; choose another"
        )
        raise OutputError(Fault("", zh, en, str(target)))


def _occupied(target: Path) -> Iterator[Fault]:
    """Whose life goes on in a folder while a build takes its place: a home, a shell, git."""
    if target == Path(os.path.realpath(Path.home())):
        zh, en = "是您的主目录，不能整体替换", "is your home folder and cannot be replaced"
        yield Fault("", f"{zh}；请另选", f"{en}; choose another", str(target))
    if target in (here := Path(os.path.realpath(os.curdir)), *here.parents):
        zh = "是命令所在的目录（或其上级），不能整体替换；请到别处运行，或另选"
        en = "is where the command runs, or above; run it from elsewhere, or choose another"
        yield Fault("", zh, en, str(target))
    if ".git" in target.parts:
        zh, en = (
            "在 git 仓库的 .git 之内；请另选",
            "is inside the .git of a repository; choose another",
        )
        yield Fault("", zh, en, str(target))


def keep(target: Path, stage: Path) -> None:
    """Bring what a build keeps into the stage, whole and as it is; links, not copies, if it can.

    The new folder is open to whom the earlier one was.
    """
    if target.is_dir():
        before = target.stat()
        with suppress(OSError, AttributeError):  # another's folder; a system without owners
            os.chown(stage, before.st_uid, before.st_gid)
        stage.chmod(before.st_mode & 0o7777)
    for entry in sorted(target.iterdir()) if target.is_dir() else ():
        copy = stage / entry.name
        if not _is_kept(entry.name) or os.path.lexists(copy):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, copy, symlinks=True, copy_function=linked)
        else:
            shutil.copy2(entry, copy, follow_symlinks=False)


def _is_kept(name: str) -> bool:
    return name.startswith(".") or name in KEPT


def linked(source: str | Path, copy: str | Path) -> None:
    """The file under a second name, so that a large repository is moved in no time."""
    try:
        os.link(source, copy, follow_symlinks=False)
    except OSError:  # a file system without links
        shutil.copy2(source, copy, follow_symlinks=False)


def listed(manifest: Path) -> dict[str, str]:
    """Hashes of the files that the manifest of a build or publication lists; none if it is none."""
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        found = json_of(manifest)
        if MAKER in found["versions"] and hashes(found["outputs"]):
            return dict(found["outputs"])
    return {}


@dataclass(frozen=True)
class Earlier:
    """The earlier build of a folder, whose files a new one may have in common with it.

    ``hashes`` are those of its manifest, to which its files are held before it is replaced.
    """

    folder: Path = Path()
    hashes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, target: Path) -> Earlier:
        """What a folder holds of an earlier build; nothing, if it is none."""
        return cls(target.absolute(), listed(target / MANIFEST))

    def gives(self, name: str, sha256: str, path: Path) -> bool:
        """Whether a file of it is these bytes; then it stands under ``path`` as well."""
        if self.hashes.get(name) != sha256:
            return False
        try:
            os.link(self.folder / name, path, follow_symlinks=False)
        except OSError:  # a file system without links, or the file is there already
            return False
        return True


def _foreign(target: Path, made: dict[str, str], seen: Seen) -> Iterator[str]:
    """Files, and links of any kind, that are neither kept nor as the earlier build made them.

    A file that got a second name in the new build has another time of change, not of writing.
    """
    for name in files_of(target):
        if name.rpartition("/")[2] in _LITTER or (name == MANIFEST and made):
            continue
        now = os.lstat(f"{target}/{name}")
        file = SeenFile(made.get(name, ""), now.st_ino, now.st_size, now.st_mtime_ns)
        if seen.get(name) == file:
            continue
        known = name in made and stat.S_ISREG(now.st_mode)
        if known and digest((target / name).read_bytes()) == made[name]:
            seen[name] = file
        else:
            yield name


def files_of(target: Path) -> Iterator[str]:
    """Names below a folder of every file and link but in what is kept, as asked for."""
    for above, folders, names in os.walk(target, onerror=_refuse):
        below = Path(above).relative_to(target).as_posix()
        prefix = "" if below == "." else f"{below}/"
        links = [name for name in folders if Path(above, name).is_symlink()]
        folders[:] = sorted(n for n in folders if (prefix or not _is_kept(n)) and n not in links)
        for name in sorted([*names, *links]):
            if prefix or not _is_kept(name):
                yield f"{prefix}{name}"


def _refuse(error: OSError) -> None:
    raise error


def _mounts(target: Path) -> Iterator[Path]:
    """Mount points at a folder or below; where the system lists none, only at the folder."""
    listed = []
    with suppress(OSError):
        listed = [
            line.split(" ")[4]
            for line in _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
        ]
    for point in listed:
        path = Path(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), point))
        if path == target or target in path.parents:
            yield path
    if target.is_mount():
        yield target
