"""Small archives and query trees for tests: strategies, and archives written as segments."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.fields import ID, NUMERIC, TEXT, Schema

from searchapp.columnar.batch import Batch
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.segment import Segment
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.vocabulary import Vocabulary
from searchapp.engines.whoosh.nodes import AnyForm, AnyWay, Near
from tests.engines.whoosh.naive import Naive, NaiveDocument

LAYOUT = Layout(("title", "body"), ("outlet_name", "month"), ("date", "date_end"), ())
SCHEMA = Schema(
    title=TEXT(),
    body=TEXT(),
    outlet_name=ID(),
    date=NUMERIC(int, shift_step=0),
    id=ID(unique=True),
)
VOCABULARY = Vocabulary()
WORDS = ["kataib", "kata'ib", "kataeb", "baghdad", "strike", "striker", "the"]
OUTLETS = ["", "Düna Post", "Harbor Ledger", "Harbor Mail"]
DAYS = [0, 20191231, 20200103, 20200215]


class Article(NamedTuple):
    """A document of a test: words apart by spaces."""

    title: str
    body: str
    outlet: str
    day: int
    live: bool


Archive = list[list[Article]]

words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=12).map(" ".join)
articles = st.builds(
    Article, texts, texts, st.sampled_from(OUTLETS), st.sampled_from(DAYS), st.booleans()
)
archives: st.SearchStrategy[Archive] = st.lists(
    st.lists(articles, max_size=8), min_size=1, max_size=4
)

_fields = st.sampled_from(["title", "body"])
_boosts = st.sampled_from([1.0, 2.0, 0.5])
_forms = st.sets(words | st.just("absent"), min_size=1, max_size=3).map(sorted).map(tuple)
_slops = st.sampled_from([1, 1, 2, 3, 5, 40])
_days = st.none() | st.sampled_from([20191231, 20200101, 20200215, 20991231])


def _weights(forms: tuple[str, ...]) -> st.SearchStrategy[tuple[float, ...]]:
    return st.tuples(*[st.sampled_from([1.0, 0.5, 0.25])] * len(forms))


def _names(field: str) -> st.SearchStrategy[AnyWay]:
    words = st.builds(AnyForm, st.just(field), _forms)
    phrases = st.builds(
        Near, st.just(field), st.lists(_forms, min_size=2, max_size=3).map(tuple), st.just(1)
    )
    ways = st.lists(words | phrases, min_size=1, max_size=3).map(tuple)
    return st.builds(AnyWay, ways, _boosts)


# Names in several ways are counted anew for each, so they are tried apart from the other trees.
names = _fields.flatmap(_names)
_words = st.one_of(
    st.builds(q.Term, _fields, words | st.just("absent"), boost=_boosts),
    st.builds(AnyForm, _fields, _forms, boost=_boosts),
    _forms.flatmap(
        lambda forms: st.builds(AnyForm, _fields, st.just(forms), _boosts, _weights(forms))
    ),
    st.builds(q.Phrase, _fields, st.lists(words, min_size=2, max_size=3), _slops, _boosts),
    st.builds(
        Near,
        _fields,
        st.lists(_forms, min_size=2, max_size=3).map(tuple),
        _slops,
        _boosts,
        ordered=st.booleans(),
    ),
    st.lists(_forms, min_size=2, max_size=3).flatmap(
        lambda words: st.builds(
            Near,
            _fields,
            st.just(tuple(words)),
            _slops,
            _boosts,
            weights=st.tuples(*map(_weights, words)),
        )
    ),
    st.builds(
        Near,
        _fields,
        st.lists(_forms, min_size=3, max_size=3).map(tuple),
        st.just(5),
        _boosts,
        gaps=st.sampled_from([(1, 5), (5, 1), (1, 1), (2, 5)]),
    ),
)
_columns = st.one_of(
    st.builds(q.Every, st.sampled_from([None, "body", "date"]), boost=_boosts),
    st.builds(
        q.Term, st.just("outlet_name"), st.sampled_from([*OUTLETS[1:], "absent"]), boost=_boosts
    ),
    st.builds(q.NumericRange, st.just("date"), _days, _days, st.booleans(), st.booleans()),
)
_starts = st.sampled_from(["k", "kata", "strike", "z", "Harbor", ""])
_patterned = st.sampled_from(["title", "body", "outlet_name"])
_patterns = st.one_of(
    st.builds(q.Prefix, _patterned, _starts.filter(bool), _boosts),
    st.builds(
        q.Wildcard,
        _patterned,
        st.sampled_from(["k?ta*b", "*i*e", "strike[rs]", "H*", "?"]),
        _boosts,
    ),
    st.builds(
        q.TermRange,
        _patterned,
        st.none() | _starts,
        st.none() | st.sampled_from(["kataib", "strike", "z", "Harbor Mail"]),
        st.booleans(),
        st.booleans(),
        _boosts,
    ),
)
_others = st.one_of(
    st.builds(
        q.FuzzyTerm,
        _fields,
        words | st.just("kaatib"),
        _boosts,
        st.integers(0, 2),
        st.integers(0, 3),
    ),
    st.builds(q.Every, st.just("outlet_name"), boost=_boosts),
    st.builds(q.NumericRange, st.just("date"), _days, _days, boost=_boosts),
    st.builds(q.Term, st.just("date"), st.sampled_from(DAYS), boost=_boosts),
)


def _positive(children: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    some = st.lists(children, min_size=2, max_size=3)
    return st.one_of(
        st.builds(q.And, some, _boosts),
        st.builds(q.Or, some, _boosts),
        st.builds(q.Require, children, children),
    )


def _any(children: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    return st.one_of(
        _positive(children),
        st.builds(q.AndMaybe, children, children),
        st.builds(q.Not, children),
        st.builds(q.AndNot, children, children),
        st.builds(q.DisjunctionMax, st.lists(children, min_size=2, max_size=3), _boosts),
        st.builds(q.ConstantScoreQuery, children, st.sampled_from([0.0, 1.5])),
    )


trees = st.recursive(st.one_of(_words, _words, _columns, _patterns, _others), _any, max_leaves=5)
"""Trees of every node that the executor knows."""

_walked = st.recursive(st.one_of(_words, _words, _columns, _patterns), _positive, max_leaves=5)
positive_trees = st.one_of(_walked, _walked, st.builds(q.AndMaybe, _walked, _walked))
"""Trees of the nodes whose matchers are right.

Those for exclusions lose documents and find deleted ones, those for the best of some sets mix up
documents, that of `AndMaybe` loses scores where it is not the root, and what a range of numbers is
worth depends on who asks.
"""


def name_of(segment: int, document: int) -> str:
    """Return the id of a document; those of an archive are in no order."""
    return f"{(segment * 8 + document) * 7 % 37:02}-{segment}-{document}"


def month_of(day: int) -> str | None:
    """Return the month of a day, None where there is no day."""
    return f"{day // 10_000}-{day // 100 % 100:02}" if day else None


def build(folder: Path, archive: Archive) -> Snapshot:
    """Write an archive as segments and open them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    opened, live = [], []
    for number, documents in enumerate(archive):
        batch = Batch(LAYOUT, VOCABULARY)
        for key, each in enumerate(documents):
            fields = {"title": each.title.encode(), "body": each.body.encode()}
            labels = {"outlet_name": each.outlet, "month": month_of(each.day) or ""}
            numbers = {"date": each.day, "date_end": each.day}
            batch.add(Document(name_of(number, key), fields, labels, numbers, {}, b""))
        batch.write(folder, str(number))
        opened.append(Segment(folder, str(number)))
        flags = np.array([each.live for each in documents], np.bool_)
        live.append(None if flags.all() else flags)
    return Snapshot(opened, live)


def naive(archive: Archive) -> Naive:
    """Return what answers queries on an archive the obvious way."""
    return Naive(
        [
            NaiveDocument(
                {"title": each.title.split(), "body": each.body.split()},
                each.live,
                {
                    "outlet_name": each.outlet,
                    "date": each.day,
                    "month": month_of(each.day),
                    "id": name_of(number, key),
                },
            )
            for number, segment in enumerate(archive)
            for key, each in enumerate(segment)
        ]
    )
