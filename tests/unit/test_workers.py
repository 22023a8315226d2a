"""Tasks in several processes: in order, and with what this process has made where it can be."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from geo.build.workers import each

made: list[str] = []


def begin(job: str) -> str:
    made.append(job)
    return f"begun for {job}"


def tell(bench: str, task: int) -> tuple[int, str, list[str]]:
    return task, bench, made


@pytest.fixture(autouse=True)
def nothing_made_yet():
    made.clear()


def told(ready: str | None) -> list[tuple[int, str, list[str]]]:
    return list(each(2, begin, "maps", tell, range(5), ready))


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_what_a_process_has_made_is_not_made_again():
    say = "from tests.unit.test_workers import told, made; print(told('ready'), made)"
    done = subprocess.run([sys.executable, "-c", say], check=True, capture_output=True, text=True)
    assert done.stdout == f"{[(n, 'ready', []) for n in range(5)]} []\n"


def test_beside_a_thread_every_process_begins_for_itself():
    stop = threading.Event()
    beside = threading.Thread(target=stop.wait)
    beside.start()
    try:
        assert told("ready") == [(n, "begun for maps", ["maps"]) for n in range(5)]
    finally:
        stop.set()
        beside.join()
