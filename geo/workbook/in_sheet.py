"""Faults of a plan in the words of its workbook: sheets for tables, labels for codes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from geo.errors import Fault
from geo.sources.plans.rows import PLAN_TABLES
from geo.workbook.marked import place_of
from geo.workbook.returned import Returned
from geo.workbook.texts import columns, entries, sheet, vocabulary

_NAMED = re.compile(rf"({'|'.join(PLAN_TABLES)}) 表")
_TOML = re.compile(r"plan\.toml:(?:\[(\w+)\] ?)?(\w+)?")
_ZH_OF = {
    c.code: c.zh
    for n in ("carriers", "structure", "assignments")
    for c in columns(n)
    if not c.derived
}
_HEADERS = re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(_ZH_OF, key=len, reverse=True))})(?![\w.])")


def in_sheet(found: Returned, fault: Fault) -> Fault:
    """A fault of the plan that a workbook describes, at its cell and in the words of the sheets."""
    entry = _TOML.match(fault.address)
    if entry:
        return _of_entry(found, fault, ".".join(filter(None, entry.groups())))
    names = {**found.labels.sectors, **_labels_at(found, fault.address)}
    near = tuple(names.get(n, n) for n in fault.nearest)
    zh = _HEADERS.sub(lambda m: _ZH_OF[m.group()], _bare(found, _sheets(fault.zh)))
    value = _labels_at(found, fault.address).get(fault.value, fault.value)
    return Fault(_place(found, fault.address), zh, _bare(found, fault.en), value, near)


def _place(found: Returned, address: str) -> str:
    """The cell; the sheet of a table that has no cell to blame, or the file."""
    if address.startswith(f"{found.file}!"):
        return address
    name = address.partition(".csv")[0]
    return f"{found.file}!{sheet(name)}" if name in PLAN_TABLES else found.file


def _labels_at(found: Returned, address: str) -> Mapping[str, str]:
    """Label by code of the column that a cell stands in."""
    title, cell = place_of(address)
    name = next((n for n, known in found.titles.items() if known == title), "")
    letters = found.tables[name].rows[0].letters if name and found.tables[name].rows else {}
    for column in columns(name) if name else ():
        if letters.get(column.code) == cell.rstrip("0123456789") and cell in address:
            return found.labels.of(column)
    return {}


def _of_entry(found: Returned, fault: Fault, key: str) -> Fault:
    row = found.entry_rows.get(key)
    place = row.at("value") if row else f"{found.file}!{sheet('meta')}"
    value = row["value"] if row else key
    entry = next((e for e in entries() if e.key == key), None)
    names = vocabulary(entry.vocabulary) if entry and entry.vocabulary else {}
    near = tuple(names.get(n, n) for n in fault.nearest)
    return Fault(place, _bare(found, _sheets(fault.zh)), fault.en, value, near)


def _sheets(text: str) -> str:
    """Tables named in a Chinese sentence, as the sheets of the workbook."""
    return _NAMED.sub(lambda m: f"“{sheet(m[1])}”表", text)


def _bare(found: Returned, text: str) -> str:
    """Places of other rows named in a sentence without the name of the file."""
    return text.replace(f"{found.file}!", "")
