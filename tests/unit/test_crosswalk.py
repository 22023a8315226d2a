"""Faulty cross-plan tables: every fault at once, with its cell and the nearest right value."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geo.errors import Notice
from geo.sources.crosswalk.themes import CrosswalkError, load_crosswalk
from geo.sources.plans.folder import load_plan
from tests.small_plan import plan

GOOD = {
    "themes.csv": "theme_id,zh,en,parent\nmetal,钢铁,Metal,\ncloth,绸缎,Cloth,metal\n",
    "links.csv": (
        "theme_id,plan,term_id,basis,note\n"
        "metal,test,steel,same_term,\n"
        "metal,space2024,space,related,\n"
        "cloth,test,silk.1,same_term,\n"
        "cloth,future2024,space,related,\n"
    ),
    "seis2018.csv": "code,name_zh,name_en\n3.1,钢铁产业,Steel industry\n",
    "seis_links.csv": "plan,term_id,code,basis\ntest,steel,3.1,same_term\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in GOOD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def faults(folder: Path, name: str, old: str, new: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Faults after one edit: address to value and nearest."""
    text = GOOD[name]
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CrosswalkError) as caught:
        load_crosswalk([plan([])], folder)
    return {f.address: (f.value, f.nearest) for f in caught.value.faults}


def test_good_tables_are_read(folder: Path) -> None:
    walk = load_crosswalk([plan([])], folder)
    assert [t.id for t in walk.themes] == ["metal", "cloth"]
    assert [u.term_id for u in walk.unmapped(plan([]))] == [
        *(f"steel.{i}" for i in range(1, 6)),
        "silk",
    ]
    assert {u.through for u in walk.unmapped(plan([]))} == {("metal",), ()}


@pytest.mark.parametrize(
    ("name", "old", "new", "address", "value", "nearest"),
    [
        ("links.csv", "metal,test", "metla,test", "links.csv:2:theme_id", "metla", ("metal",)),
        ("links.csv", "test,steel", "test,stele", "links.csv:2:term_id", "stele", ("steel",)),
        ("links.csv", "test,steel", "test,钢铁", "links.csv:2:term_id", "钢铁", ("steel",)),
        ("links.csv", "space2024", "space2042", "links.csv:3:plan", "space2042", ("space2024",)),
        ("links.csv", "same_term", "same", "links.csv:2:basis", "same", ("same_term",)),
        ("themes.csv", "Cloth,metal", "Cloth,metla", "themes.csv:3:parent", "metla", ("metal",)),
        ("themes.csv", "Metal,", "Metal,cloth", "themes.csv:2:parent", "cloth", ()),
        ("themes.csv", "cloth,", "metal,", "themes.csv:3:theme_id", "metal", ()),
        ("seis_links.csv", "3.1", "3.2", "seis_links.csv:2:code", "3.2", ("3.1",)),
        ("seis_links.csv", "steel,", "silk,", "seis_links.csv:2:code", "丝绸", ("钢铁产业",)),
        ("seis_links.csv", "same_term", "related", "seis_links.csv:2:basis", "related", ()),
    ],
)
def test_each_fault_has_its_cell_and_the_nearest(
    folder: Path, name: str, old: str, new: str, address: str, value: str, nearest: tuple[str, ...]
) -> None:
    found = faults(folder, name, old, new)
    assert found[address][0] == value
    assert found[address][1][: len(nearest)] == nearest


def test_another_name_is_no_same_term_without_a_note(folder: Path) -> None:
    assert faults(folder, "links.csv", "test,silk.1", "test,silk")["links.csv:4:note"][0] == "丝绸"


def test_a_repeated_link_and_a_theme_of_one_plan_are_refused(folder: Path) -> None:
    repeated = faults(folder, "links.csv", "cloth,future2024,space", "cloth,test,silk.1")
    assert {"links.csv:5:theme_id", "themes.csv:3:theme_id"} <= set(repeated)


def test_all_faults_come_at_once(folder: Path) -> None:
    (folder / "themes.csv").write_text("theme_id,zh,en,parent\nmetal,,Metal,x\n", "utf-8")
    with pytest.raises(CrosswalkError) as caught:
        load_crosswalk([plan([])], folder)
    addresses = [f.address for f in caught.value.faults]
    assert {"themes.csv:2:zh", "themes.csv:2:parent", "links.csv:4:theme_id"} <= set(addresses)


def test_a_missing_table_and_a_missing_column_are_named(folder: Path) -> None:
    (folder / "seis2018.csv").unlink()
    (folder / "links.csv").write_text("theme_id,plan,term,basis,note\n", "utf-8")
    with (
        pytest.warns(Notice, match="links.csv:1: “term” .* not read"),
        pytest.raises(CrosswalkError) as caught,
    ):
        load_crosswalk([plan([])], folder)
    assert {(f.address, f.value, f.nearest) for f in caught.value.faults} == {
        ("seis2018.csv", "", ()),
        ("links.csv:1", "term_id", ("term",)),
    }


def test_a_renamed_term_of_a_packaged_plan_is_noticed(tmp_path: Path, repo: Path) -> None:
    shutil.copytree(repo / "data" / "crosswalk", tmp_path / "crosswalk")
    links = tmp_path / "crosswalk" / "links.csv"
    text = links.read_text("utf-8").replace("space2024,space,", "space2024,spaces,", 1)
    links.write_text(text, "utf-8")
    with pytest.raises(CrosswalkError, match="spaces"):
        load_crosswalk([load_plan("space2024")], tmp_path / "crosswalk")
