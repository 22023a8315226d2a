"""A small valid plan folder, to be broken in one place at a time."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.errors import Fault, GeoError, PlanError
from geo.sources.plans.folder import load_plan

META = """
key = "trial"
territory = "440000"
level = "prefecture"
[title]
zh = "试验计划"
en = "Trial plan"
short_zh = "试验"
short_en = "Trial"
[document]
issuer_zh = "试验单位"
issuer_en = "Trial office"
issued = 2024-01-01
status = "draft"
[structure]
slogan_zh = "两核"
slogan_en = "Two cores"
declared = { core = 2 }
"""
TAXONOMY = [
    "id,kind,parent,zh,en,variant_of,basis",
    "steel,sector,,钢铁,Steel,,",
    "steel.plate,subsector,steel,板材,Plate,,",
    "ships,sector,,船舶,Ships,,",
    "steel.sheet,variant,steel,薄板,Sheet,steel.plate,same class in other words",
]
HEAD = (
    "place,place_id,scope,class,relation,worded,strength,sector,subsector,term,carrier,"
    "open_ended,open_places,inferred,set,clause,note"
)
ROW = {
    "place": "广州市",
    "place_id": "440100",
    "scope": "direct",
    "class": "binding",
    "relation": "develop",
    "worded": "发展",
    "strength": "assign",
    "sector": "steel",
    "subsector": "steel.plate",
    "term": "板材",
}
STRUCTURE = [
    "element,kind,name,role,order,member,member_id,optional,inferred,basis,clause",
    "cores,core,两核,核心,1,广州,440100,,,,",
    "cores,core,两核,核心,2,深圳,440300,,,,",
]


def write(folder: Path, name: str, lines: list[str]) -> None:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows(folder: Path, *rows: dict[str, str]) -> None:
    with (folder / "assignments.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, HEAD.split(","), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({**ROW, **row} for row in rows)


def make_folder(tmp_path: Path) -> Path:
    """A small valid plan folder without a text."""
    (tmp_path / "plan.toml").write_text(META, encoding="utf-8")
    write(tmp_path, "taxonomy.csv", TAXONOMY)
    write(tmp_path, "structure.csv", STRUCTURE)
    rows(tmp_path, {}, {"relation": "focus", "subsector": "", "term": "钢铁"})
    return tmp_path


def faults(folder: Path, kind: type[GeoError] = PlanError) -> tuple[Fault, ...]:
    with pytest.raises(GeoError) as caught:
        load_plan(folder)
    assert type(caught.value) is kind
    return caught.value.faults


def only(folder: Path, kind: type[GeoError] = PlanError) -> Fault:
    (fault,) = faults(folder, kind)
    return fault
