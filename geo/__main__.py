"""``python -m geo`` is the command ``geo``; from its first line on, Ctrl-C is one sentence."""

from __future__ import annotations

import _thread
import atexit
import gc
import os
import signal
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

GARBAGE = 50_000  # objects between two looks for garbage: data are read, and most of them stay
_IMPATIENT = 3.0  # seconds in which a further Ctrl-C is not heard: what is begun is cleared away


def main() -> int:
    """Run the command of this process and return its exit code."""
    interruption = _Interruption()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads cost more than they save
    gc.set_threshold(GARBAGE)
    try:
        from geo.cli.run import main as run

        code = run()
    except KeyboardInterrupt:  # before a command was there to end in good order
        code = 1
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the rest is Python closing down
    if code and interruption.heard:
        interruption.end()
    return code


class _Interruption:
    """Ctrl-C as it is heard: it ends the work once, and nothing but one sentence is said of it.

    A library that is interrupted while it is imported tells it as an error of its own, with a
    traceback; both are an interruption all the same.
    """

    def __init__(self) -> None:
        self.heard = False
        self._last = -_IMPATIENT
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._interrupt)
            sys.unraisablehook = self._unraisable

    def _interrupt(self, _number: int, _frame: object) -> None:
        if time.monotonic() - self._last < _IMPATIENT:
            return
        self._last = time.monotonic()
        if not self.heard:
            self.heard = True
            sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  to the end
        raise KeyboardInterrupt

    def _unraisable(self, lost: Any) -> None:  # noqa: ANN401  (typed for checkers only)
        """Where Python cannot raise (a callback), Ctrl-C comes again a moment later."""
        if lost.exc_type is not KeyboardInterrupt:
            sys.__unraisablehook__(lost)
            return
        self._last = -_IMPATIENT
        _thread.interrupt_main()

    def end(self) -> NoReturn:
        """Say it on the stream that the process was started with, and end the process.

        At once, because Python remembers an interruption of code that was made of text (as that of
        dataclasses is) and would end by the signal instead of with the exit code.
        """
        from geo.cli.terminal import interrupted

        sys.stderr = sys.__stderr__
        code = interrupted()
        atexit._run_exitfuncs()  # noqa: SLF001  what shared memory and pools leave
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                stream.flush()
        os._exit(code)


if __name__ == "__main__":
    raise SystemExit(main())
