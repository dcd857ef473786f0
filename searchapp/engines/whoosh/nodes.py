"""Query nodes of our own: a word that is any of several forms, and such words near one another.

They work in any Whoosh query through ordinary matchers; `executor` runs them on whole arrays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from whoosh import matching
from whoosh.query import Query, SpanNear2
from whoosh.reading import IndexReader
from whoosh.scoring import BaseScorer, bm25
from whoosh.searching import Searcher

from searchapp.columnar.weights import K1, B
from searchapp.engines.whoosh.matchers import ListMatcher


class AnyForm(Query):
    """A word: the documents with any of its forms, scored as one term.

    Args:
        fieldname: the text it stands in.
        forms: the forms, each once.
        boost: what its scores are multiplied by.
    """

    def __init__(self, fieldname: str, forms: tuple[str, ...], boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.forms = forms
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyForm) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        return repr(self)

    def __repr__(self) -> str:
        return f"AnyForm({self.fieldname!r}, {self.forms!r}, boost={self.boost})"

    def _key(self) -> tuple[Any, ...]:
        return self.fieldname, self.forms, self.boost

    def has_terms(self) -> bool:
        """Return true: terms can be listed."""
        return True

    def terms(self, phrases: bool = False) -> Iterator[tuple[str, str]]:
        """Yield the field and each form."""
        del phrases
        yield from ((self.fieldname, form) for form in self.forms)

    def estimate_size(self, ixreader: Any) -> int:
        """Return how many documents there are at the most."""
        found = sum(ixreader.doc_frequency(self.fieldname, form) for form in self.forms)
        size: int = min(found, ixreader.doc_count())
        return size

    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        """Return a matcher for one segment."""
        weighted = context is None or context.weighting is not None
        scorer = _Scorer(searcher, self) if weighted else None
        found = _joined(searcher, self.fieldname, self.forms)
        if not found:
            nothing: matching.Matcher = matching.NullMatcher()
            return nothing
        documents = sorted(found)
        positions = [sorted(found[document]) for document in documents]
        counts = list(map(len, positions))
        return _boosted(ListMatcher(documents, counts, positions.__getitem__, scorer), self.boost)


class Near(Query):
    """Words that stand near one another.

    Args:
        fieldname: the text they stand in.
        words: for each word its forms.
        slop: how many positions after one word the next may stand, from 1.
        boost: what its scores are multiplied by.
        ordered: whether each word must stand after the one before; otherwise it stands up to `slop`
            positions before the first or after the last of all those before it.
    """

    def __init__(
        self,
        fieldname: str,
        words: tuple[tuple[str, ...], ...],
        slop: int,
        boost: float = 1.0,
        *,
        ordered: bool = True,
    ) -> None:
        self.fieldname = fieldname
        self.words = words
        self.slop = slop
        self.boost = boost
        self.ordered = ordered

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Near) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        return repr(self)

    def __repr__(self) -> str:
        return (
            f"Near({self.fieldname!r}, {self.words!r}, slop={self.slop}, boost={self.boost}, "
            f"ordered={self.ordered})"
        )

    def _key(self) -> tuple[Any, ...]:
        return self.fieldname, self.words, self.slop, self.boost, self.ordered

    def has_terms(self) -> bool:
        """Return true: terms can be listed."""
        return True

    def terms(self, phrases: bool = False) -> Iterator[tuple[str, str]]:
        """Yield the field and each form of each word."""
        if phrases:
            yield from ((self.fieldname, form) for word in self.words for form in word)

    def parts(self) -> list[AnyForm]:
        """Return its words as queries of their own."""
        return [AnyForm(self.fieldname, forms) for forms in self.words]

    def estimate_size(self, ixreader: Any) -> int:
        """Return how many documents there are at the most."""
        return min(part.estimate_size(ixreader) for part in self.parts())

    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        """Return a matcher for one segment."""
        near = SpanNear2(self.parts(), slop=self.slop, ordered=self.ordered)
        return _boosted(near.matcher(searcher, context), self.boost)


class _Scorer(BaseScorer):
    """BM25 of a word, counted over all segments."""

    def __init__(self, searcher: Searcher, word: AnyForm) -> None:
        parent = searcher.get_parent()
        frequency = sum(
            leaf.reader().joint_frequency(word.fieldname, word.forms)
            for leaf, _ in parent.leaf_searchers()
        )
        self._idf = math.log(max(parent.doc_count_all(), 1) / (frequency + 1)) + 1
        self._mean = parent.avg_field_length(word.fieldname) or 1
        self._reader: IndexReader = searcher.reader()
        self._field = word.fieldname

    def score(self, matcher: Any) -> float:
        """Return the score of the current document."""
        length = self._reader.doc_field_length(matcher.id(), self._field, 1)
        return bm25(self._idf, matcher.weight(), length, self._mean, B, K1)


def _boosted(matcher: matching.Matcher, boost: float) -> matching.Matcher:
    if boost == 1.0:
        return matcher
    boosted: matching.Matcher = matching.WrappingMatcher(matcher, boost)
    return boosted


def _joined(searcher: Searcher, field: str, forms: tuple[str, ...]) -> dict[int, list[int]]:
    """Return the positions of any of some forms, by document."""
    found: dict[int, list[int]] = {}
    reader = searcher.reader()
    for form in forms:
        text = form.encode("utf-8", "surrogatepass")
        if (field, text) in reader:
            matcher = reader.postings(field, text)
            while matcher.is_active():
                found.setdefault(matcher.id(), []).extend(matcher.value_as("positions"))
                matcher.next()
    return found
