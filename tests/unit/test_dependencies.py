"""What is imported is declared, what is declared is used; a start loads next to nothing."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from tests.unit.test_layering import FILES, imports

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
STARTS = {"help": "from geo.cli.run import main; main(['--help'])", "import": "import geo"}
OWN = "import argparse, dataclasses, json, pathlib, re"  # what a small command loads
MOST = {"help": 5, "import": 1}  # starts of Python's own; 0.2 s are about eight
HEAVY = {"geopandas", "shapely", "folium", "pandas", "numpy", "typst", "jinja2", "pydantic"}


def names(requirements):
    return {re.match(r"[\w.-]+", text).group().lower() for text in requirements}


@cache
def imported():
    """Distribution of every import in geo/, with a file that has it."""
    homes = packages_distributions()
    found = {}
    for name, path in FILES.items():
        for module in imports(path):
            top = module.partition(".")[0]
            if top != "geo" and top not in sys.stdlib_module_names:
                found[homes[top][0].lower()] = name
    return found


def test_every_import_is_declared_and_what_is_declared_is_imported():
    always, found = names(PROJECT["project"]["dependencies"]), set(imported())
    assert found - names(EXTRAS["office"]) == always


def test_the_runtime_lock_holds_no_extra_and_no_tool(repo):
    text = (repo / "requirements.txt").read_text("utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
    assert names(PROJECT["project"]["dependencies"]) <= locked
    tools = names(t for t in PROJECT["dependency-groups"]["dev"] if isinstance(t, str))
    assert locked & (tools | names(EXTRAS["parquet"] + EXTRAS["notebook"])) == set()


def seconds(code):
    """Processor time of a start of Python: other work on the machine does not count."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("start", STARTS)
def test_a_start_costs_little_beside_one_of_pythons_own(start):
    """In turns, once of five times, so that it holds on any machine; ``make bench`` has seconds."""
    assert any(seconds(STARTS[start]) < MOST[start] * seconds(OWN) for _ in range(5))


@pytest.mark.parametrize("start", STARTS)
def test_a_start_loads_nothing_heavy(start, repo):
    code = f"import sys; {STARTS[start]}; sys.stderr.write(' '.join(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=repo
    )
    assert HEAVY & set(found.stderr.split()) == set()
