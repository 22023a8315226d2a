"""Ctrl-C at any moment: one sentence, exit code 130, nothing left behind, nobody left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

SENTENCE = "已中断，原有文件未动 / interrupted; earlier files are as they were\n"
# runs the command of the process and strikes Ctrl-C when a module is about to be imported
STRUCK = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
module, times = sys.argv.pop(1), int(sys.argv.pop(1))
class Striking:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            sys.meta_path.remove(self)
            for _ in range(times):
                signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Striking())
from geo.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("module", "times"),
    [
        ("typer", 1),
        ("geo.cli.run", 2),
        ("numpy.lib._index_tricks_impl", 1),  # which numpy tells as an error of its own
        ("typst", 1),
        ("typst", 2),
    ],
)
def test_in_the_midst_of_an_import(repo: Path, tmp_path: Path, module: str, times: int) -> None:
    words = ["map", "--plan", "future2024", "--breadth", "-o", str(tmp_path / "out" / "a.pdf")]
    found = subprocess.run(
        [sys.executable, "-c", STRUCK, module, str(times), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=repo,
    )
    assert (found.returncode, found.stdout, found.stderr) == (130, "", SENTENCE)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def _group(leader: int) -> list[str]:
    """Commands of the processes of a group that still run."""
    listed = subprocess.run(
        ["ps", "-eo", "pgid,stat,args"], capture_output=True, text=True, check=True
    )
    rows = (line.split(None, 2) for line in listed.stdout.splitlines())
    return [row[2] for row in rows if row[0] == str(leader) and not row[1].startswith("Z")]


@pytest.mark.slow
def test_while_processes_make_maps(repo: Path, tmp_path: Path) -> None:
    command = ["build", "--plan", "photonics2024", "--out", str(tmp_path / "maps"), "--jobs", "2"]
    running = subprocess.Popen(
        [sys.executable, "-c", STRUCK, "-", "0", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=repo,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while not any(p.is_file() for p in tmp_path.rglob("*")) and time.monotonic() < until:
        assert running.poll() is None
        time.sleep(0.05)
    for _ in range(2):
        os.killpg(running.pid, signal.SIGINT)
        time.sleep(0.1)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, "", SENTENCE)
    assert list(tmp_path.iterdir()) == []
    assert _group(running.pid) == []
