"""The analysis commands: what planners ask of a layout, each answered from the joined table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer

from geo.cli.options import (
    LangOption,
    OutputOption,
    PlanArgument,
    PlanOption,
    PlansOption,
    RegionsOption,
    ReplaceOption,
    extended,
    say_written,
)

Page = Literal["sector", "subsector", "place", "breadth", "carriers", "structure"]


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
        if suffix == ".docx" and ask.__name__ == "compare":
            from geo.build.word_documents import pair_docx

            data = pair_docx(**words, lang=lang)  # type: ignore[arg-type]
        else:
            data = report_bytes(ask(**words), suffix, lang)
        say_written(deliver(output, {output.name: data}, replace=replace), err=True)

    return extended(show, ask)


@_shown
def coverage(plan: PlanOption) -> object:
    """Give the matrix."""
    return _answer("coverage", plan)


@_shown
def gaps(
    plan: PlanOption,
    against: Annotated[list[str] | None, typer.Option("--against", metavar="KEY|DIR")] = None,
) -> object:
    """Give every list of gaps."""
    return _answer("gaps", plan, against or ())


@_shown
def overlap(plan: PlanOption) -> object:
    """Give crowding and concentration."""
    return _answer("overlap", plan)


@_shown
def peers(
    place: Annotated[str, typer.Argument(metavar="PLACE")],
    plan: PlanOption,
    regions: RegionsOption = False,
) -> object:
    """Give the peers of a place."""
    return _answer("peers", plan, place, regions=regions)


@_shown
def similarity(plan: PlanOption, regions: RegionsOption = False) -> object:
    """Give both similarity matrices."""
    return _answer("similarity", plan, regions=regions)


@_shown
def compare(
    places: Annotated[list[str], typer.Argument(metavar="PLACE…")],
    plan: PlanOption,
) -> object:
    """Give places side by side."""
    return _answer("compare", plan, places)


@_shown
def diff(
    plan_a: PlanArgument,
    plan_b: PlanArgument,
    everything: Annotated[bool, typer.Option("--all")] = False,
) -> object:
    """Give what changed from one plan to another."""
    return _answer("diff", plan_a, plan_b, everything=everything)


@_shown
def consistency(
    above: Annotated[str, typer.Argument(metavar="PROVINCE_PLAN")],
    below: Annotated[str, typer.Argument(metavar="CITY_PLAN")],
    city: Annotated[str, typer.Option("--city")] = "",
) -> object:
    """Give a province's plan against a city's."""
    return _answer("consistency", above, below, city)


@_shown
def whatif(
    plan: PlanOption,
    drop: Annotated[list[str] | None, typer.Option("--drop", metavar="PLACE:TERM")] = None,
    add: Annotated[list[str] | None, typer.Option("--add", metavar="PLACE:TERM")] = None,
) -> object:
    """Give the numbers that change."""
    return _answer("whatif", plan, drop or (), add or ())


@_shown
def numbers(
    page: Annotated[Page, typer.Argument(metavar="PAGE")],
    plan: PlanOption,
    subject: Annotated[str, typer.Option("--of")] = "",
) -> object:
    """Give the key numbers of a page."""
    return _answer("numbers", plan, page, subject)


@_shown
def themes(plan: PlansOption = None) -> object:
    """Give the themes."""
    return _answer("themes", plan or ())


def city(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    output: OutputOption = None,
    plan: PlansOption = None,
    lang: LangOption = "zh",
    replace: ReplaceOption = False,
) -> None:
    """Tell what the plans say of a city."""
    from geo.build.city_files import city_answer, write_city
    from geo.export.report import terminal

    if output is None:
        print(terminal(city_answer(name, plan or ()), lang), end="")
        return
    say_written(write_city(name, output, lang, plan or (), replace=replace), err=True)
