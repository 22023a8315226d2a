"""A table as a pandas frame: every column of the type that the dictionary of columns declares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from geo.analysis.report.columns import Column, ColumnType, column
from geo.analysis.report.model import Table, Value, basis
from geo.domain.plan import Plan
from geo.domain.text import Text
from geo.export.formats import is_true
from geo.scene.credits import review_line, sources_of
from geo.scene.scene import NAMED
from geo.texts.catalogue import words

if TYPE_CHECKING:
    import pandas as pd

#: States from the weakest to the strongest: of a cell, and of an area on a map.
STATES = ("not_named", "collective", "focus", "named", *NAMED)
#: Columns whose words stand for a key in every language, by the section that has both.
_KEYED = {
    "class": "classes",
    "kind": "kinds",
    "level": "pages",
    "measure": "measures",
    "reach": "reaches",
    "subject": "subjects",
}


def data_frame(table: Table, lang: str = "zh") -> pd.DataFrame:
    """The table as a frame, names in one language, keys as they are in every language.

    Whole numbers are ``int64``, with gaps ``Int64``; truths ``bool``, with gaps ``boolean``; closed
    lists categories; text without a value is empty.

    Examples
    --------
    >>> from geo.analysis.plan_analysis import analyse
    >>> from geo.analysis.report.coverage_view import coverage_report
    >>> frame = data_frame(coverage_report(analyse("future2024")).one_table)
    >>> frame["state"].max(), str(frame["count"].dtype), str(frame["open_ended"].dtype)
    ('named', 'int64', 'bool')
    """
    import pandas as pd

    columns = {
        name: _series(column(table, name), [row.get(name, "") for row in table.rows], lang)
        for name in table.columns
    }
    return pd.DataFrame(columns)


def told(frame: pd.DataFrame, plans: Iterable[Plan], lang: str = "zh") -> pd.DataFrame:
    """The frame, with what it rests on in its ``attrs``: plans, source, state of review."""
    read = list(plans)
    frame.attrs = {
        "plans": [plan.key for plan in read],
        "basis": basis().in_(lang),
        "source": sources_of(read).in_(lang),
        "review": review_line("").in_(lang),
    }
    return frame


def _series(kind: Column, values: Sequence[Value], lang: str) -> pd.Series:
    """One column in its type."""
    import pandas as pd

    if kind.type == ColumnType.NUMBER:
        return pd.Series([None if v == "" else v for v in values], dtype="float64")
    if kind.type in (ColumnType.INTEGER, ColumnType.BOOLEAN):
        whole = kind.type == ColumnType.INTEGER
        cells = [None if v == "" else v if whole else is_true(v) for v in values]
        full = kind.required and None not in cells
        kinds = ("int64", "Int64") if whole else ("bool", "boolean")
        return pd.Series(cells, dtype=kinds[not full])
    texts = [_text(kind.name, value, lang) for value in values]
    listed = [*kind.values]  # noqa: PD011  (no frame)
    if not listed:
        return pd.Series(texts, dtype=str)
    states = [s for s in STATES if s in listed] if {*listed} <= {*STATES} else []
    kept = [text or None for text in texts]
    return pd.Series(pd.Categorical(kept, states or listed, ordered=bool(states)))


def _text(name: str, value: Value, lang: str) -> str:
    """A word of the table: its key where it has one, else in the language."""
    if not isinstance(value, Text):
        return str(value)
    keys = _keys(_KEYED[name]) if name in _KEYED else {}
    return keys.get(value, value.in_(lang))


@cache
def _keys(section: str) -> dict[Text, str]:
    """The keys of a section of the catalogue by their words."""
    return {text: key for key, text in words(section).items()}
