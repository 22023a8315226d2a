"""Installation with stand-ins for Python, pip and uv: who installs, with which settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

# A Python whose pip lists the settings of a company and whose uv notes what it was given.
PYTHON = r"""#!/bin/sh
case "$*" in
  *"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  *"version_info <"*) exit "${OLD:-0}" ;;
  *platform*) echo 3.11.7 ;;
  *uninstall*) echo "gone: $*" >>gone ;;
  *"config list"*) cat pip.conf ;;
  *"--target"*)
    [ -z "${NO_UV:-}" ] || exit 1
    mkdir -p .venv/.uv/bin && cp uv .venv/.uv/bin/uv ;;
  *install*) echo "pip $*" >>log; exit "${PIP_FAILS:-0}" ;;
esac
"""
UV = r"""#!/bin/sh
echo "uv $*" >>log
echo "cert=${SSL_CERT_FILE:-} system=${UV_SYSTEM_CERTS:-} mirror=${UV_DEFAULT_INDEX:-}" \
    "proxy=${ALL_PROXY:-}" >>log
exit "${UV_FAILS:-0}"
"""
NONE = "cert= system=1 mirror= proxy="


@pytest.fixture
def machine(tmp_path, repo):
    """A folder with the script and the stand-ins; called, it runs the script."""
    (tmp_path / "tools").mkdir()
    for name in ("setup.sh", "network.sh"):
        shutil.copy(repo / "tools" / name, tmp_path / "tools")
    shutil.copy(repo / "Makefile", tmp_path)
    for name, text in (("python9", PYTHON), ("uv", UV)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    for name in ("pip.conf", "a.pem", "b.pem"):
        (tmp_path / name).touch()

    def run(kind="runtime", **settings):
        path = f"{tmp_path}:{os.environ['PATH']}"
        words = ["sh", "tools/setup.sh", "python9", kind]
        done = subprocess.run(words, cwd=tmp_path, env={"PATH": path, **settings},
                              capture_output=True, text=True, check=False)  # fmt: skip
        log = tmp_path / "log"
        done.log = log.read_text().splitlines() if log.exists() else []
        return done

    run.folder = tmp_path
    return run


def installers(log: list[str]) -> list[str]:
    return [line.split()[0] for line in log if not line.startswith("cert=")]


@pytest.mark.parametrize(
    ("kind", "lock"),
    [("runtime", "requirements.txt"), ("dev", "requirements-dev.txt"),
     ("bench", "requirements-bench.txt")],
)  # fmt: skip
def test_uv_installs_the_lock_and_leaves(machine, kind, lock):
    done = machine(kind)
    assert done.returncode == 0
    assert installers(done.log) == ["uv", "uv"]
    assert f"--require-hashes -r {lock}" in done.log[0]
    assert not (machine.folder / ".venv" / ".uv").exists()
    assert lock in done.stdout
    assert (machine.folder / "gone").exists() is (kind == "runtime")


@pytest.mark.parametrize(
    ("conf", "settings", "given"),
    [
        ("", {}, NONE),
        ("global.cert='a.pem'", {}, "cert=a.pem system=1 mirror= proxy="),
        ("global.cert='a.pem'", {"PIP_CERT": "b.pem"}, "cert=b.pem system=1 mirror= proxy="),
        ("", {"REQUESTS_CA_BUNDLE": "a.pem"}, "cert=a.pem system=1 mirror= proxy="),
        ("", {"CURL_CA_BUNDLE": "a.pem"}, "cert=a.pem system=1 mirror= proxy="),
        ("global.cert='a.pem'", {"SSL_CERT_FILE": "b.pem"}, "cert=b.pem system=1 mirror= proxy="),
        ("global.cert='gone.pem'", {}, NONE),
        ("global.index-url='https://m/'", {}, "cert= system=1 mirror=https://m/ proxy="),
        ("", {"PIP_INDEX_URL": "https://m/"}, "cert= system=1 mirror=https://m/ proxy="),
        ("global.proxy='http://p'\nglobal.cert='a.pem'", {},
         "cert=a.pem system=1 mirror= proxy=http://p"),
        ("", {"UV_SYSTEM_CERTS": "0"}, "cert= system=0 mirror= proxy="),
    ],
)  # fmt: skip
def test_what_pip_was_told_uv_is_told(machine, conf, settings, given):
    (machine.folder / "pip.conf").write_text(conf)
    assert machine(**settings).log[1] == given


@pytest.mark.parametrize(
    ("fault", "tried"),
    [({"NO_UV": "1"}, ["pip", "pip"]), ({"UV_FAILS": "1"}, ["uv", "pip", "pip"])],
    ids=["no build of uv", "uv cannot fetch"],
)
def test_pip_does_it_where_uv_does_not(machine, fault, tried):
    done = machine(**fault)
    assert done.returncode == 0
    assert installers(done.log) == tried
    assert "--require-hashes -r requirements.txt" in done.log[-2]
    assert "pip does it" in done.stdout
    assert not (machine.folder / ".venv" / ".uv").exists()


def test_what_nobody_can_fetch_is_a_failure(machine):
    assert machine(UV_FAILS="1", PIP_FAILS="1").returncode != 0


def test_an_old_python_is_refused_in_words(machine):
    done = machine(OLD="1")
    assert done.returncode == 2
    assert "3.11.7; 3.11 or later is needed" in done.stderr
    assert done.log == []


def asked_for(folder: Path, *words: str, **settings: str) -> str:
    done = subprocess.run(["make", "--dry-run", ".venv/.runtime", *words], cwd=folder,
                          env={"PATH": os.environ["PATH"], **settings},
                          capture_output=True, text=True, check=True)  # fmt: skip
    return done.stdout.splitlines()[0]


def test_only_the_command_line_names_another_python(machine, repo):
    for name in ("pyproject.toml", "requirements.txt", "requirements-uv.txt"):
        shutil.copy(repo / name, machine.folder)
    assert '"python3" runtime' in asked_for(machine.folder, PYTHON="/opt/other/python")
    assert '"python9" runtime' in asked_for(machine.folder, "PYTHON=python9", PYTHON="python7")
