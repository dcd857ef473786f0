"""Whatever the executor does not know is walked through, alone or amid what it knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.weights import Weighting
from searchapp.engines.whoosh.deadline import Deadline
from searchapp.engines.whoosh.executor import Executor
from searchapp.engines.whoosh.fields import stored_fields, whoosh_schema
from searchapp.engines.whoosh.index import ColumnarIndex
from searchapp.engines.whoosh.walking import Walker
from tests.articles import make_article
from tests.engines.whoosh.questions import archives, queries
from tests.engines.whoosh.twins import Held, write_snapshot

excluding = st.one_of(
    queries,
    st.builds(q.Not, queries),
    st.builds(q.AndNot, queries, queries),
    st.builds(q.DisjunctionMax, st.lists(queries, min_size=2, max_size=3)),
)


def run(snapshot: Snapshot, query: q.Query) -> dict[int, float]:
    walk = Walker(snapshot).walk
    executor = Executor(snapshot, Weighting(snapshot), whoosh_schema(), walk, Deadline(60))
    (documents, scores), partial = executor.run(query)
    assert not partial
    return dict(zip(documents.tolist(), scores.tolist(), strict=True))


def scores_are_right(query: q.Query) -> bool:
    """Return whether what Whoosh's own matchers score is what it says."""
    # What is to score alike does so in Whoosh or not, by how many words it stands for.
    if getattr(query, "constantscore", False):
        return False
    # The best of some sets is taken of what each of them has next, whatever document that is.
    if isinstance(query, q.DisjunctionMax):
        return False
    return all(scores_are_right(child) for child in query.children())


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


def test_deleted_documents_are_passed_over(tmp_path: Path) -> None:
    bodies = [("a", "drone", True), ("b", "drones", False), ("c", "storm", True)]
    held = [Held(make_article(name, "", body), live=live) for name, body, live in bodies]
    walker = Walker(write_snapshot(tmp_path / "index", [held]))
    assert walker.walk(q.FuzzyTerm("body", "drone"), 0).documents.tolist() == [0]
    assert walker.walk(q.Not(q.Term("body", "drone")), 0).documents.tolist() == [2]
    assert walker.walk(q.NullQuery, 0).documents.tolist() == []
