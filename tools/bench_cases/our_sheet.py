"""A3 sheets of ours: map, inset, names, carriers, legend, table, credits, tags."""

from __future__ import annotations

import sys
from pathlib import Path

from geo.join.attach import attach
from geo.render.print.sheet import sheet_pdf
from geo.scene.map_kind import PlanGround
from geo.scene.resolve import make_spec, resolve
from geo.scene.world import load_world
from geo.sheet.arrange import arrange
from geo.sources.plans.folder import load_plan
from tools.bench_cases.meter import cpu, steady, tell

PLAN, OUT = sys.argv[1], Path(sys.argv[2])


def main() -> None:
    """Draw every sector, save, tell; then what one more sheet costs."""
    world, plan = load_world(), load_plan(PLAN)
    ground = PlanGround(attach(plan, world.register), world)
    specs = [make_spec(plan, "sector", sector.id) for sector in plan.taxonomy]

    def draw(i: int) -> None:
        spec = specs[i % len(specs)]
        made = arrange(resolve(spec, ground), world.boundaries)
        (OUT / f"{spec.slug}.pdf").write_bytes(sheet_pdf(made))

    for i in range(len(specs)):
        draw(i)
    whole = cpu()
    tell(each=steady(draw, len(specs)), whole=whole)


main()
