"""Sheets, headers and values of the workbook in Chinese, from the one catalogue (workbook.toml).

Cells have Chinese words and names for codes and ids, which are found again from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from geo.nearest import nearest_of
from geo.sources.tables.cells import flag_of
from geo.sources.tables.table import plain
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


@dataclass(frozen=True)
class Labels:
    """Names of sectors and sub-sectors that stand for their ids in cells.

    Parameters
    ----------
    sectors, subsectors
        Label by id, in taxonomy order. A label is the Chinese name; where two would be the same,
        or one would be another's id, the id stands behind it in brackets.
    """

    sectors: Mapping[str, str]
    subsectors: Mapping[str, str]

    def of(self, column: Column) -> Mapping[str, str]:
        """Label by code of a column; empty for a column of free text."""
        if column.kind == "sector":
            return self.sectors
        if column.kind == "subsector":
            return self.subsectors
        return vocabulary(column.vocabulary) if column.vocabulary else {}

    def shown(self, column: Column, value: str) -> str:
        """The cell for a value of the plan's table."""
        if column.kind == "flag":
            return vocabulary("flag")["yes"] if flag_of(value) else ""
        return self.of(column).get(value, value)


def labels(rows: Iterable[Mapping[str, str]]) -> Labels:
    """Labels from the rows of a taxonomy table (codes as column names and kinds).

    Examples
    --------
    >>> rows = [{"id": i, "kind": "sector", "zh": "钢铁"} for i in "ab"]
    >>> dict(labels(rows).sectors)
    {'a': '钢铁 [a]', 'b': '钢铁 [b]'}
    """
    named: dict[str, dict[str, str]] = {"sector": {}, "subsector": {}}
    for row in rows:
        if row["kind"] in named:
            named[row["kind"]].setdefault(row["id"], row["zh"])
    return Labels(_unique(named["sector"]), _unique(named["subsector"]))


def _unique(names: Mapping[str, str]) -> dict[str, str]:
    counts = Counter(plain(name) for name in names.values())
    taken = {plain(i) for i in names}
    shown = {
        i: f"{name} [{i}]" if counts[plain(name)] > 1 or plain(name) in taken else name
        for i, name in names.items()
    }
    again = Counter(plain(label) for label in shown.values())
    return {i: label if again[plain(label)] == 1 else i for i, label in shown.items()}


def code_of(label_by_code: Mapping[str, str], value: str) -> str | None:
    """The code that a cell names by its label or by itself; None where it names nothing.

    Full-width forms are folded.

    Examples
    --------
    >>> code_of({"direct": "单独表述"}, "单独表述"), code_of({"direct": "单独表述"}, "ｄｉｒｅｃｔ")
    ('direct', 'direct')
    """
    for code, label in label_by_code.items():
        if label == value:
            return code
    folded = plain(value)
    for code, label in label_by_code.items():
        if folded in (plain(label), code):
            return code
    return None


def nearest_labels(label_by_code: Mapping[str, str], value: str) -> tuple[str, ...]:
    """Labels nearest to a value, best first; the first ones of the list if none is near."""
    everything = list(label_by_code.values())
    known = {label: label for label in everything} | dict(label_by_code)
    return nearest_of(plain(value), known) or tuple(everything[:3])
