"""The analysis commands: what planners ask of a layout, each answered from the joined table."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Signature, signature
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from geo.cli.options import (
    AgainstOption,
    LangOption,
    OutputOption,
    PlanArgument,
    PlanOption,
    PlansOption,
    RegionsOption,
    ReplaceOption,
    say_written,
)

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
    "themes": """跨计划主题:几份计划列有、点名到哪些市,以及未归入主题的用语。

Themes across plans with their counts, and the terms that no theme holds.""",
    "city": """一个市:每份计划怎样提到它,逐条附条款位置。

What every plan says of one city, with the clause of each statement.""",
}
_EXAMPLES = {
    "coverage": "例 Example:\n  geo coverage --plan future2024 -o 矩阵.xlsx",
    "gaps": "例 Example:\n  geo gaps --plan future2024 -o gaps.json",
    "overlap": "例 Example:\n  geo overlap --plan future2024",
    "peers": "例 Example:\n  geo peers 广州 --plan future2024",
    "similarity": "例 Example:\n  geo similarity --plan future2024 -o 相似度.csv",
    "compare": "例 Example:\n  geo compare 广州 深圳 --plan future2024",
    "diff": "例 Example:\n  geo diff future2024 modern2025",
    "consistency": "例 Example:\n  geo consistency future2024 gzhtz2021 --city 广州",
    "whatif": "例 Example:\n  geo whatif --plan future2024 --drop 广州:低空经济",
    "numbers": "例 Example:\n  geo numbers sector --of 未来空间 --plan future2024",
    "themes": "例 Examples:\n  geo themes\n  geo themes -o themes.xlsx",
    "city": """例 Examples:
  geo city 阳江
  geo city 广州 -o guangzhou.csv
  geo city Shenzhen -o shenzhen.html
  geo city 440100 --plan ./my-plan --plan future2024""",
}


def register(app: typer.Typer) -> None:
    """Add the analysis commands to the app."""
    pairs = (peers, similarity, compare)
    plans = (diff, consistency, whatif, numbers)
    asked = {q.__name__: _shown(q) for q in (coverage, gaps, overlap, *pairs, *plans, themes)}
    for name, command in {**asked, "city": city}.items():
        app.command(name, help=f"{_HELP[name]}\n\n\b\n{_EXAMPLES[name]}")(command)


def coverage(plan: PlanOption) -> object:
    """Give the matrix."""
    return _answer("coverage", plan)


def gaps(plan: PlanOption, against: AgainstOption = None) -> object:
    """Give every list of gaps."""
    return _answer("gaps", plan, against or ())


def overlap(plan: PlanOption) -> object:
    """Give crowding and concentration."""
    return _answer("overlap", plan)


def peers(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="地方 / place")],
    plan: PlanOption,
    regions: RegionsOption = False,
) -> object:
    """Give the peers of a place."""
    return _answer("peers", plan, place, regions=regions)


def similarity(plan: PlanOption, regions: RegionsOption = False) -> object:
    """Give both similarity matrices."""
    return _answer("similarity", plan, regions=regions)


def compare(
    places: Annotated[list[str], typer.Argument(metavar="PLACE…", help="两个或更多 / two or more")],
    plan: PlanOption,
) -> object:
    """Give places side by side."""
    return _answer("compare", plan, places)


def diff(
    plan_a: PlanArgument,
    plan_b: PlanArgument,
    everything: Annotated[
        bool,
        typer.Option("--all", help="也列设施与背景表述 / facility and context statements too"),
    ] = False,
) -> object:
    """Give what changed from one plan to another."""
    return _answer("diff", plan_a, plan_b, everything=everything)


def consistency(
    above: Annotated[str, typer.Argument(metavar="PROVINCE_PLAN", help="省规划 / plan above")],
    below: Annotated[str, typer.Argument(metavar="CITY_PLAN", help="市规划 / the city's plan")],
    city: Annotated[str, typer.Option("--city", help="哪个市 / which city")] = "",
) -> object:
    """Give a province's plan against a city's."""
    return _answer("consistency", above, below, city)


def whatif(
    plan: PlanOption,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="PLACE:TERM", help="删去 / drop")
    ] = None,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="PLACE:TERM", help="加上 / add")
    ] = None,
) -> object:
    """Give the numbers that change."""
    return _answer("whatif", plan, drop or (), add or ())


def numbers(
    page: Annotated[Page, typer.Argument(metavar="PAGE", help="哪种页面 / which page")],
    plan: PlanOption,
    subject: Annotated[str, typer.Option("--of", help="领域、细分产业或地方 / its subject")] = "",
) -> object:
    """Give the key numbers of a page."""
    return _answer("numbers", plan, page, subject)


def themes(plan: PlansOption = None) -> object:
    """Give the themes."""
    return _answer("themes", plan or ())


def city(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="市名或行政区划代码 / name or code of a city")
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=".csv .json .xlsx .md .html"),
    ] = None,
    plan: PlansOption = None,
    lang: LangOption = "zh",
    replace: ReplaceOption = False,
) -> None:
    """Tell what the plans say of a city."""
    from geo.build.city_files import city_text, write_city

    if output is None:
        print(city_text(name, lang, plan or ()), end="")
        return
    say_written(write_city(name, output, lang, plan or (), replace=replace), err=True)


def _answer(question: str, *words: object, **choices: object) -> object:
    """The report on a question of :mod:`geo.ask.questions`."""
    from geo.ask import questions

    return getattr(questions, question)(*words, **choices)


def _shown(ask: Callable[..., Any]) -> Callable[..., None]:
    """The command that prints an answer, or writes it in the format of the file's suffix.

    It has the options of the question, then those of the file, whose suffix is checked first.
    """

    def show(
        output: OutputOption = None,
        lang: LangOption = "zh",
        replace: ReplaceOption = False,
        **words: object,
    ) -> None:
        from geo.export.report import check_suffix, report_bytes, terminal
        from geo.files.record import deliver

        if output is None:
            print(terminal(ask(**words), lang), end="")
            return
        suffix = output.suffix.lower()
        check_suffix(suffix)
        data = report_bytes(ask(**words), suffix, lang)
        say_written(deliver(output, {output.name: data}, replace=replace), err=True)

    own, of_file = (signature(f, eval_str=True).parameters.values() for f in (ask, show))
    show.__signature__ = Signature([*own, *list(of_file)[:-1]])  # type: ignore[attr-defined]
    return show
