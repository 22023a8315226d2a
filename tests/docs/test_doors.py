"""A wrong name at any door of the command line: one exit code, one kind of sentence."""

from __future__ import annotations

import shlex

import pytest
import typer

from geo.cli.app import app
from geo.cli.run import main
from geo.errors import Exit

# Parameters that take the name of something.
NAMES = {
    *("plan", "plan_a", "plan_b", "above", "below", "against", "folder", "workbook"),
    *("city", "place", "places", "name", "sector", "subsector", "theme", "paper"),
    *("drop", "add", "subject", "kind", "page", "lang", "orientation", "texts"),
}
NO_NAME = {("new-plan", "folder")}  # the name of what is to be made
# Which parameter of which command, with the wrong name in braces.
DOORS = {
    ("build", "plan"): "build --plan {future2042}",
    ("build", "paper"): "build --plan space2024 --paper {A5}",
    ("build", "lang"): "build --lang {fr}",
    ("map", "plan"): "map --plan {future2042} --structure -o x.svg",
    ("map", "city"): "map --city {广洲} -o x.svg",
    ("map", "theme"): "map --theme {商业航夭} -o x.svg",
    ("map", "sector"): "map --plan future2024 --sector {未来空闲} -o x.svg",
    ("map", "subsector"): "map --plan future2024 --subsector {低空经纪} -o x.svg",
    ("map", "lang"): "map --plan future2024 --structure --lang {fr} -o x.svg",
    ("map", "paper"): "map --plan future2024 --structure --paper {A5} -o x.svg",
    ("map", "orientation"): "map --plan future2024 --structure --orientation {up} -o x.svg",
    ("cards", "plan"): "cards --plan {future2042} -o x.pdf",
    ("cards", "place"): "cards --plan future2024 --place {广洲} -o x.pdf",
    ("cards", "sector"): "cards --plan future2024 --sector {通用智障} -o x.pdf",
    ("cards", "lang"): "cards --plan future2024 --lang {fr} -o x.pdf",
    ("cards", "paper"): "cards --plan future2024 --paper {A3} -o x.pdf",
    ("atlas", "plan"): "atlas --plan {future2042} -o x.pdf",
    ("atlas", "paper"): "atlas --plan future2024 --paper {A5} -o x.pdf",
    ("atlas", "lang"): "atlas --plan future2024 --lang {fr} -o x.pdf",
    ("slides", "plan"): "slides --plan {future2042} -o x.pptx",
    ("slides", "sector"): "slides --plan future2024 --sector {未来空闲} -o x.pptx",
    ("slides", "lang"): "slides --plan future2024 --lang {fr} -o x.pptx",
    ("city", "plan"): "city 广州 --plan {future2042} -o x.csv",
    ("themes", "plan"): "themes --plan {future2042}",
    ("report", "plan"): "report --plan {future2042} -o x.html",
    ("report", "lang"): "report --plan future2024 --lang {fr} -o x.html",
    ("checklist", "plan"): "checklist --plan {future2042} -o x",
    ("checklist", "lang"): "checklist --plan future2024 --lang {fr} -o x",
    ("checklist", "paper"): "checklist --plan future2024 --paper {A5} -o x",
    ("checklist", "orientation"): "checklist --plan future2024 --orientation {up} -o x",
    ("check", "folder"): "check {./no-such-folder}",
    ("plans", "texts"): "plans --texts {./no-such-folder}",
    ("export", "kind"): "export {area} --plan future2024",
    ("export", "plan"): "export areas --plan {future2042}",
    ("verify", "texts"): "verify --texts {./no-such-folder}",
    ("verify", "plan"): "verify --plan {future2042} --texts .",
    ("locate", "folder"): "locate {future2042} --texts .",
    ("locate", "texts"): "locate future2024 --texts {./no-such-folder}",
    ("import", "workbook"): "import {no.xlsx} -o there",
    ("import", "texts"): "import no.xlsx -o there --texts {./no-such-folder}",
    ("coverage", "plan"): "coverage --plan {future2042}",
    ("coverage", "lang"): "coverage --plan future2024 --lang {fr}",
    ("gaps", "plan"): "gaps --plan {future2042}",
    ("gaps", "against"): "gaps --plan future2024 --against {future2042}",
    ("gaps", "lang"): "gaps --plan future2024 --lang {fr}",
    ("overlap", "plan"): "overlap --plan {future2042}",
    ("overlap", "lang"): "overlap --plan future2024 --lang {fr}",
    ("peers", "place"): "peers {广洲} --plan future2024",
    ("peers", "plan"): "peers 广州 --plan {future2042}",
    ("peers", "lang"): "peers 广州 --plan future2024 --lang {fr}",
    ("similarity", "plan"): "similarity --plan {future2042}",
    ("similarity", "lang"): "similarity --plan future2024 --lang {fr}",
    ("compare", "places"): "compare 广州 {深训} --plan future2024",
    ("compare", "plan"): "compare 广州 深圳 --plan {future2042}",
    ("compare", "lang"): "compare 广州 深圳 --plan future2024 --lang {fr}",
    ("diff", "plan_a"): "diff {future2042} modern2025",
    ("diff", "plan_b"): "diff future2024 {modern2052}",
    ("diff", "lang"): "diff future2024 modern2025 --lang {fr}",
    ("consistency", "above"): "consistency {future2042} gzhtz2021",
    ("consistency", "below"): "consistency future2024 {gzhtz2012}",
    ("consistency", "city"): "consistency future2024 gzhtz2021 --city {广洲}",
    ("consistency", "lang"): "consistency future2024 gzhtz2021 --lang {fr}",
    ("whatif", "plan"): "whatif --plan {future2042} --drop 广州:低空经济",
    ("whatif", "drop"): "whatif --plan future2024 --drop {广洲}:低空经济",
    ("whatif", "add"): "whatif --plan future2024 --add 广州:{低空经纪}",
    ("whatif", "lang"): "whatif --plan future2024 --drop 广州:低空经济 --lang {fr}",
    ("numbers", "page"): "numbers {sectors} --plan future2024",
    ("numbers", "plan"): "numbers breadth --plan {future2042}",
    ("numbers", "subject"): "numbers sector --of {未来空闲} --plan future2024",
    ("numbers", "lang"): "numbers breadth --plan future2024 --lang {fr}",
    ("themes", "lang"): "themes --lang {fr}",
    ("city", "name"): "city {广洲}",
    ("city", "lang"): "city 广州 --lang {fr}",
    ("picture", "kind"): "picture {matrx} --plan future2024 -o x.svg",
    ("picture", "plan"): "picture matrix --plan {future2042} -o x.svg",
    ("picture", "city"): "picture compare --plan future2024 --city 广州 --city {深训} -o x.svg",
    ("picture", "against"): "picture diff --plan future2024 --against {modern2052} -o x.svg",
    ("picture", "lang"): "picture matrix --plan future2024 --lang {fr} -o x.svg",
    ("picture", "paper"): "picture matrix --plan future2024 --paper {A5} -o x.svg",
}


def test_every_door_is_tried():
    commands = typer.main.get_command(app).commands
    doors = {(name, p.name) for name, c in commands.items() for p in c.params if p.name in NAMES}
    assert doors - NO_NAME == set(DOORS)


@pytest.mark.parametrize("door", DOORS, ids="-".join)
def test_a_wrong_name_is_the_fault_of_the_call(door, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    wrong = DOORS[door].partition("{")[2].partition("}")[0]
    assert main(shlex.split(DOORS[door].translate({ord(c): None for c in "{}"}))) == Exit.CALL
    said = capsys.readouterr()
    assert said.out == ""
    assert wrong.removeprefix("./") in said.err.splitlines()[0]
    assert list(tmp_path.iterdir()) == []
