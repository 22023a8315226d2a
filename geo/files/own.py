"""The record of a folder: which of its files geo wrote, told by their hash, and for which output.

See DECISIONS 30.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from geo.errors import Fault

RECORD = ".geo-files.json"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Own:
    """A file that geo wrote: its hash then, and the output that it belongs to."""

    sha256: str
    output: str


def digest(data: bytes) -> str:
    """SHA-256 of bytes, as records and manifests have it."""
    return hashlib.sha256(data).hexdigest()


def hashes(found: object) -> bool:
    """Whether it is hashes by path of files below a folder, and of no others.

    Examples
    --------
    >>> hashes({"a/b.svg": "0" * 64}), hashes({"../b.svg": "0" * 64}), hashes({})
    (True, False, True)
    """
    return isinstance(found, dict) and all(
        _below(name) and isinstance(sha256, str) and _SHA256.fullmatch(sha256)
        for name, sha256 in found.items()
    )


def _below(name: str) -> bool:
    path = Path(name)
    return name == path.as_posix() and not path.anchor and not {".", ".."} & {name, *path.parts}


def json_of(path: Path) -> Any:  # noqa: ANN401  (whatever a file says)
    """What a JSON file says; a ValueError if it is none, however deep it is nested."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ValueError(str(error)) from None


def read_record(folder: Path, *, replace: bool) -> tuple[dict[str, Own], list[Fault]]:
    """The record of a folder; a fault where the file of its name is no record.

    A record that names files beyond its folder is none: nothing may be removed by it.
    """
    path = folder / RECORD
    try:
        entries = json_of(path)["files"]
        owned = {name: Own(**entry) for name, entry in entries.items()}
        if hashes({name: own.sha256 for name, own in owned.items()}):
            return owned, []
    except (FileNotFoundError, NotADirectoryError):
        return {}, []
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    if replace:
        return {}, []
    zh = "不是本工具的文件记录，不予替换；确要替换请加 --replace"
    en = "is no record of geo and is left alone; --replace replaces it"
    return {}, [Fault("", zh, en, str(path))]


def record_bytes(owned: Mapping[str, Own]) -> bytes:
    """The record as a file, sorted; a file name of other bytes than UTF-8 keeps them."""
    files = {name: asdict(owned[name]) for name in sorted(owned)}
    text = json.dumps({"files": files}, ensure_ascii=False, indent=1)
    escaped = (f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)
    return f"{''.join(escaped)}\n".encode()
