"""``geo verify`` and ``geo locate``: a plan against the text of its document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import PlansOption, TextsOption, check_texts
from geo.cli.terminal import tell
from geo.errors import Exit
from geo.language import said


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


def locate(
    folder: Annotated[Path, typer.Argument()],
    texts: TextsOption,
) -> None:
    """Write the locators and hashes of a plan folder."""
    from geo.ask.locators import locate as write_locators

    check_texts(texts)
    for line in write_locators(folder, texts).lines():
        tell(line)
