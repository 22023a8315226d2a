"""What files are that go out of hand: a Frictionless data package, the one form of all of them.

``datapackage.json`` of ``geo export package``, the file beside each export and the records of the
site are made here: document, licence, CRS, state of review, columns with their meaning, hashes.

See DECISIONS 67.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.analysis.report.columns import Column, ColumnType, column
from geo.analysis.report.model import Table
from geo.domain.plan import Plan
from geo.domain.text import Text
from geo.export.about import LICENCE
from geo.export.shapes import CRS, CRS84
from geo.scene.credits import base_text, cautions, limits, review_line, source_of
from geo.sources.territory import load_territory
from geo.texts.catalogue import say, section

_LICENCE = {"name": LICENCE, "title": "MIT License", "path": "https://opensource.org/license/mit"}
MEDIA = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".gpkg": "application/geopackage+sqlite3",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
BESIDE = ".metadata.json"
_TEXTS = (".csv", ".json", ".geojson")
_SPATIAL = (".geojson", ".gpkg", ".parquet", ".zip")
_TYPES = {
    ColumnType.INTEGER: "integer",
    ColumnType.NUMBER: "number",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.DATE: "date",
}  # all others are text
_CODE = "^[0-9]{6}$"


@dataclass(frozen=True)
class TableFile:
    """A file of rows: its name, what it holds, its bytes, and its layers if it has several."""

    name: str
    table: Table
    data: bytes
    layers: Sequence[str] = ()

    @property
    def suffix(self) -> str:
        """With its dot."""
        return f".{self.name.rpartition('.')[2].lower()}"

    @property
    def crs(self) -> str:
        """Its coordinates, empty without any: RFC 7946 knows but WGS 84 for GeoJSON."""
        return "" if self.suffix not in _SPATIAL else CRS84 if self.suffix == ".geojson" else CRS


def descriptor(
    name: str,
    title: Text,
    plans: Sequence[Plan],
    files: Sequence[TableFile],
    *,
    told: Mapping[str, Any] | None = None,
) -> bytes:
    """The descriptor of some files.

    Parameters
    ----------
    name
        Short name of the package.
    title
        What the files are.
    plans
        The plans that the rows come from.
    files
        The files, in the order of the list.
    told
        Further entries, of the site.
    """
    base = base_text(load_territory(plans[0].territory))
    systems = {file.crs for file in files if file.crs}  # where several, each file tells its own
    made = {
        "profile": "data-package",
        "name": slug(name),
        "title": _both(title),
        "description": _both(limits(plans)),
        "sources": [{"title": _both(text)} for text in (*map(source_of, plans), base)],
        "licenses": [_LICENCE],
        "keywords": _keywords(plans),
        "crs": systems.pop() if len(systems) == 1 else CRS,
        "review": pair(review_line("")),
        "cautions": [pair(text) for text in cautions(plans)],
        "plans": [document(plan) for plan in plans],
        **(told or {}),
        "resources": list(_resources(files)),
    }
    form: Any = {"separators": (",", ":")} if told else {"indent": 1}  # those of the site are many
    return (json.dumps(made, ensure_ascii=False, **form) + "\n").encode()


def beside(name: str, plan: Plan, file: TableFile) -> dict[str, bytes]:
    """The file that stands beside an export and tells what it is, by its name."""
    return {f"{name}{BESIDE}": descriptor(name, plan.document.title, [plan], [file])}


def document(plan: Plan) -> dict[str, object]:
    """Where a plan comes from and whether it is in force."""
    told = plan.document
    return {
        "plan": plan.key,
        "title": pair(told.title),
        "issuer": pair(told.issuer),
        "number": told.number,
        "issued": told.issued_text,
        "status": str(told.status),
        "source": pair(source_of(plan)),
    }


def pair(text: Text) -> dict[str, str]:
    """A text in both languages, as JSON has it."""
    return {"zh": text.zh, "en": text.en}


def slug(name: str) -> str:
    """A name as data packages have it: lower case letters, digits, and ``-_.``.

    Examples
    --------
    >>> slug("Future 2024/区")
    'future-2024'
    """
    return re.sub(r"[^a-z0-9._]+", "-", name.lower()).strip("-") or "rows"


def _both(text: Text) -> str:
    return text.in_("both") if text.zh != text.en else text.zh


def _keywords(plans: Sequence[Plan]) -> list[str]:
    """Names of the sectors, Chinese then English."""
    sectors = [sector.name for plan in plans for sector in plan.taxonomy]
    return list(dict.fromkeys([*(s.zh for s in sectors), *(s.en for s in sectors)]))


def _resources(files: Sequence[TableFile]) -> Iterator[dict[str, Any]]:
    """Every file; the columns stand with the CSV of a table, or with its only file."""
    told = {f.table.name for f in files if f.suffix == ".csv"}
    for file in files:
        described = file.suffix == ".csv" or file.table.name not in told
        yield {
            "name": slug(file.name),
            "path": file.name,
            "title": _both(say(f"exported.{file.table.name}")),
            "format": file.suffix[1:],
            "mediatype": MEDIA[file.suffix],
            **({"encoding": "utf-8"} if file.suffix in _TEXTS else {}),
            "bytes": len(file.data),
            "hash": f"sha256:{hashlib.sha256(file.data).hexdigest()}",
            "table": file.table.name,
            "row_count": len(file.table.rows),  # "rows" is of frictionless
            **({"crs": file.crs} if file.crs else {}),
            **({"layers": [*file.layers]} if file.layers else {}),
            **({"profile": "tabular-data-resource"} if file.suffix == ".csv" else {}),
            **({"schema": schema(file.table, told)} if described else {}),
        }


def schema(table: Table, beside: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    """The columns of a table, with keys that point to tables beside it.

    Examples
    --------
    >>> schema(Table("taxonomy", ("order",), ()))["fields"][0]["type"]
    'integer'
    """
    made: dict[str, Any] = {
        "fields": [_field(column(table, name)) for name in table.columns],
        "missingValues": [""],
    }
    keys = section("keys").get(table.name, {})
    if own := keys.get("primary"):
        made["primaryKey"] = own
    near = {**{name: f"{name}.csv" for name in beside}, table.name: ""}
    foreign = [
        {"fields": field, "reference": {"resource": near[of], "fields": target}}
        for field, of, target in ((f, *to.split(".")) for f, to in keys.get("foreign", {}).items())
        if of in near
    ]
    return {**made, "foreignKeys": foreign} if foreign else made


def _field(told: Column) -> dict[str, Any]:
    rules: dict[str, Any] = {"required": True} if told.required else {}
    if told.type == ColumnType.CODE:
        rules["pattern"] = _CODE
    if told.values:
        rules["enum"] = list(told.values)
    return {
        "name": told.name,
        "type": _TYPES.get(told.type, "string"),
        "title": _both(told.head),
        "description": _both(told.says),
        **({"constraints": rules} if rules else {}),
    }
