"""Whatever the executor does not know is walked through, alone or amid what it knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.query.spans import SpanNear

from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.weights import Weighting
from searchapp.engines.whoosh import matchers, reader, walking
from searchapp.engines.whoosh.deadline import Deadline, OutOfTime
from searchapp.engines.whoosh.executor import Executor
from searchapp.engines.whoosh.fields import stored_fields, whoosh_schema
from searchapp.engines.whoosh.index import ColumnarIndex
from searchapp.engines.whoosh.walking import Walker
from tests.articles import make_article
from tests.engines.whoosh.late import Expiring, is_beginning
from tests.engines.whoosh.questions import archives, queries, scores_are_right
from tests.engines.whoosh.twins import Held, write_snapshot

excluding = st.one_of(
    queries,
    st.builds(q.Not, queries),
    st.builds(q.AndNot, queries, queries),
    st.builds(q.DisjunctionMax, st.lists(queries, min_size=2, max_size=3)),
)


@pytest.fixture
def _watchful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock be looked at for every document."""
    monkeypatch.setattr(walking, "_STRIDE", 1)
    monkeypatch.setattr(matchers, "_STRIDE", 1)


def executor_of(snapshot: Snapshot, deadline: Deadline) -> Executor:
    walk = Walker(snapshot).walk
    return Executor(snapshot, Weighting(snapshot), whoosh_schema(), walk, deadline)


def run(snapshot: Snapshot, query: q.Query) -> dict[int, float]:
    (documents, scores), partial = executor_of(snapshot, Deadline(60)).run(query)
    assert not partial
    return dict(zip(documents.tolist(), scores.tolist(), strict=True))


@settings(max_examples=40)
@given(archive=archives, many=st.lists(excluding, min_size=20, max_size=20))
def test_the_executor_answers_any_query_as_a_searcher_does(
    archive: list[list[Held]], many: list[q.Query], tmp_path_factory: pytest.TempPathFactory
) -> None:
    snapshot = write_snapshot(tmp_path_factory.getbasetemp() / "x", archive)
    index = ColumnarIndex(lambda: (1, snapshot), whoosh_schema(), stored_fields)
    with index.searcher() as searcher:
        for query in many:
            expected = dict(searcher.search(query, limit=None).items())
            found = run(snapshot, query)
            assert sorted(found) == sorted(expected), query
            if scores_are_right(query):
                assert found == pytest.approx(expected), query


@pytest.mark.usefixtures("_watchful")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    archive=archives,
    many=st.lists(st.tuples(excluding, st.integers(0, 200)), min_size=20, max_size=20),
)
def test_what_was_walked_through_in_time_is_the_beginning_of_all(
    archive: list[list[Held]],
    many: list[tuple[q.Query, int]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    snapshot = write_snapshot(tmp_path_factory.getbasetemp() / "x", archive)
    for query, looks in many:
        asked = q.Or([query, q.Regex("title", "d.*"), q.Not(q.Term("title", "the"))])
        whole, _ = executor_of(snapshot, Deadline(60)).run(asked)
        late = Expiring(looks, more=10_000)
        with late.holding():
            part, partial = executor_of(snapshot, late).run(asked)
        assert is_beginning(part, whole), asked
        assert partial or len(part.documents) == len(whole.documents)


@pytest.mark.usefixtures("_watchful")
@pytest.mark.parametrize(
    "query",
    [
        q.Regex("body", "dr.*"),
        q.Or([q.Term("body", "drone"), q.Term("body", "the")], scale=0.5),
        q.DisjunctionMax([q.Term("body", "drone"), q.Term("body", "the")], tiebreak=0.5),
        SpanNear(q.Term("body", "drone"), q.Term("body", "the"), slop=2),
    ],
    ids=lambda query: type(query).__name__,
)
def test_a_walk_is_stopped_in_its_midst(tmp_path: Path, query: q.Query) -> None:
    held = [Held(make_article(f"a{n}", "", "drone the" if n % 3 else "")) for n in range(30)]
    walker = Walker(write_snapshot(tmp_path / "index", [held]))
    whole, end = walker.walk(query, 0)
    assert len(whole.documents) == 20
    assert end is None
    ends = set[int | None]()
    for looks in range(500):
        try:
            with Expiring(looks).holding():
                found, end = walker.walk(query, 0)
        except OutOfTime:
            assert ends <= {None} or 0 in ends
            ends.add(0)
            continue
        assert is_beginning(found, whole)
        assert end is None or end == found.documents[-1] + 1
        ends.add(end)
    assert None in ends
    assert len(ends) > 10


def test_terms_without_a_match_are_looked_through_no_longer_than_there_is_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_STRIDE", 10)
    body = " ".join(f"word{n}" for n in range(200))
    walker = Walker(write_snapshot(tmp_path / "index", [[Held(make_article("a", "", body))]]))
    with Expiring(18).holding(), pytest.raises(OutOfTime):
        walker.walk(q.Regex("body", ".*x"), 0)
    with Expiring(30).holding():
        assert not len(walker.walk(q.Regex("body", ".*x"), 0).found.documents)
    # For each that does match a list is opened.
    with Expiring(100).holding(), pytest.raises(OutOfTime):
        walker.walk(q.Regex("body", ".*"), 0)


def test_documents_that_do_not_match_are_walked_past_no_longer_than_there_is_time(
    tmp_path: Path,
) -> None:
    held = [Held(make_article(f"a{n}", "", "drone over the")) for n in range(1_000)]
    walker = Walker(write_snapshot(tmp_path / "index", [held]))
    apart = SpanNear(q.Term("body", "drone"), q.Term("body", "the"), slop=1)
    either = [q.Term("body", "the"), q.Term("body", "drone")]
    for query in (apart, q.Not(q.DisjunctionMax(either, tiebreak=0.5))):
        with Expiring(15).holding(), pytest.raises(OutOfTime):
            walker.walk(query, 0)
        assert not len(walker.walk(query, 0).found.documents)


def test_deleted_documents_are_passed_over(tmp_path: Path) -> None:
    bodies = [("a", "drone", True), ("b", "drones", False), ("c", "storm", True)]
    held = [Held(make_article(name, "", body), live=live) for name, body, live in bodies]
    walker = Walker(write_snapshot(tmp_path / "index", [held]))
    assert walker.walk(q.FuzzyTerm("body", "drone"), 0).found.documents.tolist() == [0]
    assert walker.walk(q.Not(q.Term("body", "drone")), 0).found.documents.tolist() == [2]
    assert walker.walk(q.NullQuery, 0).found.documents.tolist() == []
