"""Which language a user reads: by GEO_LANG, then by the locale, then by what the system says."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from geo.language import VARIABLE, Language, named

_NOBODY = re.compile(r"(?:C|POSIX)(?:\..*)?$")
_WINDOWS = {0x04: "zh", 0x09: "en"}  # primary language ids


def users_language() -> Language:
    """Chinese or English by the locale, or both where it names neither.

    As gettext reads it: LC_ALL, else LC_MESSAGES, else LANG is the locale, and in front of it
    stand the languages of LANGUAGE, unless the locale is C.
    """
    asked = named(os.environ.get(VARIABLE, ""))
    if asked:
        return asked
    set_ = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, set_), "") or _of_system()
    if _NOBODY.match(locale):
        return "both"
    for word in (*os.environ.get("LANGUAGE", "").split(":"), locale):
        found = named(re.split(r"[_.@-]", word)[0])
        if found in ("zh", "en"):
            return found
    return "both"


def _of_system() -> str:
    """The language of Windows or macOS where no variable names one; empty elsewhere."""
    try:
        if sys.platform == "win32":
            import ctypes

            return _WINDOWS.get(ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF, "")
        if sys.platform == "darwin":
            command = ["/usr/bin/defaults", "read", "-g", "AppleLanguages"]
            listed = subprocess.run(command, capture_output=True, text=True, timeout=2, check=False)  # noqa: S603
            return next(iter(re.findall(r"[A-Za-z]+(?:-\w+)*", listed.stdout)), "")
    except (OSError, AttributeError, subprocess.SubprocessError):
        pass
    return ""
