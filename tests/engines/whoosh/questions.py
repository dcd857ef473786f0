"""Archives and queries for hypothesis: all kinds that Whoosh has, on few words."""

from __future__ import annotations

import dataclasses

from hypothesis import strategies as st
from whoosh import query as q

from tests.articles import make_article
from tests.engines.whoosh.twins import Held

WORDS = ["kata'ib", "Kataib", "Katāʾib", "drone", "drones", "strike", "storm", "the", "U.S."]
OUTLETS = [None, "Harbour Courier", "Северный вестник"]
DATES = [None, "2019", "2020-01", "2020-01-03", "2020-01-04"]
COLUMNS = ("outlet_name", "month", "file", "date", "date_end", "reading", "id")

# Stock Whoosh rounds the length of a text that has more than ten words.
texts = st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)
held = st.builds(
    lambda title, body, outlet, date, author, **rest: Held(
        make_article("?", title, body, outlet=outlet, date=date, author=author), **rest
    ),
    texts,
    texts,
    st.sampled_from(OUTLETS),
    st.sampled_from(DATES),
    st.sampled_from([None, "Ada Quill"]),
    file=st.sampled_from(["/files/one", "/files/two"]),
    reading=st.integers(1, 3),
    live=st.booleans(),
)


def numbered(archive: list[list[Held]]) -> list[list[Held]]:
    """Give every article an id of its own."""
    ids = (f"a{number}" for number in range(sum(map(len, archive))))
    return [
        [
            dataclasses.replace(each, article=dataclasses.replace(each.article, id=next(ids)))
            for each in part
        ]
        for part in archive
    ]


# Stock Whoosh has a column only where some article of the segment has a value.
FULL = Held(
    make_article("?", "drone", "the drone", outlet=OUTLETS[1], date="2020-01", author="Ada Quill")
)
parts = st.lists(held, max_size=5).map(lambda others: [FULL, *others])
archives = st.lists(parts, min_size=1, max_size=3).map(numbered)

fields = st.sampled_from(["title", "body"])
forms = st.sampled_from(["kata'ib", "kataib", "drone", "strike", "the", "u.s.", "absent"])
boosts = st.sampled_from([1.0, 2.0, 0.5])
days = st.none() | st.integers(20190101, 20200201)
terms = st.builds(q.Term, fields, forms, boost=boosts)
leaves = st.one_of(
    terms,
    st.builds(q.Phrase, fields, st.lists(forms, min_size=2, max_size=3), st.integers(1, 4)),
    st.builds(q.Prefix, fields, st.sampled_from(["ka", "dr", "x"]), boost=boosts),
    st.builds(q.Wildcard, fields, st.sampled_from(["*i*", "dr?ne", "?*b", "s*"])),
    st.builds(q.FuzzyTerm, fields, forms, maxdist=st.integers(1, 2), constantscore=st.booleans()),
    st.builds(q.TermRange, fields, forms, forms, st.booleans(), st.booleans()),
    st.builds(q.Regex, fields, st.sampled_from(["k.*b", "st(rike|orm)"])),
    st.builds(q.Variations, fields, forms),
    st.builds(q.Term, st.just("outlet_name"), st.sampled_from([o for o in OUTLETS if o])),
    st.builds(q.Term, st.just("date"), st.sampled_from([20200103, 20190101])),
    st.builds(
        q.NumericRange, st.sampled_from(["date", "date_end"]), days, days, st.booleans()
    ).filter(lambda each: not (each.start and each.end and each.start >= each.end)),
    st.builds(q.Every, st.none() | st.sampled_from(["title", "outlet_name", "date"])),
    st.builds(
        lambda field, pair, slop, ordered: q.SpanNear2(
            [q.Term(field, form) for form in pair], slop, ordered
        ),
        fields,
        st.lists(forms, min_size=2, max_size=3),
        st.integers(1, 3),
        st.booleans(),
    ),
)


def joined(children: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    some = st.lists(children, min_size=2, max_size=3)
    return st.one_of(
        st.builds(q.And, some, boosts),
        st.builds(q.Or, some, boosts),
        st.builds(q.Require, children, children),
        st.builds(q.ConstantScoreQuery, children),
    )


# Without what Whoosh's own matchers get wrong (see test_searcher.py).
queries = st.recursive(leaves, joined, max_leaves=5)

labels = st.sampled_from(["outlet_name", "month", "file", "id"])
starts = st.sampled_from(["", "2020", "Har", "a1", "/files/", "x"])
globs = st.sampled_from(["*", "*o*", "20?0*", "[Ha]*", "/files/o?e", "x*"])
some_terms = st.lists(terms, min_size=2, max_size=3)
column_leaves = st.one_of(
    st.builds(q.Prefix, labels, starts, boost=boosts),
    st.builds(q.Wildcard, labels, globs, boost=boosts),
    st.builds(q.TermRange, labels, st.none() | starts, st.none() | starts, st.booleans()),
    st.builds(q.FuzzyTerm, labels, starts.filter(bool), maxdist=st.integers(1, 2)),
    st.builds(q.Every, labels, boost=boosts),
    st.builds(q.Prefix, fields, st.just(""), boost=boosts),
    st.builds(q.Wildcard, fields, st.just("*"), boost=boosts),
)
place_leaves = st.one_of(
    st.builds(q.Sequence, some_terms, st.integers(1, 4), st.booleans()),
    st.builds(q.Ordered, some_terms),
    st.builds(q.SpanFirst, terms, st.integers(0, 4)),
    st.builds(q.SpanNear, terms, terms, st.integers(1, 4), st.booleans()),
    st.builds(q.SpanNot, terms, terms),
    st.builds(q.SpanOr, some_terms),
    st.builds(q.SpanBefore, terms, terms),
    st.builds(q.SpanCondition, terms, terms),
)


def joined_anyhow(children: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    some = st.lists(children, min_size=2, max_size=3)
    return st.one_of(
        joined(children),
        st.builds(lambda kind: kind([]), st.sampled_from([q.And, q.Or, q.DisjunctionMax])),
        st.builds(q.Or, some_terms, boosts, st.just(0), st.sampled_from([0.5, 0.9])),
        st.builds(q.DisjunctionMax, some, boosts, st.sampled_from([0.0, 0.5])),
        st.builds(q.Not, children),
        st.builds(q.AndNot, children, children),
        st.builds(q.AndMaybe, children, children),
        st.builds(q.Otherwise, children, children),
        st.builds(q.WeightingQuery, children, st.none()),
    )


any_queries = st.recursive(
    st.one_of(leaves, leaves, column_leaves, place_leaves), joined_anyhow, max_leaves=5
)
"""Trees of all kinds of nodes."""
parents = st.sampled_from([q.Term("outlet_name", OUTLETS[1]), q.Prefix("month", "2020")])
# What walks from one family of documents to the next loses its way where another set leads it.
nested = st.one_of(
    st.builds(q.NestedParent, parents, terms),
    st.builds(q.NestedParent, parents, terms, st.just(2), st.sampled_from([sum, max])),
    st.builds(q.NestedChildren, parents, parents, boosts),
)


def scores_are_right(query: q.Query) -> bool:
    """Return whether what Whoosh's own matchers score is what it says."""
    # What is to score alike does so in Whoosh or not, by how many words it stands for.
    if getattr(query, "constantscore", False):
        return False
    # The best of some sets is taken of what each of them has next, whatever document that is.
    if isinstance(query, q.DisjunctionMax):
        return False
    return all(scores_are_right(child) for child in query.children())
