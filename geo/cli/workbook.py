"""``geo import`` and ``geo export workbook``: a plan as a workbook, there and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import check_texts, say_written

IMPORT_HELP = """把改好的工作簿读回为规划文件夹。有错误时一次列出全部:工作表、单元格、所写的值、
最接近的正确值;并在旁边写出标红加批注的副本“文件.faults.xlsx”。上次读回所写、此后未改的文件整批替换。

Read an edited workbook back into a plan folder. All faults are listed at once (sheet, cell, value,
nearest valid value), and a copy with the cells marked is written beside it as FILE.faults.xlsx.
Files that the last import wrote and nobody changed since are replaced as one.

\b
例 Examples:
  geo export workbook --plan future2024 -o plan.xlsx
  geo import plan.xlsx -o my-plan
  geo import plan.xlsx -o my-plan --replace
  geo import plan.xlsx -o my-plan --texts ./texts"""


def export_workbook(plan: str, output: Path, *, replace: bool) -> None:
    """Write the workbook of a plan, by key or folder, and say so; for ``geo export workbook``."""
    from geo.errors import CallError, Fault
    from geo.files.record import deliver
    from geo.sources.plans.folder import load_plan
    from geo.workbook.write import workbook_bytes

    if output.suffix.lower() != ".xlsx":
        zh, en = "工作簿只能存成 .xlsx", "a workbook is written as .xlsx only"
        raise CallError(Fault("-o", zh, en, output.name, (".xlsx",)))
    loaded = load_plan(plan)
    written = deliver(output, {output.name: workbook_bytes(loaded)}, replace=replace)
    n = len(loaded.statements)
    say_written(written, f"覆盖明细 {n} 行 / {n} assignments", err=True)


def import_(
    workbook: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="工作簿 / the workbook")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="规划文件夹 / the plan folder")
    ],
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts",
            metavar="DIR",
            help="原文所在文件夹:按原文重写条款并逐行核对 / folder of the documents: clauses anew",
        ),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="改过的文件也替换,先备份 / files changed since too, after a backup",
        ),
    ] = False,
) -> None:
    """Read a workbook back into a plan folder."""
    from geo.workbook.importing import import_workbook

    check_texts(texts)
    report = import_workbook(workbook, output, replace=replace, texts=texts)
    for line in report.lines():
        print(line)
    print(f"{output}: {', '.join(report.written.files)}")
