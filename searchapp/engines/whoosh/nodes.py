"""Query nodes of our own: a word that is any of several forms, and such words near one another.

They work in any Whoosh query through ordinary matchers; `executor` runs them on whole arrays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from whoosh import matching
from whoosh.query import Query, SpanNear2
from whoosh.reading import IndexReader
from whoosh.scoring import BaseScorer, bm25

from searchapp.columnar.weights import K1, B
from searchapp.engines.whoosh.matchers import ListMatcher

if TYPE_CHECKING:
    from whoosh.searching import Searcher


class AnyForm(Query):
    """A word: the documents with any of its forms, scored as one term.

    Args:
        fieldname: the text it stands in.
        forms: the forms, each once.
        boost: what its scores are multiplied by.
        weights: what an occurrence of each form counts; none where each counts 1.
    """

    def __init__(
        self,
        fieldname: str,
        forms: tuple[str, ...],
        boost: float = 1.0,
        weights: tuple[float, ...] = (),
    ) -> None:
        self.fieldname = fieldname
        self.forms = forms
        self.boost = boost
        self.weights = weights

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyForm) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        return repr(self)

    def __repr__(self) -> str:
        return (
            f"AnyForm({self.fieldname!r}, {self.forms!r}, boost={self.boost}, "
            f"weights={self.weights})"
        )

    def _key(self) -> tuple[Any, ...]:
        return self.fieldname, self.forms, self.boost, self.weights

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
        scorer = _Scorer(searcher, self.fieldname, self._frequency(searcher)) if weighted else None
        found = self._joined(searcher)
        if not found:
            nothing: matching.Matcher = matching.NullMatcher()
            return nothing
        documents = sorted(found)
        positions = [[at for at, _ in sorted(found[document])] for document in documents]
        counts = [sum(weight for _, weight in found[document]) for document in documents]
        return _boosted(ListMatcher(documents, counts, positions.__getitem__, scorer), self.boost)

    def counts(self, searcher: Searcher) -> dict[int, float]:
        """Return what the occurrences of the word count, by document of a segment."""
        found = self._joined(searcher).items()
        return {document: sum(weight for _, weight in places) for document, places in found}

    def _joined(self, searcher: Searcher) -> dict[int, list[tuple[int, float]]]:
        weights = self.weights or (1.0,) * len(self.forms)
        return _joined(searcher, self.fieldname, self.forms, weights)

    def _frequency(self, searcher: Searcher) -> int:
        leaves = (leaf for leaf, _ in searcher.get_parent().leaf_searchers())
        return sum(leaf.reader().joint_frequency(self.fieldname, self.forms) for leaf in leaves)


class Near(Query):
    """Words that stand near one another.

    Args:
        fieldname: the text they stand in.
        words: for each word its forms.
        slop: how many positions after one word the next may stand, from 1.
        boost: what its scores are multiplied by.
        ordered: whether each word must stand after the one before; otherwise it stands up to `slop`
            positions before the first or after the last of all those before it.
        weights: for each word what an occurrence of each form counts; none where each counts 1.
        gaps: for each word but the first, where they are ordered, how many positions after the one
            before it may stand, at most `slop`; none where that is `slop` for all.
    """

    def __init__(
        self,
        fieldname: str,
        words: tuple[tuple[str, ...], ...],
        slop: int,
        boost: float = 1.0,
        *,
        ordered: bool = True,
        weights: tuple[tuple[float, ...], ...] = (),
        gaps: tuple[int, ...] = (),
    ) -> None:
        self.fieldname = fieldname
        self.words = words
        self.slop = slop
        self.boost = boost
        self.ordered = ordered
        self.weights = weights or ((),) * len(words)
        self.gaps = gaps

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Near) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        return repr(self)

    def __repr__(self) -> str:
        return (
            f"Near({self.fieldname!r}, {self.words!r}, slop={self.slop}, boost={self.boost}, "
            f"ordered={self.ordered}, weights={self.weights}, gaps={self.gaps})"
        )

    def _key(self) -> tuple[Any, ...]:
        place = self.slop, self.ordered, self.gaps
        return self.fieldname, self.words, place, self.boost, self.weights

    def has_terms(self) -> bool:
        """Return true: terms can be listed."""
        return True

    def terms(self, phrases: bool = False) -> Iterator[tuple[str, str]]:
        """Yield the field and each form of each word."""
        if phrases:
            yield from ((self.fieldname, form) for word in self.words for form in word)

    def parts(self) -> list[AnyForm]:
        """Return its words as queries of their own."""
        return [
            AnyForm(self.fieldname, forms, weights=weights)
            for forms, weights in zip(self.words, self.weights, strict=True)
        ]

    def estimate_size(self, ixreader: Any) -> int:
        """Return how many documents there are at the most."""
        return min(part.estimate_size(ixreader) for part in self.parts())

    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        """Return a matcher for one segment."""
        first, *others = self.parts()
        near: Query = SpanNear2([first, *others], slop=self.slop, ordered=self.ordered)
        if self.gaps:
            near = first
            for part, gap in zip(others, self.gaps, strict=True):
                near = SpanNear2([near, part], slop=gap)
        return _boosted(near.matcher(searcher, context), self.boost)


class AnyWay(Query):
    """A name in any of the ways to write it, scored as one term.

    A way of several words stands in a document as often as the rarest of them.

    Args:
        ways: the ways, in one text; their boosts count for nothing.
        boost: what its scores are multiplied by.
    """

    def __init__(self, ways: tuple[AnyForm | Near, ...], boost: float = 1.0) -> None:
        self.ways = ways
        self.fieldname: str = ways[0].fieldname
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyWay) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        return repr(self)

    def __repr__(self) -> str:
        return f"AnyWay({self.ways!r}, boost={self.boost})"

    def _key(self) -> tuple[Any, ...]:
        return self.ways, self.boost

    def has_terms(self) -> bool:
        """Return true: terms can be listed."""
        return True

    def terms(self, phrases: bool = False) -> Iterator[tuple[str, str]]:
        """Yield the field and each form of each way."""
        for way in self.ways:
            yield from way.terms(phrases)

    def estimate_size(self, ixreader: Any) -> int:
        """Return how many documents there are at the most."""
        found = sum(way.estimate_size(ixreader) for way in self.ways)
        return min(found, int(ixreader.doc_count()))

    def matcher(self, searcher: Searcher, context: Any = None) -> matching.Matcher:
        """Return a matcher for one segment."""
        weighted = context is None or context.weighting is not None
        leaves = [leaf for leaf, _ in searcher.get_parent().leaf_searchers()]
        frequency = sum(len(self._counts(leaf)) for leaf in leaves) if weighted else 0
        scorer = _Scorer(searcher, self.fieldname, frequency) if weighted else None
        counts = self._counts(searcher)
        documents = sorted(counts)
        found = ListMatcher(documents, [counts[each] for each in documents], None, scorer)
        return _boosted(found, self.boost)

    def _counts(self, searcher: Searcher) -> dict[int, float]:
        """Return how often the name stands in each document of a segment that has it."""
        counts: dict[int, float] = {}
        for way in self.ways:
            parts = [way] if isinstance(way, AnyForm) else way.parts()
            each = [part.counts(searcher) for part in parts]
            for document in way.matcher(searcher, searcher.boolean_context()).all_ids():
                counts.setdefault(document, 0.0)
                counts[document] += min(known[document] for known in each)
        return counts


class _Scorer(BaseScorer):
    """BM25 of a term that is in so many documents of all segments."""

    def __init__(self, searcher: Searcher, field: str, frequency: int) -> None:
        parent = searcher.get_parent()
        self._idf = math.log(max(parent.doc_count_all(), 1) / (frequency + 1)) + 1
        self._mean = parent.avg_field_length(field) or 1
        self._reader: IndexReader = searcher.reader()
        self._field = field

    def score(self, matcher: Any) -> float:
        """Return the score of the current document."""
        length = self._reader.doc_field_length(matcher.id(), self._field, 1)
        return bm25(self._idf, matcher.weight(), length, self._mean, B, K1)


def _boosted(matcher: matching.Matcher, boost: float) -> matching.Matcher:
    if boost == 1.0:
        return matcher
    boosted: matching.Matcher = matching.WrappingMatcher(matcher, boost)
    return boosted


def _joined(
    searcher: Searcher, field: str, forms: tuple[str, ...], weights: tuple[float, ...]
) -> dict[int, list[tuple[int, float]]]:
    """Return the positions of any of some forms and what each counts, by document."""
    found: dict[int, list[tuple[int, float]]] = {}
    reader = searcher.reader()
    for form, weight in zip(forms, weights, strict=True):
        text = form.encode("utf-8", "surrogatepass")
        if (field, text) in reader:
            matcher = reader.postings(field, text)
            while matcher.is_active():
                places = [(at, weight) for at in matcher.value_as("positions")]
                found.setdefault(matcher.id(), []).extend(places)
                matcher.next()
    return found
