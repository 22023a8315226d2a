"""Faults that a user can read and act on, in Chinese and English.

Every error is a list of :class:`Fault` (address, fact, value as written, nearest valid value),
raised once with all of them, so that a reader mends a file in one pass. Nothing here knows of
files or maps.

See DECISIONS 23.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from geo.language import said

#: Faults of one kind, or values of one notice, that are printed; further ones are counted.
SHOWN = 20
_QUOTED = 120  # characters of a value as written that a line quotes
_NAMED = re.compile(r"“[^”]*”|[0-9A-Za-z][\w.#/!:-]*", re.ASCII)
_CLAUSE_END = re.compile("[：，；（]")


def visible(text: str, keep: str = "") -> str:
    r"""Text without a character that steers a terminal: each such stands as its escape.

    Control characters, the marks that turn the direction of writing, line and paragraph
    separators, private and unassigned characters; ``keep`` are left as they are.

    Examples
    --------
    >>> visible("a\x1b[31m\u202eb\n")
    'a\\u001b[31m\\u202eb\\u000a'
    """
    if text.isprintable():
        return text
    return "".join(c if c in keep else _shown(c) for c in text)


def _shown(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return f"\\u{ord(character):04x}" if character <= "\uffff" else f"\\U{ord(character):08x}"


class Exit(IntEnum):
    """What a command hands back to the shell; docs/exit-codes.md is this list."""

    DONE = 0
    DATA = 1  # at fault: a table, a plan folder, a workbook, a text
    CALL = 2  # at fault: an option, a name, a file that cannot be read or written
    PROGRAM = 3  # at fault itself
    UNAPPROVED = 4  # maps have no approval number in force, so that nothing was published
    INTERRUPTED = 130  # with Ctrl-C


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, where it is wrong, and what would be right.

    Parameters
    ----------
    address
        ``file:line``, ``file:line:column`` or ``file.xlsx!sheet!cell``; empty for a whole folder.
    zh, en
        The fact and the remedy in one sentence, without the address and without the value.
    value
        The value as written, quoted back; empty where there is none.
    nearest
        Valid values nearest to it, best first; suggestions only, never used by the program.

    Examples
    --------
    >>> print(Fault("a.csv:4:place", "不认识的地名", "unknown place", "广洲", ("广州市",)).line())
    a.csv:4:place: “广洲” 不认识的地名（最接近的：广州市） / unknown place (nearest: 广州市)
    """

    address: str
    zh: str
    en: str
    value: str = ""
    nearest: tuple[str, ...] = ()

    def line(self) -> str:
        """The sentence as printed: address, value, fact in the language of the moment."""
        where = f"{self.address}: " if self.address else ""
        value = self.value if len(self.value) <= _QUOTED else f"{self.value[:_QUOTED]}…"
        quoted = f"“{value}” " if value else ""
        zh, en = self.zh, self.en
        if self.nearest:
            zh += f"（最接近的：{'、'.join(self.nearest)}）"
            en += f" (nearest: {', '.join(self.nearest)})"
        return visible(f"{where}{quoted}{said(zh, en)}")

    @property
    def kind(self) -> str:
        """What is wrong, without what is named: the Chinese sentence up to its first colon.

        >>> Fault("a.csv:4:place", "与 a.csv:2 重复", "repeats a.csv:2").kind
        '与重复'
        """
        return "".join(_CLAUSE_END.split(_NAMED.sub("", self.zh))[0].split()) or self.zh


def fault_lines(faults: Iterable[Fault]) -> Iterator[str]:
    """The faults as printed, a line each: at most :data:`SHOWN` of a kind, then a count.

    Examples
    --------
    >>> lines = list(fault_lines(Fault(f"a.csv:{n}", "缺", "none") for n in range(300)))
    >>> len(lines), lines[-1]
    (21, '同类错误另有 280 处：缺 / 280 more of this kind')
    """
    seen: Counter[str] = Counter()
    for fault in faults:
        seen[fault.kind] += 1
        if seen[fault.kind] <= SHOWN:
            yield fault.line()
    for kind, more in (seen - Counter(dict.fromkeys(seen, SHOWN))).items():
        yield visible(said(f"同类错误另有 {more} 处：{kind}", f"{more} more of this kind"))


class Notice(UserWarning):
    """What was read otherwise than written, or not read, where nothing is wrong with it.

    A warning of Python's own: a command prints it once and goes on, a program may filter it.
    """


def notice(address: str, zh: str, en: str, value: str = "", nearest: tuple[str, ...] = ()) -> None:
    """Say one thing of the data that is no fault; the words as in :class:`Fault`.

    Examples
    --------
    >>> with warnings.catch_warnings(record=True, action="always") as said:
    ...     notice("a.csv:1", "这一列没有读取", "this column is not read", "备注")
    >>> str(said[0].message)
    'a.csv:1: “备注” 这一列没有读取 / this column is not read'
    """
    warnings.warn(Notice(Fault(address, zh, en, value, nearest).line()), stacklevel=2)


def resolved(zh: str, en: str, found: Iterable[tuple[str, str, str]]) -> None:
    """Say once, rule by rule, which values were read otherwise than they are written.

    Parameters
    ----------
    zh, en
        The rule (``全角数字``, ``full-width digits``).
    found
        Address, as written, as read; nothing is said where there is none.

    Examples
    --------
    >>> with warnings.catch_warnings(record=True, action="always") as said:
    ...     resolved("编号小数", "decimals of codes", [("a.csv:2:place_id", "1.0", "1")])
    >>> print(said[0].message)
    按规则认出 1 处（编号小数） / resolved by rule: 1 (decimals of codes): a.csv:2:place_id 1.0 → 1
    """
    each = [f"{address} {written} → {read}" for address, written, read in found]
    if each:
        more = [f"… ({len(each)})"] if len(each) > SHOWN else []
        en = f"resolved by rule: {len(each)} ({en}): {'; '.join(each[:SHOWN] + more)}"
        notice("", f"按规则认出 {len(each)} 处（{zh}）", en)


class GeoError(Exception):
    """Something in the data or the call is at fault.

    Carries every fault found, not only the first.

    Examples
    --------
    >>> error = GeoError([Fault("a.csv:4:place", "不认识的地名", "unknown place", "广洲")])
    >>> [fault.address for fault in error.faults], int(error.exit_code)
    (['a.csv:4:place'], 1)
    >>> print(error.summary)
    1 处错误，未生成任何结果 / 1 fault; nothing was written
    """

    exit_code = Exit.DATA

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        found = [faults] if isinstance(faults, Fault) else list(faults)
        self.faults = tuple(dict.fromkeys(found))
        super().__init__("\n".join(fault_lines(self.faults)))

    @property
    def summary(self) -> str:
        """One line that counts the faults."""
        n = len(self.faults)
        more = "s" * (n != 1)
        return said(f"{n} 处错误，未生成任何结果", f"{n} fault{more}; nothing was written")


class BoundaryError(GeoError):
    """Boundary data are broken, incomplete or in another datum."""


class RegisterError(GeoError):
    """The register of places contradicts itself."""


class PlaceError(GeoError):
    """Names that no area, region, zone or park answers to, or several, or one of a wrong level."""


class PlanError(GeoError):
    """A plan folder is incomplete, contradictory or refers to things that are not there."""


class TableError(GeoError):
    """A table cannot be read: encoding, columns, size, merged or formula cells."""


class SpecError(GeoError):
    """A map specification asks for something the plan or the renderers do not have."""

    exit_code = Exit.CALL


class FontError(GeoError):
    """A character has no glyph in the font; drawing it would print a box."""


class OutputError(GeoError):
    """An output folder or file cannot be written."""

    exit_code = Exit.CALL


class CallError(GeoError):
    """The command was called with options that do not fit."""

    exit_code = Exit.CALL


class ApprovalError(GeoError):
    """Maps are to be published without an approval number in force."""

    exit_code = Exit.UNAPPROVED


class UnknownNameError(CallError):
    """The call names a plan, place, sector or theme that is not there, or not the only one."""
