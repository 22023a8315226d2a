"""The commands and their documents: help, an example that parses, a place in the README."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer

from geo.cli import words
from geo.cli.app import COMMANDS, app
from geo.cli.help import key_of
from geo.cli.run import main, spread
from geo.cli.words import word_of

HAN = re.compile(r"[\u4e00-\u9fff]")
HELPS = tuple(COMMANDS)
COMMON = {"--help", "--quiet", "--speak", "--debug"}
WORDS = tomllib.loads((Path(words.__file__).parents[1] / "texts/commands.toml").read_text("utf-8"))
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")  # three small Latin words in a row


def params(name):
    return typer.main.get_command(app).commands[name].params


def helped(capsys, name, language, monkeypatch):
    """Help of a command without the examples, which are the same in every language."""
    monkeypatch.setenv("GEO_LANG", language)
    assert main([*name.split(), "--help"]) == 0
    calls = set(words.examples(name or "geo"))
    shown = capsys.readouterr().out.splitlines()
    return "\n".join(line for line in shown if line.strip() not in calls)


def test_the_commands_are_those_that_errors_suggest():
    with pytest.raises(typer.BadParameter.__mro__[1], match="No such command") as caught:
        app(args=["chek"], standalone_mode=False)
    assert caught.value.ctx.command.list_commands(None) == list(COMMANDS)
    assert {"build", "map", "check", "verify", "plans", "export", "new-plan"} <= set(COMMANDS)


def test_every_command_has_words_in_both_languages_and_an_example():
    own = WORDS["commands"]
    assert set(COMMANDS) | {"geo"} == set(own)
    assert [name for name, entry in own.items() if not HAN.search(entry["zh"])] == []
    assert [name for name, entry in own.items() if not re.match(r"\s*[A-Z]", entry["en"])] == []
    assert [name for name in own if not words.examples(name)] == []


def test_every_option_and_argument_has_a_word_and_no_word_is_idle():
    keys = {name: {key_of(param) for param in params(name)} for name in COMMANDS}
    assert [f"{n} {key}" for n, own in keys.items() for key in own if not word_of(n, key)] == []
    idle = {
        f"{name} {key}"
        for name, own in keys.items()
        for key in set(WORDS["commands"][name].get("words", {})) - own
    }
    everywhere = set().union(*keys.values())
    assert (idle, set(WORDS["options"]) - everywhere - COMMON) == (set(), set())
    shown = {param.metavar for name in COMMANDS for param in params(name)}
    assert set(WORDS["placeholders"]) - shown == set()


def test_help_in_code_is_forgotten():
    offenders = [
        f"{name} {param.name}" for name in COMMANDS for param in params(name) if param.help
    ]
    assert offenders == []


@pytest.mark.parametrize("name", ["", *HELPS])
def test_english_help_has_no_chinese(name, capsys, monkeypatch):
    assert HAN.findall(helped(capsys, name, "en", monkeypatch)) == []


@pytest.mark.parametrize("name", ["", *HELPS])
def test_chinese_help_has_no_english_sentence(name, capsys, monkeypatch):
    shown = helped(capsys, name, "zh", monkeypatch)
    assert SENTENCE.findall(shown) == []
    assert not re.search(r"Usage|Options|Arguments|required|default|Show this", shown)
    assert re.findall(r"[\u4e00-\u9fff][,:;?!(]|[,:;][\u4e00-\u9fff]", shown) == []


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_a_line_of_help_is_no_wider_than_the_terminal(language, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    wide = [
        line
        for name in COMMANDS
        for line in helped(capsys, name, language, monkeypatch).splitlines()
        if words.columns(line) > 80
    ]
    assert wide == []


def test_every_example_parses():
    commands = typer.main.get_command(app).commands
    for name in COMMANDS:
        for example in words.examples(name):
            call = spread(shlex.split(example.partition(" >")[0])[1:])
            assert call[0] in COMMANDS, f"{name}: {example}"
            # raises if an option or value is wrong
            commands[call[0]].make_context(call[0], call[1:])


def test_every_command_stands_in_the_readme(repo):
    text = (repo / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"geo {name}" not in text] == []
