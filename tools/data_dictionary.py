"""Write docs/data-dictionary.md from the declaration of the columns; ``make docs`` runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.analysis.report.columns import Column, declared

PAGE = Path(__file__).resolve().parents[1] / "docs" / "data-dictionary.md"
HEAD = Path(__file__).with_name("data_dictionary.head.md")
#: Tables in the order of the page, each with the command that writes it.
COMMANDS = {
    "assignments": "geo export assignments", "carriers": "geo export carriers",
    "structure": "geo export structure", "taxonomy": "geo export taxonomy",
    "areas": "geo export areas", "belts": "geo export areas -o x.gpkg: belts",
    "corridors": "geo export areas -o x.gpkg: corridors",
    "structure_points": "geo export areas -o x.gpkg: structure", "coverage": "geo coverage",
    "gaps": "geo gaps",
    "overlap": "geo overlap", "peers": "geo peers", "similarity": "geo similarity",
    "compare": "geo compare", "diff": "geo diff", "consistency": "geo consistency",
    "whatif": "geo whatif", "numbers": "geo numbers", "themes": "geo themes", "city": "geo city",
    "topic_rows": "网站主题页 / a topic of the site", "review_maps": "geo checklist",
}  # fmt: skip


def page() -> str:
    """The whole page."""
    parts = [HEAD.read_text(encoding="utf-8")]
    for table, call in COMMANDS.items():
        parts.append("\n".join([f"\n## {table}", f"`{call}`", "", *_rows(table), ""]))
    return "".join(parts)


def _rows(table: str) -> Iterator[str]:
    yield "| 列 column | 类型 type | 含义 | meaning | 取值 values |"
    yield "|---|---|---|---|---|"
    yield from (_row(column) for column in declared(table))


def _row(column: Column) -> str:
    mark = "*" if column.required else ""
    values = " ".join(f"`{value}`" for value in column.values)
    said = f"{column.says.zh} | {column.says.en}"
    return f"| `{column.name}`{mark} | {column.type} | {said} | {values} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
