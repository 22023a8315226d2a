"""Libraries that only some users need: an absent one is told with the line that installs it."""

from __future__ import annotations

import shlex
import sys
from importlib.util import find_spec

from geo.errors import CallError, Fault


def check_extra(library: str, module: str, extra: str, asked: str) -> None:
    """Nothing, or a CallError with the install line, where a library of an extra is absent.

    Parameters
    ----------
    library, module
        What it is called where it is installed from, and where it is imported.
    extra
        The extra of this package that brings it.
    asked
        What takes it: the suffix of a file.

    Examples
    --------
    >>> check_extra("numpy", "numpy", "none", ".npy")
    """
    if find_spec(module) is None:
        line = _install_line(extra)
        zh, en = f"要先安装 {library}：{line}", f"this takes {library}: {line}"
        raise CallError(Fault("", zh, en, asked))


def _install_line(extra: str) -> str:
    """What to type for an extra of ours; an environment made only to run has no pip at first."""
    python = shlex.quote(sys.executable)
    first = "" if find_spec("pip") else f"{python} -m ensurepip && "
    return f"{first}{python} -m pip install 'industry-atlas[{extra}]'"
