"""``geo locate``: both tables of locators from the right text, or every file as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.ask.locators import locate
from geo.cli.run import main
from geo.sources.plans.folder import load_plan, packaged_folder
from geo.sources.plans.rows import plan_tables
from tests.trial_folder import META, make_folder, rows, write

TEXT = """总则在前。
一、分工
1.支持广州市发展板材。
2.支持广州市发展钢铁。
二、附带
办事处负责。
此件公开。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan of two rows with a text; its locators are written, and a person's reasons given."""
    folder = tmp_path / "plan"
    folder.mkdir()
    make_folder(folder)
    (folder / "structure.csv").unlink()
    meta = META.partition("[structure]")[0] + '[text]\nfiles = ["t.txt"]\n'
    (folder / "plan.toml").write_text(meta, "utf-8")
    focus = {"relation": "focus", "subsector": "", "term": "钢铁", "clause": "一/2#1.1"}
    rows(folder, {"clause": "一/1#1.1"}, focus)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "t.txt").write_text(TEXT, "utf-8")
    locate(folder, tmp_path / "texts")
    paragraphs = (folder / "paragraphs.csv").read_text("utf-8").splitlines()
    reasons = {"二#1": "department", "二#2": "procedure"}
    for i, line in enumerate(paragraphs):
        locator = "#".join(line.split(",")[:2])
        paragraphs[i] = line + reasons.get(locator, "")
    write(folder, "paragraphs.csv", paragraphs)
    return folder


def located(folder: Path, text: str | None = None) -> int:
    texts = folder.parent / "texts"
    if text is not None:
        (texts / "t.txt").write_text(text, "utf-8")
    return main(["locate", str(folder), "--texts", str(texts)])


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def reasons(folder: Path) -> dict[str, str]:
    found = plan_tables(folder).rows("paragraphs")
    return {f"{row['section']}#{row['paragraph']}": row["reason"] for row in found}


def test_reasons_are_kept_and_nothing_else_is_touched(folder, capsys):
    before = contents(folder)
    assert located(folder) == 0
    assert contents(folder) == before
    assert load_plan(folder).paragraphs[-1].reason == "procedure"
    out = capsys.readouterr().out
    assert "t.txt: 2 行读作标题" in out
    assert "  2: 一、分工\n  5: 二、附带\n" in out
    assert "支持广州市" not in out
    assert str(folder / "paragraphs.csv") in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "t.txt: 文本是空的"),
        (" \n\n", "t.txt: 文本是空的"),
        ("另一份文件。\n", "assignments.csv:2:clause: “一/1#1.1” 文本中没有这一句"),
        (TEXT.replace("板材", "船舶"), "assignments.csv:2:term: “板材” 不在所注的条款"),
        (TEXT.replace("1.支持", "3.支持"), "assignments.csv:2:clause: “一/1#1.1” 文本中没有这一句"),
        (
            TEXT.replace("此件公开。\n", ""),
            "paragraphs.csv:7:reason: “procedure” 文本与各表里已没有",
        ),
    ],
)
def test_another_text_is_refused_and_every_file_stays(folder, capsys, text, said):
    before = contents(folder)
    assert located(folder, text) == 1
    assert contents(folder) == before
    err = capsys.readouterr().err
    assert said in err
    assert "未生成任何结果" in err


def test_a_plan_at_fault_is_not_located(folder, capsys):
    before = contents(folder)
    (folder / "taxonomy.csv").write_text("id,kind\n", "utf-8")
    assert located(folder, TEXT + "再加一段。\n") == 1
    assert "taxonomy.csv:1: “zh” 缺少这一列" in capsys.readouterr().err
    del before["taxonomy.csv"]
    assert before.items() <= contents(folder).items()


def test_a_reason_follows_its_paragraph(folder):
    assert located(folder, TEXT.replace("二、附带\n", "二、附带\n新的一段。\n")) == 0
    assert reasons(folder) == {
        "一#0": "heading",
        "一/1#1": "",
        "一/2#1": "",
        "二#0": "heading",
        "二#1": "",
        "二#2": "department",
        "二#3": "procedure",
    }


def test_a_reason_stays_where_only_the_wording_was_changed(folder):
    assert located(folder, TEXT.replace("办事处", "某办事处")) == 0
    assert reasons(folder)["二#1"] == "department"


def test_a_column_of_one_s_own_is_kept(folder):
    for name, key in (("clauses.csv", "一/1#1.1,"), ("paragraphs.csv", "二,2,")):
        lines = (folder / name).read_text("utf-8").splitlines()
        own = [line + (",remark" if i == 0 else ",") for i, line in enumerate(lines)]
        own = [line + "核过" * line.startswith(key) for line in own]
        write(folder, name, own)
    before = contents(folder)
    assert located(folder, TEXT.replace("二、附带\n", "二、附带\n新的一段。\n")) == 0
    after = contents(folder)
    assert after["clauses.csv"] == before["clauses.csv"]
    assert after["paragraphs.csv"].decode("utf-8").splitlines()[-1].startswith("二,3,")
    assert after["paragraphs.csv"].decode("utf-8").splitlines()[-1].endswith("procedure,核过")


def test_a_line_above_the_header_is_not_lost(folder, capsys):
    path = folder / "clauses.csv"
    path.write_text("我的备注,,,,,,\n" + path.read_text("utf-8"), "utf-8")
    before = contents(folder)
    assert located(folder) == 1
    assert "clauses.csv:1" in capsys.readouterr().err
    assert contents(folder) == before


def test_a_packaged_plan_is_not_rewritten_by_its_key(capsys, plans_texts, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    packaged = packaged_folder("space2024")
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in packaged.iterdir()}
    assert main(["locate", "space2024", "--texts", str(plans_texts)]) == 2
    assert "“space2024” 没有这个文件夹" in capsys.readouterr().err
    assert before == {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in packaged.iterdir()}


@pytest.mark.parametrize("stopped_at", ["clauses.csv", "paragraphs.csv"])
def test_stopped_between_the_two_files_neither_is_new(folder, monkeypatch, stopped_at):
    (folder / "clauses.csv").write_text("id,section,paragraph,sentence,start,end,sha256\n", "utf-8")
    (folder / "paragraphs.csv").unlink()
    before = contents(folder)
    replace = Path.replace

    stops = [stopped_at]

    def stop(self: Path, target: Path) -> Path:
        if target.name in stops:
            raise KeyboardInterrupt(stops.pop())
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stop)
    assert located(folder) == 130
    assert contents(folder) == before
