"""What is kept for web builds is what would be made now; builds of pages load no heavy library."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from geo.render.web.labels import KEPT_STEPS
from geo.render.web.shared import inputs_digest, placed_tables, targets
from geo.render.web.skeleton import rendered_skeleton, skeleton
from geo.sources.boundaries.shapes import load_boundaries
from geo.sources.places.view import load_register
from tests.sweeps import sweep

PAGE = """
import sys
from geo.scene.resolve import make_spec
from geo.join.attach import attach
from geo.render.web.map_page import page_files, shared_files
from geo.scene.map_kind import PlanGround
from geo.scene.resolve import resolve
from geo.scene.world import load_world
from geo.sources.plans.folder import load_plan
world, plan = load_world(), load_plan("space2024")
ground = PlanGround(attach(plan, world.register), world)
page_files(resolve(make_spec(plan, "sector", "space"), ground))
shared_files(world.boundaries, world.register)
print(*sorted({"folium", "pandas", "geopandas", "branca"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def kept(repo):
    return json.loads((repo / "geo/render/static/labels.json").read_text("utf-8"))


def test_folium_still_renders_the_kept_skeleton():
    """Run ``make web`` and look at the difference before it is committed."""
    assert rendered_skeleton("../") == skeleton("../")
    assert "ROOT/" not in repr(skeleton("../"))


def test_the_kept_labels_belong_to_the_inputs_of_now(kept):
    """Run ``make web`` after a change of names, boundaries or placement."""
    boundaries = load_boundaries()
    assert kept["inputs"] == inputs_digest(boundaries, targets(boundaries, load_register()))


@pytest.mark.parametrize("n", sweep(range(len(KEPT_STEPS)), {0, 8}))
def test_the_kept_labels_are_those_that_are_worked_out(kept, n):
    """Run ``make web``: the hash of the inputs says nothing of the code that places them."""
    boundaries = load_boundaries()
    made = placed_tables(boundaries, targets(boundaries, load_register()), KEPT_STEPS[n : n + 1])
    steps = {key: kept["tables"][key][n : n + 1] for key in ("zooms", "sizes", "zh", "en")}
    assert json.loads(json.dumps(made)) == {**kept["tables"], **steps}


def test_building_pages_loads_no_heavy_library():
    done = subprocess.run([sys.executable, "-c", PAGE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
