"""A planner's loop: export, save in an office program, read back, check; ten times the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from geo.cli.run import main
from geo.sources.plans.folder import load_plan, packaged_folder

ROUNDS = 10


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def the_same(tmp_path: Path, key: str, saved) -> None:
    """Ten rounds in one folder; ``saved`` is what lies between export and import."""
    plan, book = tmp_path / "plan", tmp_path / "plan.xlsx"
    source, rounds = packaged_folder(key), []
    for _ in range(ROUNDS):
        assert main(["export", "workbook", "--plan", str(source), "-o", str(book)]) == 0
        assert main(["import", str(saved(book)), "-o", str(plan)]) == 0
        source = plan
        rounds.append(tables(plan))
    assert all(found == rounds[0] for found in rounds)
    assert load_plan(plan) == load_plan(key)
    assert main(["check", str(plan)]) == 0
    assert not list(tmp_path.glob("*.bak*"))
    assert not list(tmp_path.glob("*.faults*"))


@pytest.mark.parametrize("key", ["qianhai2024", "photonics2024"])
def test_ten_rounds_change_nothing(tmp_path, key):
    the_same(tmp_path, key, lambda book: book)


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
@pytest.mark.parametrize("key", ["future2024", "gzhtz2021"])
def test_ten_rounds_through_libreoffice_change_nothing(tmp_path, key):
    saved = tmp_path / "saved"
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(saved)]

    def resaved(book: Path) -> Path:
        subprocess.run([*command, str(book)], check=True, capture_output=True, timeout=180)
        return saved / book.name

    the_same(tmp_path, key, resaved)
