"""What files are that a reader takes away: source, standing, licence, CRS, review, hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.domain.plan import Plan
from geo.domain.text import Text
from geo.export.formats import CRS
from geo.scene.credits import base_text, cautions, limits, review_line, source_of
from geo.sources.territory import load_territory


@dataclass(frozen=True)
class TableFile:
    """A file of rows: name, table, rows and columns, bytes."""

    name: str
    table: str
    rows: int
    columns: tuple[str, ...]
    data: bytes


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


def metadata(
    head: Mapping[str, object],
    plans: Sequence[Plan],
    files: Sequence[TableFile],
    maps: Mapping[str, str],
) -> bytes:
    """What files are: ``head``, state of the plans, licence, CRS, review, columns, hashes.

    ``maps`` are the maps that the rows are drawn on, with the approval number of each or "". A
    number is one map's; the tables have none.
    """
    record = {
        **head,
        "limits": pair(limits(plans)),
        "cautions": [pair(text) for text in cautions(plans)],
        "boundaries": pair(base_text(load_territory(plans[0].territory))),
        "crs": CRS,
        "review": pair(review_line("")),
        "maps": {name: pair(review_line(number)) for name, number in maps.items()},
        "licence": "MIT",
        "files": [
            {
                "name": f.name,
                "table": f.table,
                "rows": f.rows,
                "columns": list(f.columns),
                "bytes": len(f.data),
                "sha256": hashlib.sha256(f.data).hexdigest(),
            }
            for f in files
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def pair(text: Text) -> dict[str, str]:
    """A text in both languages, as JSON has it."""
    return {"zh": text.zh, "en": text.en}
