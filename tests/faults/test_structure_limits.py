"""Plans that contradict themselves or are out of all bounds: one sentence, at every door."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest
import xlsxwriter

from geo.cli.run import main
from geo.errors import GeoError
from geo.sources.plans.folder import load_plan
from geo.sources.plans.meta import ENTRIES
from tests.toy_folder import write_toy


@pytest.fixture
def folder(tmp_path):
    """A good plan folder to spoil."""
    write_toy(tmp_path / "toy")
    return tmp_path / "toy"


def _terms(*lines: str) -> tuple[str, str]:
    return "ocean.wind,subsector,ocean,海上风电,Offshore wind,,", "\n".join(
        ["ocean.wind,subsector,ocean,海上风电,Offshore wind,,", *lines]
    )


LONG = "题" * 3_000
POLE = "poles,pole,两极,极点,2,佛山市,440600,,,,"
BELT = "coast,belt,沿海产业带,,"
# file, what is changed in it, where the one fault is, what it says
SPOILED = {
    "a core counted twice": (
        "structure.csv", POLE, POLE.replace("佛山市,440600", "深圳市,440300"),
        "structure.csv:4:member", "counted already",
    ),
    "a line of one place": (
        "structure.csv",
        f"{BELT}2,惠州市,441300,,,,\n{BELT}3,阳江市,441700,,,,\n", "",
        "structure.csv:5:member", "two places or more",
    ),
    "an order of 5,000 digits": (
        "structure.csv", "两极,极点,2,", f"两极,极点,{'1' * 5_000},",
        "structure.csv:4:order", "whole number",
    ),
    "a count of 5,000 digits": (
        "plan.toml", "pole = 2", f"pole = {'2' * 5_000}", "plan.toml", "not valid TOML",
    ),
    "elements that differ by case": (
        "structure.csv", POLE, "Poles,pole,两极,极点,1,佛山市,440600,,,,",
        "structure.csv:4:element", "by case only",
    ),
    "no terms": ("taxonomy.csv", None, 1, "taxonomy.csv", "not one row"),
    "no rows": ("assignments.csv", None, 1, "assignments.csv", "not one row"),
    "a variant of a variant": (
        "taxonomy.csv",
        *_terms(
            "ocean.a,variant,ocean,海风,Sea wind,ocean.wind,",
            "ocean.b,variant,ocean,海上风,Wind,ocean.a,",
        ),
        "taxonomy.csv:11:variant_of", "a variant itself",
    ),
    "its own variant": (
        "taxonomy.csv", *_terms("ocean.a,variant,ocean,海风,Sea wind,ocean.a,"),
        "taxonomy.csv:10:variant_of", "a variant itself",
    ),
    "an id in capitals": (
        "taxonomy.csv", *_terms("Ocean.wind,subsector,ocean,海风,Wind,,"),
        "taxonomy.csv:10:id", "a-z, 0-9",
    ),
    "an id with a dot at its end": (
        "taxonomy.csv", *_terms("ocean.tide.,subsector,ocean,潮汐,Tide,,"),
        "taxonomy.csv:10:id", "dots between",
    ),
    "an id of 300 letters": (
        "taxonomy.csv", *_terms(f"{'o' * 300},subsector,ocean,潮汐,Tide,,"),
        "taxonomy.csv:10:id", "at most 60",
    ),
    "a term of 3,000 characters": (
        "assignments.csv", "energy,,新型储能", f"energy,,{LONG}",
        "assignments.csv:7:term", "has 3000 characters",
    ),
    "a title of 3,000 characters": (
        "plan.toml", 'zh = "示例规划（请替换）"', f'zh = "{LONG}"',
        "plan.toml:[title] zh", "has 3000 characters",
    ),
    "an unknown precision": (
        "plan.toml", "issued = 2025-01-01", 'issued = 2025-01-01\nissued_precision = "yera"',
        "plan.toml:[document] issued_precision", "(nearest: year)",
    ),
    "an unknown entry": (
        "plan.toml", "redacted =", "redactd =", "plan.toml:[document] redactd", "nearest: redacted",
    ),
    "arrays 20,000 deep": (
        "plan.toml", 'period = "2025-2030"', f"period = {'[' * 20_000}{']' * 20_000}",
        "plan.toml", "nested too deeply",
    ),
    **{
        f"the key {key}": (
            "plan.toml", 'key = "toy"', f'key = "{key}"', "plan.toml:key", "for itself",
        )
        for key in ("con", "aux", "nul", "prn", "com1", "lpt9", "assets", "cities", "themes")
    },
}  # fmt: skip


def _spoil(folder: Path, file: str, old: str | None, new: str | int) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    if old is None:
        text = "\n".join(text.splitlines()[:new]) + "\n"
    else:
        assert old in text
        text = text.replace(old, str(new), 1)
    (folder / file).write_text(text, encoding="utf-8")


def _told(capsys, *words: str) -> list[str]:
    assert main(list(words)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err.splitlines()


@pytest.mark.parametrize("name", SPOILED)
def test_one_sentence_at_the_command_line_and_in_python(folder, capsys, name):
    file, old, new, address, en = SPOILED[name]
    _spoil(folder, file, old, new)
    line, summary = _told(capsys, "check", str(folder))
    assert line.startswith(f"{address}: ")
    assert en in line
    assert len(line) < 1_000
    assert summary.endswith("1 fault; nothing was written")
    with pytest.raises(GeoError) as caught:
        load_plan(folder)
    assert str(caught.value) == line


@pytest.mark.parametrize("name", ["the key con", "a line of one place", "no rows"])
def test_the_same_where_maps_are_asked_for(folder, capsys, tmp_path, name):
    file, old, new, *_ = SPOILED[name]
    _spoil(folder, file, old, new)
    checked = _told(capsys, "check", str(folder))
    plan = ["--plan", str(folder)]
    assert _told(capsys, "build", *plan, "--out", str(tmp_path / "maps")) == checked
    assert _told(capsys, "map", *plan, "--breadth", "-o", str(tmp_path / "a.svg")) == checked
    assert [p.name for p in tmp_path.iterdir()] == ["toy"]


def _workbook(folder: Path, path: Path) -> Path:
    """The tables of a folder as they stand, as sheets of one workbook."""
    raw = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("taxonomy", "assignments", "structure"):
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
                sheet = book.add_worksheet(name)
                for n, cells in enumerate(csv.reader(stream)):
                    sheet.write_row(n, 0, cells)
        sheet = book.add_worksheet("meta")
        sheet.write_row(0, 0, ["key", "value"])
        for n, entry in enumerate(ENTRIES, 1):
            section, _, key = entry.rpartition(".")
            table = raw.get(section, {}) if section else raw
            sheet.write_row(n, 0, [entry, _cell(table.get(key))])
    return path


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return ";".join(f"{kind}={n}" for kind, n in value.items())
    return "" if value is None else str(value)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("the key con", "meta!B2"),
        ("a title of 3,000 characters", "meta!B6"),
        ("an unknown precision", "meta!B14"),
        ("a core counted twice", "structure!F4"),
        ("a line of one place", "structure!F5"),
        ("an order of 5,000 digits", "structure!E4"),
        ("no rows", "assignments"),
        ("no terms", "taxonomy"),
        ("a variant of a variant", "taxonomy!F11"),
    ],
)
def test_the_same_in_a_workbook(folder, capsys, tmp_path, name, cell):
    file, old, new, _, en = SPOILED[name]
    _spoil(folder, file, old, new)
    book = _workbook(folder, tmp_path / "plan.xlsx")
    gone, line, summary = _told(capsys, "import", str(book), "-o", str(tmp_path / "out"))[:3]
    assert "these input sheets are missing" in gone  # a plan made by hand has few
    assert cell in line.partition(": ")[0]
    assert en in line
    assert summary.endswith("1 fault; nothing was written")
    assert not (tmp_path / "out").exists()
