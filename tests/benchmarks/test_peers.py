"""Every engine answers as reading all articles would."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from benchmarks.building import build
from benchmarks.peers import NAMES, PeerMissing, load_peer
from benchmarks.peers.base import BEST, Answer, Peer
from benchmarks.questions import KINDS, REACH, Question
from benchmarks.records import Record, write_records

WORDS = ("silo", "mill", "ferry", "bridge", "grain", "harbor", "bridges", "union", "quay")


def records() -> list[Record]:
    rng = random.Random(5)  # noqa: S311
    return [
        {
            "id": f"{number:016x}",
            "outlet": rng.choice(["North Post", "Delta Wire", None]),
            "date": rng.choice([f"20{10 + number % 9}-0{1 + number % 8}-{10 + number % 18}", None]),
            "title": " ".join(rng.choices(WORDS, k=2)).capitalize() + f" {number}",
            "author": None,
            "url": None,
            "text": " ".join(rng.choices(WORDS, weights=range(1, 10), k=12)).capitalize() + ".",
        }
        for number in range(120)
    ]


def matches(question: Question, text: str) -> bool:
    """The plain meaning of a question, of one field."""
    words = re.findall(r"\w+", text.lower())
    asked = question.words
    if question.kind in ("phrase", "near"):
        reach = 1 if question.kind == "phrase" else REACH
        return any(
            words[at] == asked[0] and asked[1] in words[at + 1 : at + 1 + reach]
            for at in range(len(words))
        )
    if question.kind == "prefix":
        return any(word.startswith(asked[0]) for word in words)
    return asked[0] in words


def expected(question: Question, articles: list[Record]) -> Answer:
    found = []
    for record in articles:
        fields = record["title"], record["text"]
        if question.kind in ("and", "or"):
            each = [
                any(matches(Question("one", (word,)), field) for field in fields)
                for word in question.words
            ]
            hit = all(each) if question.kind == "and" else any(each)
        else:
            hit = any(matches(question, field) for field in fields)
        if hit:
            found.append(record)
    newest = sorted(found, key=lambda record: record["date"] or "", reverse=True)
    return Answer(
        len(found),
        tuple(record["title"] for record in newest[:BEST]),
        Counter(record["outlet"] or "" for record in found),
        Counter(int((record["date"] or "0000-00")[:7].replace("-", "")) for record in found),
    )


QUESTIONS = [
    Question("one", ("silo",)),
    Question("one", ("quay",)),
    Question("and", ("silo", "mill")),
    Question("or", ("silo", "mill", "ferry")),
    Question("phrase", ("union", "quay")),
    Question("near", ("silo", "quay")),
    Question("prefix", ("brid",)),
    Question("newest", ("mill",)),
]


@pytest.fixture(scope="module", params=NAMES)
def peer(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Peer]:
    try:
        kind = load_peer(request.param)
    except PeerMissing as reason:
        pytest.skip(str(reason))
    folder = tmp_path_factory.mktemp("peers")
    write_records(folder / "records", records())
    built = build(request.param, folder / "records", folder / "index")
    assert built.seconds > 0
    assert built.cpu > 0
    assert built.resident > 0 < built.private
    assert built.size > 0
    opened = kind.open(folder / "index")
    yield opened
    opened.close()


def test_counts_and_facets_are_those_of_reading_all(peer: Peer) -> None:
    for question in QUESTIONS:
        if question.kind in peer.kinds:
            check_counts(peer, question)


def check_counts(peer: Peer, question: Question) -> None:
    found = peer.read(peer.answer(peer.understand(question)))
    wanted = expected(question, records())
    assert len(found.titles) == min(BEST, found.count)
    assert sum(found.outlets.values()) == sum(found.months.values()) == found.count
    if question.kind in peer.comparable:
        assert found.count == wanted.count
        assert dict(found.outlets) == dict(wanted.outlets)
        assert dict(found.months) == dict(wanted.months)


def test_the_newest_come_first(peer: Peer) -> None:
    question = Question("newest", ("mill",))
    if question.kind not in peer.comparable:
        return
    found = peer.read(peer.answer(peer.understand(question)))
    dates = {record["title"]: record["date"] or "" for record in records()}
    wanted = expected(question, records()).titles
    assert [dates[title] for title in found.titles] == [dates[title] for title in wanted]


def test_what_is_comparable_can_be_asked(peer: Peer) -> None:
    assert peer.comparable <= peer.kinds <= frozenset(KINDS)
