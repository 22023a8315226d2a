"""Values on the command line are what Typer makes of them, without the library that it asks."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer

from geo.cli.app import app
from geo.cli.help import Command
from geo.cli.run import main

CALLS = (
    [
        "map",
        "--plan",
        "a",
        "--plan",
        "b",
        "-o",
        "x.pdf",
        "--lang",
        "en",
        "--orientation",
        "portrait",
    ],
    ["map", "-o", "", "--dpi", "300", "--bleed", "3", "--single", "--approvals", "/no/such.csv"],
    ["compare", "甲", "乙", "--plan", "p"],
    ["numbers", "sector", "--plan", "p", "--of", ""],
    ["check"],
)


def values_of(words, monkeypatch, *, quickly):
    """What a command would be called with."""
    with monkeypatch.context() as patch:
        if not quickly:
            patch.setattr("geo.cli.help.quick", lambda param: param)
        group = typer.main.get_command(app)
        command = group.commands[words[0]]
        return dict(command.make_context(words[0], list(words[1:])).params)


@pytest.mark.parametrize("words", CALLS, ids=lambda words: words[0])
def test_quick_values_are_those_of_typer(words, monkeypatch):
    quick, thorough = (values_of(words, monkeypatch, quickly=q) for q in (True, False))
    assert quick == thorough
    assert {k: type(v) for k, v in quick.items()} == {k: type(v) for k, v in thorough.items()}


@pytest.mark.parametrize(
    "words",
    [["map", "-o", "x.pdf", "--lang", "fr"], ["map", "-o", "x.pdf", "--dpi", "many"], ["map"]],
)
def test_what_is_no_value_is_still_refused(words, capsys):
    assert main(words) == 2
    assert "geo map --help" in capsys.readouterr().err


def test_every_command_takes_values_quickly():
    commands = typer.main.get_command(app).commands
    assert all(isinstance(command, Command) for command in commands.values())


@pytest.mark.slow
def test_a_map_loads_none_of_the_heavy_libraries(tmp_path):
    heavy = (
        "folium",
        "geopandas",
        "openpyxl",
        "pandas",
        "pydantic",
        "pyproj",
        "rapidfuzz",
        "scipy",
    )
    words = ["map", "--plan", "photonics2024", "--breadth", "-q", "-o", str(tmp_path / "x.svg")]
    code = (
        "import sys\nfrom geo.cli.run import main\n"
        f"assert main({words!r}) == 0\nprint(*({{*sys.modules}} & {{*{heavy!r}}}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not done.stdout.split()
