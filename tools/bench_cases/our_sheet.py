"""One A3 sheet of ours: map, delta inset, labels, carriers, legend, table, tags."""

from __future__ import annotations

import sys
from pathlib import Path

from geo.join.attach import attach
from geo.render.print.pdf import sheet_pdf
from geo.scene.map_kind import PlanGround
from geo.scene.presets import make_spec
from geo.scene.resolve import resolve
from geo.scene.world import load_world
from geo.sheet.arrange import arrange
from geo.sources.plans.folder import load_plan
from tools.bench_cases.meter import steady, tell

PLAN, OUT = sys.argv[1], Path(sys.argv[2])


def main() -> None:
    """Draw, save, tell."""
    world, plan = load_world(), load_plan(PLAN)
    ground = PlanGround(attach(plan, world.register), world)
    specs = [make_spec(plan, "sector", sector.id) for sector in plan.taxonomy]

    def draw(i: int) -> None:
        scene = resolve(specs[i % len(specs)], ground)
        OUT.write_bytes(sheet_pdf(arrange(scene, world.boundaries)))

    tell(each=steady(draw, 6), bytes=OUT.stat().st_size)


main()
