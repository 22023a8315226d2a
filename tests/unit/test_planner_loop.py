"""A planner's loop: export, save in an office program, read back, check; ten times the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from geo.cli.run import main
from geo.files.own import RECORD
from geo.sources.plans.folder import load_plan, packaged_folder
from tests.sweeps import sweep

ROUNDS = 10
SAVED = ("--replace",)  # over the workbook that was edited and read back


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def the_same(tmp_path: Path, key: str, saved, rounds_due: int = ROUNDS) -> Path:
    """The folder of some equal rounds; ``saved`` is what lies between export and import."""
    plan, book = tmp_path / "plan", tmp_path / "plan.xlsx"
    source, rounds = packaged_folder(key), []
    for _ in range(rounds_due):
        assert main(["export", "workbook", "--plan", str(source), "-o", str(book)]) == 0
        assert main(["import", str(saved(book)), "-o", str(plan)]) == 0
        source = plan
        rounds.append(tables(plan))
    assert all(found == rounds[0] for found in rounds)
    assert load_plan(plan) == load_plan(key)
    assert main(["check", str(plan)]) == 0
    assert not list(tmp_path.glob("*.bak*"))
    assert not list(tmp_path.glob("*.faults*"))
    return plan


@pytest.mark.parametrize(
    ("key", "times"),
    sweep([["qianhai2024", 3], ["qianhai2024", ROUNDS], ["photonics2024", ROUNDS]], {0}),
)
def test_rounds_change_nothing(tmp_path, key, times):
    the_same(tmp_path, key, lambda book: book, times)


# openpyxl does not keep data bars and says so
@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.slow
def test_ten_edits_change_what_was_edited_and_ask_nothing(tmp_path):
    plan, book = tmp_path / "plan", tmp_path / "plan.xlsx"
    assert main(["new-plan", str(tmp_path / "toy")]) == 0
    source, before = tmp_path / "toy", dict[str, bytes]()
    for edition in range(ROUNDS):
        assert main(["export", "workbook", "--plan", str(source), "-o", str(book), *SAVED]) == 0
        opened = load_workbook(book)
        page = opened["覆盖明细"]
        column = next(c.column for c in page[1] if c.value == "备注")
        page.cell(3, column).value = f"第 {edition} 版"
        opened.save(book)
        assert main(["import", str(book), "-o", str(plan)]) == 0
        source, after = plan, tables(plan)
        changed = {name for name in after if after[name] != before.get(name)}
        assert changed == {"assignments.csv", RECORD} or not before
        assert load_plan(plan).statements[1].note == f"第 {edition} 版"
        before = after
    assert sorted(path.name for path in tmp_path.iterdir()) == [RECORD, "plan", "plan.xlsx", "toy"]


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
def test_ten_rounds_through_libreoffice_change_nothing_and_are_built(tmp_path):
    saved = tmp_path / "saved"
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(saved)]

    def resaved(book: Path) -> Path:
        subprocess.run([*command, str(book)], check=True, capture_output=True, timeout=180)
        return saved / book.name

    plan = the_same(tmp_path, "photonics2024", resaved)
    assert main(["build", "--plan", str(plan), "--out", str(tmp_path / "maps"), "--no-svg"]) == 0
