"""Bytes of any file of a user as text: one decoder at every door.

UTF-8 with or without a byte order mark is read as it is; UTF-16, GB 18030 and Big5, which offices
write as well, are told by their own look and said once. What cannot be told, or was spoilt by an
earlier program, is one fault, never a flood of cells.

See DECISIONS 33.
"""

from __future__ import annotations

import codecs
import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import Fault, GeoError, notice
from geo.sources.spoilt import CHINESE, EVERYDAY, everyday, spoilt
from geo.sources.tables.table import MAX_BYTES

PLAIN = ("UTF-8", "UTF-8 (BOM)")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_UTF16 = (("utf-16-le", "UTF-16 LE"), ("utf-16-be", "UTF-16 BE"))
_SAMPLE = 20_000


@dataclass(frozen=True)
class Decoded:
    """The text of a file, the name of its encoding, or the one thing that is wrong with it."""

    text: str = ""
    encoding: str = ""
    faults: tuple[Fault, ...] = ()


def read_file(path: Path) -> Decoded:
    r"""The text of a file of up to 32 MB; another encoding than UTF-8 is said.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "notes.md"
    >>> _ = file.write_bytes("钢铁\n".encode())
    >>> read_file(file).encoding
    'UTF-8'
    """
    name = path.name
    if path.stat().st_size > MAX_BYTES:
        zh, en = f"文件超过 {MAX_BYTES} 字节", f"file over {MAX_BYTES} bytes"
        return Decoded(faults=(Fault(name, zh, en),))
    found = decoded(path.read_bytes(), name)
    if found.encoding and found.encoding not in PLAIN:
        notice(name, f"按 {found.encoding} 读取", f"read as {found.encoding}")
    return found


def text_of(path: Path, kind: type[GeoError]) -> str:
    """The text of a file.

    Raises
    ------
    GeoError
        Of the kind given: it is too large, in no known encoding, or spoilt.
    """
    found = read_file(path)
    if found.faults:
        raise kind(found.faults)
    return found.text


def toml_of(path: Path, kind: type[GeoError]) -> dict[str, Any]:
    """The entries of a TOML file.

    Raises
    ------
    GeoError
        Of the kind given: as :func:`text_of`, or it is not TOML.
    """
    return _parsed(path, kind, tomllib.loads, "TOML")


def json_of(path: Path, kind: type[GeoError]) -> Any:  # noqa: ANN401  JSON has no type yet
    """What a JSON file holds.

    Raises
    ------
    GeoError
        Of the kind given: as :func:`text_of`, or it is not JSON.
    """
    return _parsed(path, kind, json.loads, "JSON")


def _parsed(path: Path, kind: type[GeoError], parse: Callable[[str], Any], form: str) -> Any:  # noqa: ANN401
    try:
        return parse(text_of(path, kind))
    except ValueError as error:
        zh, en, said = f"不是有效的 {form}", f"not valid {form}", str(error)
    except RecursionError:
        zh, en, said = "层层嵌套太深", "nested too deeply", ""
    raise kind(Fault(path.name, zh, en, said)) from None


def decoded(data: bytes, name: str) -> Decoded:
    r"""The text of some bytes, told by their byte order mark or by their look.

    Parameters
    ----------
    data
        The bytes.
    name
        Name of the file, for the fault.

    Examples
    --------
    >>> decoded("廣州市,鋼鐵\n".encode("big5"), "a.csv").text
    '廣州市,鋼鐵\n'
    >>> decoded("钢铁".encode("utf-8"), "a.csv").encoding
    'UTF-8'
    """
    for codec, encoding in _candidates(data):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        fault = _nul(text, name) or spoilt(text, name)
        return Decoded(faults=(fault,)) if fault else Decoded(text, encoding)
    zh = "无法识别编码：请存为 UTF-8、UTF-16、GB 18030 或 Big5"
    en = "unknown encoding: save it as UTF-8, UTF-16, GB 18030 or Big5"
    return Decoded(faults=(Fault(name, zh, en),))


def _candidates(data: bytes) -> Iterator[tuple[str, str]]:
    """Codecs that may fit, with the names of their encodings, the likeliest first."""
    marked = [(codec, name) for bom, codec, name in _BOMS if data.startswith(bom)]
    if told := marked or _wide(data):
        yield from told
        return
    yield "utf-8", "UTF-8"
    yield from _by_everyday_characters(data)


def _wide(data: bytes) -> list[tuple[str, str]]:
    """UTF-16 without a mark: every other byte of its commas and line ends is zero."""
    if len(data) % 2 or b"\0" not in data:
        return []
    zeros = data.count(0) / len(data)
    if zeros < 0.3 and _fits(data, "utf-8"):
        return []  # a text with a stray zero
    shares = {pair: _told(data[:_SAMPLE], pair[0]) for pair in _UTF16}
    best = max(shares, key=lambda pair: shares[pair])
    return [best] if shares[best] > 0.9 else []


def _told(data: bytes, codec: str) -> float:
    """Share of characters that a Chinese or English text is made of."""
    text = data.decode(codec, "replace")
    good = sum(
        c in "\t\r\n" or " " <= c <= "~" or "\u2010" <= c <= "\u203f" or "\u3000" <= c <= "\u303f"
        or "\u4e00" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" or c == "\ufeff"
        for c in text
    )  # fmt: skip
    return good / len(text) if text else 0.0


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _by_everyday_characters(data: bytes) -> list[tuple[str, str]]:
    """The Chinese encoding in which the text has most everyday characters, if it has enough."""
    shares = {
        kind: everyday(data.decode(kind.codec), kind) for kind in CHINESE if _fits(data, kind.codec)
    }
    likely = sorted(shares, key=lambda kind: -shares[kind])
    return [(kind.codec, kind.name) for kind in likely if shares[kind] >= EVERYDAY]


def _nul(text: str, name: str) -> Fault | None:
    at = text.find("\0")
    if at < 0:
        return None
    line, n = text.count("\n", 0, at) + 1, text.count("\0")
    zh = f"含有空字符（NUL）共 {n} 个：不是文本文件，或写文件时中断了"
    en = f"has {n} NUL characters: no text file, or one whose writing was cut off"
    return Fault(f"{name}:{line}", zh, en)
