"""Whose turn it is to search, where several threads do.

A search is many short steps on arrays, and at each of them Python hands its lock to whoever waits
for it: eight threads that search at once answer little more than half of what one does alone.  So
most of them wait a moment for the one that is at it.  A turn is never more than a courtesy: it is
over after some milliseconds whether it was ended or not, nobody waits for longer than that, and who
has waited goes on without it.
"""

from __future__ import annotations

import threading
import time

# Seconds that a turn lasts at the most.  A search that takes longer has longer steps, which
# processors do work on side by side.
_TURN = 0.004
# Seconds between two looks whether a turn is over, and how many there are.
_PAUSE, _LOOKS = 0.0005, 6
# Seconds that one waits behind others who wait.
_BEHIND = 0.05


class Turns:
    """The turns of the threads that search one index."""

    def __init__(self) -> None:
        self._next = threading.Lock()
        self._until = 0.0

    def begin(self) -> float:
        """Wait for a turn, for a twentieth of a second at the most, and take it.

        Who comes back before the next has woken up goes first: to wake takes as long as a search.

        Returns:
            What to give to `end`.
        """
        if time.monotonic() < self._until and self._next.acquire(timeout=_BEHIND):
            try:
                self._wait()
            finally:
                self._next.release()
        until = self._until = time.monotonic() + _TURN
        return until

    def end(self, until: float) -> None:
        """End a turn.

        Args:
            until: what `begin` returned.
        """
        if self._until == until:
            self._until = 0.0

    def _wait(self) -> None:
        for _ in range(_LOOKS):
            time.sleep(_PAUSE)
            if self._until <= time.monotonic():
                break
