"""The one rule by which every named output is written: a file of somebody else is never lost.

A hidden record beside the outputs (``.geo-files.json``) holds what geo wrote there: for each file
its hash, and the output that it belongs to. A file may be written where none is, where the same
bytes are already, or where the record shows that the same output wrote it and that nobody has
changed it since. All files of an output are checked before the first is written. Files of its
earlier edition that it no longer has go with that edition, unless somebody changed them.

See DECISIONS 30.
"""

from __future__ import annotations

import os
import shutil
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath

from geo.errors import Fault, OutputError, notice
from geo.files.alone import alone
from geo.files.own import RECORD, Own, digest, read_record, record_bytes
from geo.files.staging import output_error, write_files
from geo.language import spelled

#: What a plan folder is read from; no output is ever written among its sources.
PLAN_FILE, SOURCES = "plan.toml", (".csv", ".md", ".ods", ".toml", ".xlsx")
Files = Mapping[str, bytes | None]
Names = Callable[[Path], Mapping[str, list[str]]]  # those in a folder, read once


def deliver(
    output: Path, files: Files, *, replace: bool = False, into_plan: bool = False
) -> tuple[Path, ...]:
    """Write an output and its companions, all of them or none.

    Parameters
    ----------
    output
        The file that was asked for.
    files
        Contents by path below the folder of the output, the output among them; None for a file
        that must not be there any longer, which is removed under the same rule.
    replace
        Whether files are replaced that this output did not write, or that were changed since.
    into_plan
        Whether the files are the sources of a plan; all else is refused among them.

    Returns
    -------
    tuple of Path
        Every file that is now there: the output, its companions, the record.

    Raises
    ------
    OutputError
        One fault for each file that may not be written; nothing was written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> made = deliver(folder / "a.csv", {"a.csv": b"1"})
    >>> [path.name for path in deliver(folder / "a.csv", {"a.csv": b"2"})]
    ['a.csv', '.geo-files.json']
    """
    with alone(output.parent):
        return _delivered(output, files, replace=replace, into_plan=into_plan)


def _delivered(output: Path, files: Files, *, replace: bool, into_plan: bool) -> tuple[Path, ...]:
    """As :func:`deliver`, while nobody else writes there."""
    folder, names = output.parent, cache(_names_in)
    try:
        owned, faults = read_record(folder, replace=replace)
        faults += _misplaced(output, into_plan=into_plan)
        for name, data in sorted(files.items()) if not faults else ():
            found = next(_in_the_way(folder, name, names), None)
            found = found or _fault(
                folder / name, data, owned.get(name), replace=replace, of=output.name
            )
            faults += [found] if found else []
        if faults:
            raise OutputError(faults)
        new = {name: data for name, data in files.items() if data is not None}
        changed = {n: d for n, d in new.items() if not _holds(folder / n, d)}
        gone = [name for name in files if name not in new and os.path.lexists(folder / name)]
        mine = {n for n, own in owned.items() if own.output == output.name}
        stale = [n for n in sorted(mine - {*files}) if _untouched(folder, n, owned[n], names)]
    except OSError as error:
        raise output_error(Path(error.filename or output), error) from None
    owned |= {n: Own(digest(d), output.name) for n, d in new.items() if n in {*changed, *mine}}
    owned = {n: own for n, own in owned.items() if n not in gone and (n in files or n not in mine)}
    last = {output.name: changed.pop(output.name)} if output.name in changed else {}
    written = {**changed, **last, **dict.fromkeys([*gone, *stale]), RECORD: record_bytes(owned)}
    write_files({folder / n: d for n, d in written.items()})
    _say_removed(output, stale)
    companions = sorted(name for name in new if name != output.name)
    return tuple(folder / name for name in (output.name, *companions, RECORD))


def rewrite(folder: Path, files: Mapping[str, bytes], of: str) -> None:
    """Write files of a folder whoever made them, as one; the record stays true.

    What was geo's own and unchanged stays so, with its new hash, and so does a new file beside
    others of its own (of the output ``of``); a file that somebody changed stays somebody's.
    """
    with alone(folder):
        owned, _ = read_record(folder, replace=False)
        recorded = bool(owned)
        for name, data in files.items():
            path, own = folder / name, owned.get(name)
            if not path.exists() or (own and digest(path.read_bytes()) == own.sha256):
                owned[name] = Own(digest(data), own.output if own else of)
        record = {RECORD: record_bytes(owned)} if recorded else {}
        write_files({folder / name: data for name, data in {**files, **record}.items()})


def backed_up(path: Path) -> Path:
    """A copy of a file or folder beside it, ``NAME.bak`` or the first free ``NAME.bak2`` ….

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "a.csv"
    >>> _ = file.write_bytes(b"1")
    >>> backed_up(file).name, backed_up(file).name
    ('a.csv.bak', 'a.csv.bak2')
    """
    path, number = path.resolve() if path.name in {"", ".."} else path, 1
    while os.path.lexists(copy := path.with_name(f"{path.name}.bak{number if number > 1 else ''}")):
        number += 1
    try:
        if path.is_dir():
            shutil.copytree(path, copy, symlinks=True)
        else:
            shutil.copy2(path, copy)
    except OSError as error:
        raise output_error(copy, error) from None
    return copy


def _fault(
    path: Path, data: bytes | None, own: Own | None, *, replace: bool, of: str
) -> Fault | None:
    """What forbids to write a file where nothing is in the way, or to remove it (no ``data``)."""
    if not os.path.lexists(path) or (data is not None and _holds(path, data)):
        return None
    if not path.is_symlink() and not path.stat().st_mode & stat.S_IWUSR:
        return Fault("", "是只读文件，不予替换", "is read-only and is left alone", str(path))
    if replace:
        return None
    zh, en = "不是本工具写的文件", "is a file that geo did not write"
    if path.is_symlink():
        zh, en = "是链接", "is a link"
    elif own is not None and digest(path.read_bytes()) != own.sha256:
        zh, en = "写出之后被改过", "was changed after geo wrote it"
    elif own is not None and own.output == of:
        return None
    elif own is not None:
        zh, en = f"属于另一成果 {own.output}", f"belongs to another output, {own.output}"
    zh = f"{zh}，不予替换；确要替换请加 {spelled('replace', True)}"
    en = f"{en} and is left alone; {spelled('replace', True)} replaces it"
    return Fault("", zh, en, str(path))


def _names_in(folder: Path) -> Mapping[str, list[str]]:
    """The names in a folder, by what they are where names have no case."""
    found: dict[str, list[str]] = {}
    for name in (path.name for path in folder.iterdir()):
        found.setdefault(_key(name), []).append(name)
    return found


def _in_the_way(folder: Path, name: str, names: Names) -> Iterator[Fault]:
    """What no ``--replace`` replaces: folders, devices, linked folders, names that differ in case.

    A.html beside a.html is one file where names have no case, so the two never stand together.
    """
    parts = PurePosixPath(name).parts
    for depth, part in enumerate(parts, 1):
        above, path = folder.joinpath(*parts[: depth - 1]), folder.joinpath(*parts[:depth])
        if not above.is_dir():
            return
        for twin in (name for name in names(above).get(_key(part), ()) if name != part):
            zh, en = f"与已有的 {twin} 只差大小写", f"differs from {twin} in case only"
            yield Fault("", zh, en, str(path))
        if depth < len(parts) and (path.is_symlink() or (path.exists() and not path.is_dir())):
            zh, en = "要用作文件夹，但它是文件或链接", "is to be a folder, but is a file or link"
            yield Fault("", zh, en, str(path))
        elif depth == len(parts) and path.exists() and not path.is_file():
            zh, en = "是文件夹或设备，不是文件", "is a folder or device, no file"
            yield Fault("", zh, en, str(path))


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _misplaced(output: Path, *, into_plan: bool) -> Iterator[Fault]:
    """What no ``--replace`` allows: the record's own name, a table among the sources of a plan."""
    plan = (output.parent / PLAN_FILE).is_file()
    if _key(output.name) == RECORD:
        zh, en = (
            "是文件记录所用的名称；请另选",
            "is the name of the record of files; choose another",
        )
        yield Fault("", zh, en, str(output))
    elif not into_plan and output.suffix.lower() in SOURCES and plan:
        zh = "这里是规划文件夹（有 plan.toml），其中的表是来源，不作输出；请另选 -o"
        en = "lies in a plan folder (plan.toml), whose tables are sources; choose another -o"
        yield Fault("", zh, en, str(output))


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _untouched(folder: Path, name: str, own: Own, names: Names) -> bool:
    """Whether a file of an earlier edition is there as geo wrote it."""
    path = folder / name
    if next(_in_the_way(folder, name, names), None) or path.is_symlink() or not path.is_file():
        return False
    return digest(path.read_bytes()) == own.sha256


def _say_removed(output: Path, names: Sequence[str]) -> None:
    """Say what went with the earlier edition of an output, and remove the folders left empty."""
    if not names:
        return
    for above in sorted({p for n in names for p in PurePosixPath(n).parents[:-1]}, reverse=True):
        with suppress(OSError):
            (output.parent / above).rmdir()
    zh = f"上一版所附、这一版没有的 {len(names)} 个文件已移除"
    en = f"removed with its earlier edition: {len(names)} files"
    notice(str(output), zh, en, "、".join([*names[:3], "…"] if len(names) > 3 else names))
