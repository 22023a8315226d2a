"""``geo verify`` and ``geo locate``: a plan against the text of its document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import PlansOption, TextsOption, check_texts
from geo.errors import Exit

VERIFY_HELP = """逐行核对:每一行所注条款的散列与原文一致,所印的地名、产业名确在其中。

Prove every row against the document: the clause has its hash, and the printed terms stand in it.

\b
例 Example:
  geo verify --plan future2024 --texts ../plans"""

LOCATE_HELP = """按原文写出规划文件夹的 clauses.csv 与 paragraphs.csv(位置与散列)。

Write clauses.csv and paragraphs.csv of a plan folder from the text of the document.

\b
例 Example:
  geo locate ./my-plan --texts ./texts"""


def verify(
    texts: TextsOption,
    plan: PlansOption = None,
    record: Annotated[
        bool, typer.Option("--record", help="存证:写入 proofs.csv / keep the proof in proofs.csv")
    ] = False,
) -> None:
    """Compare plans with the texts of their documents."""
    from geo.sources.plans.folder import load_plan, plan_keys
    from geo.sources.texts.verify import verify as prove

    check_texts(texts)
    reports = [prove(load_plan(key), texts) for key in plan or plan_keys()]
    for report in reports:
        for line in report.lines():
            print(line)
    proved = sum(report.proved for report in reports)
    print(f"{proved}/{len(reports)} 份规划已核对无误 / plans proved")
    if record and not plan:
        from geo.sources.texts.proof import record as written
        from geo.sources.texts.proof import record_file

        record_file().write_text(written(reports, record_file().parent), "utf-8")
    if proved < len(reports):
        raise typer.Exit(Exit.DATA)


def locate(
    folder: Annotated[Path, typer.Argument(help="规划文件夹 / the plan folder")],
    texts: TextsOption,
) -> None:
    """Write the locators and hashes of a plan folder."""
    from geo.sources.plans.folder import plan_folder
    from geo.sources.texts.locate import locate as write_locators

    check_texts(texts)
    report = write_locators(plan_folder(folder), texts)
    for fault in report.faults:
        print(fault.line(), file=sys.stderr)
    clauses, paragraphs, faults = map(len, (report.clauses, report.paragraphs, report.faults))
    print(
        f"{clauses} 条款,{paragraphs} 段(未注明原因 {report.without_reason}),{faults} 处不符 / "
        f"{clauses} clauses, {paragraphs} paragraphs ({report.without_reason} without a reason), "
        f"{faults} faults"
    )
    if report.faults:
        raise typer.Exit(Exit.DATA)
