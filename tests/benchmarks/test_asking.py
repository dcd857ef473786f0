"""Asking: every engine the same, and what differs is told."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Self

import pytest

from benchmarks.asking import ask, ask_in_threads
from benchmarks.peers.base import Answer, Peer
from benchmarks.questions import Question
from benchmarks.records import Record

QUESTIONS = {
    "one": [Question("one", (word,)) for word in ("silo", "mill", "ferry")],
    "and": [Question("and", ("silo", "mill"))],
}


class Table(Peer):
    """An engine that looks its answers up."""

    kinds: ClassVar[frozenset[str]] = frozenset({"one", "and"})
    comparable: ClassVar[frozenset[str]] = kinds

    def __init__(self, **counts: int) -> None:
        self._counts = counts
        self.asked: list[Question] = []

    @classmethod
    def version(cls) -> str:
        return "1"

    @classmethod
    def build(cls, folder: Path, records: Iterable[Record], workers: int) -> None:
        raise NotImplementedError

    @classmethod
    def open(cls, folder: Path) -> Self:
        raise NotImplementedError

    def understand(self, question: Question) -> Question:
        return question

    def answer(self, understood: Any) -> Any:
        self.asked.append(understood)
        return self._counts.get(understood.words[0], 5)

    def read(self, raw: int) -> Answer:
        return Answer(raw, (), {"North Post": raw}, {202001: raw})


def test_every_engine_is_asked_everything_as_often() -> None:
    peers = {"a": Table(), "b": Table()}
    asked = ask(peers, QUESTIONS, 5)
    for peer in peers.values():
        assert len(peer.asked) == (3 + 1) * (1 + 5)
    assert asked.disagreements == []
    assert asked.compared == {"b": 4}
    assert len(asked.times["one"]["a"].totals) == 3
    assert asked.times["one"]["a"].percentile(95) == max(asked.times["one"]["a"].totals)


def test_no_question_comes_after_another_engine_in_most_repetitions() -> None:
    words = [Question("one", (f"w{number}",)) for number in range(40)]
    log: list[tuple[str, Question]] = []

    class Logged(Table):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

        def answer(self, understood: Any) -> Any:
            log.append((self.name, understood))
            return 5

    ask({"a": Logged("a"), "b": Logged("b")}, {"one": words}, 5)
    timed = log[2 * len(words) :]
    firsts = Counter(
        now for (before, _), (name, now) in itertools.pairwise(timed) if name != before
    )
    assert max(firsts.values()) <= 2 * 2


def test_another_count_is_told() -> None:
    (told,) = ask({"a": Table(), "b": Table(mill=6)}, QUESTIONS, 1).disagreements
    assert (told.question.words, told.peer, told.what) == (("mill",), "b", "count")
    assert (told.wanted, told.found) == (5, 6)


def test_an_engine_is_not_asked_what_it_cannot_answer() -> None:
    class Words(Table):
        kinds = frozenset({"one"})
        comparable = kinds

    peer = Words()
    asked = ask({"a": Table(), "b": peer}, QUESTIONS, 2)
    assert {question.kind for question in peer.asked} == {"one"}
    assert "b" not in asked.times["and"]


def test_threads_ask_as_much_each_and_get_the_same() -> None:
    peer = Table()
    throughput = ask_in_threads(peer, QUESTIONS["one"], 4, 3)
    assert len(peer.asked) == 3 + 3 * (1 + 4) * 8 * 3
    assert throughput.answers == 3 * (1 + 4) * 8 * 3
    assert throughput.different == 0
    assert min(throughput.one, throughput.many) > 0


@pytest.mark.parametrize("every", [2, 7])
def test_an_answer_that_differs_in_a_thread_is_told(every: int) -> None:
    class Unsteady(Table):
        numbers = itertools.count()
        lock = threading.Lock()

        def answer(self, understood: Any) -> Any:
            with self.lock:
                return int(next(self.numbers) % every == 1)

    assert ask_in_threads(Unsteady(), QUESTIONS["one"], 4, 3).different > 0
