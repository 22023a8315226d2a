"""Bad input, end to end: a plan folder as a person might leave it, and what geo says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.cli.run import main
from tests.toy_folder import write_toy


@pytest.fixture
def folder(tmp_path):
    """A good plan folder to spoil."""
    write_toy(tmp_path / "toy")
    return tmp_path / "toy"


@dataclass(frozen=True)
class ChangedStatement:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        """Sentences, without the count at the end."""
        return self.err.strip().splitlines()[:-1]


@pytest.fixture
def geo(capsys):
    """A command, run in this process."""

    def run(*words):
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return ChangedStatement(code, said.out, said.err)

    return run


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_template_is_accepted(folder, geo):
    said = geo("check", folder)
    assert (said.code, said.err) == (0, "")
    assert "检查通过" in said.out


FOCUS = "direct,binding,focus"
# what is changed in assignments.csv; where the fault is; the value quoted; the nearest valid one
SPOILED = {
    "a wrong city": (f"广州市,440100,{FOCUS}", f"广洲市,,{FOCUS}", "2:place", "广洲市", "广州市"),
    "a foreign city": ("惠州市,441300", "武汉市,420100", "8:place_id", "420100", ""),
    "a foreign city by name": ("惠州市,441300", "武汉市,", "8:place", "武汉市", ""),
    "a place that is not the id's": ("惠州市,441300", "惠州市,441900", "8:place", "惠州市", ""),
    "a county for a prefecture": (
        *(f"广州市,440100,{FOCUS}", f"黄埔区,440112,{FOCUS}"),
        *("2:place", "黄埔区", "广州市"),
    ),
    "an unknown sector": ("energy,,新型储能", "enrgy,,新型储能", "7:sector", "enrgy", "energy"),
    "an unknown sub-sector": (
        *("energy,energy.battery", "energy,energy.batery"),
        *("8:subsector", "energy.batery", "energy.battery"),
    ),
    "a sub-sector of another sector": (
        *("energy,energy.battery", "ocean,energy.battery"),
        *("8:subsector", "energy.battery", "energy"),
    ),
    "an unknown keyword": (
        "阳江市,441700,direct",
        "阳江市,441700,drect",
        "9:scope",
        "drect",
        "direct",
    ),
    "no place": ("佛山市,440600,direct", ",440600,direct", "7:place", "", ""),
    "no term": ("energy,,新型储能", "energy,,", "7:term", "", ""),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_fault_is_named_with_its_cell_value_and_nearest(folder, geo, name):
    old, new, cell, value, near = SPOILED[name]
    change(folder / "assignments.csv", old, new)
    said = geo("check", folder)
    assert said.code == 1
    found = [line for line in said.faults if line.startswith(f"assignments.csv:{cell}: ")]
    assert found, said.err
    assert value in found[0]
    assert near in found[0]
    assert re.search(r"[\u4e00-\u9fff].* / .*[a-z]", found[0])


def test_every_fault_at_once_and_no_other(folder, geo):
    path = folder / "assignments.csv"
    change(path, "广州市,440100,direct,binding,focus", "广洲市,,direct,binding,focus")
    change(path, "assign,energy,,新型储能", "assign,enrgy,,新型储能")
    change(path, "阳江市,441700,direct", "阳江市,441700,drect")
    said = geo("check", folder)
    assert len(said.faults) == 3
    assert said.err.strip().endswith("3 faults; nothing was written")


def test_a_row_twice_and_two_rows_that_conflict(folder, geo):
    path = folder / "assignments.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    same, other = rows[6], rows[7].replace(",assign,", ",support,")
    path.write_text("\n".join([*rows, same, other]) + "\n", encoding="utf-8")
    said = geo("check", folder)
    assert said.code == 1
    assert len(said.faults) == 2
    assert said.faults[0].startswith(f"assignments.csv:{len(rows) + 1}:")
    assert "assignments.csv:7" in said.faults[0]
    assert "strength" in said.faults[1]


def test_the_forms_of_one_place_do_not_hide_that_a_row_stands_twice(folder, geo):
    path = folder / "assignments.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    again = rows[6].split(",")
    again[0] = f"广东省{again[0]}"
    path.write_text("\n".join([*rows, ",".join(again)]) + "\n", encoding="utf-8")
    (said,) = geo("check", folder).faults
    assert "与 assignments.csv:7 重复：同一地点的另一种写法" in said


def test_faults_stand_in_the_order_of_files_and_lines(folder, geo):
    for n in (2, 9, 3):
        line = (folder / "assignments.csv").read_text("utf-8-sig").splitlines()[n - 1]
        change(folder / "assignments.csv", line, line.replace(",direct,", ",drect,", 1))
    change(folder / "taxonomy.csv", "海上风电,Offshore wind", ",Offshore wind")
    change(folder / "assignments.csv", "广州市,440100,drect", "广洲市,,drect")
    at = [line.split(": ")[0] for line in geo("check", folder).faults]
    assert at == sorted(at, key=lambda a: (a.split(":")[0], int(a.split(":")[1])))
    assert len(at) == 5


def test_the_mark_of_an_error_in_the_metadata_is_no_title(folder, geo):
    text = (folder / "plan.toml").read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("zh = "))
    change(folder / "plan.toml", title, 'zh = "#REF!"')
    (said,) = geo("check", folder).faults
    assert said.startswith("plan.toml:[title] zh: “#REF!” ")


def test_a_slip_in_one_cell_is_one_fault(folder, geo):
    path = folder / "assignments.csv"
    change(path, "assign,energy,energy.battery", "assign,enrgy,energy.battery")
    (said,) = geo("check", folder).faults
    assert "“enrgy” 不认识的领域" in said


def test_a_missing_column_is_named_with_the_nearest_there_is(folder, geo):
    change(folder / "assignments.csv", "strength", "strenght")
    said = geo("check", folder)
    assert said.code == 1
    assert any("“strength”" in line and "strenght" in line for line in said.faults)


@pytest.mark.parametrize("name", ["taxonomy.csv", "assignments.csv", "plan.toml"])
def test_a_missing_file_is_named(folder, geo, name):
    (folder / name).unlink()
    said = geo("build", "--plan", folder, "--out", folder.parent / "maps")
    assert said.code == 1
    assert name in said.err
    assert not (folder.parent / "maps").exists()


SHOWN = {
    "gb18030": "GB 18030",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-8-sig": "",
}


@pytest.mark.parametrize("encoding", SHOWN)
@pytest.mark.parametrize("name", ["assignments.csv", "plan.toml"])
def test_other_encodings_are_read_and_said_once(folder, geo, name, encoding):
    path = folder / name
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    said = geo("check", folder)
    assert said.code == 0
    shown = SHOWN[encoding]
    said_of_it = f"{name}: 按 {shown} 读取 / read as {shown}"
    assert said.err.splitlines() == ([said_of_it] if shown else [])


def test_an_encoding_that_cannot_be_told_is_refused(folder, geo):
    (folder / "assignments.csv").write_bytes(b"place\xff\xff\xff\n\x81")
    said = geo("check", folder)
    assert said.code == 1
    assert said.faults[0].startswith("assignments.csv: ")


def test_a_character_without_a_glyph_is_refused_before_anything_is_drawn(folder, geo):
    change(folder / "carriers.csv", "示例产业园", "示例产业园\U0001f680")
    for words in (["check", folder], ["build", "--plan", folder, "--out", folder.parent / "maps"]):
        said = geo(*words)
        assert said.code == 1
        assert said.faults[0].startswith("carriers.csv:3:carrier: ")
        assert "U+1F680" in said.faults[0]
    assert not (folder.parent / "maps").exists()


@pytest.mark.parametrize("key", ["../escape", "A B", "", "规划"])
def test_a_key_that_is_no_folder_name_is_refused(folder, geo, key):
    change(folder / "plan.toml", 'key = "toy"', f'key = "{key}"')
    said = geo("check", folder)
    assert said.code == 1
    assert said.faults[0].startswith("plan.toml:key: ")


def test_broken_toml_is_a_sentence(folder, geo):
    change(folder / "plan.toml", "[title]", "[title")
    said = geo("check", folder)
    assert said.code == 1
    assert said.faults[0].startswith("plan.toml: ")


def test_two_plans_of_one_key_are_refused(folder, geo, tmp_path):
    write_toy(tmp_path / "other" / "toy")
    plans = ["--plan", folder, tmp_path / "other" / "toy"]
    said = geo("build", *plans, "--out", tmp_path / "maps")
    assert said.code == 1
    assert "toy" in said.err


def test_faults_of_several_plans_name_the_plan(folder, geo, tmp_path):
    write_toy(tmp_path / "two")
    for plan in (folder, tmp_path / "two"):
        change(plan / "assignments.csv", "惠州市,441300", "惠洲市,")
    said = geo("build", "--plan", folder, tmp_path / "two", "--out", tmp_path / "maps")
    assert said.code == 1
    assert [line.partition(":")[0] for line in said.faults] == [
        "toy/assignments.csv",
        "two/assignments.csv",
    ]


def test_a_template_is_not_written_over_files(folder, geo):
    said = geo("new-plan", folder)
    assert said.code == 2
    assert "toy" in said.err


def test_characters_of_a_plan_are_settled_once_and_its_terms_stay(folder, geo):
    change(
        folder / "assignments.csv",
        "惠州市,441300",
        "惠\u200b州市,\uff14\uff14\uff11\uff13\uff10\uff10",
    )
    change(folder / "assignments.csv", "energy,,新型储能", "energy,,新型\uff08储能\uff09")
    change(folder / "plan.toml", "示例规划（", "示例规划\xa0（")
    said = geo("check", folder)
    assert said.code == 0
    lines = said.err.splitlines()
    assert len(lines) == 3
    assert all("resolved by rule: 1 (" in line for line in lines)
    assert any("assignments.csv:8:place_id" in line for line in lines)


def test_a_title_that_turns_the_direction_of_writing_is_refused(folder, geo):
    change(folder / "plan.toml", "示例规划（", "示例\u202e规划（")
    said = geo("check", folder)
    assert said.code == 1
    assert said.faults[0].startswith("plan.toml:[title] zh: “示例\\u202e规划")
