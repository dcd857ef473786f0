"""When to stop a search."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextvars import ContextVar

# What comes of a search that was stopped may take this part of its time.
_MORE = 0.1


class OutOfTime(Exception):
    """The deadline has passed."""


class Deadline:
    """A moment after which a search is to stop.

    Args:
        seconds: from now on.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._more = max(seconds, 0.0) * _MORE

    def check(self) -> None:
        """Look at the clock.

        Raises:
            OutOfTime: the moment has passed.
        """
        if time.monotonic() > self._end:
            raise OutOfTime

    def extend(self) -> None:
        """Once it has passed, give a tenth of the time more, to put together what was found.

        It does so but once.
        """
        if self._more:
            self._end, self._more = time.monotonic() + self._more, 0.0

    @contextlib.contextmanager
    def holding(self) -> Iterator[None]:
        """Let it be the deadline that `check` looks at, of this thread and within this context."""
        token = _held.set(self)
        try:
            yield
        finally:
            _held.reset(token)


_held: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


def check() -> None:
    """Look at the clock where all searches share what works, such as the forms of an archive.

    Raises:
        OutOfTime: the deadline that holds has passed; there may be none.
    """
    deadline = _held.get()
    if deadline is not None:
        deadline.check()
