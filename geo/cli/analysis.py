"""The analysis commands: what planners ask of a layout, each answered from the joined table."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.cli.options import PLAN_HELP, LangOption, PlanOption

if TYPE_CHECKING:
    from geo.ask.questions import Report

OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help=".csv .json .xlsx .md")
]
RegionsOption = Annotated[
    bool,
    typer.Option("--regions", help="区域也算一个单元 / regions count as places of their own"),
]
AgainstOption = Annotated[
    list[str] | None,
    typer.Option("--against", metavar="KEY|DIR", help="对照的规划,默认全部 / plans to look in"),
]
PlanArgument = Annotated[str, typer.Argument(metavar="PLAN", help=PLAN_HELP)]
Page = Literal["sector", "subsector", "place", "breadth", "carriers", "structure"]

_HELP = {
    "coverage": "矩阵:各地各领域的状态、项数、用语、条款。\n\nMatrix of places and sectors.",
    "gaps": "空白:无处点名、只聚焦、独一处、未被提及。\n\nWhat nobody took.",
    "overlap": "拥挤:各细分产业有几地(仅按计划文本)。\n\nPlaces per sub-sector, by the text.",
    "peers": "同类:与某地最相近的地方,共有与独有。\n\nThe nearest peers of a place.",
    "similarity": "相似度矩阵,按聚类排序。\n\nSimilarity matrix, ordered by clustering.",
    "compare": "两地或多地对比:共有、独有、载体。\n\nPlaces side by side.",
    "diff": "两份规划或两个版本的变化。\n\nWhat changed between two plans or editions.",
    "consistency": "上下衔接:省规划与市规划。\n\nA province's plan against a city's own.",
    "whatif": "假设:增删一条,哪些数会变。\n\nThe numbers that change with a statement.",
    "numbers": "要数:每页三到五个,附所计各行。\n\nKey numbers of a page with their rows.",
}
_EXAMPLES = {
    "coverage": "geo coverage --plan future2024 -o 矩阵.xlsx",
    "gaps": "geo gaps --plan future2024 -o gaps.json",
    "overlap": "geo overlap --plan future2024",
    "peers": "geo peers 广州 --plan future2024",
    "similarity": "geo similarity --plan future2024 -o 相似度.csv",
    "compare": "geo compare 广州 深圳 --plan future2024",
    "diff": "geo diff future2024 modern2025",
    "consistency": "geo consistency future2024 gzhtz2021 --city 广州",
    "whatif": "geo whatif --plan future2024 --drop 广州:低空经济",
    "numbers": "geo numbers sector --of 未来空间 --plan future2024",
}


def register(app: typer.Typer) -> None:
    """Add the analysis commands to the app."""
    pairs = (peers, similarity, compare)
    plans = (diff, consistency, whatif, numbers)
    for command in (coverage, gaps, overlap, *pairs, *plans):
        name = command.__name__
        text = f"{_HELP[name]}\n\n\b\n例 Example:\n  {_EXAMPLES[name]}"
        app.command(name, help=text)(command)


def coverage(plan: PlanOption, output: OutputOption = None, lang: LangOption = "zh") -> None:
    """Print the matrix."""
    from geo.ask import questions as answers

    _show(lambda: answers.coverage(plan), output, lang)


def gaps(
    plan: PlanOption,
    against: AgainstOption = None,
    output: OutputOption = None,
    lang: LangOption = "zh",
) -> None:
    """Print every list of gaps."""
    from geo.ask import questions as answers

    _show(lambda: answers.gaps(plan, against or ()), output, lang)


def overlap(plan: PlanOption, output: OutputOption = None, lang: LangOption = "zh") -> None:
    """Print crowding and concentration."""
    from geo.ask import questions as answers

    _show(lambda: answers.overlap(plan), output, lang)


def peers(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="地方 / place")],
    plan: PlanOption,
    regions: RegionsOption = False,
    output: OutputOption = None,
    lang: LangOption = "zh",
) -> None:
    """Print the peers of a place."""
    from geo.ask import questions as answers

    _show(lambda: answers.peers(plan, place, regions=regions), output, lang)


def similarity(
    plan: PlanOption,
    regions: RegionsOption = False,
    output: OutputOption = None,
    lang: LangOption = "zh",
) -> None:
    """Print both similarity matrices."""
    from geo.ask import questions as answers

    _show(lambda: answers.similarity(plan, regions=regions), output, lang)


def compare(
    places: Annotated[list[str], typer.Argument(metavar="PLACE…", help="两个或更多 / two or more")],
    plan: PlanOption,
    output: OutputOption = None,
    lang: LangOption = "zh",
) -> None:
    """Print places side by side."""
    from geo.ask import questions as answers

    _show(lambda: answers.compare(plan, places), output, lang)


def diff(
    plan_a: PlanArgument,
    plan_b: PlanArgument,
    everything: Annotated[
        bool,
        typer.Option("--all", help="也列设施与背景表述 / facility and context statements too"),
    ] = False,
    output: OutputOption = None,
    lang: LangOption = "zh",
) -> None:
    """Print what changed from one plan to another."""
    from geo.ask import questions as answers

    _show(lambda: answers.diff(plan_a, plan_b, everything=everything), output, lang)


def consistency(
    above: Annotated[str, typer.Argument(metavar="PROVINCE_PLAN", help="省规划 / plan above")],
    below: Annotated[str, typer.Argument(metavar="CITY_PLAN", help="市规划 / the city's plan")],
    city: Annotated[str, typer.Option("--city", help="哪个市 / which city")] = "",
    output: OutputOption = None,
    lang: LangOption = "zh",
) -> None:
    """Print a province's plan against a city's."""
    from geo.ask import questions as answers

    _show(lambda: answers.consistency(above, below, city), output, lang)


def whatif(
    plan: PlanOption,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="PLACE:TERM", help="删去 / drop")
    ] = None,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="PLACE:TERM", help="加上 / add")
    ] = None,
    output: OutputOption = None,
    lang: LangOption = "zh",
) -> None:
    """Print the numbers that change."""
    from geo.ask import questions as answers

    _show(lambda: answers.whatif(plan, drop or (), add or ()), output, lang)


def numbers(
    page: Annotated[Page, typer.Argument(metavar="PAGE", help="哪种页面 / which page")],
    plan: PlanOption,
    subject: Annotated[str, typer.Option("--of", help="领域、细分产业或地方 / its subject")] = "",
    output: OutputOption = None,
    lang: LangOption = "zh",
) -> None:
    """Print the key numbers of a page."""
    from geo.ask import questions as answers

    _show(lambda: answers.numbers(plan, page, subject), output, lang)


def _show(made: Callable[[], Report], output: Path | None, lang: str) -> None:
    """Print a report, or write it in the format of the file's suffix, which is checked first."""
    from geo.export.report import check_suffix, report_bytes, terminal

    if output is None:
        print(terminal(made(), lang), end="")
        return
    from geo.files.staging import write_file

    suffix = output.suffix.lower()
    check_suffix(suffix)
    write_file(output, report_bytes(made(), suffix, lang))
    print(str(output), file=sys.stderr)
