"""Whose turn it is to search, where several threads do.

A search is many short steps on arrays, and at each of them Python hands its lock to whoever waits
for it: eight threads that search at once answer little more than half of what one does alone.  So a
search begins alone.  One that takes longer has longer steps, which processors do work on side by
side: it goes on among as many as there are processors, and lets the next begin.  One that takes so
long that others would wait for it in vain goes on whatever others do.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections import deque
from types import TracebackType
from typing import Self

# Seconds after which a search lets the next begin, and after which it is counted no longer.
_SHORT, _LONG = 0.002, 0.1
# Seconds, about as long as two searches take.
_PATIENCE = 0.0005


class Turns:
    """Where the threads that search one index wait for each other."""

    def __init__(self) -> None:
        self.alone = _Seat()
        self.side_by_side = _Line(os.cpu_count() or 1)


class Turn:
    """A thread's turn; a context manager that waits for it, and ends it.

    Args:
        turns: whose turn it is.
    """

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._leave = turns.alone.leave
        self._until = 0.0

    def __enter__(self) -> Self:
        self._turns.alone.enter()
        self._until = time.monotonic() + _SHORT
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._until < math.inf:
            self._leave()

    def tick(self, now: float) -> None:
        """Make way for others if this search takes long.

        Args:
            now: what `time.monotonic` says.
        """
        if now <= self._until:
            return
        line = self._turns.side_by_side
        is_short = self._leave != line.leave
        self._until = math.inf
        self._leave()
        if is_short:
            line.enter()
            self._leave, self._until = line.leave, time.monotonic() + _LONG


class _Seat:
    """Lets in one at a time, and whoever comes back at once before those who wait.

    To wake another thread takes as long as a search: who waits gives whoever is at it time for a
    few, and is then the next.
    """

    def __init__(self) -> None:
        self._taken = threading.Lock()
        self._first_in_line = threading.Lock()
        self._is_claimed = False

    def enter(self) -> None:
        """Wait until it is free, and take it."""
        if not self._is_claimed and self._taken.acquire(blocking=False):
            return
        with self._first_in_line:
            time.sleep(_PATIENCE)
            self._is_claimed = True
            try:
                self._taken.acquire()
            finally:
                self._is_claimed = False

    def leave(self) -> None:
        """Leave it to whoever comes."""
        self._taken.release()


class _Line:
    """Lets in so many at a time, first come, first served.

    Args:
        room: how many.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()

    def enter(self) -> None:
        """Wait for room, and take it."""
        with self._lock:
            if self._room:
                self._room -= 1
                return
            ticket = threading.Lock()
            ticket.acquire()
            self._waiting.append(ticket)
        try:
            ticket.acquire()
        except BaseException:
            self._give_up(ticket)
            raise

    def leave(self) -> None:
        """Give the room to the next, or back."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._room += 1

    def _give_up(self, ticket: threading.Lock) -> None:
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                return
        self.leave()
