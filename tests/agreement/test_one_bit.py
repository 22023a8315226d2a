"""A black-and-white copy at 150 dpi still tells every state from every other, on map and legend."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from geo.render.print.pdf import compiled
from geo.render.svg.swatches import swatch_svg
from geo.scene.scene import LegendEntry
from tests.print_scenes import PROVINCIAL, scenes, sheet

DPI = 150
BLACK = 128  # grey below this is ink, as on a copier without half-tones
APART = 0.02  # least share of pixels by which two swatches differ
MAPS = [*PROVINCIAL, ("biomed2024", "sector-biomed"), ("gzhtz2021", "sector-ai")]


def one_bit(made: object, entry: LegendEntry) -> np.ndarray:
    """A swatch as a copier sees it."""
    svg = swatch_svg(made, entry)  # type: ignore[arg-type]
    png = compiled("picture.typ", {"picture": svg}, format="png", ppi=DPI)
    return np.asarray(Image.open(io.BytesIO(png)).convert("L")) < BLACK


def alike(swatches: dict[str, np.ndarray]) -> list[tuple[str, str]]:
    """Pairs of states that a copy does not tell apart."""
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(swatches.items(), 2)
        if np.mean(a != b) < APART
    ]


def swatches(plan: str, slug: str) -> dict[str, np.ndarray]:
    """Every state of a map's territory, by legend key."""
    made = sheet(plan, slug)
    entries = [e for e in scenes(plan)[slug].legend[0].entries if e.key != "outside"]
    return {entry.key: one_bit(made, entry) for entry in entries}


@pytest.mark.parametrize(("plan", "slug"), MAPS)
def test_states_stay_apart_in_one_bit(plan: str, slug: str) -> None:
    assert alike(swatches(plan, slug)) == []


def test_without_marks_and_hatches_the_copy_would_not_do() -> None:
    made = sheet("future2024", "sector-energy")
    bare = {
        e.key: one_bit(made, replace(e, style=replace(e.style, mark="", pattern="")))
        for e in scenes("future2024")["sector-energy"].legend[0].entries
        if e.style
    }
    assert alike(bare)
