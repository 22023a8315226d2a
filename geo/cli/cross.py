"""The commands across plans: ``geo themes``, ``geo city``; and the theme of ``geo map``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from geo.cli.options import LangOption

THEMES_HELP = """跨计划主题:几份计划列有、点名到哪些市,以及未归入主题的用语。

Themes across plans with their counts, and the terms that no theme holds.

\b
例 Examples:
  geo themes
  geo themes -o themes.xlsx"""

CITY_HELP = """一个市:每份计划怎样提到它,逐条附条款位置。

What every plan says of one city, with the clause of each statement.

\b
例 Examples:
  geo city 阳江
  geo city 广州 -o guangzhou.csv
  geo city Shenzhen -o shenzhen.html"""

OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help=".csv .json .xlsx .md")
]
PageOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help=".csv .json .xlsx .md .html")
]
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="市名或行政区划代码 / name or code of a city")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command("themes", help=THEMES_HELP)(themes)
    app.command("city", help=CITY_HELP)(city)


def themes(output: OutputOption = None, lang: LangOption = "zh") -> None:
    """List the themes."""
    from geo.ask.themes import packaged_themes, themes_report
    from geo.export.report import check_suffix, report_bytes, terminal
    from geo.files.staging import write_file

    if output is None:
        print(terminal(themes_report(packaged_themes()), lang), end="")
        return
    suffix = output.suffix.lower()
    check_suffix(suffix)
    write_file(output, report_bytes(themes_report(packaged_themes()), suffix, lang))
    print(str(output), file=sys.stderr)


def city(name: NameArgument, output: PageOption = None, lang: LangOption = "zh") -> None:
    """Tell what the plans say of a city."""
    from geo.build.city_files import city_text, write_city

    if output is None:
        print(city_text(name, lang), end="")
        return
    write_city(name, output, lang)
    print(str(output), file=sys.stderr)


def check_subject(plan: str, theme: str, chosen: list[str]) -> None:
    """Nothing, or a CallError: a map is of a plan or of a theme, never of both or of none."""
    from geo.errors import CallError, Fault

    if theme and (plan or chosen):
        zh, en = "--theme 不与 --plan 等同用", "--theme goes without --plan and its choices"
        raise CallError(Fault("geo map", zh, en, " ".join(["--theme", *chosen])))
    if not (plan or theme):
        zh, en = "要指明 --plan 或 --theme", "name --plan or --theme"
        raise CallError(Fault("geo map", zh, en, "", ("--plan", "--theme")))
