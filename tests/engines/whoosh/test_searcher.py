"""Any query finds what it says, scored as it says: not so with Whoosh's own matchers."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.searching import Searcher

from searchapp.engines.whoosh.index import ColumnarIndex
from searchapp.engines.whoosh.reader import SliceReader
from searchapp.engines.whoosh.searcher import exact
from tests.articles import make_article
from tests.engines.whoosh.naive import Naive, NaiveDocument
from tests.engines.whoosh.twins import Held, columnar_index

WORDS = ["drone", "strike", "storm"]
words = st.sampled_from(WORDS)
bodies = st.lists(words, max_size=6).map(" ".join)
archives = st.lists(
    st.lists(st.tuples(bodies, st.booleans()), min_size=1, max_size=6), min_size=1, max_size=3
)

terms = st.builds(q.Term, st.just("body"), words)
DRONE, STRIKE = q.Term("body", "drone"), q.Term("body", "strike")


def joined(children: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    some = st.lists(children, min_size=2, max_size=3)
    return st.one_of(
        st.builds(q.And, some),
        st.builds(q.Or, some),
        st.builds(q.Not, children),
        st.builds(q.AndNot, children, children),
        st.builds(q.AndMaybe, children, children),
        st.builds(q.Require, children, children),
    )


queries = st.recursive(terms, joined, max_leaves=5)


def index_of(archive: list[list[tuple[str, bool]]], folder: Path) -> ColumnarIndex:
    held = [
        [
            Held(make_article(f"{number}-{at}", "", body), live=live)
            for at, (body, live) in enumerate(part)
        ]
        for number, part in enumerate(archive)
    ]
    return columnar_index(folder, held)


def test_who_has_a_field_is_known_without_the_lists_of_its_terms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a list is read")

    index = index_of([[("drone", True), ("", True), ("the", False)], [("the", True)]], tmp_path)
    monkeypatch.setattr(SliceReader, "postings", refuse)
    with index.searcher() as searcher:
        for query in (q.Every("body", boost=2.0), q.Or([q.Every("body"), q.Every("body")])):
            found = searcher.search(query, limit=None)
            assert list(found.items()) == [(0, 2.0), (3, 2.0)]
        assert [*searcher.docs_for_query(q.Not(q.Every("body")))] == [1]
        assert [*searcher.docs_for_query(q.Every("date"))] == []


@settings(max_examples=150)
@given(archive=archives, many=st.lists(queries, min_size=20, max_size=20))
def test_any_query_finds_what_a_plain_look_finds(
    archive: list[list[tuple[str, bool]]],
    many: list[q.Query],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    naive = Naive(
        [NaiveDocument({"body": b.split()}, live) for part in archive for b, live in part]
    )
    with index_of(archive, tmp_path_factory.getbasetemp() / "x").searcher() as searcher:
        for query in many:
            # The lengths of short texts are exact, so the scores are too.
            expected = naive.answer(query)
            found = dict(searcher.search(query, limit=None).items())
            assert found == pytest.approx(expected), query
            assert sorted(searcher.docs_for_query(query)) == sorted(expected), query
            first = list(searcher.search(query, limit=3).items())
            assert first == list(searcher.search(query, limit=None).items())[:3], query


@pytest.mark.parametrize(
    ("query", "segment", "right", "wrong"),
    [
        (
            q.Not(q.Term("body", "drone")),
            [("storm", True), ("drone", True), ("storm", False)],
            [0],
            [0, 2],
        ),
        (
            q.AndNot(q.Term("body", "strike"), q.Term("body", "drone")),
            [("drone", True), ("drone strike", True)],
            [],
            [1],
        ),
    ],
)
def test_whooshs_own_matchers_lose_step(
    query: q.Query,
    segment: list[tuple[str, bool]],
    right: list[int],
    wrong: list[int],
    tmp_path: Path,
) -> None:
    index = index_of([segment], tmp_path / "index")
    assert [number for number, _ in index.searcher().search(query).items()] == right
    assert [number for number, _ in Searcher(index.reader()).search(query).items()] == wrong


def test_a_score_that_was_set_stays_where_terms_are_asked_for(tmp_path: Path) -> None:
    index = index_of([[("drone", True), ("storm", True), ("drone drone", True)]], tmp_path / "x")
    query = q.ConstantScoreQuery(q.Term("body", "drone"), 3.0)
    found = index.searcher().search(query, terms=True)
    assert list(found.items()) == [(0, 3.0), (2, 3.0)]
    assert found.matched_terms() == {("body", b"drone")}


def test_a_query_without_exclusions_stays_as_it_is() -> None:
    query = q.Or([q.Term("body", "drone"), q.Term("body", "storm")], scale=0.5)
    assert exact(query) is query


def test_the_query_that_was_asked_is_not_changed() -> None:
    query = q.Or([q.Not(q.Term("body", "drone")), q.Term("body", "storm")], scale=0.5)
    before = copy.deepcopy(query)
    changed = exact(query)
    assert query == before
    assert isinstance(changed, q.Or)
    assert changed.scale == 0.5
    assert list(changed.all_terms()) == list(query.all_terms())


@pytest.mark.parametrize(
    "spans",
    [
        q.SpanFirst(DRONE),
        q.SpanNear(DRONE, STRIKE),
        q.SpanNot(DRONE, STRIKE),
        q.SpanOr([DRONE, q.Term("body", "rocket")]),
        q.SpanContains(DRONE, DRONE),
        q.SpanBefore(DRONE, STRIKE),
        q.SpanCondition(DRONE, STRIKE),
    ],
    ids=lambda query: type(query).__name__,
)
def test_spans_are_joined_with_two_other_queries_and_more(spans: q.Query, tmp_path: Path) -> None:
    bodies = ["drone strike", "storm", "strike", "a calm day"]
    searcher = index_of([[(body, True) for body in bodies]], tmp_path / "index").searcher()
    joined = q.Or([spans, q.Term("body", "storm"), q.Term("body", "calm")])
    assert {hit["id"] for hit in searcher.search(joined)} == {"0-0", "0-1", "0-3"}
    inside = q.And([joined, q.Not(q.Term("body", "calm")), q.Every()])
    assert {hit["id"] for hit in searcher.search(inside)} == {"0-0", "0-1"}
