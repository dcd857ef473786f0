"""Threads that search take turns, and none waits long for another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from searchapp.engines.whoosh.turns import Turns


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def monotonic(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.waits.append(seconds)
        self.meanwhile()


class Sign(threading.Event):
    """A sign that is waited for by such a clock."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        if not self.is_set():
            self._clock.wait(timeout)
        return self.is_set()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    with monkeypatch.context() as patch:
        patch.setattr("time.monotonic", clock.monotonic)
        patch.setattr("threading.Event", lambda: Sign(clock))
        yield clock


def test_who_is_alone_never_waits(clock: Clock) -> None:
    turns = Turns()
    for _ in range(3):
        turns.end(turns.begin())
        clock.now += 1
    assert clock.waits == []


def test_a_turn_is_waited_for_until_nobody_comes_back_to_it(clock: Clock) -> None:
    turns = Turns()
    first = turns.begin()
    clock.meanwhile = lambda: turns.end(first)
    turns.begin()
    assert len(clock.waits) == 1
    assert clock.now - 100 < 0.002


def test_who_comes_back_goes_first_for_a_while_and_then_hands_over(clock: Clock) -> None:
    turns = Turns()
    until = turns.begin()
    handed = []

    def search_again() -> None:
        nonlocal until
        turns.end(until)
        if turns._handed.is_set():
            handed.append(clock.now)
        else:
            until = turns.begin()

    clock.meanwhile = search_again
    turns.begin()
    assert handed == [clock.now]
    assert 0.05 <= clock.now - 100 < 0.1


def test_who_comes_back_after_that_waits_as_well(clock: Clock) -> None:
    turns = Turns()
    until, waited = turns.begin(), list[float]()

    def search_again() -> None:
        nonlocal until
        turns.end(until)
        if turns._handed.is_set():
            # As another thread would find it.
            waited.append(turns._promised_until - clock.now)
        else:
            until = turns.begin()

    clock.meanwhile = search_again
    turns.begin()
    assert waited[0] > 0
    assert turns._promised_until == 0


def test_who_searched_alone_for_long_hands_over_at_once(clock: Clock) -> None:
    turns = Turns()
    turns.end(turns.begin())
    clock.now += 5
    first = turns.begin()
    clock.meanwhile = lambda: turns.end(first)
    turns.begin()
    assert len(clock.waits) == 1
    assert turns._handed.is_set()


def test_a_turn_that_was_waited_for_begins_behind_the_wait(clock: Clock) -> None:
    turns = Turns()
    turns.begin()
    assert turns.begin() > clock.now


def test_nobody_waits_long_while_others_keep_coming(clock: Clock) -> None:
    turns = Turns()
    turns.begin()

    def another_comes() -> None:
        turns._begun += 1
        turns._until = clock.now + 0.01

    clock.meanwhile = another_comes
    turns.begin()
    assert 0.1 < clock.now - 100 < 0.14


def test_whoever_fails_to_wait_leaves_the_line(clock: Clock) -> None:
    turns = Turns()
    turns.begin()

    def fail() -> None:
        raise KeyboardInterrupt

    clock.meanwhile = fail
    with pytest.raises(KeyboardInterrupt):
        turns.begin()
    assert not turns._next.locked()


def test_whoever_has_come_back_since_the_last_look_is_waited_for(clock: Clock) -> None:
    turns = Turns()
    turns.begin()

    def come_and_go() -> None:
        turns._until = 0.0
        if len(clock.waits) < 3:
            turns.end(turns.begin())

    clock.meanwhile = come_and_go
    turns.begin()
    assert len(clock.waits) == 3


def test_one_looks_less_often_where_somebody_comes_back(clock: Clock) -> None:
    turns = Turns()
    until = turns.begin()

    def search_again() -> None:
        nonlocal until
        turns.end(until)
        if not turns._handed.is_set():
            until = turns.begin()

    clock.meanwhile = search_again
    turns.begin()
    assert clock.waits == sorted(clock.waits)
    assert clock.waits[0] < clock.waits[-1] < 0.04
    # The next in line has learnt from it, until nobody comes back.
    clock.waits.clear()
    clock.meanwhile = lambda: None
    turns.end(turns._until)
    turns._until = clock.now + 0.001
    turns.begin()
    assert clock.waits[0] > 0.005
    clock.waits.clear()
    turns.begin()
    assert clock.waits[0] == 0.001


def test_a_turn_that_is_never_ended_costs_others_some_milliseconds(clock: Clock) -> None:
    turns = Turns()
    turns.begin()
    for _ in range(20):
        before = clock.now
        turns.end(turns.begin())
        assert clock.now - before < 0.05
    assert clock.now - 100 < 0.05


def test_nobody_ends_the_turn_of_another(clock: Clock) -> None:
    turns = Turns()
    late = turns.begin()
    clock.now += 1
    turns.begin()
    turns.end(late)
    turns.begin()
    assert clock.waits


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


def test_many_threads_all_get_their_turns() -> None:
    turns, searches = Turns(), 200
    done: list[int] = []

    def search(number: int) -> None:
        for _ in range(searches):
            turns.end(turns.begin())
        done.append(number)

    threads = [threading.Thread(target=search, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(done) == [*range(8)]
