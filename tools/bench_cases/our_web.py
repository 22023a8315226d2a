"""The sector maps of a plan as our web pages, with everything they share."""

from __future__ import annotations

import sys
from pathlib import Path

from geo.design.presets import make_spec, presets
from geo.join.attach import attach
from geo.render.leaflet import boundaries_folder, page_files, shared_files
from geo.scene.resolve import load_world, resolve
from geo.sources.plans import load_plan
from tools.bench_cases.meter import cpu, requests, size, steady, tell

PLAN, OUT = sys.argv[1], Path(sys.argv[2])


def _write(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = OUT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main() -> None:
    """Draw, save, tell."""
    world, plan = load_world(), load_plan(PLAN)
    table = attach(plan, world.register)
    specs = [make_spec(plan, "sector", sector.id) for sector in plan.taxonomy]
    _write(shared_files(boundaries_folder(), world.register))

    def draw(i: int) -> None:
        files = page_files(resolve(specs[i % len(specs)], table, world), ())
        _write({f"{PLAN}/{name}": content for name, content in files.items()})

    each = steady(draw, len(specs))
    pages = sorted(OUT.rglob("*.html"))
    fonts = size(OUT, "*.woff2")
    sectors, spent = size(OUT, "*") - fonts, cpu()
    for spec in presets(plan, table):
        files = page_files(resolve(spec, table, world), ())
        _write({f"{PLAN}/{name}": content for name, content in files.items()})
    tell(
        each=each,
        spent=spent,
        bytes=sectors,
        plan_bytes=size(OUT, "*") - fonts,
        plan_pages=len(presets(plan, table)),
        fonts=fonts,
        pages=len(pages),
        requests=requests(pages[0]),
    )


main()
