"""The pack for the review of maps: numbers come from the user's table, for the reviewed drawing."""

from __future__ import annotations

import shutil

import pytest
from openpyxl import load_workbook

from geo.ask.approvals import read_approvals
from geo.build.checklist import write_checklist
from geo.build.reviewing import Numbers
from geo.cli.run import main
from geo.errors import GeoError, Notice
from geo.sheet.page import PageChoice
from tests.reading.paper import sheets
from tests.reading.rows import DATA

HEAD = "plan,map,number,valid_until,sha256,note\n"
DAY = "2026-12-01"


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """A packaged plan with three maps only."""
    folder = tmp_path_factory.mktemp("plans") / "space"
    shutil.copytree(DATA / "plans" / "space2024", folder)
    text = (folder / "plan.toml").read_text("utf-8")
    (folder / "plan.toml").write_text(
        text.replace("subsector_maps = true", "subsector_maps = false"), "utf-8"
    )
    return folder


def packed(plan, to, approvals=None):
    write_checklist(str(plan), to, PageChoice("A4"), Numbers(approvals or {}, DAY))
    rows = list(load_workbook(to / "checklist.xlsx").worksheets[1].iter_rows(values_only=True))
    return {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}


def table(folder, *rows):
    path = folder / "numbers.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def test_a_number_counts_for_the_reviewed_drawing_alone(plan, tmp_path):
    first = packed(plan, tmp_path / "one")
    assert {row["审图状态"] for row in first.values()} == {"未送审 · 内部使用"}
    assert {row["区域注记"] for row in first.values()} == {"21/21"}
    template = (tmp_path / "one" / "approvals-to-fill.csv").read_text("utf-8-sig")
    held = {line.split(",")[1]: line.split(",")[6] for line in template.splitlines()[1:]}
    assert held == {slug: row["图形校验和"] for slug, row in first.items()}
    given = table(
        tmp_path,
        f"space2024,structure,粤S(2026)001号,2027-01-01,{held['structure']},",
        f"space2024,breadth,粤S(2026)002号,,{'0' * 64},",
        f"space2024,carriers,粤S(2026)003号,2026-11-30,{held['carriers']},",
        "space2024,sector-space,,,,",
    )
    with pytest.warns(Notice) as said:
        second = packed(plan, tmp_path / "two", read_approvals(given))
    assert [str(notice.message).partition(" / ")[0] for notice in said] == [
        "numbers.csv:3: “粤S(2026)002号” space2024/breadth：图形已变，所给审图号不适用",
        "numbers.csv:4: “粤S(2026)003号” space2024/carriers：所给审图号已过有效期",
    ]
    assert [(row["审图状态"], row["审图号"] or "") for row in second.values()] == [
        ("已有审图号", "粤S(2026)001号"),
        ("图形已变，所给审图号不适用", ""),
        ("所给审图号已过有效期", ""),
        ("未送审 · 内部使用", ""),
    ]
    printed = {
        path.stem: sheets(path.read_bytes())[0].text for path in (tmp_path / "two/maps").glob("*")
    }
    assert {slug for slug, text in printed.items() if "粤S(2026)001号" in text} == {"structure"}
    assert {slug for slug, text in printed.items() if "未送审" in text} == {*printed} - {
        "structure"
    }
    assert not any("002号" in text or "003号" in text for text in printed.values())


def test_every_fault_of_the_table_is_told_at_its_cell(tmp_path):
    good = "粤S(2026)001号,"
    path = table(
        tmp_path,
        f"a,structure,{good},{'0' * 64},",
        f"a,structure,{good},{'0' * 64},",
        "a,breadth,abc,2026-13-01,12,",
    )
    with pytest.raises(GeoError) as caught:
        read_approvals(path)
    assert [fault.address for fault in caught.value.faults] == [
        "numbers.csv:3:map",
        "numbers.csv:4:number",
        "numbers.csv:4:sha256",
        "numbers.csv:4:valid_until",
    ]


@pytest.mark.slow
def test_a_number_for_a_map_that_the_plan_has_not_is_dropped_and_said(plan, tmp_path, capsys):
    path = table(tmp_path, f"space2024,structur,粤S(2026)001号,,{'0' * 64},")
    head = plan / "plan.toml"
    few = shutil.copytree(plan, tmp_path / "few")
    (few / "plan.toml").write_text(
        head.read_text("utf-8").replace("sector_maps = true", "sector_maps = false"), "utf-8"
    )
    call = ["checklist", "--plan", str(few), "--approvals", str(path), "-o", str(tmp_path / "x")]
    call += ["--paper", "A4"]
    assert main(call) == 0
    said = capsys.readouterr().err
    assert "numbers.csv:2" in said
    assert "（最接近的：structure）" in said
    assert not any(
        "粤S(2026)001号" in sheets(page.read_bytes())[0].text for page in tmp_path.glob("x/maps/*")
    )
