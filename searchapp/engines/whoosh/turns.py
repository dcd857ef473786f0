"""Whose turn it is to search, where several threads do.

A search is many short steps on arrays, and at each of them Python hands its lock to whoever waits
for it: eight threads that search at once answer little more than half of what one does alone.  So
most of them wait a moment for the one that is at it.  A turn is never more than a courtesy: it is
over after some milliseconds whether it was ended or not, nobody waits for as much as a second, and
who has waited goes on without it.

Whoever comes back at once goes first for a while, and then hands the turn over: to wake another
thread takes as long as a search, and on another processor it finds none of what the last one had
at hand.  That nobody comes back can only be seen by looking, and each look disturbs the one who
searches; so the next in line looks less often where its like have seen somebody come back.  The
price is that of eight threads that search without a pause each searches some thirty times and then
waits for the others, a third of a second.
"""

from __future__ import annotations

import threading
import time

# Seconds that a turn lasts at the most.  A search that takes longer has longer steps, which
# processors do work on side by side.
_TURN = 0.03
# Seconds that whoever comes back goes first, and that the next in line waits where others come.
_PATIENCE, _LONGEST_WAIT = 0.05, 0.1
# Seconds between two looks whether anybody does: at first, and at the most.
_LOOK, _LONGEST_LOOK = 0.001, 0.03
# Seconds that one waits behind others who wait.
_BEHIND = 0.8


class Turns:
    """The turns of the threads that search one index."""

    def __init__(self) -> None:
        # Whoever is next in line has it.
        self._next = threading.Lock()
        self._handed = threading.Event()
        self._until = 0.0
        self._promised_until = 0.0
        self._begun = 0
        # Since when the thread that searches does, and since when the next in line waits.
        self._thread, self._since = 0, 0.0
        self._waiting_since: float | None = None
        self._look = _LOOK

    def begin(self) -> float:
        """Wait for a turn, less than a second, and take it.

        Returns:
            What to give to `end`.
        """
        now = time.monotonic()
        is_others = now < self._until or now < self._promised_until
        if is_others and self._next.acquire(timeout=_BEHIND):
            try:
                self._wait()
            finally:
                self._next.release()
            now = time.monotonic()
        thread = threading.get_ident()
        if thread != self._thread:
            self._thread, self._since = thread, now
        self._begun += 1
        until = self._until = now + _TURN
        return until

    def end(self, until: float) -> None:
        """End a turn, and hand it over if others have waited long enough.

        Args:
            until: what `begin` returned.
        """
        if self._until != until:
            return
        self._until = 0.0
        since = self._waiting_since
        if since is not None and until - _TURN - min(self._since, since) >= _PATIENCE:
            self._promised_until = time.monotonic() + _TURN
            self._handed.set()

    def _wait(self) -> None:
        """Wait as the next in line until the turn is handed over, or nobody comes back to it."""
        self._handed.clear()
        begun, self._waiting_since = self._begun, time.monotonic()
        end = self._waiting_since + _LONGEST_WAIT
        while not self._handed.wait(self._look) and (now := time.monotonic()) < end:
            if now >= self._until and self._begun == begun:
                self._look = _LOOK
                break
            begun, self._look = self._begun, min(2 * self._look, _LONGEST_LOOK)
        self._waiting_since, self._promised_until = None, 0.0
