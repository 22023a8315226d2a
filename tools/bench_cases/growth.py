"""How seconds and memory grow with the areas of a plan: made-up plans of the packaged register.

``python -m tools.bench_cases.growth`` prints ``{step: {size: {"cpu": …, "mb": …}}}``: of every step
and size a process of its own from start to end, its CPU seconds and its greatest memory. The
greatest plan has every county of the country that the register holds.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from geo.__main__ import GARBAGE
from tests.made_plans import HEAD, MEMBER, ROW
from tools.bench_cases.meter import Spent, spent

SECTORS, SUBSECTORS, ROWS, STRIDE = 7, 5, 10, 3
SIZES = (21, 124, 500, 2875)  # asked for; what the register has is near it
TAXONOMY = "id,kind,parent,zh,en,variant_of,basis"
CARRIERS = "place,place_id,carrier,hub,role,open_ended,clause,note"


def territory_of(size: int) -> tuple[str, str]:
    """Codes and level of a territory that has about so many areas."""
    from geo.sources.places.country import country_areas, inside
    from geo.sources.territory import load_territory

    if size < SIZES[2]:
        return load_territory().code, "prefecture" if size == SIZES[0] else "county"
    codes: list[str] = []
    for code in sorted(a.adcode for a in country_areas().values() if a.level == "province"):
        if len(list(inside(codes, "county"))) < size:
            codes.append(code)
    return "+".join(codes), "county"


def made(folder: Path) -> int:
    """A plan that names ten things for every area of a territory; how many areas it has."""
    from geo.join.attach import territory_areas
    from geo.sources.places.view import load_register

    territory, level = territory_of(SIZES[int(folder.name)])
    areas = territory_areas(load_register(territory), territory, level)
    terms = [(f"s{s}", f"s{s}.k{k}", f"细分{s}之{k}")
             for s in range(SECTORS) for k in range(SUBSECTORS)]  # fmt: skip
    kinds = [f"s{s},sector,,产业{s},Industry {s},," for s in range(SECTORS)]
    kinds += [f"{sub},subsector,{s},{zh},Part {sub[1:]},," for s, sub, zh in terms]
    said = [
        f"{a.name_zh},{a.adcode},direct,binding,develop,重点发展,assign,{s},{sub},{zh},,,,,,,"
        for n, a in enumerate(areas)
        for s, sub, zh in (terms[(n * n + STRIDE * k) % len(terms)] for k in range(ROWS))
    ]
    places = [f"{a.name_zh},{a.adcode}" for a in areas[:3]]
    shape = [f"core,core,一核,核心,1,{places[0]},,,,"]
    shape += [f"poles,pole,两极,极点,{n},{place},,,," for n, place in enumerate(places[1:], 1)]
    tables = {
        "taxonomy": (TAXONOMY, kinds),
        "assignments": (ROW, said),
        "carriers": (CARRIERS, [f"{places[0]},示例产业园,,载体,,,"]),
        "structure": (MEMBER, shape),
    }
    folder.mkdir()
    about = HEAD.format(key="grow", code=territory, level=level, more=", pole = 2")
    (folder / "plan.toml").write_text(about, "utf-8")
    for name, (head, rows) in tables.items():
        (folder / f"{name}.csv").write_text("\n".join([head, *rows, ""]), "utf-8")
    return len(areas)


def _check(folder: Path) -> None:
    from geo.ask.check import check_data

    check_data(folder)


def _asked(name: str) -> Callable[[Path], None]:
    def ask(folder: Path) -> None:
        from geo.ask import questions

        getattr(questions, name)(folder)

    return ask


def _web(folder: Path) -> None:
    import geo
    from geo.render.web.map_page import page_files, shared_files

    layout = geo.lay_out(geo.load_plan(folder))
    world = layout.world
    shared_files(world.boundaries, world.register)
    page_files(layout.scene(sector="s0"))


def _sheet(folder: Path) -> None:
    import geo
    from geo.render.print.sheet import sheet_pdf
    from geo.sheet.arrange import arrange

    layout = geo.lay_out(geo.load_plan(folder))
    sheet_pdf(arrange(layout.scene(sector="s0"), layout.world.boundaries))


def _workbook(folder: Path) -> None:
    import geo
    from geo.workbook.write import workbook_bytes

    workbook_bytes(geo.load_plan(folder))


STEPS: dict[str, Callable[[Path], None]] = {
    "check": _check,
    "coverage": _asked("coverage"),
    "overlap": _asked("overlap"),
    "similarity": _asked("similarity"),
    "web": _web,
    "sheet": _sheet,
    "workbook": _workbook,
}


def measure(steps: Sequence[str]) -> dict[str, dict[str, dict[str, float]]]:
    """Every step at every size, each in a process of its own; this one stays small."""
    found: dict[str, dict[str, dict[str, float]]] = {step: {} for step in steps}
    with tempfile.TemporaryDirectory() as place:
        for n in range(len(SIZES)):
            size = _run("make", f"{place}/{n}").out.strip()
            for step in steps:
                done = _run(step, f"{place}/{n}")
                found[step][size] = {"cpu": round(done.cpu, 3), "mb": round(done.peak / 1e6, 1)}
    return found


def _run(step: str, folder: str) -> Spent:
    done = spent([sys.executable, "-m", "tools.bench_cases.growth", step, folder])
    if done.code:
        raise RuntimeError(done.err)
    return done


def main(words: Sequence[str]) -> None:
    """A plan made in a folder, one step of it, or all steps at all sizes, told as JSON."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # both as in a process of the command
    gc.set_threshold(GARBAGE)
    if not words:
        print(json.dumps(measure([*STEPS])))
    elif words[0] == "make":
        print(made(Path(words[1])))
    else:
        STEPS[words[0]](Path(words[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
