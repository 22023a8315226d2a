"""Are these data good? Plan folders, places and boundaries, with every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from geo.domain.plan import Plan
from geo.errors import CallError, Fault, FontError, GeoError, PlanError, notice
from geo.join.attach import attach, check_corridors
from geo.language import mark, said
from geo.scene.world import load_world
from geo.sheet.typeface import glyph_faults
from geo.sources.boundaries.checks import check_levels
from geo.sources.boundaries.country import FILE as COUNTRY_FILE
from geo.sources.boundaries.country import LEVELS as COUNTRY_LEVELS
from geo.sources.boundaries.country import load_country
from geo.sources.boundaries.datum import check_datum, read_probes
from geo.sources.paths import data_dir
from geo.sources.places.view import load_register, proved_places
from geo.sources.plans.folder import load_plan
from geo.sources.plans.outlines import unnamed
from geo.sources.plans.places import plan_register
from geo.sources.territory import load_territory
from geo.sources.territory_codes import home_of


def check_data(folder: Path | None = None) -> list[str]:
    """What was found good, line by line, in a folder of a plan or several, places or boundaries.

    The packaged data are checked where no folder is given.

    Raises
    ------
    GeoError
        With the faults of every part.
    CallError
        The folder is none of these.
    """
    parts = _parts(folder or data_dir())
    lines: list[str] = []
    errors: list[tuple[str, GeoError]] = []
    for part, kind in parts:
        try:
            lines += _CHECKS[kind](part)
        except GeoError as error:
            errors.append((part.name if len(parts) > 1 else "", error))
    raise_together(errors)
    return lines


def raise_together(errors: Sequence[tuple[str, GeoError]]) -> None:
    """Nothing, or one error with the faults of all, each address with its folder before it."""
    faults = [
        replace(fault, address=f"{name}/{fault.address}" if name else fault.address)
        for name, error in errors
        for fault in error.faults
    ]
    kinds = {type(error) for _, error in errors}
    if errors:
        raise (kinds.pop() if len(kinds) == 1 else PlanError)(faults)


def one_territory(plans: Iterable[Plan]) -> str:
    """Code of the territory that all these plans are mapped in; empty for no plan.

    Raises
    ------
    PlanError
        They are mapped in several: no map, count or comparison holds across them.
    """
    homes = {plan.key: home_of(plan.territory) for plan in plans}
    if len(set(homes.values())) > 1:
        zh, en = (
            "这些规划不在同一范围，请分别制图",
            "these plans are of several territories; map each",
        )
        listed = mark(";").join(
            f"{key} {load_territory(home).name.zh}" for key, home in homes.items()
        )
        raise PlanError(Fault("plan.toml:territory", zh, en, listed))
    return next(iter(homes.values()), "")


def _parts(folder: Path) -> list[tuple[Path, str]]:
    """The parts of a folder that can be checked, with their kinds."""
    below = sorted(p for p in folder.glob("*") if p.is_dir())
    deeper = [p for sub in below for p in sorted(sub.glob("*")) if p.is_dir()]
    for level in ([folder], [*below, *deeper]):
        found = [(part, kind) for part in level if (kind := _kind(part))]
        if found:
            return found
    raise CallError(
        Fault(
            "",
            "不是规划文件夹、地名文件夹或边界文件夹（规划文件夹里要有 plan.toml）",
            "is no folder of a plan, of places or of boundaries (a plan folder has a plan.toml)",
            str(folder),
        )
    )


def _kind(folder: Path) -> str:
    marks = {
        "plan.toml": "plan",
        "assignments.csv": "plan",
        "areas.csv": "places",
        COUNTRY_FILE: "boundaries",
    }
    return next((kind for mark, kind in marks.items() if (folder / mark).is_file()), "")


def _check_plan_folder(folder: Path) -> list[str]:
    plan = load_plan(folder)
    register = plan_register(plan)
    checked((plan,))
    check_corridors(plan, register, load_world(plan.territory).boundaries)
    tally = attach(plan, register).tally
    n = len(plan.statements)
    head = f"{plan.key}: {said(f'{n} 行', f'{n} rows')}"
    if plan.plots:
        n, idle = len(plan.plots.items), unnamed(plan)
        head += f"{mark(',')}{said(f'轮廓与单元 {n}', f'outlines and units {n}')}"
        if idle:
            zh, en = (
                "规划没有点到，图上不画其轮廓",
                "not named by the plan, so that no map draws it",
            )
            notice(plan.key, zh, en, "、".join(idle))
    return [f"{head}{mark(';')}{said(tally.sentence('zh'), tally.sentence('en'))}"]


def checked(plans: Iterable[Plan]) -> None:
    """Nothing, or the faults that only show on a page: keys, namesakes, missing glyphs.

    Raises
    ------
    PlanError, FontError
        With the faults of all the plans.
    """
    read = tuple(plans)
    zh, en = "两份规划同一编号", "two plans have the same key"
    faults = [
        Fault("plan.toml:key", zh, en, plan.key)
        for k, plan in enumerate(read)
        if plan.key in {other.key for other in read[:k]}
    ]
    missing = [fault for plan in read for fault in glyph_faults(_texts(plan))]
    if faults:
        raise PlanError([*faults, *missing])
    if missing:
        raise FontError(missing)


def _texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every text of a plan that a map may print, with its address."""
    document = plan.document
    pairs = {
        "[title] ": document.title,
        "[title] short_": document.short,
        "[document] issuer_": document.issuer,
    }
    for stem, text in pairs.items():
        yield from ((f"plan.toml:{stem}{lang}", text.in_(lang)) for lang in ("zh", "en"))
    yield "plan.toml:[document] number", document.number
    yield "plan.toml:[document] period", document.period
    for term in plan.taxonomy.terms:
        yield f"taxonomy.csv:{term.id}:zh", term.zh
        yield f"taxonomy.csv:{term.id}:en", term.en
    for row in plan.statements:
        yield from ((f"{row.address}:{name}", getattr(row, name)) for name in ("place", "term"))
    for carrier in plan.carriers:
        yield f"{carrier.address}:carrier", carrier.name
        yield f"{carrier.address}:role", carrier.role
    for element in plan.structure.elements:
        yield f"structure.csv:{element.id}:name", element.name_zh
        yield from ((f"structure.csv:{element.id}:role", m.role) for m in element.members)


def _check_places(folder: Path) -> list[str]:
    n = proved_places(folder) or len(load_register(folder=folder).places)
    return [f"places: {said(f'{n} 处', f'{n} places')}"]


def _check_boundaries(folder: Path) -> list[str]:
    country = load_country(folder)  # refuses a file that is not the one of its record
    codes = {level: country.codes(level) for level in COUNTRY_LEVELS}
    if country.origin.outputs != load_country().origin.outputs:  # the packaged one is proved
        check_levels({level: country.shapes(level, codes[level]) for level in codes}, country.names)
        check_datum(read_probes(folder), country.shape)
    counts = ", ".join(f"{level} {len(found)}" for level, found in codes.items())
    return [f"boundaries: {counts}"]


_CHECKS = {
    "plan": _check_plan_folder,
    "places": _check_places,
    "boundaries": _check_boundaries,
}
