"""Every command that a document prints is run as it stands, in the document's order."""

from __future__ import annotations

import doctest
import re
import shlex
import warnings
from itertools import takewhile
from pathlib import Path

import pytest
import typer

import geo
from geo.cli.app import app
from geo.cli.run import main
from geo.errors import Notice
from tests.toy_folder import write_toy

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("docs/guide.zh.md", "docs/guide.en.md", "docs/province.md", "README.md")
# What a reader puts in for a placeholder; the small plan, so that a build takes a second.
STANDS_FOR = {
    "KEY": "future2024",
    "旧版": "space2024",
    "OLD": "space2024",
    "新版": "modern2025",
    "NEW": "modern2025",
    "省规划": "future2024",
    "ABOVE": "future2024",
    "市规划": "gz_dualchain2022",
    "BELOW": "gz_dualchain2022",
}
MAP = ["--plan", "space2024", "--breadth"]
SMALL = "small-plan"  # a folder with few maps, where a command makes every map of KEY
WHOLE = {"slides": SMALL, "report": SMALL}
# What draws takes long: read as a command at every change, run in make check-all.
HEAVY = ("build", "atlas", "map", "slides", "cards", "report", "picture", "compare")
NEEDED_LATER = ("new-plan", "export", "import")
DONE: set[tuple[str, ...]] = set()  # what one document ran another need not run again


def commands(text: str) -> list[str]:
    """The commands of a document: in backticks or alone on a line of a block."""
    inline = re.findall(r"`(geo [^`\n]+)`", text)
    blocks = [
        line.strip()
        for block in re.findall(r"```(?:sh)?\n(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
        if line.startswith("geo ")
    ]
    return [*blocks, *inline]


def words_of(command: str) -> list[str]:
    """The words after ``geo``, with something real in every placeholder."""
    words = [*takewhile(lambda word: word != ">>", shlex.split(command, comments=True))][1:]
    stands_for = STANDS_FOR | {"KEY": WHOLE.get(words[0], STANDS_FOR["KEY"])}
    words = [stands_for.get(word, word) for word in words]
    if "…" in words:
        at = words.index("…")
        words[at : at + 1] = MAP if "-o" in words else [*MAP, "-o", "approved.pdf"]
    if words[:1] == ["build"] and "--plan" not in words:
        words += ["--plan", "space2024"]
    return words


def is_whole(words: list[str]) -> bool:
    """Whether a command says what it works on: ``geo diff`` is only a name."""
    if len(words) == 1:
        return words[0] in ("plans", "themes", "check")
    return words[:2] != ["map", "--approval"]


def is_new(words: list[str]) -> bool:
    """Whether a command says what it works on and was not run yet."""
    if not is_whole(words) or words[0] == "verify":  # its texts may be absent
        return False
    key = tuple(Path(word).suffix or "folder" if at in ("-o", "--out") else word
                for at, word in zip(["", *words], words, strict=False))  # fmt: skip
    known = key in DONE and words[0] not in NEEDED_LATER
    DONE.add(key)
    return not known


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """The folder in which a reader works, with a plan of few maps."""
    write_toy(tmp_path / SMALL)
    head = tmp_path / SMALL / "plan.toml"
    few = head.read_text("utf-8").replace("sector_maps = true", "sector_maps = false")
    head.write_text(few, "utf-8")
    monkeypatch.chdir(tmp_path)


def faults_of(document: str, capsys, *, heavy: bool) -> list[tuple[str, str]]:
    """Commands that end with a fault, and what they say; heavy ones take long and are apart."""
    failed = []
    for command in commands((ROOT / document).read_text("utf-8")):
        words = words_of(command)
        if (words[0] in HEAVY and not heavy) or not is_new(words):
            continue
        if main(words):
            failed.append((command, capsys.readouterr().err[-300:]))
    return failed


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_a_document_is_one(document):
    """Its name, its options and how many arguments it takes."""
    known = typer.main.get_command(app).commands
    for command in commands((ROOT / document).read_text("utf-8")):
        name, *words = words_of(command)
        if is_whole([name, *words]):
            known[name].make_context(name, words)


@pytest.mark.parametrize(
    "document",
    [d if ".zh." in d else pytest.param(d, marks=pytest.mark.slow) for d in DOCUMENTS],
)
def test_every_command_of_a_document_runs(document, desk, capsys):
    assert faults_of(document, capsys, heavy=False) == []


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_heavy_command_of_a_document_runs_too(document, desk, capsys):
    DONE.clear()
    assert faults_of(document, capsys, heavy=True) == []


def test_the_python_of_the_readme_says_what_it_prints():
    """Each block with a prompt, after the lines before it that name the layout."""
    names = {"geo": geo, "layout": geo.lay_out(geo.load_plan("future2024"))}
    blocks = re.findall(
        r"```python\n(>>> .*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    assert len(blocks) == 2
    for block in blocks:
        example = doctest.DocTestParser().get_doctest(block, names, "README.md", None, None)
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        with warnings.catch_warnings(action="ignore", category=Notice):
            assert runner.run(example).failed == 0


def test_a_wrong_command_is_seen():
    text = "`geo map --plan KEY -o a.pdf`\n```sh\ngeo plans   # all\n```\n"
    assert commands(text) == ["geo plans   # all", "geo map --plan KEY -o a.pdf"]
    assert words_of("geo plans   # all") == ["plans"]
    assert words_of("geo map … -o a.svg") == ["map", *MAP, "-o", "a.svg"]
    assert main(words_of("geo map --plan KEY -o a.pdf")) == 2
