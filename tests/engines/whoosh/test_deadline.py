"""A deadline lets pass what comes before it."""

from __future__ import annotations

import itertools
import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from searchapp.engines.whoosh.deadline import Deadline, OutOfTime, check
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.query.plan import make_plan
from tests.articles import make_article


def test_who_is_late_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((100.0, 100.0, 102.0, 102.1))
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    deadline = Deadline(2)
    deadline.check()
    deadline.check()
    with pytest.raises(OutOfTime):
        deadline.check()


def test_what_was_found_may_be_put_together_in_a_tenth_of_the_time_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter((100.0, 120.1, 120.5, 122.4, 122.6, 122.7))
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    deadline = Deadline(20)
    with pytest.raises(OutOfTime):
        deadline.check()
    deadline.extend()
    deadline.check()
    with pytest.raises(OutOfTime):
        deadline.check()
    deadline.extend()
    with pytest.raises(OutOfTime):
        deadline.check()


def test_who_had_no_time_gets_none_more() -> None:
    for seconds in (0, -1):
        deadline = Deadline(seconds)
        deadline.extend()
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


def test_the_deadline_ends_the_search_for_what_wildcards_stand_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshEngine.create(tmp_path / "index")
    with engine.writer() as writer:
        words = " ".join(f"ab{number}" for number in range(20_000))
        writer.replace("/files/all", "1", [make_article("a1", "Numbers", words)])
    clock = itertools.count()
    whole = engine.search(make_plan("ab*1 ab*2"))
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    cut = engine.search(make_plan("ab*1 ab*2", deadline=5))
    engine.close()
    assert (whole.total, whole.partial) == (1, False)
    assert (cut.total, cut.partial) == (0, True)
    assert next(clock) < 20
