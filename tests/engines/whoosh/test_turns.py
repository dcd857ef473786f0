"""Threads that search take turns, and none waits long for another."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from searchapp.engines.whoosh.turns import Turns


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.sleeps = 0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.sleeps += 1


class Line:
    """A lock that one has."""

    def __init__(self) -> None:
        self.asked = 0

    def acquire(self, timeout: float) -> bool:
        assert timeout > 0
        self.asked += 1
        return self.asked == 1

    def release(self) -> None:
        pass


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    with monkeypatch.context() as patch:
        patch.setattr("time.monotonic", clock.monotonic)
        patch.setattr("time.sleep", clock.sleep)
        yield clock


def test_who_is_alone_never_waits(clock: Clock) -> None:
    turns = Turns()
    for _ in range(3):
        turns.end(turns.begin())
    assert clock.sleeps == 0


def test_a_turn_is_waited_for_until_it_ends(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns()
    first = turns.begin()

    def sleep(seconds: float) -> None:
        Clock.sleep(clock, seconds)
        if clock.sleeps == 2:
            turns.end(first)

    monkeypatch.setattr("time.sleep", sleep)
    turns.begin()
    assert clock.sleeps == 2


def test_who_has_waited_a_while_goes_before_who_comes_back(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns, line = Turns(), Line()
    monkeypatch.setattr(turns, "_next", line)
    first = turns.begin()

    def sleep(seconds: float) -> None:
        nonlocal first
        Clock.sleep(clock, seconds)
        if line.asked == 1:
            turns.end(first)
            first = turns.begin()

    monkeypatch.setattr("time.sleep", sleep)
    turns.begin()
    # For some milliseconds whoever comes back goes first, and then has to wait as well.
    assert 0.015 < clock.now - 100 < 0.04
    assert line.asked == 2


def test_a_turn_that_is_never_ended_costs_others_some_milliseconds(clock: Clock) -> None:
    turns = Turns()
    turns.begin()
    for _ in range(20):
        before = clock.now
        turns.end(turns.begin())
        assert clock.now - before < 0.015
    assert clock.now - 100 < 0.015


def test_nobody_ends_the_turn_of_another(clock: Clock) -> None:
    turns = Turns()
    late = turns.begin()
    clock.now += 1
    turns.begin()
    turns.end(late)
    turns.begin()
    assert clock.sleeps > 0


def test_who_waits_behind_others_goes_on_before_long() -> None:
    turns = Turns()
    turns.begin()
    # Somebody was to be next, and never came back.
    turns._next.acquire()
    done = threading.Event()

    def search() -> None:
        turns.end(turns.begin())
        done.set()

    thread = threading.Thread(target=search)
    thread.start()
    assert done.wait(60)
    thread.join()
