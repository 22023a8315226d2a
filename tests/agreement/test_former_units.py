"""A unit that is no more is mapped by the table alone, and the map says so wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo import lay_out, load_plan
from geo.errors import PlaceError
from geo.scene.credits import cautions
from tests.trial_folder import META, make_folder, only, rows

META_OF_COUNTIES = META.replace('"prefecture"', '"county"').split("[structure]")[0]


def folder_of(tmp_path: Path, territory: str, place: str, place_id: str = "") -> Path:
    """A plan that names one county of a province."""
    folder = make_folder(tmp_path)
    meta = META_OF_COUNTIES.replace("440000", territory)
    (folder / "plan.toml").write_text(meta, encoding="utf-8")
    (folder / "structure.csv").unlink()
    rows(folder, {"place": place, "place_id": place_id})
    return folder


@pytest.mark.parametrize(
    ("territory", "name", "heir", "said"),
    [
        ("440000", "萝岗区", "440112", "萝岗区（2014 年）→黄埔区"),
        ("370000", "莱芜市", "370116", "莱芜市（2018 年）→莱芜区"),
        ("340000", "居巢区", "340181", "居巢区（2011 年）→巢湖市"),
    ],
    ids=["Luogang", "Laiwu", "Chaohu"],
)
def test_a_map_says_what_stands_for_a_unit_that_is_no_more(tmp_path, territory, name, heir, said):
    scene = lay_out(load_plan(folder_of(tmp_path, territory, name, heir))).scene(sector="steel")
    assert said in scene.credits.limits.zh
    assert [a.adcode for a in scene.areas if a.statements] == [heir]


@pytest.mark.slow
def test_page_and_sheet_say_it_too(maps, tmp_path):
    made = maps.of(folder_of(tmp_path, "440000", "萝岗区", "440112"), sector="steel")
    said = "萝岗区（2014 年）→黄埔区"
    data = "".join(path.read_text("utf-8") for path in made.folder.glob("map_files/*.data.js"))
    assert said in data
    assert said.replace(" ", "") in made.printed.replace("\n", "")


def test_it_is_not_mapped_unasked_and_its_heirs_are_named(tmp_path):
    fault = only(folder_of(tmp_path, "370000", "莱芜市"), PlaceError)
    assert "今为" in fault.zh
    assert "济南市（370100）" in fault.nearest


def test_the_table_alone_says_what_it_became(tmp_path):
    fault = only(folder_of(tmp_path, "370000", "莱芜市", "370102"), PlaceError)
    assert "历下区" in fault.zh


def test_a_plan_of_today_has_no_such_line():
    assert not any("撤销" in line.zh for line in cautions([load_plan("future2024")]))


@pytest.mark.parametrize("level", ["prefecture", "county"])
def test_a_zone_without_known_counties_is_said_and_colours_nothing(tmp_path, level):
    folder = folder_of(tmp_path, "340000", "合肥高新技术产业开发区", "z_hitech_hefei")
    scene = lay_out(load_plan(folder), level).scene(sector="steel")
    assert "合肥高新技术产业开发区（合肥市）" in scene.credits.limits.zh
    assert {area.state for area in scene.areas} == {"not_named"}
