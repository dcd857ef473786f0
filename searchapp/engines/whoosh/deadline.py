"""When to stop a search."""

from __future__ import annotations

import time
from collections.abc import Callable


class OutOfTime(Exception):
    """The deadline has passed."""


class Deadline:
    """A moment after which a search is to stop.

    Args:
        seconds: from now on.
        tick: is told what time it is, as `time.monotonic` says, whenever that is looked at.
    """

    def __init__(self, seconds: float, tick: Callable[[float], None] = lambda _: None) -> None:
        self._end = time.monotonic() + seconds
        self._tick = tick

    def check(self) -> None:
        """Look at the clock.

        Raises:
            OutOfTime: the moment has passed.
        """
        now = time.monotonic()
        if now > self._end:
            raise OutOfTime
        self._tick(now)
