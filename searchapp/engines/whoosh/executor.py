"""Run a query tree on whole arrays, segment by segment.

What it gives is what Whoosh's matchers give, documents and scores; a node that it does not know is
walked through by its own matcher.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    Every,
    Not,
    Or,
    Phrase,
    Query,
    Require,
    Term,
)

from searchapp.columnar import nearness
from searchapp.columnar.postings import Postings
from searchapp.columnar.segment import Segment
from searchapp.columnar.sets import (
    NOTHING,
    Documents,
    Scored,
    complement,
    contained,
    difference,
    intersection,
    preference,
    union,
)
from searchapp.columnar.snapshot import Slice, Snapshot
from searchapp.columnar.weights import Weighting, count, terms_of
from searchapp.engines.whoosh.nodes import AnyForm, Near

Fallback = Callable[[Query, int], Scored]


class OutOfTime(Exception):
    """The deadline has passed."""


class Executor:
    """One run of one query.

    Args:
        snapshot: what is searched.
        weighting: scores words; of the same snapshot.
        texts: the fields whose words can be looked for.
        fallback: walks through what is not known here, in one segment.
        deadline: seconds after which to stop.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        weighting: Weighting,
        texts: Iterable[str],
        fallback: Fallback,
        deadline: float,
    ) -> None:
        self._snapshot = snapshot
        self._weighting = weighting
        self._texts = frozenset(texts)
        self._fallback = fallback
        self._end = time.monotonic() + deadline
        self._scores: dict[AnyForm, list[Scored]] = {}

    def run(self, query: Query) -> tuple[list[Scored], bool]:
        """Find all live documents that match.

        Args:
            query: the tree, normalized.

        Returns:
            For each segment its documents with their scores, and whether the deadline came before
            the end.
        """
        results: list[Scored] = []
        try:
            for number, part in enumerate(self._snapshot.slices):
                results.append(_only_live(self._find(query, number), part))
        except OutOfTime:
            nothing = [NOTHING] * (len(self._snapshot.slices) - len(results))
            return results + nothing, True
        return results, False

    def _find(self, query: Query, number: int) -> Scored:
        if time.monotonic() > self._end:
            raise OutOfTime
        method = _METHODS.get(type(query))
        return self._fallback(query, number) if method is None else method(self, query, number)

    def _find_all(self, queries: Iterable[Query], number: int) -> list[Scored]:
        return [self._find(query, number) for query in queries]

    def _count(self, number: int) -> int:
        return self._snapshot.slices[number].segment.documents

    def _term(self, query: Term, number: int) -> Scored:
        if query.fieldname not in self._texts or not isinstance(query.text, str):
            return self._fallback(query, number)
        return self._any_form(AnyForm(query.fieldname, (query.text,), query.boost), number)

    def _any_form(self, query: AnyForm, number: int) -> Scored:
        if query not in self._scores:
            counted = [
                count(part.segment, query.fieldname, query.forms) for part in self._snapshot.slices
            ]
            self._scores[query] = self._weighting.score(query.fieldname, counted, query.boost)
        return self._scores[query][number]

    def _phrase(self, query: Phrase, number: int) -> Scored:
        if query.fieldname not in self._texts:
            return self._fallback(query, number)
        words = tuple((word,) for word in query.words)
        return self._near(Near(query.fieldname, words, query.slop, query.boost), number)

    def _near(self, query: Near, number: int) -> Scored:
        words = self._find_all(query.parts(), number)
        both = intersection(words, self._count(number))
        segment = self._snapshot.slices[number].segment
        rows = nearness.in_order(
            [
                _occurrences(segment, query.fieldname, forms, both.documents)
                for forms in query.words
            ],
            query.slop,
        )
        documents = _distinct(nearness.document_of(rows))
        kept = contained(both.documents, documents, self._count(number))
        return _boosted(Scored(both.documents[kept], both.scores[kept]), query.boost)

    def _and(self, query: And, number: int) -> Scored:
        wanted = [each for each in query.subqueries if not isinstance(each, Not)]
        excluded = [each for each in query.subqueries if isinstance(each, Not)]
        if not wanted:
            return self._boosted_all(query, number)
        found: list[Scored] = []
        for each in wanted:
            found.append(self._find(each, number))
            if not len(found[-1].documents):
                return NOTHING
        result = intersection(found, self._count(number))
        for each in excluded:
            unwanted = self._find(each.query, number).documents
            result = difference(result, unwanted, self._count(number))
            # What is not excluded is worth 1 to Whoosh.
            result = Scored(result.documents, result.scores + 1.0)
        return _boosted(result, query.boost)

    def _boosted_all(self, query: And, number: int) -> Scored:
        found = self._find_all(query.subqueries, number)
        return _boosted(intersection(found, self._count(number)), query.boost)

    def _or(self, query: Or, number: int) -> Scored:
        if query.scale:
            return self._fallback(query, number)
        found = self._find_all(query.subqueries, number)
        return _boosted(union(found, self._count(number)), query.boost)

    def _not(self, query: Not, number: int) -> Scored:
        found = self._find(query.query, number).documents
        return _constant(complement(found, self._count(number)), 1.0)

    def _and_not(self, query: AndNot, number: int) -> Scored:
        excluded = self._find(query.b, number).documents
        return difference(self._find(query.a, number), excluded, self._count(number))

    def _and_maybe(self, query: AndMaybe, number: int) -> Scored:
        first, second = self._find_all((query.a, query.b), number)
        return preference(first, second, self._count(number))

    def _require(self, query: Require, number: int) -> Scored:
        first, second = self._find_all((query.a, query.b), number)
        kept = contained(first.documents, second.documents, self._count(number))
        return Scored(first.documents[kept], first.scores[kept])

    def _every(self, query: Every, number: int) -> Scored:
        if query.fieldname is not None:
            return self._fallback(query, number)
        return _constant(np.arange(self._count(number)), query.boost)

    def _constant_score(self, query: ConstantScoreQuery, number: int) -> Scored:
        return _constant(self._find(query.child, number).documents, query.score)


_METHODS: dict[type[Query], Callable[..., Scored]] = {
    AnyForm: Executor._any_form,
    Term: Executor._term,
    Near: Executor._near,
    Phrase: Executor._phrase,
    And: Executor._and,
    Or: Executor._or,
    Not: Executor._not,
    AndNot: Executor._and_not,
    AndMaybe: Executor._and_maybe,
    Require: Executor._require,
    Every: Executor._every,
    ConstantScoreQuery: Executor._constant_score,
}


def _constant(documents: Documents, score: float) -> Scored:
    return Scored(documents, np.full(len(documents), score))


def _boosted(scored: Scored, boost: float) -> Scored:
    return scored if boost == 1.0 else Scored(scored.documents, scored.scores * boost)


def _only_live(scored: Scored, part: Slice) -> Scored:
    if part.live is None:
        return scored
    kept = part.live[scored.documents]
    return Scored(scored.documents[kept], scored.scores[kept])


def _distinct(ascending: Documents) -> Documents:
    return ascending[np.diff(ascending, prepend=-1) > 0]


def _occurrences(
    segment: Segment, field: str, forms: Sequence[str], documents: Documents
) -> nearness.Occurrences:
    """Return where any of some forms stands in some documents."""
    found = [
        nearness.occurrences(*_within(postings, term, documents, segment.documents))
        for postings, term in terms_of(segment, field, forms)
    ]
    if len(found) == 1:
        return found[0]
    together: nearness.Occurrences = np.concatenate([np.empty(0, np.int64), *found])
    together.sort()
    return together


def _within(
    postings: Postings, term: int, documents: Documents, count: int
) -> tuple[Documents, Documents, Documents]:
    """Return the postings of a term in some documents, with their positions."""
    listed, frequencies = postings.documents(term), postings.frequencies(term)
    kept = contained(listed, documents, count)
    positions = postings.positions(term)
    return listed[kept], frequencies[kept], positions[np.repeat(kept, frequencies)]
