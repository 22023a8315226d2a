"""Every row against the documents, where they are at hand."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from geo.sources.plans.folder import load_plan, plan_keys
from geo.sources.texts.document import DocumentText
from geo.sources.texts.paragraphs import HEADING, normalise
from geo.sources.texts.verify import verify

COPIES = ("future2024.txt", "future2024.trad.txt")


@pytest.mark.parametrize("key", plan_keys())
def test_every_row_of_every_plan_is_in_every_copy(key: str, plans_texts: Path) -> None:
    plan = load_plan(key)
    report = verify(plan, plans_texts)
    assert report.faults == ()
    assert report.proved
    assert [c.name for c in report.checked] == list(plan.document.text_files)
    assert {c.rows for c in report.checked} == {
        sum(plan.read.get(name, 0) for name in ("assignments", "carriers", "structure"))
    }


def test_two_web_copies_read_the_same(plans_texts: Path) -> None:
    body = load_plan("future2024").document.body_sha256
    first, second = (
        [
            (p.section, p.number, p.text)
            for p in DocumentText.read(plans_texts / name, body).paragraphs
            if p.section != HEADING
        ]
        for name in COPIES
    )
    assert first == second
    assert len(first) == 70


def _changed(plans_texts: Path, folder: Path, name: str, old: str, new: str) -> Path:
    for copy in COPIES:
        shutil.copy(plans_texts / copy, folder / copy)
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_one_changed_character_names_the_row(plans_texts: Path, tmp_path: Path) -> None:
    texts = _changed(plans_texts, tmp_path, COPIES[0], "量子精密测量等细分", "量子精密侧量等细分")
    plan = load_plan("future2024")
    report = verify(plan, texts)
    (row,) = [r for r in plan.statements if r.place_id == "440100" and r.term == "量子精密测量"]
    said = {fault.address: fault for fault in report.faults}
    assert not report.proved
    assert "四#2.1" in said[f"{COPIES[0]} < {row.address}:clause"].en
    assert said[f"{COPIES[0]} < {row.address}:clause"].value == "量子精密测量"
    assert said[f"{COPIES[0]} < {row.address}:term"].value == "量子精密测量"
    assert f"{COPIES[0]} < paragraphs.csv:四#2" in said
    assert not any(address.startswith(COPIES[1]) for address in said)


def test_a_changed_character_in_a_paragraph_without_rows_is_seen(
    plans_texts: Path, tmp_path: Path
) -> None:
    texts = _changed(plans_texts, tmp_path, COPIES[1], "舉辦好大灣區", "舉辨好大灣區")
    (fault,) = verify(load_plan("future2024"), texts).faults
    assert fault.address == f"{COPIES[1]} < paragraphs.csv:五/(四)#1"


@pytest.mark.parametrize("dropped", ["  五、组织保障\n", "  (七)量子科技。"])
def test_a_lost_paragraph_is_seen(plans_texts: Path, tmp_path: Path, dropped: str) -> None:
    texts = _changed(plans_texts, tmp_path, COPIES[0], dropped, "")
    assert not verify(load_plan("future2024"), texts).proved


def test_spacing_and_line_ends_change_nothing(plans_texts: Path, tmp_path: Path) -> None:
    for copy in COPIES:
        text = (plans_texts / copy).read_text(encoding="utf-8")
        spaced = text.replace("\n", " \r\n\r\n").replace("产业", "产\u3000业")
        (tmp_path / copy).write_bytes(b"\xef\xbb\xbf" + spaced.encode())
    assert verify(load_plan("future2024"), tmp_path).proved


def test_a_missing_text_is_said_and_proves_nothing(plans_texts: Path, tmp_path: Path) -> None:
    plan = load_plan("future2024")
    nothing = verify(plan, tmp_path)
    assert nothing.missing == COPIES
    assert not nothing.proved
    assert [line for line in nothing.lines() if "not at hand" in line] == nothing.lines()
    shutil.copy(plans_texts / COPIES[1], tmp_path / COPIES[1])
    half = verify(plan, tmp_path)
    assert half.proved
    assert half.missing == COPIES[:1]


def test_another_document_is_not_taken_for_the_plan(plans_texts: Path, tmp_path: Path) -> None:
    shutil.copy(plans_texts / "space2024.txt", tmp_path / COPIES[0])
    (fault,) = verify(load_plan("future2024"), tmp_path).faults
    assert "another document" in fault.en


def test_the_lists_of_part_four_read_by_pattern_are_the_rows(plans_texts: Path) -> None:
    """The second method of counting: cut the lists out of the Traditional copy."""
    plan = load_plan("future2024")
    document = DocumentText.read(plans_texts / COPIES[1], plan.document.body_sha256)
    cut = []
    for p in document.paragraphs:
        if p.section != "四" or p.number < 2:
            continue
        sectors = p.text.partition("聚焦")[2].partition("等领域")[0]
        subsectors = p.text.partition("重点发展")[2].partition("等细分产业")[0]
        cut += [(f"{p.locator}.1", "focus", term) for term in sectors.split("、")]
        cut += [(f"{p.locator}.1", "develop", term) for term in subsectors.split("、")]
    rows = [
        (r.clause, r.relation, normalise(r.term))
        for r in plan.statements
        if r.relation in {"focus", "develop"}
    ]
    assert rows == cut
    assert len(cut) == 116


def test_verifying_a_plan_takes_less_than_a_second(plans_texts: Path) -> None:
    plan = load_plan("future2024")
    start = time.process_time()
    verify(plan, plans_texts)
    assert time.process_time() - start < 1
