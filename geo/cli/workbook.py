"""``geo import`` and ``geo export workbook``: a plan as a workbook, there and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import check_texts, say_written
from geo.cli.terminal import tell
from geo.language import said


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
    say_written(written, said(f"覆盖明细 {n} 行", f"{n} assignments"), err=True)


def import_(
    workbook: Annotated[Path, typer.Argument(metavar="FILE.xlsx")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR")],
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts",
            metavar="DIR",
        ),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
        ),
    ] = False,
) -> None:
    """Read a workbook back into a plan folder."""
    from geo.workbook.importing import import_workbook

    check_texts(texts)
    report = import_workbook(workbook, output, replace=replace, texts=texts)
    for line in report.lines():
        tell(line)
    tell(f"{output}: {', '.join(report.written.files)}")
