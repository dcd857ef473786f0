"""Queries answered the obvious way: one document after another, by looking at its words."""

from __future__ import annotations

import dataclasses
import fnmatch
import functools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from whoosh import query as q

from searchapp.columnar.weights import K1, B
from searchapp.engines.whoosh.nodes import AnyForm, AnyWay, Near


@dataclass(frozen=True)
class NaiveDocument:
    """A document: by field its words, whether it was not deleted, and its columns."""

    fields: dict[str, list[str]]
    live: bool
    columns: dict[str, Any] = dataclasses.field(default_factory=dict)


Score = float | None


class Naive:
    """Answers queries.

    Args:
        documents: those of all segments.
    """

    def __init__(self, documents: list[NaiveDocument]) -> None:
        self._documents = documents
        self._frequency = functools.cache(self._count_documents)
        self._mean = functools.cache(self._mean_length)
        self._named = functools.cache(self._count_named)

    def answer(self, query: q.Query) -> dict[int, float]:
        """Return the score of every live document that matches, by its number."""
        scores = {
            number: self._score(query, document)
            for number, document in enumerate(self._documents)
            if document.live
        }
        return {number: score for number, score in scores.items() if score is not None}

    def first(self, scores: Mapping[int, float], count: int) -> list[int]:
        """Return the first of some documents: by score, then the newer date, then the id."""

        def rank(number: int) -> tuple[float, int, str]:
            columns = self._documents[number].columns
            # What is alike by the formula may differ in the last bit.
            return -round(scores[number], 9), -columns["date"], columns["id"]

        return sorted(scores, key=rank)[:count]

    def facet(self, found: Iterable[int], column: str) -> dict[str | None, int]:
        """Count documents by a column."""
        return Counter(self._documents[number].columns[column] or None for number in found)

    def _score(self, query: q.Query, document: NaiveDocument) -> Score:
        return _METHODS[type(query)](self, query, document)

    def _every(self, query: q.Every, document: NaiveDocument) -> Score:
        field = query.fieldname
        known = field is None or (document.fields.get(field) or document.columns.get(field))
        return query.boost if known else None

    def _any_form(self, query: AnyForm, document: NaiveDocument) -> Score:
        return self._word(query.fieldname, query.forms, query.boost, document, query.weights)

    def _any_way(self, query: AnyWay, document: NaiveDocument) -> Score:
        frequency = self._name(query, document)
        if not frequency:
            return None
        documents = self._named(query)
        idf = math.log(len(self._documents) / (documents + 1)) + 1
        field = query.fieldname
        length = (1 - B) + B * len(document.fields[field]) / self._mean(field)
        return query.boost * idf * frequency * (K1 + 1) / (frequency + K1 * length)

    def _name(self, query: AnyWay, document: NaiveDocument) -> float:
        total = 0.0
        for way in query.ways:
            if self._score(way, document) is not None:
                parts = [way] if isinstance(way, AnyForm) else way.parts()
                total += min(_count(part, document) for part in parts)
        return total

    def _term(self, query: q.Term, document: NaiveDocument) -> Score:
        if query.fieldname in document.columns:
            equal = document.columns[query.fieldname] == query.text
            return query.boost if equal and query.text else None
        return self._word(query.fieldname, (query.text,), query.boost, document)

    def _phrase(self, query: q.Phrase, document: NaiveDocument) -> Score:
        words = tuple((word,) for word in query.words)
        return self._near(Near(query.fieldname, words, query.slop, query.boost), document)

    def _near(self, query: Near, document: NaiveDocument) -> Score:
        text = document.fields[query.fieldname]
        spans: set[tuple[int, int]] | None = None
        gaps = query.gaps or (query.slop,) * (len(query.words) - 1)
        for forms, gap in zip(query.words, (0, *gaps), strict=True):
            places = [at for at, word in enumerate(text) if word in forms]
            if spans is None:
                spans = {(at, at) for at in places}
                continue
            spans = {
                (min(first, at), max(last, at))
                for first, last in spans
                for at in places
                if 0 < at - last <= gap or (not query.ordered and 0 < first - at <= gap)
            }
        if not spans:
            return None
        scores = [
            self._word(query.fieldname, forms, 1.0, document, weights)
            for forms, weights in zip(query.words, query.weights, strict=True)
        ]
        return query.boost * math.fsum(score or 0 for score in scores)

    def _not(self, query: q.Not, document: NaiveDocument) -> Score:
        return None if self._score(query.query, document) is not None else 1.0

    def _and_not(self, query: q.AndNot, document: NaiveDocument) -> Score:
        excluded = self._score(query.b, document) is not None
        return None if excluded else self._score(query.a, document)

    def _require(self, query: q.Require, document: NaiveDocument) -> Score:
        required = self._score(query.b, document) is not None
        return self._score(query.a, document) if required else None

    def _and_maybe(self, query: q.AndMaybe, document: NaiveDocument) -> Score:
        first, second = self._score(query.a, document), self._score(query.b, document)
        return None if first is None else first + (second or 0)

    def _known(self, query: q.Query, document: NaiveDocument) -> list[float]:
        scores = [self._score(each, document) for each in query.children()]
        return [score for score in scores if score is not None]

    def _and(self, query: q.And, document: NaiveDocument) -> Score:
        known = self._known(query, document)
        return query.boost * math.fsum(known) if len(known) == len(query.subqueries) else None

    def _or(self, query: q.Or, document: NaiveDocument) -> Score:
        known = self._known(query, document)
        return query.boost * math.fsum(known) if known else None

    def _best(self, query: q.DisjunctionMax, document: NaiveDocument) -> Score:
        known = self._known(query, document)
        return query.boost * max(known) if known else None

    def _constant(self, query: q.ConstantScoreQuery, document: NaiveDocument) -> Score:
        return None if self._score(query.child, document) is None else query.score

    def _range(self, query: q.NumericRange, document: NaiveDocument) -> Score:
        number = document.columns[query.fieldname]
        low, high = query.start, query.end
        if low is not None and (number < low or (query.startexcl and number == low)):
            return None
        if high is not None and (number > high or (query.endexcl and number == high)):
            return None
        return query.boost if number else None

    def _pattern(self, query: Any, document: NaiveDocument) -> Score:
        matches, field = _MATCHES[type(query)], query.fieldname
        if field in document.columns:
            text = document.columns[field]
            return query.boost if text and matches(query, text) else None
        words = sorted({word for word in document.fields[field] if matches(query, word)})
        scores = [self._word(field, (word,), query.boost, document) for word in words]
        return math.fsum(score or 0 for score in scores) if words else None

    def _word(
        self,
        field: str,
        forms: tuple[str, ...],
        boost: float,
        document: NaiveDocument,
        weights: tuple[float, ...] = (),
    ) -> Score:
        words = document.fields[field]
        counts = dict(zip(forms, weights or (1.0,) * len(forms), strict=True))
        frequency = math.fsum(counts.get(word, 0) for word in words)
        if not frequency:
            return None
        idf = math.log(len(self._documents) / (self._frequency(field, forms) + 1)) + 1
        length = (1 - B) + B * len(words) / self._mean(field)
        return boost * idf * frequency * (K1 + 1) / (frequency + K1 * length)

    def _count_documents(self, field: str, forms: tuple[str, ...]) -> int:
        return sum(any(word in forms for word in each.fields[field]) for each in self._documents)

    def _count_named(self, query: AnyWay) -> int:
        return sum(each.live and bool(self._name(query, each)) for each in self._documents)

    def _mean_length(self, field: str) -> float:
        return sum(len(each.fields[field]) for each in self._documents) / len(self._documents)


def _count(word: AnyForm, document: NaiveDocument) -> float:
    counts = dict(zip(word.forms, word.weights or (1.0,) * len(word.forms), strict=True))
    return math.fsum(counts.get(each, 0) for each in document.fields[word.fieldname])


def _is_between(query: q.TermRange, text: str) -> bool:
    low, high = query.start, query.end
    if low is not None and (text < low or (query.startexcl and text == low)):
        return False
    return high is None or not (text > high or (query.endexcl and text == high))


def _is_like(query: q.FuzzyTerm, text: str) -> bool:
    beginning = query.text[: query.prefixlength]
    return text.startswith(beginning) and _distance(query.text, text) <= query.maxdist


@functools.cache
def _distance(first: str, second: str) -> int:
    """Return how many letters must be changed, put in or left out (Levenshtein)."""
    if not first or not second:
        return len(first) + len(second)
    return min(
        _distance(first[1:], second) + 1,
        _distance(first, second[1:]) + 1,
        _distance(first[1:], second[1:]) + (first[0] != second[0]),
    )


_MATCHES: dict[type[q.Query], Callable[[Any, str], bool]] = {
    q.Prefix: lambda query, text: text.startswith(query.text),
    q.Wildcard: lambda query, text: fnmatch.fnmatchcase(text, query.text),
    q.TermRange: _is_between,
    q.FuzzyTerm: _is_like,
}
_METHODS: dict[type[q.Query], Callable[[Naive, Any, NaiveDocument], Score]] = {
    q.Every: Naive._every,
    AnyForm: Naive._any_form,
    AnyWay: Naive._any_way,
    q.Term: Naive._term,
    q.Phrase: Naive._phrase,
    Near: Naive._near,
    q.Not: Naive._not,
    q.AndNot: Naive._and_not,
    q.Require: Naive._require,
    q.AndMaybe: Naive._and_maybe,
    q.And: Naive._and,
    q.Or: Naive._or,
    q.DisjunctionMax: Naive._best,
    q.ConstantScoreQuery: Naive._constant,
    q.NumericRange: Naive._range,
    **dict.fromkeys(_MATCHES, Naive._pattern),
}
