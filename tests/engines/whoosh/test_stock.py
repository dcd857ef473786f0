"""An index of ours answers as one that Whoosh wrote itself, whatever it is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh import sorting
from whoosh.scoring import BM25F

import searchapp
from searchapp.engines.whoosh.opening import open_index
from tests.articles import make_article
from tests.engines.whoosh.questions import COLUMNS, archives, queries
from tests.engines.whoosh.twins import Held, columnar_index, hits, stock_index

# Of texts so short that stock Whoosh does not round their lengths.
SHORT = [
    [
        Held(
            make_article(
                f"{part}-{at}",
                "Drone",
                body,
                outlet=[None, "Harbour Courier", "Overland Post"][at % 3],
                date=[None, "2019-12", "2020-01-03", "2020-01-05"][(at + part) % 4],
            ),
            live=(at, part) != (3, 1),
        )
        for at, body in enumerate(
            [
                "The drone fell.",
                "The storm and the drone.",
                "A drone fell into the harbour.",
                "The drone, the drone.",
                "Fell winds.",
                "Then the old drone fell, the paper said.",
            ]
        )
    ]
    for part in range(2)
]


@settings(max_examples=60)
@given(archive=archives, many=st.lists(queries, min_size=20, max_size=20))
def test_any_query_finds_the_same_in_the_same_order(
    archive: list[list[Held]], many: list[q.Query], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ours = columnar_index(tmp_path_factory.getbasetemp() / "x", archive).searcher()
    stock = stock_index(archive).searcher()
    for query in many:
        assert hits(ours, query) == hits(stock, query), query


@settings(max_examples=40)
@given(archive=archives, query=queries, reverse=st.booleans())
def test_sorting_grouping_and_collapsing_are_the_same(
    archive: list[list[Held]],
    query: q.Query,
    reverse: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    ours = columnar_index(tmp_path_factory.getbasetemp() / "x", archive).searcher()
    stock = stock_index(archive).searcher()
    for column in COLUMNS:
        facet = sorting.FieldFacet(column, reverse=reverse)
        assert hits(ours, query, sortedby=facet) == hits(stock, query, sortedby=facet)
        found = [each.search(query, groupedby=column).groups() for each in (ours, stock)]
        assert found[0] == found[1]
        first, second = (each.search(query, collapse=column, limit=None) for each in (ours, stock))
        assert list(first.items()) == list(second.items())
        assert first.collapsed_counts == second.collapsed_counts


@settings(max_examples=40)
@given(archive=archives, word=st.sampled_from(["dron", "katib", "strikes", "thee"]))
def test_what_is_told_of_words_is_the_same(
    archive: list[list[Held]], word: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ours = columnar_index(tmp_path_factory.getbasetemp() / "x", archive).searcher()
    stock = stock_index(archive).searcher()

    def told(searcher: Any) -> list[Any]:
        reader = searcher.reader()
        return [
            searcher.suggest("body", word, maxdist=2),
            searcher.suggest("body", word, maxdist=1, prefix=1),
            searcher.key_terms(list(range(searcher.doc_count_all())), "body", 5),
            reader.most_frequent_terms("body", 3),
            [searcher.field_length(name) for name in ("title", "body", "author")],
            [(reader.frequency(*term), reader.doc_frequency(*term)) for term in reader.all_terms()],
            [(info.max_weight(), info.min_id(), info.max_id()) for _, info in reader],
            list(reader.all_terms()),
            [list(reader.field_terms(name)) for name in (*COLUMNS, "body")],
            [list(reader.column_reader(name)) for name in COLUMNS],
            list(searcher.documents()),
            list(searcher.all_stored_fields()),
            [
                dict(reader.vector_as("weight", number, "body"))
                for number in range(searcher.doc_count_all())
                if reader.has_vector(number, "body")
            ],
        ]

    for ours_told, stock_told in zip(told(ours), told(stock), strict=True):
        assert ours_told == stock_told


@pytest.mark.parametrize(
    "query",
    [
        q.ColumnQuery("outlet_name", "Harbour Courier"),
        q.ColumnQuery("date", lambda day: day < 20200104),
    ],
)
def test_columns_filter(query: q.Query, tmp_path: Path) -> None:
    expected = hits(stock_index(SHORT).searcher(), THE, filter=query)
    assert hits(columnar_index(tmp_path / "x", SHORT).searcher(), THE, filter=query) == expected
    assert 0 < len(expected) < len(hits(stock_index(SHORT).searcher(), THE))


THE, DRONE, FELL = (q.Term("body", word) for word in ("the", "drone", "fell"))


@pytest.mark.parametrize(
    "query",
    [
        q.Or([THE, DRONE, FELL], scale=0.5),
        q.Otherwise(q.Term("body", "absent"), DRONE),
        q.Otherwise(FELL, DRONE),
        q.SpanFirst(DRONE, limit=3),
        q.SpanNear(THE, DRONE, slop=3, ordered=False),
        q.SpanNot(DRONE, FELL),
        q.SpanOr([DRONE, FELL]),
        q.SpanContains(q.SpanNear(THE, FELL, slop=4), DRONE),
        q.SpanBefore(DRONE, FELL),
        q.SpanCondition(DRONE, FELL),
        q.Ordered([THE, DRONE, FELL]),
        q.ConstantScoreQuery(DRONE, 3.0),
    ],
    ids=repr,
)
def test_rare_kinds_of_query_find_the_same(query: q.Query, tmp_path: Path) -> None:
    expected = hits(stock_index(SHORT).searcher(), query)
    assert hits(columnar_index(tmp_path / "x", SHORT).searcher(), query) == expected
    assert expected


@pytest.mark.parametrize(
    "facet",
    [
        sorting.FieldFacet("outlet_name", allow_overlap=True),
        sorting.FieldFacet("body", allow_overlap=True),
        sorting.RangeFacet("date", 20190101, 20210101, 10_000),
        sorting.QueryFacet({"drone": DRONE, "storm": q.Term("body", "storm")}, other="neither"),
        sorting.StoredFieldFacet("date_text"),
        sorting.MultiFacet(["month", "file"]),
        sorting.FieldFacet("month", maptype=sorting.Count),
        sorting.FieldFacet("month", maptype=sorting.Best),
    ],
)
def test_facets_of_any_kind_are_the_same(facet: sorting.FacetType, tmp_path: Path) -> None:
    found = [
        each.search(q.Every(), groupedby={"found": facet}).groups("found")
        for each in (
            columnar_index(tmp_path / "x", SHORT).searcher(),
            stock_index(SHORT).searcher(),
        )
    ]
    assert found[0] == found[1]
    assert found[0]


def test_results_are_sorted_by_several_columns(tmp_path: Path) -> None:
    order = [
        sorting.FieldFacet("outlet_name", reverse=True),
        sorting.FieldFacet("date", reverse=True),
        sorting.TranslateFacet(lambda score: -round(score, 1), sorting.ScoreFacet()),
        sorting.ScoreFacet(),
    ]
    ours, stock = columnar_index(tmp_path / "x", SHORT), stock_index(SHORT)
    expected = hits(stock.searcher(), THE, sortedby=order)
    assert hits(ours.searcher(), THE, sortedby=order) == expected
    assert len(expected) > 3


def test_a_built_archive_answers_as_stock_whoosh_does(sample_index: Path) -> None:
    # Without the lengths of texts, which stock Whoosh rounds.
    weighting = BM25F(B=0.0)
    ours: Any = open_index(sample_index).searcher(weighting=weighting)
    parts = [
        [
            Held(searchapp.Article.from_json(json.loads(fields["article"])), file, reading)
            for (_, fields), file, reading in zip(
                leaf.iter_docs(),
                leaf.column_reader("file"),
                leaf.column_reader("reading"),
                strict=True,
            )
        ]
        for leaf, _ in ours.reader().leaf_readers()
    ]
    stock: Any = stock_index(parts).searcher(weighting=weighting)
    assert list(ours.all_stored_fields()) == list(stock.all_stored_fields())
    words = list(stock.reader().field_terms("body"))
    assert words == list(ours.reader().field_terms("body"))
    asked: list[q.Query] = [q.Term("body", word) for word in words[::4]]
    asked += [q.Phrase("body", list(pair), 5) for pair in zip(words, words[7:], strict=False)][::4]
    asked += [q.Prefix("body", word[:2]) for word in words[::20]]
    asked += [q.FuzzyTerm("body", word, maxdist=2) for word in words[::40]]
    asked += [q.TermRange("body", *pair) for pair in zip(words, words[7:], strict=False)][::20]
    asked += [q.Term("outlet_name", name) for name in stock.field_terms("outlet_name")]
    asked += [q.NumericRange("date", year * 10_000, None) for year in range(2015, 2026)]
    for query in asked:
        assert hits(ours, query) == hits(stock, query), query
    for column in COLUMNS:
        grouped = [each.search(q.Every(), groupedby=column).groups() for each in (ours, stock)]
        assert grouped[0] == grouped[1]
    for number in range(0, ours.doc_count(), 7):
        assert ours.key_terms([number], "body") == stock.key_terms([number], "body")
