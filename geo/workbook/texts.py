"""Sheets, headers and values of the workbook in Chinese, from the one catalogue (workbook.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geo.texts.catalogue import section

#: Tables of the plan folder in the order of their sheets.
INPUT_TABLES = (
    "assignments",
    "carriers",
    "structure",
    "taxonomy",
    "places",
    "clauses",
    "paragraphs",
)


@dataclass(frozen=True)
class Column:
    """One column of an input sheet.

    Parameters
    ----------
    code
        Column of the CSV file.
    zh
        Header in the sheet.
    width
        Width in characters of the default font.
    kind
        ``text``, ``code``, ``whole``, ``flag``, ``place``, ``sector``, ``subsector``,
        ``choice:NAME``, or ``derived`` (for the reader, not read back).
    """

    code: str
    zh: str
    width: int
    kind: str

    @property
    def vocabulary(self) -> str:
        """Name of the value list of a choice or flag column; empty for others."""
        return "flag" if self.kind == "flag" else self.kind.partition(":")[2]

    @property
    def derived(self) -> bool:
        """Whether the column is written for the reader and ignored when read back."""
        return self.kind == "derived"


@dataclass(frozen=True)
class Entry:
    """One entry of ``plan.toml`` as a row of the metadata sheet.

    ``key`` is dotted (``title.zh``).
    """

    key: str
    zh: str
    kind: str
    hint: str = ""

    @property
    def vocabulary(self) -> str:
        """Name of the value list; empty where the value is free."""
        special = {"flag": "flag", "levels": "level", "counts": "structure"}
        return special.get(self.kind, self.kind.partition(":")[2])


def sheet(name: str) -> str:
    """Chinese name of a sheet.

    Examples
    --------
    >>> sheet("assignments")
    '覆盖明细'
    """
    return section("sheets")[name]


def sheet_names() -> dict[str, str]:
    """Sheet names by table."""
    return dict(section("sheets"))


@lru_cache(maxsize=16)
def columns(table: str) -> tuple[Column, ...]:
    """Columns of an input sheet, in its order.

    Examples
    --------
    >>> [column.zh for column in columns("paragraphs")]
    ['部分', '段', '散列', '状态', '原因']
    """
    return tuple(Column(**column) for column in section("input")[table])


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Entries of ``plan.toml``, in its order."""
    return tuple(Entry(**entry) for entry in section("entries")["entries"])


def vocabulary(name: str) -> dict[str, str]:
    """Chinese words of a value list by code, in the order of the list.

    Examples
    --------
    >>> vocabulary("scope")
    {'direct': '单独表述', 'collective': '整体表述'}
    """
    return dict(section("values")[name])
