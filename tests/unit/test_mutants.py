"""The planted faults of tests/mutants.toml can be planted; the run itself is ``make mutants``."""

from __future__ import annotations

from dataclasses import replace

from tools.mutants import LEAST_MUTANTS, misfits, read_list


def test_every_fault_can_be_planted_once():
    faults = read_list()
    assert len(faults) >= LEAST_MUTANTS
    assert misfits(faults) == []


def test_a_fault_that_no_longer_fits_is_named():
    fault = read_list()[0]
    gone = replace(fault, before=f"{fault.before} that is not there")
    idle = replace(fault, after=fault.before)
    blind = replace(fault, tests=("tests/unit/test_nowhere.py",))
    assert [len(misfits([one])) for one in (fault, gone, idle, blind)] == [0, 1, 1, 1]
