"""The packaged plans as a list: what each is, its rows by class, whether it is proved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geo.domain.plan import Plan
from geo.domain.statement import Force
from geo.language import said
from geo.sources.plans.folder import packaged_plans
from geo.sources.tables.spreadsheet import aligned
from geo.sources.texts.verify import proved_on_record

_PROVED = {
    True: ("已核对", "proved"),
    False: ("不符", "not proved"),
    "record": ("已核对（存证）", "proved (on record)"),
    None: ("未核对", "not compared"),
}


def listed_plans(texts: Path | None = None) -> list[dict[str, Any]]:
    """One object per packaged plan, by key.

    Parameters
    ----------
    texts
        Folder with the documents: every row is then compared with them (``verified`` true or
        false); without it ``verified`` is ``record`` if the tables are those last proved.
        ``located``: every row has its clause and hash.
    """
    return [_row(plan, texts) for plan in packaged_plans()]


def _row(plan: Plan, texts: Path | None) -> dict[str, Any]:
    used = {row.clause for row in plan.statements} | {row.clause for row in plan.carriers}
    return {
        "key": plan.key,
        "title_zh": plan.document.title.zh,
        "title_en": plan.document.title.en,
        "number": plan.document.number,
        "issued": plan.document.issued.isoformat(),
        "level": plan.level,
        "sectors": len(plan.taxonomy),
        "subsectors": len(plan.taxonomy.subsectors),
        "rows": {name: sum(row.force == name for row in plan.statements) for name in Force},
        "carriers": len(plan.carriers),
        "located": used <= set(plan.clauses),
        "verified": _verified(plan, texts),
    }


def _verified(plan: Plan, texts: Path | None) -> bool | str | None:
    if texts is None:
        return "record" if proved_on_record(plan.folder) else None
    from geo.sources.texts.verify import verify

    return verify(plan, texts).proved


def table_lines(rows: list[dict[str, Any]]) -> list[str]:
    """The list as aligned lines; a Chinese character is two columns wide."""
    head = ["key", "level", *Force, "carriers", "clauses", "verified", "title"]
    body = [
        [
            row["key"],
            row["level"],
            *(str(row["rows"][name]) for name in Force),
            str(row["carriers"]),
            said("有", "all") if row["located"] else said("缺", "some"),
            said(*_PROVED[row["verified"]]),
            row["title_zh"],
        ]
        for row in rows
    ]
    return aligned([head, *body])
