"""Plans read and laid on the ground together, every fault of all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geo.ask.check import checked, one_territory, raise_together
from geo.build.mapped_plan import Layout, lay_out
from geo.domain.plan import Plan
from geo.errors import GeoError
from geo.scene.world import load_world
from geo.sources.plans.folder import load_plan


def load_layouts(plans: Sequence[str]) -> list[Layout]:
    """Plans of one territory joined to their areas; the faults of all of them at once."""
    read: list[Plan] = []
    errors: list[tuple[str, GeoError]] = []
    for plan in plans:
        try:
            read.append(load_plan(plan))
        except GeoError as error:
            errors.append((Path(plan).name if len(plans) > 1 else "", error))
    raise_together(errors)
    checked(read)
    territory = one_territory(read)
    return [lay_out(plan, world=load_world(territory)) for plan in read]
