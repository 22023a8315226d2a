"""Six maps in two languages as they were when somebody last looked at them.

A changed one leaves a page in test-results/ that shows old and new side by side; ``make baselines``
keeps the new ones.
"""

from __future__ import annotations

import pytest

from tests.agreement.cases import AWKWARD, Case, in_both
from tests.reading.lines import drawing_lines, page_lines, scene_lines
from tests.visual.conftest import Baselines

MAPS = [
    Case("future2024", "structure"),
    Case("future2024", "breadth"),
    Case("future2024", "carriers"),
    Case("future2024", "sector", "space"),
    Case("gzhtz2021", "sector", "ai"),
    Case(AWKWARD, "sector", "steel"),
]
EACH_IN_BOTH = in_both(MAPS)


@pytest.mark.browser
@EACH_IN_BOTH
def test_the_page_reads_as_it_did(maps, reader, baselines, case, lang):
    page = reader.page(maps.of(case.plan_key, **case.which).page, lang)
    baselines.check(f"{case}.{lang}.page", page_lines(page))


@EACH_IN_BOTH
def test_the_drawing_is_as_it_was(maps, baselines, case, lang):
    drawing = maps.of(case.plan_key, lang, **case.which).drawing
    baselines.check(f"{case}.{lang}.svg", drawing_lines(drawing))


@pytest.mark.parametrize("case", MAPS, ids=str)
def test_the_scene_is_as_it_was(maps, baselines, case):
    scene = maps.layout(case.plan_key).scene(**case.which)
    baselines.check(f"{case}.scene", scene_lines(scene))


def test_nothing_else_is_kept(kept):
    wanted = {
        f"{case}.{lang}.{kind}"
        for case in MAPS
        for lang in ("zh", "en")
        for kind in ("page", "svg")
    }
    assert kept - wanted - {f"{case}.scene" for case in MAPS} == set()


def test_a_change_fails_and_leaves_a_page_and_so_does_a_missing_text(tmp_path):
    store = Baselines(tmp_path / "kept", tmp_path / "left", making=True)
    store.check("a", ["one", "two"])
    reading = Baselines(tmp_path / "kept", tmp_path / "left", making=False)
    reading.check("a", ["one", "two"])
    with pytest.raises(pytest.fail.Exception, match=r"a\.html.*make baselines"):
        reading.check("a", ["one", "deux"])
    shown = (tmp_path / "left" / "a.html").read_text("utf-8")
    assert "two" in shown
    assert "deux" in shown
    with pytest.raises(pytest.fail.Exception, match=r"no baseline b\.txt.*make baselines"):
        reading.check("b", [])


def test_the_text_of_a_page_has_no_positions(maps, reader):
    page = reader.page(maps.of("future2024", sector="space").page)
    text = "\n".join(page_lines(page))
    assert "box" not in text
    assert "areas.440100: fill #036a7c" in text
