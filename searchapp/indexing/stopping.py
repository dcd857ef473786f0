"""Ctrl-C and SIGTERM as a wish that is granted between two articles, or before the next is whole.

Raised where it falls, an interrupt could leave half an article in a batch, and the batch would have
to be thrown away.  So the first one is only noted, and whoever works looks for it where a batch can
be committed; the second is a `KeyboardInterrupt` at once.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

_DEFAULTS = (signal.SIG_DFL, signal.default_int_handler)


class Stopped(BaseException):
    """The user wants it to stop, and here it can.

    It passes through the reading of files, where any `Exception` is the fault of a file; it never
    leaves this room otherwise.
    """


class Stop:
    """The wish to stop, once somebody has it."""

    def __init__(self) -> None:
        self.asked = False

    def check(self) -> None:
        """Stop here if it is wanted.

        Raises:
            Stopped: it is.
        """
        if self.asked:
            raise Stopped


@contextlib.contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """Take Ctrl-C and SIGTERM as a wish to stop.

    What the program around us has put in the place of Python's own handlers stays, and outside the
    main thread, where no signals arrive, nothing is done.

    Yields:
        The wish.
    """
    stop = Stop()

    def handle(number: int, frame: FrameType | None) -> None:
        del number, frame
        if stop.asked:
            _interrupt()
        stop.asked = True

    replaced = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) in _DEFAULTS:
                replaced[number] = signal.signal(number, handle)
    try:
        yield stop
    finally:
        for number, handler in replaced.items():
            signal.signal(number, handler)


def _interrupt() -> NoReturn:
    raise KeyboardInterrupt
