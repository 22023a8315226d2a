"""What a shell offers when Tab is pressed: asked of real shells, where they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from geo.cli.run import main

CASES = [
    ("geo ma", "map"),
    ("geo map --sub", "--subsector"),
    ("geo map --plan fut", "future2024"),
    ("geo map --plan=fut", "future2024"),
    ("geo map --plan future2024 --sector 未来空", "未来空间"),
    ("geo map --plan future2024 --subsector space.low", "space.low_altitude"),
    ("geo map --city Shenz", "Shenzhen"),
    ("geo peers 东", "东莞"),
    ("geo map --theme low_alt", "low_altitude"),
    ("geo export are", "areas"),
    ("geo map --lang b", "both"),
    ("geo diff future2024 mod", "modern2025"),
]
DRIVE = """
source {script}
COMP_LINE={line!r}; COMP_POINT=${{#COMP_LINE}}
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_geo_complete geo
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture(scope="module")
def shell_with_geo(tmp_path_factory, repo):
    """A folder with the command and the script, and an environment that finds both."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "geo").write_text(f'#!/bin/sh\nexec {sys.executable} -m geo "$@"\n', "utf-8")
    (folder / "geo").chmod(0o755)
    env = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(repo)}
    made = subprocess.run(
        ["geo", "completion", "bash"], env=env, capture_output=True, check=True, text=True
    )
    (folder / "geo.sh").write_text(made.stdout, "utf-8")
    return folder, env


def test_bash_offers_what_there_is(shell_with_geo):
    folder, env = shell_with_geo
    missed = []
    for line, expected in CASES:
        words = line.replace("=", " = ")  # as bash parts them
        script = DRIVE.format(script=folder / "geo.sh", line=line, words=words)
        found = subprocess.run(
            ["bash", "--norc", "-c", script], env=env, capture_output=True, check=True, text=True
        )
        if expected not in found.stdout.splitlines() or found.stderr:
            missed.append((line, found.stdout[:80], found.stderr[:200]))
    assert missed == []


@pytest.mark.parametrize(("shell", "option"), [("zsh", "-n"), ("fish", "--no-execute")])
def test_a_script_is_one_that_its_shell_reads(shell, option, tmp_path, capsys):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    assert main(["completion", shell]) == 0
    (tmp_path / "script").write_text(capsys.readouterr().out, "utf-8")
    subprocess.run([shell, option, str(tmp_path / "script")], check=True)


def offered(capsys, monkeypatch, *words):
    monkeypatch.setenv("_GEO_COMPLETE", "1")
    assert main([*words]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return [line.partition("\t")[0] for line in said.out.splitlines()]


@pytest.mark.parametrize(
    "words",
    [[], ["nix", "x"], ["map", "--plan", "/nowhere", "--sector", ""], ["map", "--nix", ""], ["--"]],
)
def test_nothing_goes_wrong_at_the_prompt(words, capsys, monkeypatch):
    offered(capsys, monkeypatch, *words)


def test_a_name_that_a_shell_would_read_as_a_command_is_not_offered(capsys, monkeypatch, tmp_path):
    rows = (
        "id,kind,parent,zh,en,variant_of,basis\nok,sector,,好,Good,,\nx;id,sector,,$(id),`id`,,\n"
    )
    (tmp_path / "taxonomy.csv").write_text(rows, "utf-8")
    found = offered(capsys, monkeypatch, "map", "--plan", str(tmp_path), "--sector", "")
    assert found == ["好", "ok"]
