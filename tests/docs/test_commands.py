"""The commands and their documents: help, an example that parses, a place in the README."""

from __future__ import annotations

import re
import shlex

import pytest
import typer

from geo.cli.app import app
from geo.cli.run import command_names, main, spread

COMMANDS = {info.name: info for info in app.registered_commands}
HAN = re.compile(r"[\u4e00-\u9fff]")


def examples(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("geo ")]


def test_the_commands_are_those_that_errors_suggest():
    assert set(COMMANDS) == set(command_names())
    assert {"build", "map", "check", "verify", "plans", "export", "new-plan"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_chinese_first_then_english_then_an_example(name):
    text = COMMANDS[name].help
    first, _, rest = text.partition("\n\n")
    assert HAN.search(first)
    assert re.match(r"[A-Z]", rest)
    assert examples(text)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_shown(name, capsys):
    assert main([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert examples(COMMANDS[name].help)[0] in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_word_of_help(name):
    command = typer.main.get_command(app).commands[name]
    silent = [p.name for p in command.params if not getattr(p, "help", None)]
    assert silent == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_parses(name):
    command = typer.main.get_command(app).commands[name]
    for example in examples(COMMANDS[name].help):
        words = spread(shlex.split(example)[1:])
        assert words[0] in COMMANDS
        if words[0] == name:
            command.make_context(name, words[1:])  # raises if an option or value is wrong


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme(name, repo):
    assert f"geo {name}" in (repo / "README.md").read_text("utf-8")
