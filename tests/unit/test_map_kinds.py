"""A new kind of map is one file: all products follow from the registry and nothing else."""

from __future__ import annotations

from inspect import signature
from typing import get_args, get_type_hints

import pytest

from geo.ask.choices import Which
from geo.build.map_files import BuildOptions
from geo.build.mapped_plan import lay_out
from geo.cli.one_map import one_map
from geo.errors import SpecError
from geo.scene.kinds import KINDS
from geo.scene.map_kind import register
from geo.site.pipeline import Job, WorkerState, begin, make_files
from geo.site.works import Work
from geo.sources.plans.folder import load_plan
from tests.reading.drawing import Drawing
from tests.reading.paper import sheets
from tests.sweeps import sweep
from tests.toy_kind import Silence

PLAN = "qianhai2024"


@pytest.fixture(scope="module")
def toy():
    register(Silence)
    yield KINDS["silence"]
    del KINDS["silence"]


@pytest.fixture(scope="module")
def scene(toy):
    return lay_out(load_plan(PLAN)).scene(silence=True)


@pytest.fixture(scope="module")
def made(toy, tmp_path_factory):
    """The pages of the plan and what all pages share, as a build makes them."""
    stage = tmp_path_factory.mktemp("kinds")
    bench: WorkerState = begin(Job((PLAN,), BuildOptions(), str(stage)))
    for work in (Work("shared"), Work("plan-list"), Work("plan", PLAN)):
        make_files(bench, work)
    return stage


def test_areas_wear_the_looks_of_the_legend(scene):
    ramp = lay_out(load_plan(PLAN)).world.theme.ramp("magenta")
    entries = {e.key: e for e in scene.legend[0].entries}
    assert list(entries) == ["silent", "spoken", "outside"]
    assert (entries["silent"].style.fill, entries["silent"].style.mark) == (ramp[3], "!")
    assert (entries["spoken"].style.pattern, entries["spoken"].style.pattern_color) == (
        "collective",
        ramp[2],
    )
    assert all(entries[a.state].style == a.style for a in scene.areas)
    assert {k: e.count for k, e in entries.items() if k != "outside"} == scene.states()
    assert scene.key_numbers[0].value == scene.states()["silent"] > 0


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "words"),
    sweep(
        [
            ["zh", ("静默之地", "只字未提", "有所提及", "处静默")],
            ["en", ("Silent places", "Never spoken of", "Spoken of", "silent places")],
        ],
        {0},
    ),
)
def test_the_web_page_has_its_classes_and_numbers(made, scene, reader, lang, words):
    title, silent, spoken, label = words
    page = reader.page((made / "zh" / "plan" / PLAN / "silence.html").as_uri(), lang)
    entries = {e["label"]: e["shapes"][0]["fill"] for e in page.legend[0]["entries"]}
    assert list(entries)[:2] == [silent, spoken]
    assert page.numbers == [[str(scene.states()["silent"]), label]]
    drawn = [area["fill"] for area in page.areas.values()]
    assert drawn.count(entries[silent]) == scene.states()["silent"]
    assert page.head[0] == title


def test_the_sheet_has_its_legend_and_numbers(made, scene):
    text = sheets((made / PLAN / "silence.pdf").read_bytes())[0].text
    for words in ("静默之地", "只字未提", f"{scene.states()['silent']}处静默"):
        assert words in text


def test_the_drawing_has_its_classes(made, scene):
    drawing = Drawing((made / PLAN / "silence.svg").read_bytes())
    texts = "".join(t.text for t in drawing.texts)
    assert "静默之地" in texts
    assert "只字未提" in texts
    strong = next(e for e in scene.legend[0].entries if e.key == "silent").style.fill
    painted = [s for s in drawing.shapes if s.fill == strong and s.within("data-adcode")]
    assert len({dict(s.groups)["data-adcode"] for s in painted}) == scene.states()["silent"]


def test_the_menus_lead_to_it_and_its_files_are_there(made):
    for name in ("silence.pdf", "silence.svg", "silence.data.js", "silence.png"):
        assert (made / PLAN / name).is_file()
    listed = (made / "zh" / "plan" / "index.html").read_text("utf-8")
    assert f'href="{PLAN}/silence.html">静默之地' in listed
    for sibling in ("index", "gaps", "silence"):
        page = (made / "zh" / "plan" / PLAN / f"{sibling}.html").read_text("utf-8")
        assert 'href="silence.html"' in page
    assert "plan/qianhai2024/silence.html" in (made / PLAN / "silence.html").read_text("utf-8")


def test_every_kind_can_be_chosen_by_option_and_by_name():
    names = get_type_hints(Which)
    options = {
        name: get_args(option.annotation)[0]
        for name, option in signature(one_map).parameters.items()
    }
    own = {key: kind for key, kind in KINDS.items() if key != Silence.key}
    assert set(names) == set(own) <= set(options)
    for key, kind in own.items():
        wanted = str if kind.subject_name else bool
        assert names[key] is wanted
        assert options[key] is wanted


def test_what_is_no_kind_is_named_with_those_there_are():
    with pytest.raises(SpecError) as caught:
        lay_out(load_plan(PLAN)).scene(slience=True)
    assert set(KINDS) == {word.partition("=")[0] for word in caught.value.faults[0].nearest}
