"""The planted faults of tests/mutants.toml can be planted; the run itself is ``make mutants``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tools import mutants
from tools.mutants import LEAST_MUTANTS, Mutant, misfits, read_list


def test_every_fault_can_be_planted_once():
    faults = read_list()
    assert len(faults) >= LEAST_MUTANTS
    assert misfits(faults) == []


def test_a_fault_that_no_longer_fits_is_named():
    fault = read_list()[0]
    gone = replace(fault, before=f"{fault.before} that is not there")
    idle = replace(fault, after=fault.before)
    blind = replace(fault, tests=("tests/unit/test_nowhere.py",))
    broken = replace(fault, after=f"{fault.before} (")
    found = [len(misfits([one])) for one in (fault, gone, idle, blind, broken)]
    assert found == [0, 1, 1, 1, 1]


@pytest.mark.slow
def test_a_fault_is_caught_by_a_test_that_passes_without_it(tmp_path, monkeypatch, capsys):
    (tmp_path / "one.py").write_text("def one():\n    return 1\n")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_one.py").write_text(
        "from one import one\n\n\ndef test_sees():\n    assert one() == 1\n\n\n"
        "def test_never_passes():\n    assert one() == 3\n"
    )
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    name = "tests/test_one.py::test_"
    faults = [
        Mutant("one.py", "seen", "return 1", "return 2", (f"{name}sees",)),
        Mutant("one.py", "idle", "return 1", "return 1.0", (f"{name}sees",)),
        Mutant("one.py", "too easy", "return 1", "return 2", (f"{name}never_passes",)),
    ]
    with pytest.raises(SystemExit) as told:
        mutants.run(faults, 1)
    assert "test_never_passes" in str(told.value)
    assert "test_sees" not in str(told.value)
    words = [line.split(":")[0].split()[1] for line in capsys.readouterr().out.splitlines()]
    assert words == ["caught", "SURVIVED", "caught"]
