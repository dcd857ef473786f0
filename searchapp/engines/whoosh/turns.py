"""Whose turn it is to search, where several threads do.

A search is many short steps on arrays, and at each of them Python hands its lock to whoever waits
for it: eight threads that search at once answer little more than half of what one does alone.  So
most of them wait a moment for the one that is at it.  A turn is never more than a courtesy: it is
over after some milliseconds whether it was ended or not, nobody waits for more than a fraction of a
second, and who has waited goes on without it.
"""

from __future__ import annotations

import threading
import time

# Seconds that a turn lasts at the most.  A search that takes longer has longer steps, which
# processors do work on side by side.
_TURN = 0.012
# Seconds that whoever comes back goes first, as to wake the next takes as long as a search; and
# between two looks whether somebody does come back.
_PATIENCE, _LOOK = 0.02, 0.004
# Seconds between two looks whether a turn is over.
_PAUSE = 0.0002
# Seconds that one waits behind others who wait.
_BEHIND = 0.2


class Turns:
    """The turns of the threads that search one index."""

    def __init__(self) -> None:
        self._next = threading.Lock()
        self._until = 0.0
        self._claimed_until = 0.0
        self._begun = 0

    def begin(self) -> float:
        """Wait for a turn, some hundredths of a second at the most, and take it.

        Returns:
            What to give to `end`.
        """
        now = time.monotonic()
        if (now < self._until or now < self._claimed_until) and self._next.acquire(timeout=_BEHIND):
            try:
                self._wait()
            finally:
                self._next.release()
        self._begun += 1
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
        begun = -1
        end = time.monotonic() + _PATIENCE
        while (now := time.monotonic()) < end:
            if now >= self._until and self._begun == begun:
                # Whoever was at it does not come back.
                break
            begun = self._begun
            time.sleep(_LOOK)
        claimed = self._claimed_until = now + _TURN
        while now < self._until and now < claimed:
            time.sleep(_PAUSE)
            now = time.monotonic()
        self._claimed_until = 0.0
