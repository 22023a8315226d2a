"""``geo export``: a table of a plan for other programs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.cli.options import PlanOption, ReplaceOption, say_written
from geo.cli.workbook import export_workbook
from geo.language import said

Kind = Literal["assignments", "carriers", "structure", "taxonomy", "areas", "workbook", "package"]


def export(
    kind: Annotated[Kind, typer.Argument(metavar="TABLE")],
    plan: PlanOption,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE"),
    ] = None,
    expand: Annotated[
        bool,
        typer.Option(
            "--expand",
        ),
    ] = False,
    replace: ReplaceOption = False,
) -> None:
    """Write one table of a plan."""
    from geo.build.mapped_plan import lay_out
    from geo.export.descriptor import TableFile, beside
    from geo.export.formats import csv_bytes
    from geo.export.plan_layers import LAYERS
    from geo.export.table import check_expand, check_suffix, export_table, file_bytes
    from geo.files.record import deliver
    from geo.sources.plans.folder import load_plan

    if kind == "workbook":
        export_workbook(plan, output or Path(f"{Path(plan).resolve().name}.xlsx"), replace=replace)
        return
    if kind == "package":
        check_expand(kind, expand=expand)
        _package(plan, output, replace=replace)
        return
    if output is not None:
        check_suffix(kind, output.suffix.lower())
    layout = lay_out(load_plan(plan))
    table = export_table(kind, layout.table, layout.world, expand=expand)
    if output is None:
        _to_standard_output(csv_bytes(table))
        return
    data = file_bytes(table, output, layout.table, layout.world, replace=replace)
    layers = LAYERS if output.suffix.lower() == ".gpkg" else ()
    told = beside(output.name, layout.plan, TableFile(output.name, table, data, layers))
    written = deliver(output, {output.name: data, **told}, replace=replace)
    say_written(written, said(f"{len(table.rows)} 行", f"{len(table.rows)} rows"), err=True)


def _package(plan: str, output: Path | None, *, replace: bool) -> None:
    """Write the data package of a plan into a folder or an archive, and say so."""
    from geo.build.mapped_plan import lay_out
    from geo.export.package import check_output, package_output
    from geo.files.record import deliver
    from geo.sources.plans.folder import load_plan

    named = check_output(output)
    layout = lay_out(load_plan(plan))
    first, files = package_output(layout.table, layout.world, named)
    say_written(deliver(first, files, replace=replace), f"{plan}", err=True)


def _to_standard_output(data: bytes) -> None:
    """Bytes as they are; a reader that stops early (``| head``) is no fault."""
    stream = getattr(sys.stdout, "buffer", None)
    try:
        if stream is None:
            sys.stdout.write(data.decode())
        else:
            sys.stdout.flush()
            stream.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
