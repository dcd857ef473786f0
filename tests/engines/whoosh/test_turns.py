"""Threads that search take turns, and none waits for a search that takes long."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from searchapp.engines.whoosh import turns as module
from searchapp.engines.whoosh.turns import Turn, Turns


def until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.001)


def has_begun(begun: list[int], count: int) -> bool:
    return len(begun) == count


def test_short_searches_are_alone_and_none_is_forgotten() -> None:
    turns, inside, most, done = Turns(), 0, 0, 0

    def search(start: int) -> None:
        nonlocal inside, most, done
        for number in range(start, start + 200):
            with Turn(turns):
                inside += 1
                most = max(most, inside)
                time.sleep(1e-5 if number % 3 == 0 else 0)
                inside -= 1
                done += 1

    with ThreadPoolExecutor(8) as pool:
        wait([pool.submit(search, start) for start in range(8)])
    assert (inside, most, done) == (0, 1, 1_600)


def test_one_that_takes_long_lets_the_next_begin() -> None:
    turns = Turns()
    with Turn(turns) as turn:
        turn.tick(time.monotonic() + 1)
        with ThreadPoolExecutor(1) as pool, Turn(turns):
            assert pool.submit(lambda: True).result(60)


def test_of_those_that_take_long_there_are_as_many_as_processors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    turns = Turns()
    begun: list[int] = []
    ends = [threading.Event() for _ in range(3)]

    def search(number: int) -> None:
        with Turn(turns) as turn:
            turn.tick(time.monotonic() + 1)
            begun.append(number)
            assert ends[number].wait(60)

    with ThreadPoolExecutor(3) as pool:
        running = []
        for number in range(3):
            running.append(pool.submit(search, number))
            until(functools.partial(has_begun, begun, min(number + 1, 2)))
        time.sleep(0.05)
        assert begun == [0, 1]
        ends[1].set()
        until(lambda: begun == [0, 1, 2])
        for end in ends:
            end.set()
        for each in running:
            each.result(60)


def test_nobody_waits_for_one_that_takes_very_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    turns = Turns()
    with Turn(turns) as longest:
        longest.tick(time.monotonic() + 1)
        longest.tick(time.monotonic() + 2)
        with Turn(turns) as other:
            other.tick(time.monotonic() + 1)
            longest.tick(time.monotonic() + 3)


def test_who_is_interrupted_while_waiting_takes_no_room() -> None:
    line = module._Line(1)
    line.enter()
    waiting = threading.Lock()
    waiting.acquire()
    line._waiting.append(waiting)
    line._give_up(waiting)
    line.leave()
    line.enter()
    line._waiting.append(waiting)
    line.leave()
    # The room was given to one that gave up at the same moment.
    line._give_up(waiting)
    line.enter()
