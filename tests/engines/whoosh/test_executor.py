"""The executor against Whoosh's matchers on the same segments: the same documents and scores."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.fields import TEXT, Schema
from whoosh.reading import IndexReader, MultiReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from searchapp.columnar.batch import Batch
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.segment import Segment
from searchapp.columnar.sets import Scored
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.vocabulary import Vocabulary
from searchapp.columnar.weights import Weighting
from searchapp.engines.whoosh.executor import Executor
from searchapp.engines.whoosh.nodes import AnyForm, Near
from searchapp.engines.whoosh.reader import SliceReader
from searchapp.engines.whoosh.sources import Words
from tests.engines.whoosh.naive import Naive, NaiveDocument

LAYOUT = Layout(("title", "body"), (), (), ())
SCHEMA = Schema(title=TEXT(), body=TEXT())
VOCABULARY = Vocabulary()
WORDS = ["kataib", "kata'ib", "baghdad", "strike", "drone", "the"]

words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=12).map(" ".join)
segments = st.lists(st.tuples(texts, texts, st.booleans()), max_size=8)
archives = st.lists(segments, min_size=1, max_size=3)

fields = st.sampled_from(["title", "body"])
boosts = st.sampled_from([1.0, 2.0, 0.5])
forms = st.sets(words | st.just("absent"), min_size=1, max_size=3).map(sorted).map(tuple)
leaves = st.one_of(
    st.builds(q.Term, fields, words | st.just("absent"), boost=boosts),
    st.builds(AnyForm, fields, forms, boost=boosts),
    st.builds(q.Phrase, fields, st.lists(words, min_size=2, max_size=3), st.integers(1, 4), boosts),
    st.builds(Near, fields, st.lists(forms, min_size=2, max_size=3).map(tuple), st.integers(1, 3)),
    st.builds(q.Every),
)


def positive(children: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    some = st.lists(children, min_size=2, max_size=3)
    return st.one_of(
        st.builds(q.And, some, boosts),
        st.builds(q.Or, some, boosts),
        st.builds(q.AndMaybe, children, children),
        st.builds(q.Require, children, children),
    )


def any_of(children: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    return st.one_of(
        positive(children), st.builds(q.Not, children), st.builds(q.AndNot, children, children)
    )


queries = st.recursive(leaves, any_of, max_leaves=6)
# Whoosh's matchers for exclusions lose documents and find deleted ones, so only these are compared.
positive_queries = st.recursive(leaves, positive, max_leaves=6)


def build(folder: Path, archive: list[list[tuple[str, str, bool]]]) -> Snapshot:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    opened, live = [], []
    for number, documents in enumerate(archive):
        batch = Batch(LAYOUT, VOCABULARY)
        for key, (title, body, _) in enumerate(documents):
            batch.add(Document(f"{number}-{key}", {"title": title, "body": body}, {}, {}, {}, b""))
        batch.write(folder, str(number))
        opened.append(Segment(folder, str(number)))
        flags = np.array([kept for *_, kept in documents], np.bool_)
        live.append(None if flags.all() else flags)
    return Snapshot(opened, live)


def oracle(snapshot: Snapshot) -> Searcher:
    readers: list[IndexReader] = []
    for part in snapshot.slices:
        sources = {
            name: lambda part=part, name=name: Words(part.segment.forms, part.segment.field(name))
            for name in LAYOUT.texts
        }
        readers.append(SliceReader(part, SCHEMA, sources, lambda _: {}))
    return Searcher(MultiReader(readers), weighting=BM25F)


def by_matchers(searcher: Searcher, query: q.Query, number: int) -> dict[int, float]:
    leaf, _ = searcher.leaf_searchers()[number]
    matcher = query.matcher(leaf, searcher.context(needs_current=True))
    found = {}
    while matcher.is_active():
        found[matcher.id()] = matcher.score()
        matcher.next()
    return found


def unknown(query: q.Query, number: int) -> Scored:
    raise AssertionError(f"{query} is not known to the executor")


def run(snapshot: Snapshot, query: q.Query) -> list[Scored]:
    executor = Executor(snapshot, Weighting(snapshot), LAYOUT.texts, unknown, 60)
    results, partial = executor.run(query)
    assert not partial
    return results


@settings(deadline=None, max_examples=200)
@given(archive=archives, many=st.lists(queries, min_size=20, max_size=20))
def test_documents_and_scores_are_those_of_a_plain_look(
    archive: list[Any], many: list[q.Query], tmp_path_factory: pytest.TempPathFactory
) -> None:
    snapshot = build(tmp_path_factory.getbasetemp() / "x", archive)
    naive = Naive(
        [
            NaiveDocument({"title": title.split(), "body": body.split()}, live)
            for segment in archive
            for title, body, live in segment
        ]
    )
    for query in many:
        found = {
            part.first + document: score
            for part, result in zip(snapshot.slices, run(snapshot, query), strict=True)
            for document, score in zip(*map(list, result), strict=True)
        }
        assert found == pytest.approx(naive.answer(query)), query


@settings(deadline=None, max_examples=100)
@given(archive=archives, many=st.lists(positive_queries, min_size=10, max_size=10))
def test_documents_and_scores_are_those_of_the_matchers(
    archive: list[Any], many: list[q.Query], tmp_path_factory: pytest.TempPathFactory
) -> None:
    snapshot = build(tmp_path_factory.getbasetemp() / "x", archive)
    searcher = oracle(snapshot)
    for query in many:
        for number, result in enumerate(run(snapshot, query)):
            expected = by_matchers(searcher, query, number)
            assert result.documents.tolist() == sorted(expected), query
            assert result.scores.tolist() == pytest.approx(
                [expected[document] for document in sorted(expected)]
            )
