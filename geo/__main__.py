"""``python -m geo`` is the command ``geo``; from its first line on, Ctrl-C is one sentence."""

from __future__ import annotations

import _thread
import signal
import sys
import time
from typing import Any

_IMPATIENT = 3.0  # seconds in which a further Ctrl-C is not heard: what is begun is cleared away


def main() -> int:
    """Run the command of this process and return its exit code."""
    _hear_once()
    try:
        from geo.cli.run import main as run

        code = run()
    except KeyboardInterrupt:  # before a command was there to end in good order
        from geo.cli.terminal import interrupted

        code = interrupted()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is said; Python only closes down
    return code


def _hear_once() -> None:
    """One Ctrl-C ends the work; the next ones do not disturb the clearing away."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return  # whoever started this process wants it otherwise
    last = -_IMPATIENT

    def interrupt(_number: int, _frame: object) -> None:
        nonlocal last
        if time.monotonic() - last >= _IMPATIENT:
            last = time.monotonic()
            raise KeyboardInterrupt

    def unraisable(lost: Any) -> None:  # noqa: ANN401  (typed for checkers only)
        """Where Python cannot raise (a callback), Ctrl-C comes again a moment later."""
        nonlocal last
        if lost.exc_type is not KeyboardInterrupt:
            sys.__unraisablehook__(lost)
            return
        last = -_IMPATIENT
        _thread.interrupt_main()

    signal.signal(signal.SIGINT, interrupt)
    sys.unraisablehook = unraisable


if __name__ == "__main__":
    raise SystemExit(main())
