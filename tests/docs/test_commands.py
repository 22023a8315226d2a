"""The commands and their documents: help, an example that parses, a place in the README."""

from __future__ import annotations

import re
import shlex

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


def test_help_is_chinese_first_then_english_then_an_example():
    helps = {name: info.help.partition("\n\n") for name, info in COMMANDS.items()}
    assert [name for name, (first, _, _) in helps.items() if not HAN.search(first)] == []
    assert [name for name, (_, _, rest) in helps.items() if not re.match(r"[A-Z]", rest)] == []
    assert [name for name, info in COMMANDS.items() if not examples(info.help)] == []


def test_help_is_shown(capsys):
    for name, info in COMMANDS.items():
        assert main([name, "--help"]) == 0
        assert examples(info.help)[0] in capsys.readouterr().out, name


def test_every_option_has_a_word_of_help():
    commands = typer.main.get_command(app).commands
    assert [
        f"{name} {option.name}"
        for name, command in commands.items()
        for option in command.params
        if not getattr(option, "help", None)
    ] == []


def test_every_example_parses():
    commands = typer.main.get_command(app).commands
    for name, info in COMMANDS.items():
        for example in examples(info.help):
            words = spread(shlex.split(example)[1:])
            assert words[0] in COMMANDS, f"{name}: {example}"
            # raises if an option or value is wrong
            commands[words[0]].make_context(words[0], words[1:])


def test_every_command_stands_in_the_readme(repo):
    text = (repo / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"geo {name}" not in text] == []
