"""The columns of every table that leaves geo: order, type, meaning, allowed values.

``texts/columns.toml`` alone decides them; tables are made, written and described from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from geo.analysis.report.model import STACKED, Table
from geo.domain.text import Text, same
from geo.texts.catalogue import section

_ALL, _SLOT = ".*", "{sector}"


class ColumnType(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    #: Six digits of an area, never a number.
    CODE = "code"
    #: Values joined by ``;``.
    LIST = "list"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    head, says
        Its heading and its meaning.
    required
        Whether every row has a value.
    values
        The only values, if the list is closed.
    """

    name: str
    type: ColumnType
    head: Text
    says: Text
    required: bool = False
    values: tuple[str, ...] = ()


@cache
def column_names(table: str) -> tuple[str, ...]:
    """Names of the columns of a table in their order, without those per sector.

    Examples
    --------
    >>> column_names("taxonomy")
    ('plan', 'id', 'kind', 'parent', 'order', 'zh', 'en', 'variant_of', 'basis')
    """
    return tuple(name for name in _listed(table) if _SLOT not in name)


@cache
def _listed(table: str) -> Mapping[str, str]:
    """Every column of a table with the table that tells what it means."""
    found: dict[str, str] = {}
    for name in section("tables_of_columns")[table]:
        other = name.removesuffix(_ALL)
        more = {name: table} if other == name else dict(_listed(other))
        found |= {new: owner for new, owner in more.items() if new not in found}
    return found


@cache
def declared(table: str) -> tuple[Column, ...]:
    """The columns of a table, or of a file of several tables, as they are declared.

    Examples
    --------
    >>> [column.name for column in declared("whatif")][:4]
    ['table', 'key', 'measure', 'about']
    >>> declared("carriers")[7].says.en
    'Degrees east; empty where it is not plotted'
    """
    parts = section("stacked").get(table, [table])
    names = dict.fromkeys(name for part in parts for name in _listed(part))
    lead = (STACKED,) if len(parts) > 1 else ()
    return tuple(_declared(table, name) for name in (*lead, *names))


def column(table: Table, name: str) -> Column:
    """What a column of a table is; of a column per sector, with the name of the sector.

    Examples
    --------
    >>> terms = Table("areas", ("chips_terms",), (), {"chips": Text("芯片", "Chips")})
    >>> column(terms, "chips_terms").says.en
    'Chinese names of these sub-sectors of Chips'
    """
    for tail in ("_terms", "_count", ""):
        stem = name.removesuffix(tail)
        if name.endswith(tail) and stem in table.heads:
            return _filled(_declared(table.name, f"{_SLOT}{tail}"), name, table.heads[stem])
    return _declared(table.name, name)


def heading(table: Table, name: str) -> Text:
    """What stands over a column; its name where nothing is declared."""
    known = name in table.heads or name in section("columns")
    return table.heads.get(name) or (column(table, name).head if known else same(name))


def decimals_of(name: str) -> int | None:
    """With how many decimals numbers of a column are written; None for as many as they have."""
    found: int | None = section("columns").get(name, {}).get("decimals")
    return found


@cache
def _declared(table: str, name: str) -> Column:
    """A column by name: that of the table, else of a table in it or like it, else of any table."""
    known, own = section("tables_of_columns"), section("columns_of")
    parts = [_listed(part) for part in section("stacked").get(table, [table]) if part in known]
    owners = (part[name] for part in parts if name in part)
    nothing: Mapping[str, Any] = {}
    told = next((own[owner][name] for owner in owners if name in own.get(owner, {})), nothing)
    made = _column(name, {**section("columns").get(name, {}), **told})
    everywhere = name == STACKED or all(name in part for part in parts)
    return replace(made, required=made.required and everywhere)


def _column(name: str, told: Mapping[str, Any]) -> Column:
    return Column(
        name,
        ColumnType(told["type"]),
        Text(told["zh"], told["en"]),
        Text(told["says_zh"], told["says_en"]),
        told.get("required", False),
        tuple(told.get("values", _choice(told.get("choice", "")))),
    )


def _choice(name: str) -> tuple[str, ...]:
    """The keys of a section of the catalogue, or of a part of it."""
    top, _, part = name.partition(".")
    keys = section(top) if top else {}
    return tuple(keys[part] if part else keys)


def _filled(of: Column, name: str, sector: Text) -> Column:
    """A column per sector with its own name and the name of the sector."""
    head, says = (
        Text(words.zh.format(sector=sector.zh), words.en.format(sector=sector.en))
        for words in (of.head, of.says)
    )
    return replace(of, name=name, head=head, says=says)
