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
