"""Cells of a row as values: keywords, flags, ids, texts; faults are collected, none is raised.

See DECISIONS 3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from geo.errors import Fault
from geo.nearest import nearest
from geo.sources.tables.characters import too_long
from geo.sources.tables.table import Row, plain

#: Columns whose texts are as long as their writer needs.
_PROSE = ("note", "basis", "basis_note", "source")
_DIGITS = 9  # of a whole number: more than any table has rows or any text characters
_DECIMAL = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,20})?", re.ASCII)
_FLAGS = dict.fromkeys(("yes", "y", "true", "1", "1.0", "是"), True)
_FLAGS |= dict.fromkeys(("", "no", "n", "false", "0", "0.0", "否"), False)


Keyword = TypeVar("Keyword", bound=StrEnum)


def flag_of(cell: str) -> bool | None:
    """Yes or no, in the words of people and programs, empty for no; None where it is neither.

    Examples
    --------
    >>> flag_of("是"), flag_of(""), flag_of("perhaps")
    (True, False, None)
    """
    return _FLAGS.get(plain(cell).lower())


@cache
def _members(kind: type[Keyword]) -> Mapping[str, Keyword]:
    """The members of an enumeration by their words."""
    return {member.value: member for member in kind}


class Cells:
    """One row being read; faults go to the shared list.

    Examples
    --------
    >>> faults = []
    >>> row = Row("plan.csv:2", {"scope": "drect", "open_ended": "yes"})
    >>> cells = Cells(row, faults)
    >>> cells.flag("open_ended"), cells.choice("scope", ("direct", "collective"))
    (True, 'drect')
    >>> print(faults[0].line())
    plan.csv:2:scope: “drect” 不是可用的值（最接近的：direct） / not a valid value (nearest: direct)
    """

    def __init__(self, row: Row, faults: list[Fault]) -> None:
        self.row = row
        self.faults = faults

    def text(self, column: str) -> str:
        """The cell as written; a missing column is empty, a name too long for a map a fault."""
        value = self.row[column]
        if column not in _PROSE and (said := too_long(value)):
            self.fault(column, *said)
        return value

    def needed(self, column: str) -> str:
        """The cell as written; empty is a fault."""
        if not self.row[column]:
            self.fault(column, "这一格不能为空", "this cell must not be empty")
        return self.text(column)

    def code(self, column: str) -> str:
        """An id, code or locator, full-width forms folded."""
        return plain(self.row[column])

    def choice(self, column: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed keywords."""
        value = self.code(column)
        if value not in allowed:
            near = nearest(value, allowed) or allowed[:3]
            self.fault(column, "不是可用的值", "not a valid value", near)
        return value

    def one_of(self, column: str, kind: type[Keyword]) -> Keyword:
        """One member of an enumeration; its first, with a fault, where the word is none."""
        known = _members(kind)
        if (found := known.get(self.code(column))) is not None:
            return found
        self.choice(column, tuple(known))
        return next(iter(kind))

    def flag(self, column: str) -> bool:
        """Yes or no; empty is no."""
        value = flag_of(self.row[column])
        if value is None:
            self.fault(column, "只能填 yes 或留空", "must be yes or empty", ("yes",))
        return bool(value)

    def whole(self, column: str) -> int:
        """A whole number; -1 with a fault if it is not."""
        value = self.code(column)
        if not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
            zh, en = (
                f"应为整数，至多 {_DIGITS} 位",
                f"must be a whole number of up to {_DIGITS} digits",
            )
            self.fault(column, zh, en)
            return -1
        return int(value)

    def number(self, column: str) -> float:
        """A decimal number; 0 with a fault if it is not."""
        value = self.code(column)
        if _DECIMAL.fullmatch(value):
            return float(value)
        zh, en = (
            "应为十进制数字，不带单位、逗号或度分秒",
            "must be a decimal number, without a unit",
        )
        self.fault(column, zh, en)
        return 0.0

    def listed(self, column: str) -> tuple[str, ...]:
        """Values with a semicolon between."""
        return tuple(part.strip() for part in self.row[column].split(";") if part.strip())

    def fault(self, column: str, zh: str, en: str, nearest: tuple[str, ...] = ()) -> None:
        """Note a fault of one cell."""
        self.faults.append(Fault(self.row.at(column), zh, en, self.row[column], nearest))
