"""The executor against a plain look at every document, and against Whoosh's matchers."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.reading import IndexReader, MultiReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from searchapp.columnar import nearness, phrases, runs, sets, snapshot, words
from searchapp.columnar.sets import Scored
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.weights import K1, Weighting
from searchapp.engines.whoosh.deadline import Deadline
from searchapp.engines.whoosh.executor import Executor
from searchapp.engines.whoosh.nodes import AnyForm, Near
from searchapp.engines.whoosh.reader import SliceReader
from searchapp.engines.whoosh.sources import LabelTerms, NumberTerms, Source, Words
from tests.engines.whoosh.trees import (
    LAYOUT,
    SCHEMA,
    Archive,
    Article,
    archives,
    build,
    naive,
    names,
    positive_trees,
    trees,
)

# An archive costs more than a tree, so each is asked some, but no more than hypothesis can make at
# once; every tree is a case, 21,000 in all.
MANY = 20
CASES = settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module", autouse=True)
def _quick_files() -> Iterator[None]:
    # Nothing here outlives a crash, so nothing waits for the disk.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _: None)
        yield


@contextlib.contextmanager
def in_pieces(wanted: bool) -> Iterator[None]:
    """Take the paths that are meant for large segments as well."""
    with pytest.MonkeyPatch.context() as patch:
        if wanted:
            patch.setattr(snapshot, "_STRETCH", 1)
            patch.setattr(phrases, "_PLACES", 8)
            patch.setattr(phrases, "_DENSE", 0)
            patch.setattr(nearness, "_FEW", 0)
            patch.setattr(runs, "_MANY", 1)
            patch.setattr(sets, "_DENSE", 0)
            patch.setattr(words, "_DENSE", 0)
        yield


def unknown(query: q.Query, number: int) -> Scored:
    raise AssertionError(f"{query} is not known to the executor")


def run(opened: Snapshot, query: q.Query) -> dict[int, float]:
    executor = Executor(opened, Weighting(opened), SCHEMA, unknown, Deadline(60))
    (documents, scores), partial = executor.run(query)
    assert not partial
    assert documents.tolist() == sorted(set(documents.tolist()))
    return dict(zip(documents.tolist(), scores.tolist(), strict=True))


def sources(part: snapshot.Slice, name: str) -> Source:
    if name in LAYOUT.texts:
        return Words(part.segment.forms, part.segment.field(name))
    if name == "day":
        return NumberTerms(part.segment.numbers(name), 0, SCHEMA[name].to_bytes)
    return LabelTerms(part.segment.labels(name))


def oracle(opened: Snapshot) -> Searcher:
    readers: list[IndexReader] = []
    for part in opened.slices:
        makers = {
            name: lambda part=part, name=name: sources(part, name)
            for name in (*LAYOUT.texts, *LAYOUT.labels, *LAYOUT.numbers)
        }
        readers.append(SliceReader(part, SCHEMA, makers, lambda _: {}))
    return Searcher(MultiReader(readers), weighting=BM25F)


def by_matchers(searcher: Searcher, query: q.Query) -> dict[int, float]:
    found = {}
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, searcher.context(needs_current=True))
        while matcher.is_active():
            found[offset + matcher.id()] = matcher.score()
            matcher.next()
    return found


@settings(CASES, max_examples=780)
@given(archive=archives, many=st.lists(trees, min_size=MANY, max_size=MANY), pieces=st.booleans())
def test_documents_and_scores_are_those_of_a_plain_look(
    archive: Archive,
    many: list[q.Query],
    pieces: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    plain = naive(archive)
    with in_pieces(pieces):
        opened = build(tmp_path_factory.getbasetemp() / "x", archive)
        for query in many:
            assert run(opened, query) == pytest.approx(plain.answer(query), rel=1e-9), query


@settings(CASES, max_examples=270)
@given(
    archive=archives,
    many=st.lists(positive_trees, min_size=MANY, max_size=MANY),
    pieces=st.booleans(),
)
def test_documents_and_scores_are_those_of_the_matchers(
    archive: Archive,
    many: list[q.Query],
    pieces: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with in_pieces(pieces):
        opened = build(tmp_path_factory.getbasetemp() / "x", archive)
        searcher = oracle(opened)
        for query in many:
            expected = by_matchers(searcher, query)
            assert run(opened, query) == pytest.approx(expected, rel=1e-9), query


@settings(CASES, max_examples=40)
@given(archive=archives, many=st.lists(names, min_size=5, max_size=5), pieces=st.booleans())
def test_a_name_in_several_ways_is_scored_as_one_term(
    archive: Archive,
    many: list[q.Query],
    pieces: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    plain = naive(archive)
    with in_pieces(pieces):
        opened = build(tmp_path_factory.getbasetemp() / "x", archive)
        searcher = oracle(opened)
        for query in many:
            found = run(opened, query)
            assert found == pytest.approx(plain.answer(query), rel=1e-9), query
            assert found == pytest.approx(by_matchers(searcher, query), rel=1e-9), query


def article(title: str = "", body: str = "", *, day: int = 0, live: bool = True) -> Article:
    return Article(title, body, "Harbor Ledger", day, live)


def test_a_range_of_dates_is_one_of_days(tmp_path: Path) -> None:
    days = [20191231, 20200101, 20200131, 20200201, 0]
    opened = build(tmp_path / "x", [[article(day=day) for day in days]])
    january = q.DateRange("day", datetime(2020, 1, 1), datetime(2020, 1, 31))
    assert run(opened, january) == {1: 1.0, 2: 1.0}
    assert set(run(opened, q.DateRange("day", datetime(2020, 1, 31), None))) == {2, 3}
    until = q.DateRange("day", None, datetime(2020, 1, 31), endexcl=True, boost=2.0)
    assert run(opened, until) == {0: 2.0, 1: 2.0}


def test_an_empty_prefix_and_a_lone_star_are_every_document_with_the_field(tmp_path: Path) -> None:
    opened = build(tmp_path / "x", [[article("strike"), article()], [article(body="strike")]])
    assert run(opened, q.Prefix("title", "", boost=2.0)) == {0: 2.0}
    assert run(opened, q.Wildcard("body", "*")) == {2: 1.0}


def test_very_many_words_are_worth_one_as_whoosh_has_it(tmp_path: Path) -> None:
    crowd = " ".join(f"s{number}" for number in range(q.Or.TOO_MANY_CLAUSES))
    opened = build(tmp_path / "x", [[article(body=crowd), article(body="s1 s2")]])
    expected = by_matchers(oracle(opened), q.Prefix("body", "s"))
    assert run(opened, q.Prefix("body", "s")) == expected == {0: 1.0, 1: 1.0}


def test_what_is_not_known_is_walked_through_segment_by_segment(tmp_path: Path) -> None:
    opened = build(
        tmp_path / "x", [[article("strike", "drone strike")], [article(), article("", "strike")]]
    )
    asked: list[tuple[q.Query, int]] = []

    def walk(query: q.Query, number: int) -> Scored:
        asked.append((query, number))
        return Scored(np.array([0], np.uint32), np.array([number + 0.5]))

    unknowns = [q.Regex("body", "dr.*"), q.Or([q.Term("body", "x"), q.Every()], scale=0.5)]
    for query in unknowns:
        executor = Executor(opened, Weighting(opened), SCHEMA, walk, Deadline(60))
        (documents, scores), _ = executor.run(q.Or([query, q.Term("body", "absent")]))
        assert documents.tolist() == [0, 1]
        assert scores.tolist() == [0.5, 1.5]
    assert asked == [(query, number) for query in unknowns for number in (0, 1)]


def test_a_deadline_gives_what_was_found_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_STRETCH", 1)
    opened = build(tmp_path / "x", [[article(body="drone strike")]] * 4)
    near = Near("body", (("drone",), ("strike",)), 1)
    whole = run(opened, near)
    assert list(whole) == [0, 1, 2, 3]
    # A clock that moves a second whenever it is looked at.
    found = []
    for deadline in range(40):
        clock = itertools.count()
        monkeypatch.setattr("time.monotonic", lambda clock=clock: float(next(clock)))
        executor = Executor(opened, Weighting(opened), SCHEMA, unknown, Deadline(deadline))
        (documents, scores), partial = executor.run(near)
        assert partial == (len(documents) < 4)
        assert scores.tolist() == [whole[document] for document in documents.tolist()]
        found.append(len(documents))
    assert found == sorted(found)
    assert set(found) == {0, 1, 2, 3, 4}


def test_words_in_any_order_may_stand_on_both_sides(tmp_path: Path) -> None:
    bodies = ["strike drone", "drone the strike", "strike the the drone", "drone", "strike strike"]
    opened = build(tmp_path / "x", [[article(body=body) for body in bodies]])
    words_asked = (("drone",), ("strike",))
    assert set(run(opened, Near("body", words_asked, 1, ordered=False))) == {0}
    assert set(run(opened, Near("body", words_asked, 2, ordered=False))) == {0, 1}
    assert set(run(opened, Near("body", words_asked, 2))) == {1}
    twice = (("strike",), ("strike", "drone"))
    assert set(run(opened, Near("body", twice, 1, ordered=False))) == {0, 4}


def test_a_word_of_two_spellings_counts_once(tmp_path: Path) -> None:
    opened = build(
        tmp_path / "x", [[article(body="kataib kata'ib"), article(body="kataib kataib")]]
    )
    both = AnyForm("body", ("kata'ib", "kataib"))
    assert len(set(run(opened, both).values())) == 1
    weighting = Weighting(opened)
    assert run(opened, both)[0] == pytest.approx(weighting.weight(2) * 2 / (2 + K1))


def test_an_archive_of_nothing_has_no_matches() -> None:
    assert run(Snapshot([], []), q.Or([q.Every(), q.Term("body", "strike")])) == {}
