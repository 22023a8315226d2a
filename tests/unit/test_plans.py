"""A user's plan folder: what is accepted, and the sentence for everything that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.ask.new_plan import write_template
from geo.cli.run import main
from geo.errors import GeoError, PlaceError, PlanError, UnknownNameError
from geo.sources.plans.folder import load_plan, packaged_folder, plan_folder
from geo.sources.plans.rows import PLAN_TABLES, plan_tables
from tests.trial_folder import META, STRUCTURE, TAXONOMY, faults, make_folder, only, rows, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small valid plan folder."""
    return make_folder(tmp_path)


def test_a_valid_folder_is_a_plan(folder: Path) -> None:
    plan = load_plan(folder)
    assert [s.id for s in plan.taxonomy] == ["steel", "ships"]
    assert plan.taxonomy.variants[0].of == "steel.plate"
    assert [row.address for row in plan.statements] == ["assignments.csv:2", "assignments.csv:3"]
    assert plan.read == {"taxonomy": 4, "assignments": 2, "structure": 2}
    assert [m.name for m in plan.structure.of_kind("core")[0].members] == ["广州", "深圳"]


@pytest.mark.parametrize(
    ("cells", "column", "value", "en", "nearest"),
    [
        ({"sector": "steal", "subsector": ""}, "sector", "steal", "unknown sector", "steel"),
        ({"sector": "钢鉄", "subsector": ""}, "sector", "钢鉄", "unknown sector", "steel"),
        ({"subsector": "steel.plat"}, "subsector", "steel.plat", "unknown sub", "steel.plate"),
        ({"sector": "ships"}, "subsector", "steel.plate", "sector steel, not", "steel"),
        ({"scope": "directly"}, "scope", "directly", "not a valid value", "direct"),
        ({"class": "bindung"}, "class", "bindung", "not a valid value", "binding"),
        ({"relation": "developp"}, "relation", "developp", "not a valid value", "develop"),
        ({"strength": "asign"}, "strength", "asign", "not a valid value", "assign"),
        ({"open_ended": "maybe"}, "open_ended", "maybe", "yes or empty", "yes"),
        ({"inferred": "name"}, "inferred", "name", "not a valid value", None),
        ({"term": ""}, "term", "", "must not be empty", None),
        ({"relation": "focus", "sector": "", "subsector": ""}, "sector", "", "needs", None),
    ],
)
def test_values_that_do_not_fit(folder: Path, cells, column, value, en, nearest) -> None:
    rows(folder, {"term": "另一项"}, cells)
    fault = only(folder)
    assert (fault.address, fault.value) == (f"assignments.csv:3:{column}", value)
    assert en in fault.en
    if nearest:
        assert fault.nearest[0] == nearest


def test_a_repeated_row_names_the_first(folder: Path) -> None:
    rows(folder, {}, {"relation": "focus", "subsector": ""}, {})
    fault = only(folder)
    assert (fault.address, fault.en) == ("assignments.csv:4", "repeats assignments.csv:2")


def test_conflicting_rows_name_what_differs(folder: Path) -> None:
    rows(folder, {}, {"scope": "collective", "open_ended": "yes"})
    fault = only(folder)
    assert fault.address == "assignments.csv:3"
    assert "assignments.csv:2, but differs in scope, open_ended" in fault.en


def test_all_faults_come_at_once_with_those_of_places(folder: Path) -> None:
    rows(folder, {"place": "广洲市", "place_id": ""}, {"sector": "ship"}, {"scope": "x"})
    columns = {fault.address for fault in faults(folder)}
    assert {
        "assignments.csv:2:place",
        "assignments.csv:3:sector",
        "assignments.csv:4:scope",
    } <= columns


@pytest.mark.parametrize("name", ["plan.toml", "taxonomy.csv", "assignments.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert any(f.address == name and "missing" in f.en for f in faults(folder))


def test_missing_and_unknown_columns_are_named(folder: Path) -> None:
    text = (folder / "assignments.csv").read_text(encoding="utf-8")
    changed = text.replace("strength", "strenght", 1)
    (folder / "assignments.csv").write_text(changed, encoding="utf-8")
    said = {(f.value, f.en, f.nearest) for f in faults(folder) if f.address == "assignments.csv:1"}
    assert said == {
        ("strength", "this column is missing", ("strenght",)),
        ("strenght", "unknown column", ("strength",)),
    }


def test_a_slogan_of_two_cores_has_two(folder: Path) -> None:
    write(folder, "structure.csv", [*STRUCTURE, "cores,core,两核,核心,3,东莞,441900,,,,"])
    fault = only(folder)
    assert "declares core = 2, the structure table has 3" in fault.en
    assert "(clause " in fault.en


def test_corridors_are_counted_as_elements(folder: Path) -> None:
    meta = META.replace("{ core = 2 }", "{ core = 2, corridor = 2 }")
    (folder / "plan.toml").write_text(meta, encoding="utf-8")
    line = ["one,corridor,走廊,,1,广州,440100,,,,", "one,corridor,走廊,,2,深圳,440300,,,,"]
    write(folder, "structure.csv", STRUCTURE + line)
    assert "corridor = 2, the structure table has 1" in only(folder).en


@pytest.mark.parametrize(
    ("line", "column", "en"),
    [
        ("ends,node,沿海带,,1,湛港市,,,,,", "member", "unknown place"),
        ("belt,blet,沿海带,,1,湛江市,,,,,", "kind", "not a valid value"),
        ("ends,node,沿海带,,2,湛江市,,,,,", "order", "without a gap"),
        ("ends,node,沿海带,,one,湛江市,,,,,", "order", "whole number"),
        ("ends,node,沿海带,,1,湛江市,,,yes,,", "basis", "needs its basis"),
    ],
)
def test_structure_rows_that_do_not_fit(folder: Path, line: str, column: str, en: str) -> None:
    write(folder, "structure.csv", [*STRUCTURE, line])
    found = {fault.address: fault.en for fault in faults(folder, _kind(column))}
    assert en in found[f"structure.csv:4:{column}"]


def _kind(column: str) -> type[GeoError]:
    return PlaceError if column == "member" else PlanError


@pytest.mark.parametrize(
    ("line", "column", "en"),
    [
        ("steel,sector,,钢铁,Steel,,", "id", "already in taxonomy.csv:2"),
        ("Steel!,sector,,钢铁,Steel,,", "id", "only a-z"),
        ("iron.ore,subsector,iron,铁矿,Ore,,", "parent", "not the id of a sector"),
        ("x,variant,,甲,A,iron,", "variant_of", "not an id of this table"),
        ("x,sektor,,甲,A,,", "kind", "not a valid value"),
        ("x,sector,,甲,,,", "en", "must not be empty"),
    ],
)
def test_taxonomy_rows_that_do_not_fit(folder: Path, line: str, column: str, en: str) -> None:
    write(folder, "taxonomy.csv", [*TAXONOMY, line])
    found = {fault.address: fault.en for fault in faults(folder)}
    assert en in found[f"taxonomy.csv:6:{column}"]


@pytest.mark.parametrize(
    ("old", "new", "address"),
    [
        ('level = "prefecture"', 'level = "town"', "plan.toml:level"),
        ('territory = "440000"', 'territory = "990000"', "plan.toml:territory"),
        ("issued = 2024-01-01", 'issued = "soon"', "plan.toml:[document] issued"),
        ('status = "draft"', 'stauts = "draft"', "plan.toml:[document] stauts"),
        ('short_en = "Trial"', "", "plan.toml:[title] short_en"),
        ("{ core = 2 }", "{ kore = 2 }", "plan.toml:[structure] declared"),
        ("[title]", "[title", "plan.toml"),
    ],
)
def test_metadata_that_do_not_fit(folder: Path, old: str, new: str, address: str) -> None:
    assert old in META
    (folder / "plan.toml").write_text(META.replace(old, new), encoding="utf-8")
    with pytest.raises(GeoError) as caught:
        load_plan(folder)
    assert address in {fault.address for fault in caught.value.faults}


def test_a_plan_with_a_text_needs_its_clauses(folder: Path) -> None:
    (folder / "plan.toml").write_text(META + '[text]\nfiles = ["a.txt"]\n', encoding="utf-8")
    assert {fault.address for fault in faults(folder)} >= {"assignments.csv:2:clause"}


def test_an_unknown_plan_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as caught:
        plan_folder("futur2024")
    assert caught.value.faults[0].nearest[0] == "future2024"


@pytest.mark.parametrize("with_plan", [True, False])
@pytest.mark.parametrize("word", ["./future2024", "future2024/", Path("future2024")])
def test_a_path_is_a_folder_whatever_its_name(tmp_path, monkeypatch, word, with_plan):
    (tmp_path / "future2024").mkdir()
    if with_plan:
        make_folder(tmp_path / "future2024")
    monkeypatch.chdir(tmp_path)
    assert plan_folder(word) == Path("future2024")
    if with_plan:
        assert load_plan(word).key == "trial"


@pytest.mark.parametrize("with_plan", [True, False])
def test_a_bare_word_that_is_a_key_and_a_folder_is_refused(
    tmp_path, monkeypatch, capsys, with_plan
):
    (tmp_path / "future2024").mkdir()
    if with_plan:
        make_folder(tmp_path / "future2024")
    monkeypatch.chdir(tmp_path)
    for words in ("gaps --plan", "numbers sector --plan", "diff modern2025", "map --plan"):
        out = [] if words != "map --plan" else ["--structure", "-o", "a.html"]
        assert main([*words.split(), "future2024", *out]) == 2
        said = capsys.readouterr().err
        assert "“future2024” 既是自带规划的编号，又是这里的一个文件夹" in said
        assert "nearest: ./future2024, " in said
    assert main(["gaps", "--plan", "modern2025"]) == 0  # the packaged ones, compared with
    assert not (tmp_path / "a.html").exists()


def test_a_bare_word_in_the_folder_of_the_packaged_plans_means_one_thing(monkeypatch):
    monkeypatch.chdir(packaged_folder("future2024").parent)
    assert plan_folder("future2024") == packaged_folder("future2024")


def test_markup_in_a_text_cell_stays_text(folder: Path) -> None:
    rows(folder, {"note": "{{7*7}}<script>", "term": "{% raw %}"})
    row = load_plan(folder).statements[0]
    assert (row.term, row.note) == ("{% raw %}", "{{7*7}}<script>")


def test_the_template_of_a_new_plan_has_the_columns_that_are_read(tmp_path: Path) -> None:
    write_template(tmp_path / "new")
    for name, table in plan_tables(tmp_path / "new").tables.items():
        declared = PLAN_TABLES[name]
        assert table.columns == tuple(c for c in declared.names if c in table.columns), name
        assert set(declared.needed) <= set(table.columns), name
