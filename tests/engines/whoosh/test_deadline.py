"""A deadline lets pass what comes before it."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from searchapp.engines.whoosh.deadline import Deadline, OutOfTime, check


def test_who_is_late_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((100.0, 100.0, 102.0, 102.1))
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    deadline = Deadline(2)
    deadline.check()
    deadline.check()
    with pytest.raises(OutOfTime):
        deadline.check()


def test_there_may_be_all_the_time_in_the_world() -> None:
    Deadline(math.inf).check()


def test_what_searches_share_looks_at_the_deadline_of_each() -> None:
    check()
    with Deadline(-1).holding():
        with pytest.raises(OutOfTime):
            check()
        with Deadline(math.inf).holding():
            check()
        with ThreadPoolExecutor() as threads:
            threads.submit(check).result()
        with pytest.raises(OutOfTime):
            check()
    check()
