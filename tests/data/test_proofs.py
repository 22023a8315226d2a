"""The record of proofs is current, and loses its force with any change of a table."""

from __future__ import annotations

import shutil

from geo.sources.plans.folder import load_plan, plan_folder, plan_keys
from geo.sources.texts.verify import proved_on_record, record, record_file, tables_digest, verify


def test_every_plan_is_proved_on_record():
    """Run ``geo verify --texts DIR --record`` after a change of a plan."""
    assert [key for key in plan_keys() if not proved_on_record(plan_folder(key))] == []


def test_a_changed_cell_is_no_longer_on_record(tmp_path):
    folder = tmp_path / "space2024"
    shutil.copytree(plan_folder("space2024"), folder)
    assert proved_on_record(folder)
    table = folder / "assignments.csv"
    table.write_text(table.read_text("utf-8").replace("阳江", "湛江", 1), "utf-8")
    assert not proved_on_record(folder)


def test_notes_do_not_count(tmp_path):
    folder = tmp_path / "space2024"
    shutil.copytree(plan_folder("space2024"), folder)
    before = tables_digest(folder)
    (folder / "notes.md").write_text("-", "utf-8")
    assert tables_digest(folder) == before


def test_the_record_is_what_the_texts_prove(plans_texts):
    reports = [verify(load_plan(key), plans_texts) for key in plan_keys()]
    assert all(report.proved for report in reports)
    assert record(reports, record_file().parent) == record_file().read_text("utf-8")
