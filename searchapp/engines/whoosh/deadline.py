"""When to stop a search."""

from __future__ import annotations

import time


class OutOfTime(Exception):
    """The deadline has passed."""


class Deadline:
    """A moment after which a search is to stop.

    Args:
        seconds: from now on.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Look at the clock.

        Raises:
            OutOfTime: the moment has passed.
        """
        if time.monotonic() > self._end:
            raise OutOfTime
