"""The commands about plan folders: new, listed, checked, held against their documents, exported."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.cli.options import (
    OutputOption,
    PlanOption,
    PlansOption,
    ReplaceOption,
    check_texts,
    on_own_ground,
    say_written,
)
from geo.cli.terminal import tell
from geo.errors import Exit
from geo.language import said

Kind = Literal["assignments", "carriers", "structure", "taxonomy", "areas", "workbook", "package"]
TextsOption = Annotated[Path, typer.Option("--texts", metavar="DIR")]
MaybeTextsOption = Annotated[Path | None, typer.Option("--texts", metavar="DIR")]


@on_own_ground
def check(folder: Annotated[Path | None, typer.Argument(metavar="[DIR]")] = None) -> None:
    """Check data folders; every fault at once."""
    from geo.ask.check import check_data

    for line in check_data(folder):
        tell(line)
    tell(said("检查通过", "all checks passed"))


def plans(
    as_json: Annotated[bool, typer.Option("--json")] = False, texts: MaybeTextsOption = None
) -> None:
    """List the packaged plans."""
    from geo.ask.plan_list import listed_plans, table_lines

    check_texts(texts)
    rows = listed_plans(texts)
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for line in table_lines(rows):
        print(line)


def new_plan(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    territory: Annotated[str, typer.Option(metavar="CODE|NAME…")] = "",
) -> None:
    """Write a template folder."""
    from geo.ask.new_plan import write_template

    for path in write_template(folder, territory):
        tell(path)
    word = str(folder) if len(folder.parts) > 1 else f".{os.sep}{folder}"  # never taken for a key
    tell(said(f"下一步：geo check {word}", f"next: geo build --plan {word}"))


def verify(
    texts: TextsOption,
    plan: PlansOption = None,
    record: Annotated[bool, typer.Option("--record")] = False,
) -> None:
    """Compare plans with the texts of their documents."""
    from geo.sources.plans.folder import load_plan, packaged_plans
    from geo.sources.texts.verify import verify as prove

    check_texts(texts)
    plans = [load_plan(key) for key in plan] if plan else packaged_plans()
    reports = [prove(each, texts) for each in plans]
    for report in reports:
        for line in report.lines():
            tell(line)
    proved = sum(report.proved for report in reports)
    tell(f"{proved}/{len(reports)} {said('份规划已核对无误', 'plans proved')}")
    if record and not plan:
        from geo.files.staging import write_file
        from geo.sources.texts.verify import record as written
        from geo.sources.texts.verify import record_file

        write_file(record_file(), written(reports, record_file().parent).encode())
    if proved < len(reports):
        raise typer.Exit(Exit.DATA)


def locate(folder: Annotated[Path, typer.Argument()], texts: TextsOption) -> None:
    """Write the locators and hashes of a plan folder."""
    from geo.ask.locators import locate as write_locators

    check_texts(texts)
    for line in write_locators(folder, texts).lines():
        tell(line)


def import_(
    workbook: Annotated[Path, typer.Argument(metavar="FILE.xlsx")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR")],
    texts: MaybeTextsOption = None,
    replace: ReplaceOption = False,
) -> None:
    """Read a workbook back into a plan folder."""
    from geo.workbook.importing import import_workbook

    check_texts(texts)
    report = import_workbook(workbook, output, replace=replace, texts=texts)
    for line in report.lines():
        tell(line)
    tell(f"{output}: {', '.join(report.written.files)}")


def export(
    kind: Annotated[Kind, typer.Argument(metavar="TABLE")],
    plan: PlanOption,
    output: OutputOption = None,
    expand: Annotated[bool, typer.Option("--expand")] = False,
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
        _workbook(plan, output or Path(f"{Path(plan).resolve().name}.xlsx"), replace=replace)
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


def _workbook(plan: str, output: Path, *, replace: bool) -> None:
    """Write the workbook of a plan, by key or folder, and say so."""
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


def _package(plan: str, output: Path | None, *, replace: bool) -> None:
    """Write the data package of a plan into a folder or an archive, and say so."""
    from geo.build.mapped_plan import lay_out
    from geo.export.table import check_output, package_output
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
