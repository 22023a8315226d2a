"""The tables of every plan as files for other programs, with a record of what they are."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from geo.build.mapped_plan import Layout
from geo.domain.text import Text
from geo.export.styles import Graded, qml, styled
from geo.export.table import export_bytes, export_table
from geo.scene.credits import cautions, limits, source_of
from geo.scene.kinds.breadth import BREADTH_EDGES
from geo.texts.catalogue import say

#: Files of a plan: table and formats. The rows of a table are the same in all of its formats.
TABLES = {
    "assignments": (".csv", ".xlsx"),
    "carriers": (".csv", ".xlsx"),
    "areas": (".csv", ".geojson", ".gpkg"),
}
RECORD, BUNDLE = "metadata.json", "tables.zip"
_HUE = "slate"
_NO_CLOCK = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class TableFile:
    """A file of a plan's tables: name, table, rows and columns, bytes."""

    name: str
    table: str
    rows: int
    columns: tuple[str, ...]
    data: bytes


def table_files(layout: Layout) -> list[TableFile]:
    """The tables of a plan in every format."""
    made = []
    for kind, suffixes in TABLES.items():
        table = export_table(kind, layout.table, layout.world)
        for suffix in suffixes:
            data = export_bytes(table, suffix, layout.world)
            if suffix == ".gpkg":
                data = styled(data, kind, _style(layout), layout.plan.short.zh)
            made.append(TableFile(f"{kind}{suffix}", kind, len(table.rows), table.columns, data))
    return made


def _style(layout: Layout) -> str:
    """Areas by the number of sub-sectors, in the classes of the map of breadth."""
    theme = layout.world.theme
    ramp, ends = theme.ramp(_HUE), [*(edge - 1 for edge in BREADTH_EDGES[1:]), 999]
    classes = [Graded(0, 0, say("states.not_named").zh, theme.ground["not_named"])]
    classes += [
        Graded(low, high, say(f"states.breadth_{n}").zh, ramp[n])
        for n, (low, high) in enumerate(zip(BREADTH_EDGES, ends, strict=True), 1)
    ]
    return qml("n_subsectors", classes, theme.ground["border"])


def metadata(layout: Layout, files: list[TableFile]) -> bytes:
    """What the files of a plan are: source, state, licence, CRS, review, columns, hashes."""
    plan, document = layout.plan, layout.plan.document
    record = {
        "plan": plan.key,
        "title": _pair(document.title),
        "issuer": _pair(document.issuer),
        "number": document.number,
        "issued": document.issued_text,
        "status": document.status.value,
        "source": _pair(source_of(plan)),
        "limits": _pair(limits([plan])),
        "cautions": [_pair(text) for text in cautions([plan])],
        "boundaries": _pair(say("credits.base")),
        "crs": {"areas": "EPSG:4490", "carriers": "EPSG:4490"},
        "review": _pair(say("credits.unreviewed")),
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


def _pair(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of files in their order; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _NO_CLOCK)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()
