"""Asking engines in turn, in one process: whatever disturbs the machine disturbs all alike."""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from benchmarks.peers.base import Answer, Peer
from benchmarks.questions import Question

# An engine is asked so many questions before it is the next one's turn.
_BLOCK = 10
# So often a thread asks all questions: in a shorter run much of the time is its end, when threads
# that are done are waited for.
_TIMES = 8


@dataclass(frozen=True, slots=True)
class Times:
    """How long the questions of one kind took an engine, in seconds.

    Args:
        totals: for each question the median of its repetitions, from the question to the answer.
        parsing: the part of it before the index was asked.
        cpu: how long processors worked for the whole; it hardly depends on what else the machine
            does.
    """

    totals: Sequence[float]
    parsing: Sequence[float]
    cpu: Sequence[float]

    def percentile(self, percent: int) -> float:
        """Return the time that so many of a hundred questions do not exceed."""
        return percentile(self.totals, percent)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value that so many of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question that an engine answers otherwise than the first one.

    Args:
        question: what was asked.
        peer: the engine.
        what: "count", "outlets" or "months".
        wanted: the first engine's count.
        found: this one's.
    """

    question: Question
    peer: str
    what: str
    wanted: int
    found: int


@dataclass(slots=True)
class Asked:
    """What came of asking.

    Args:
        times: by kind, then by engine.
        compared: how many answers were held against those of the first engine, by engine.
        disagreements: what differed.
    """

    times: dict[str, dict[str, Times]] = field(default_factory=dict)
    compared: dict[str, int] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)


def ask(
    peers: Mapping[str, Peer], questions: Mapping[str, Sequence[Question]], repetitions: int
) -> Asked:
    """Ask all engines all questions, in turn.

    Args:
        peers: the engines, open; the others are held against the first.
        questions: by kind.
        repetitions: how often each is asked, after a first time that does not count.

    Returns:
        Times and disagreements.
    """
    asked = Asked()
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        for kind, chosen in questions.items():
            able = {name: peer for name, peer in peers.items() if kind in peer.kinds}
            _compare(able, chosen, asked)
            asked.times[kind] = _time(able, chosen, repetitions)
    finally:
        gc.enable()
        gc.unfreeze()
    return asked


def _time(
    peers: Mapping[str, Peer], questions: Sequence[Question], repetitions: int
) -> dict[str, Times]:
    taken: dict[str, list[list[Sequence[float]]]] = {
        name: [[] for _ in questions] for name in peers
    }
    # An engine that came next to always the same one would gain or lose by what that left behind.
    order, rng = list(peers), random.Random(0)
    for repetition in range(repetitions):
        # The first question after another engine's takes up to three times as long, all that is
        # kept near a processor being the other's.  It is not to be the same in every repetition.
        shift = repetition * _BLOCK // repetitions
        numbers = [(at + shift) % len(questions) for at in range(len(questions))]
        for start in range(0, len(questions), _BLOCK):
            rng.shuffle(order)
            for name in order:
                for number in numbers[start : start + _BLOCK]:
                    taken[name][number].append(_answer(peers[name], questions[number]))
                gc.collect()
    return {
        name: Times(
            *(
                [statistics.median(each[at] for each in runs) for runs in all_runs]
                for at in range(3)
            )
        )
        for name, all_runs in taken.items()
    }


def _answer(peer: Peer, question: Question) -> tuple[float, float, float]:
    """Answer, and return seconds: in all, of parsing, and of processors."""
    worked = time.process_time()
    begun = time.perf_counter()
    understood = peer.understand(question)
    parsed = time.perf_counter()
    peer.answer(understood)
    ended = time.perf_counter()
    return ended - begun, parsed - begun, time.process_time() - worked


def _compare(peers: Mapping[str, Peer], questions: Sequence[Question], asked: Asked) -> None:
    """Ask once, which warms the caches too, and hold the answers against each other."""
    for question in questions:
        first: Answer | None = None
        for name, peer in peers.items():
            answer = peer.read(peer.answer(peer.understand(question)))
            if question.kind not in peer.comparable:
                continue
            if first is None:
                first = answer
                continue
            asked.compared[name] = asked.compared.get(name, 0) + 1
            what = _difference(first, answer)
            if what:
                asked.disagreements.append(
                    Disagreement(question, name, what, first.count, answer.count)
                )


def _difference(first: Answer, other: Answer) -> str:
    if first.count != other.count:
        return "count"
    if dict(first.outlets) != dict(other.outlets):
        return "outlets"
    return "months" if dict(first.months) != dict(other.months) else ""


@dataclass(frozen=True, slots=True)
class Throughput:
    """What several threads do with one open archive.

    Args:
        threads: how many.
        one: questions a second with one thread, the median of the rounds.
        many: with so many.
        different: answers that were not the same as those given to one thread.
        answers: how many were compared.
    """

    threads: int
    one: float
    many: float
    different: int
    answers: int


def ask_in_threads(
    peer: Peer, questions: Sequence[Question], threads: int, rounds: int
) -> Throughput:
    """Ask one engine from several threads at once, and from one, in turn.

    Args:
        peer: the engine, open.
        questions: what to ask; each thread asks all of them eight times, beginning elsewhere.
        threads: how many.
        rounds: how often.

    Returns:
        Questions a second, and whether all answers were the same.
    """
    wanted = [peer.answer(peer.understand(question)) for question in questions]

    def run(start: int) -> int:
        # Compared at once: thousands of answers that are kept cost time at each collection of
        # garbage, the more the more threads there are.
        order = [(start + at) % len(questions) for at in range(_TIMES * len(questions))]
        return sum(peer.answer(peer.understand(questions[at])) != wanted[at] for at in order)

    rates: dict[int, list[float]] = {1: [], threads: []}
    different = answers = 0
    for _ in range(rounds):
        for count, measured in rates.items():
            starts = [number * len(questions) // count for number in range(count)]
            begun = time.perf_counter()
            with ThreadPoolExecutor(count) as pool:
                different += sum(pool.map(run, starts))
            given = count * _TIMES * len(questions)
            measured.append(given / (time.perf_counter() - begun))
            answers += given
    one, many = (statistics.median(rates[count]) for count in (1, threads))
    return Throughput(threads, one, many, different, answers)
