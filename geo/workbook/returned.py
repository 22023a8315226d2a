"""From the sheets of a returned workbook to a plan folder, and from its faults back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from geo.errors import Fault
from geo.sources.tables.cells import NO, YES
from geo.sources.tables.table import plain
from geo.workbook.labels import Labels, code_of, labels, nearest
from geo.workbook.meta import NotValidError, parsed, toml_text
from geo.workbook.sheets import SheetRow, Sheets
from geo.workbook.texts import (
    INPUT_TABLES,
    Column,
    columns,
    entries,
    file_columns,
    sheet,
    vocabulary,
)

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass
class Returned:
    """The files of a plan folder, and where each line of them stands in the workbook.

    Parameters
    ----------
    files
        Bytes by file name.
    lines
        Sheet row by (table, line of the CSV file).
    meta
        Address of the value cell by dotted key of ``plan.toml``.
    faults
        Cells that name nothing, each with the nearest valid word.
    """

    sheets: Sheets
    labels: Labels
    files: dict[str, bytes] = field(default_factory=dict)
    lines: dict[tuple[str, int], SheetRow] = field(default_factory=dict)
    meta: dict[str, SheetRow] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def returned(sheets: Sheets) -> Returned:
    """The plan folder that the sheets describe; faulty cells stay as written."""
    found = Returned(sheets, labels(_taxonomy(sheets.tables.get("taxonomy", ()))))
    for name in INPUT_TABLES:
        if name in sheets.tables:
            found.files[f"{name}.csv"] = _csv(found, name)
    found.files["plan.toml"] = toml_text(_meta(found)).encode()
    return found


def _taxonomy(rows: Any) -> Iterator[Mapping[str, str]]:  # noqa: ANN401
    for row in rows:
        kind = code_of(vocabulary("taxonomy"), row.cells.get("kind", "")) or ""
        yield {"id": plain(row.cells.get("id", "")), "kind": kind, "zh": row.cells.get("zh", "")}


def _csv(found: Returned, name: str) -> bytes:
    """A table as CSV, UTF-8 with a byte order mark; notes the line of every row."""
    shown = file_columns(name)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.code for c in shown])
    line = 2
    for row in found.sheets.tables[name]:
        before = out.tell()
        writer.writerow([_value(found, row, column) for column in shown])
        found.lines[name, line] = row
        line += len(_LINE_BREAK.findall(out.getvalue()[before:]))
    return out.getvalue().encode("utf-8-sig")


def _value(found: Returned, row: SheetRow, column: Column) -> str:
    """A cell as the plan folder has it: codes for words, folded forms in codes only."""
    cell = row.cells.get(column.code, "")
    if column.kind in ("text", "place") or not cell:
        return cell
    if column.kind in ("code", "whole"):
        return plain(cell)
    if column.kind == "flag" and plain(cell).lower() in YES | NO:
        return "yes" if plain(cell).lower() in YES else ""
    names = found.labels.of(column)
    code = code_of(names, cell)
    if code is None and names:
        zh, en = _SAID.get(column.kind, ("不是可用的值", "not a valid value"))
        near = nearest(names, cell)
        found.faults.append(Fault(row.at(column.code), zh, en, cell, near))
    return cell if code is None else code


_SAID = {
    "flag": ("只能填“是”或留空", "must be yes or empty"),
    "sector": ("不认识的领域", "unknown sector"),
    "subsector": ("不认识的细分产业", "unknown sub-sector"),
}


def _meta(found: Returned) -> dict[str, Any]:
    """Values of ``plan.toml`` by dotted key."""
    known = {entry.key: entry for entry in entries()}
    values: dict[str, Any] = {}
    for row in found.sheets.tables.get("meta", ()):
        key = plain(row.cells.get("key", ""))
        if key not in known or key in found.meta:
            zh, en = (
                ("键重复", "the key stands twice")
                if key in known
                else ("不认识的键", "unknown key")
            )
            near = () if key in known else tuple(get_close_matches(key, known, 2))
            found.faults.append(Fault(row.at("key"), zh, en, key, near))
            continue
        found.meta[key] = row
        try:
            values[key] = parsed(known[key], row.cells.get("value", ""))
        except NotValidError as error:
            cell = row.cells.get("value", "")
            found.faults.append(Fault(row.at("value"), error.zh, error.en, cell, error.nearest))
    return values


_TABLE = re.compile(rf"\b({'|'.join(INPUT_TABLES)})\.csv:(\d+)(?::(\w+))?")
_NAMED = re.compile(rf"({'|'.join(INPUT_TABLES)}) 表")
_TOML = re.compile(r"plan\.toml:(?:\[(\w+)\] ?)?(\w+)?")


def in_sheet(found: Returned, fault: Fault) -> Fault:
    """A fault of the plan folder at its cell of the workbook, in the words of the sheets."""
    toml, csv_place = _TOML.match(fault.address), _TABLE.match(fault.address)
    if toml:
        return _of_meta(found, fault, ".".join(filter(None, toml.groups())))
    name = fault.address.removesuffix(".csv")
    if not csv_place:
        place = f"{found.sheets.file}!{sheet(name)}" if name in INPUT_TABLES else found.sheets.file
        return _worded(found, fault, place, fault.value, None)
    table, line, code = csv_place.groups()
    row = found.lines.get((table, int(line)))
    if row is None:
        place = f"{found.sheets.file}!{sheet(table)}"
        return _worded(found, fault, place, fault.value, None)
    column = next((c for c in columns(table) if c.code == code), None)
    value = row.cells.get(code, fault.value) if code else fault.value
    return _worded(found, fault, row.at(code or ""), value, column)


def _of_meta(found: Returned, fault: Fault, key: str) -> Fault:
    row = found.meta.get(key)
    place = row.at("value") if row else f"{found.sheets.file}!{sheet('meta')}"
    value = row.cells.get("value", "") if row else key
    entry = next((e for e in entries() if e.key == key), None)
    names = vocabulary(entry.vocabulary) if entry and entry.vocabulary else {}
    near = tuple(names.get(n, n) for n in fault.nearest)
    return Fault(place, _sheets(_places(found, fault.zh)), fault.en, value, near)


def _worded(found: Returned, fault: Fault, place: str, value: str, column: Column | None) -> Fault:
    names = {**found.labels.sectors, **(found.labels.of(column) if column else {})}
    near = tuple(names.get(n, n) for n in fault.nearest)
    zh = _HEADERS.sub(lambda m: _ZH_OF[m.group()], _places(found, _sheets(fault.zh)))
    return Fault(place, zh, _places(found, fault.en), value, near)


def _sheets(text: str) -> str:
    """Tables named in a Chinese sentence, as the sheets of the workbook."""
    return _NAMED.sub(lambda m: f"“{sheet(m[1])}”表", text)


def _places(found: Returned, text: str) -> str:
    """Places of other rows named in a sentence, as places in the workbook."""

    def place(match: re.Match[str]) -> str:
        row = found.lines.get((match[1], int(match[2])))
        return row.at(match[3] or "").partition("!")[2] if row else match[0]

    return _TABLE.sub(place, text)


_ZH_OF = {
    c.code: c.zh
    for n in ("carriers", "structure", "assignments")
    for c in columns(n)
    if not c.derived
}
_HEADERS = re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(_ZH_OF, key=len, reverse=True))})(?![\w.])")
