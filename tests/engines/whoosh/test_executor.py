"""The executor against a plain look at every document, and against Whoosh's matchers.

What it finds is then counted and ordered as for a page.
"""

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
from searchapp.engines.whoosh.columns import Columns
from searchapp.engines.whoosh.deadline import Deadline
from searchapp.engines.whoosh.executor import Executor
from searchapp.engines.whoosh.nodes import AnyForm, Near
from searchapp.engines.whoosh.reader import SliceReader
from searchapp.engines.whoosh.sofar import Walked
from searchapp.engines.whoosh.sources import LabelTerms, NumberTerms, Source, Words
from searchapp.engines.whoosh.tally import Tallier
from searchapp.query.plan import make_plan
from tests.engines.whoosh.late import Expiring, is_beginning
from tests.engines.whoosh.naive import Naive
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
            patch.setattr(nearness, "_MOST", 2)
            patch.setattr(runs, "_MANY", 1)
            patch.setattr(sets, "_DENSE", 0)
            patch.setattr(words, "_DENSE", 0)
        yield


def unknown(query: q.Query, number: int) -> Walked:
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
    if name == "date":
        return NumberTerms(part.segment.numbers(name), 0, SCHEMA[name].to_bytes)
    return LabelTerms(part.segment.labels(name))


def oracle(opened: Snapshot) -> Searcher:
    readers: list[IndexReader] = []
    for part in opened.slices:
        makers = {
            name: lambda part=part, name=name: sources(part, name)
            for name in (*LAYOUT.texts, "outlet_name", "date")
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


class Rows:
    """What a page shows of the matches of an archive, compared with what is obvious."""

    def __init__(self, opened: Snapshot, plain: Naive) -> None:
        self._tallier = Tallier(opened, Columns(opened), None)
        self._plain = plain
        # All of them, and fewer: an order can be right only as far as it was looked at.
        self._plans = itertools.cycle([make_plan("x", limit=limit) for limit in (1, 3, 10, 100)])

    def check(self, found: dict[int, float], expected: dict[int, float]) -> None:
        """Check the first few rows, their order, and the facets."""
        plan = next(self._plans)
        matches = Scored(np.array([*found], np.intp), np.array([*found.values()]))
        tally = self._tallier.count(matches, plan)
        assert [document for document, _ in tally.top] == self._plain.first(expected, plan.limit)
        assert [score for _, score in tally.top] == [found[document] for document, _ in tally.top]
        assert tally.outlets == self._plain.facet(expected, "outlet_name")
        assert tally.dates == self._plain.facet(expected, "month")
        assert tally.total == len(expected)


@settings(CASES, max_examples=780)
@given(archive=archives, many=st.lists(trees, min_size=MANY, max_size=MANY), pieces=st.booleans())
def test_documents_scores_and_order_are_those_of_a_plain_look(
    archive: Archive,
    many: list[q.Query],
    pieces: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    plain = naive(archive)
    with in_pieces(pieces):
        opened = build(tmp_path_factory.getbasetemp() / "x", archive)
        rows = Rows(opened, plain)
        for query in many:
            expected, found = plain.answer(query), run(opened, query)
            assert found == pytest.approx(expected, rel=1e-9), query
            rows.check(found, expected)


@settings(CASES, max_examples=270)
@given(
    archive=archives,
    many=st.lists(positive_trees, min_size=MANY, max_size=MANY),
    pieces=st.booleans(),
)
def test_documents_scores_and_order_are_those_of_the_matchers(
    archive: Archive,
    many: list[q.Query],
    pieces: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with in_pieces(pieces):
        opened = build(tmp_path_factory.getbasetemp() / "x", archive)
        searcher, rows = oracle(opened), Rows(opened, naive(archive))
        for query in many:
            expected, found = by_matchers(searcher, query), run(opened, query)
            assert found == pytest.approx(expected, rel=1e-9), query
            rows.check(found, expected)


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


@settings(CASES, max_examples=100)
@given(
    archive=archives,
    many=st.lists(st.tuples(trees, st.integers(0, 40)), min_size=MANY, max_size=MANY),
    pieces=st.booleans(),
    more=st.sampled_from([0, 100]),
)
def test_what_was_found_in_time_is_the_beginning_of_all(
    archive: Archive,
    many: list[tuple[q.Query, int]],
    pieces: bool,
    more: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with in_pieces(pieces):
        opened = build(tmp_path_factory.getbasetemp() / "x", archive)
        for query, looks in many:
            whole, _ = Executor(opened, Weighting(opened), SCHEMA, unknown, Deadline(60)).run(query)
            late = Expiring(looks, more)
            part, partial = Executor(opened, Weighting(opened), SCHEMA, unknown, late).run(query)
            assert is_beginning(part, whole), query
            assert partial or len(part.documents) == len(whole.documents)


def article(title: str = "", body: str = "", *, day: int = 0, live: bool = True) -> Article:
    return Article(title, body, "Harbor Ledger", day, live)


def test_a_range_of_dates_is_one_of_days(tmp_path: Path) -> None:
    days = [20191231, 20200101, 20200131, 20200201, 0]
    opened = build(tmp_path / "x", [[article(day=day) for day in days]])
    january = q.DateRange("date", datetime(2020, 1, 1), datetime(2020, 1, 31))
    assert run(opened, january) == {1: 1.0, 2: 1.0}
    assert set(run(opened, q.DateRange("date", datetime(2020, 1, 31), None))) == {2, 3}
    until = q.DateRange("date", None, datetime(2020, 1, 31), endexcl=True, boost=2.0)
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

    def walk(query: q.Query, number: int) -> Walked:
        asked.append((query, number))
        return Walked(Scored(np.array([0], np.uint32), np.array([number + 0.5])))

    unknowns = [q.Regex("body", "dr.*"), q.Or([q.Term("body", "x"), q.Every()], scale=0.5)]
    for query in unknowns:
        executor = Executor(opened, Weighting(opened), SCHEMA, walk, Deadline(60))
        (documents, scores), _ = executor.run(q.Or([query, q.Term("body", "absent")]))
        assert documents.tolist() == [0, 1]
        assert scores.tolist() == [0.5, 1.5]
    assert asked == [(query, number) for query in unknowns for number in (0, 1)]


def test_of_what_a_walk_did_not_come_to_nothing_is_said(tmp_path: Path) -> None:
    opened = build(tmp_path / "x", [[article(), article("strike")]] * 3)

    def walk(query: q.Query, number: int) -> Walked:
        del query
        assert number < 2
        return Walked(Scored(np.array([0]), np.array([2.0])), 1 if number else None)

    unknown_part = q.Regex("body", "dr.*")
    expected = {
        unknown_part: {0: 2.0, 2: 2.0},
        q.Not(unknown_part): {1: 1.0},
        q.Or([unknown_part, q.Every()]): {0: 3.0, 1: 1.0, 2: 3.0},
    }
    for query, whole in expected.items():
        executor = Executor(opened, Weighting(opened), SCHEMA, walk, Deadline(60))
        (documents, scores), partial = executor.run(query)
        assert dict(zip(documents.tolist(), scores.tolist(), strict=True)) == whole
        assert partial


def test_a_deadline_gives_what_was_found_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_STRETCH", 1)
    opened = build(tmp_path / "x", [[article(body="drone strike")]] * 4)
    near = Near("body", (("drone",), ("strike",)), 1)
    whole = run(opened, near)
    assert list(whole) == [0, 1, 2, 3]
    found = []
    for looks in range(60):
        executor = Executor(opened, Weighting(opened), SCHEMA, unknown, Expiring(looks))
        (documents, scores), partial = executor.run(near)
        assert partial == (len(documents) < 4)
        assert scores.tolist() == [whole[document] for document in documents.tolist()]
        found.append(len(documents))
    assert found == sorted(found)
    assert set(found) == {0, 1, 2, 3, 4}


def test_of_one_segment_what_was_looked_through_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phrases, "_PLACES", 4)
    opened = build(
        tmp_path / "x", [[article(body="drone strike"), article(body="storm drone")] * 4]
    )
    near = Near("body", (("drone",), ("strike",)), 1)
    # What else there is to be read takes a little longer.
    either = q.Or([near, q.Term("body", "storm")])
    found = {near: [0, 2, 4, 6], q.Not(near): [1, 3, 5, 7], either: [*range(8)]}
    for query, whole in found.items():
        counts = set()
        for looks in range(60):
            late = Expiring(looks, more=100)
            (documents, _), partial = Executor(
                opened, Weighting(opened), SCHEMA, unknown, late
            ).run(query)
            assert documents.tolist() == whole[: len(documents)]
            assert partial == (len(documents) < len(whole))
            counts.add(len(documents))
        assert counts > {0, len(whole)}


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
