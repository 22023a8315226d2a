"""Maps of a plan, its sectors' or all, as our web pages with everything they share."""

from __future__ import annotations

import sys
from pathlib import Path

from geo.domain.plan import Plan
from geo.join.attach import attach
from geo.render.web.map_page import page_files, shared_files
from geo.scene.map_kind import PlanGround
from geo.scene.resolve import make_spec, presets, resolve
from geo.scene.world import load_world
from geo.sources.plans.folder import load_plan
from geo.spec.mapspec import MapSpec
from tools.bench_cases.meter import addresses, cpu, size, steady, tell

PLAN, KIND, OUT = sys.argv[1], sys.argv[2], Path(sys.argv[3])


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _sectors(plan: Plan) -> list[MapSpec]:
    return [make_spec(plan, "sector", sector.id) for sector in plan.taxonomy]


def main() -> None:
    """Draw all, save, tell; then what one more map costs."""
    world, plan = load_world(), load_plan(PLAN)
    ground = PlanGround(attach(plan, world.register), world)
    specs = presets(plan, ground.table) if KIND == "all" else _sectors(plan)
    _write(OUT, shared_files(world.boundaries, world.register))

    def draw(i: int) -> None:
        _write(OUT / PLAN, page_files(resolve(specs[i % len(specs)], ground)))

    for i in range(len(specs)):
        draw(i)
    whole = cpu()
    each = steady(draw, len(specs))
    pages = sorted(OUT.rglob("*.html"))
    everything = size(OUT, "*")
    tell(
        each=each,
        whole=whole,
        pages=len(pages),
        pages_bytes=everything - size(OUT, "*.woff2"),
        all_bytes=everything,
        requests=len(addresses(pages[0])),
    )


main()
