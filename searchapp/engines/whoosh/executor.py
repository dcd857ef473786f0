"""Run a query tree on whole arrays, some segments at a time.

What it gives is what Whoosh's matchers give, documents and scores; a node that it does not know is
walked through by its own matcher.

Where the deadline ends it, it gives the matches among all documents up to a certain one
(`sofar.py`): those of the stretches that were finished, and of the next one those before the first
document that some part of the query did not get to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

import numpy as np
from whoosh.fields import NUMERIC, Schema
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    DisjunctionMax,
    Every,
    Not,
    NullQuery,
    NumericRange,
    Or,
    Phrase,
    Query,
    Require,
    Term,
)

from searchapp.columnar.phrases import NearMatches
from searchapp.columnar.segment import Segment
from searchapp.columnar.sets import (
    All,
    Best,
    Complement,
    Constant,
    Documents,
    Fixed,
    Intersection,
    Matches,
    Preference,
    Scored,
    Union,
    Weighted,
)
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.ways import Way, WaysMatches, documents_with
from searchapp.columnar.weights import Weighting
from searchapp.columnar.words import Word, WordMatches
from searchapp.engines.whoosh.choices import (
    Choice,
    choose_words,
    in_range,
    is_constant,
    with_any,
    with_label,
    with_number,
    with_text,
    with_words,
)
from searchapp.engines.whoosh.deadline import Deadline, OutOfTime
from searchapp.engines.whoosh.nodes import AnyForm, AnyWay, Near
from searchapp.engines.whoosh.patterns import Pattern, choose, is_every, is_of_text
from searchapp.engines.whoosh.sofar import NearSoFar, Walked

# How many parts of a query go by between two looks at the clock.
_STRIDE = 64

Fallback = Callable[[Query, int], Walked]


class Executor:
    """Runs queries until a deadline; what it read for one of them it has for the next.

    Args:
        snapshot: what is searched.
        weighting: scores words; of the same snapshot.
        schema: the fields; a scored one is a text, and what else is indexed is a column of the same
            name, but the unique one, which is the key of the documents.
        fallback: walks through what is not known here, in one segment.
        deadline: when to stop.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        weighting: Weighting,
        schema: Schema,
        fallback: Fallback,
        deadline: Deadline,
    ) -> None:
        self._snapshot = snapshot
        self._weighting = weighting
        self._schema = schema
        self._fallback = fallback
        # Nothing here holds what holds it, so that a search's arrays go when it ends.
        self.check = deadline.check
        """Raises when the time is up."""
        self.extend = deadline.extend
        """Gives some time more to put together what was found."""
        self._stretches = snapshot.stretches
        self._words: dict[Any, tuple[list[Word], int]] = {}
        self._nears: dict[tuple[Near, int], NearMatches] = {}
        self._named: dict[AnyWay, list[tuple[Documents, list[Way]]]] = {}
        self._choices: dict[Pattern, list[Choice]] = {}
        # From which document of the present stretch on nothing is known.
        self._end: int | None = None

    def run(self, query: Query, *, scored: bool = True) -> tuple[Scored, bool]:
        """Find all live documents that match.

        Args:
            query: the tree, normalized.
            scored: whether the scores matter; otherwise they are 0.

        Returns:
            The documents as the snapshot numbers them, with their scores, and whether the deadline
            came before the end (see above).
        """
        found: list[Scored] = []
        self._end = None
        for number in range(len(self._stretches)):
            try:
                found.append(self._run(query, number, scored=scored))
            except OutOfTime:
                return _together(found), True
            if self._end is not None:
                return _together(found), True
        return _together(found), False

    def _run(self, query: Query, number: int, *, scored: bool) -> Scored:
        """Find all live documents of a stretch that match, up to the last that is known."""
        stretch = self._stretches[number]
        matches = self._find(query, number)
        documents = matches.documents
        if stretch.live is not None:
            documents = documents[stretch.live.take(documents)]
        scores = matches.scores(documents) if scored else np.zeros(len(documents))
        if self._end is not None:
            known = documents.searchsorted(self._end)
            documents, scores = documents[:known], scores[:known]
        return Scored(documents + stretch.first, scores)

    def _stop_at(self, end: int) -> None:
        """Note that of the documents of the stretch from one on nothing is known."""
        if self._end is None or end < self._end:
            self._end = end
        self.extend()

    def _find(self, query: Query, number: int) -> Matches:
        method = _METHODS.get(type(query))
        return self._walk(query, number) if method is None else method(self, query, number)

    def _find_all(self, queries: Iterable[Query], number: int) -> list[Matches]:
        found = []
        for at, query in enumerate(queries, 1):
            if at % _STRIDE == 0:
                self.check()
            found.append(self._find(query, number))
        return found or [self._nothing(NullQuery, number)]

    def _walk(self, query: Query, number: int) -> Matches:
        stretch = self._stretches[number]
        found = []
        for at, part in enumerate(stretch.slices, stretch.number):
            self.check()
            (documents, scores), end = self._fallback(query, at)
            first = part.first - stretch.first
            found.append(Scored(documents.astype(np.intp) + first, scores))
            if end is not None:
                self._stop_at(first + end)
                break
        return Fixed(_together(found), stretch.documents)

    def _each(
        self, number: int, find: Callable[[Segment], Documents], score: float = 1.0
    ) -> Matches:
        """Return what is found in each segment of a stretch, all with one score."""
        stretch, found = self._stretches[number], []
        for part in stretch.slices:
            self.check()
            documents = find(part.segment) + (part.first - stretch.first)
            found.append(Scored(documents, np.full(len(documents), score)))
        return Fixed(_together(found), stretch.documents)

    def _is_text(self, field: str) -> bool:
        return field in self._schema and bool(self._schema[field].scorable)

    def _is_number(self, field: str) -> bool:
        return field in self._schema and isinstance(self._schema[field], NUMERIC)

    def _label(self, field: str) -> str | None:
        """Return the column of texts that a field is, None where it is none."""
        if self._is_text(field) or self._is_number(field) or field not in self._schema:
            return None
        found = self._schema[field]
        return None if found.format is None else "key" if found.unique else field

    def _term(self, query: Term, number: int) -> Matches:
        field, text = query.fieldname, query.text
        label = self._label(field)
        if isinstance(text, str) and label is not None:
            return self._each(number, lambda part: with_label(part, label, text), query.boost)
        if isinstance(text, int) and self._is_number(field):
            day = NumericRange(field, text, text)
            return self._each(number, lambda part: in_range(part, day), query.boost)
        if not isinstance(text, str) or not self._is_text(field):
            return self._walk(query, number)
        return self._word(AnyForm(field, (text,), query.boost), number)

    def _range(self, query: NumericRange, number: int) -> Matches:
        known = all(each is None or isinstance(each, int) for each in (query.start, query.end))
        if not known or not self._is_number(query.fieldname) or not query.constantscore:
            return self._walk(query, number)
        return self._each(number, lambda part: in_range(part, query), query.boost)

    def _pattern(self, query: Pattern, number: int) -> Matches:
        field, label = query.fieldname, self._label(query.fieldname)
        if not is_of_text(query):
            return self._walk(query, number)
        if is_every(query):
            return self._every(Every(field, query.boost), number)
        if self._is_text(field):
            return self._words_of(query, number)
        if label is None:
            return self._walk(query, number)
        found = []
        stretch = self._stretches[number]
        for part in stretch.slices:
            codes = choose(query, part.segment.labels(label).values, self.check)
            documents = with_any(part.segment, label, codes) + (part.first - stretch.first)
            score = 1.0 if is_constant(query, len(codes)) else query.boost
            found.append(Scored(documents, np.full(len(documents), score)))
        return Fixed(_together(found), stretch.documents)

    def _words_of(self, query: Pattern, number: int) -> Matches:
        if query not in self._choices:
            self._choices[query] = choose_words(query, self._snapshot, self._weighting, self.check)
        stretch, field = self._stretches[number], query.fieldname
        norms = self._weighting.norms(field, stretch)
        found = []
        for at, part in enumerate(stretch.slices, stretch.number):
            self.check()
            first = part.first - stretch.first
            own = norms[first : first + part.segment.documents]
            documents, scores = self._choices[query][at].score(part.segment, field, own, self.check)
            found.append(Scored(documents + first, scores))
        return Fixed(_together(found), stretch.documents)

    def _word(self, query: AnyForm, number: int) -> WordMatches:
        field = query.fieldname
        key = field, query.forms, query.weights
        known = self._words.get(key)
        if known is None:
            words = [
                Word(stretch, field, query.forms, self.check, query.weights)
                for stretch in self._stretches
            ]
            known = self._words[key] = words, sum([word.frequency for word in words])
        words, frequency = known
        weight = self._weighting.weight(frequency, query.boost)
        return WordMatches(
            words[number], weight, self._weighting.norms(field, self._stretches[number])
        )

    def _phrase(self, query: Phrase, number: int) -> Matches:
        if not query.words:
            return self._nothing(query, number)
        known = all(isinstance(word, str) for word in query.words)
        if not known or not self._is_text(query.fieldname):
            return self._walk(query, number)
        words = tuple((word,) for word in query.words)
        return self._near(Near(query.fieldname, words, query.slop, query.boost), number)

    def _near(self, query: Near, number: int) -> Matches:
        return NearSoFar(self._near_whole(query, number), self._stop_at)

    def _near_whole(self, query: Near, number: int) -> NearMatches:
        known = self._nears.get((query, number))
        if known is None:
            words = [
                self._word(AnyForm(query.fieldname, forms, query.boost, weights), number)
                for forms, weights in zip(query.words, query.weights, strict=True)
            ]
            lengths = self._stretches[number].lengths(query.fieldname)
            known = self._nears[query, number] = NearMatches(
                words, query.slop, query.ordered, lengths, self.check, gaps=query.gaps
            )
        return known

    def _any_way(self, query: AnyWay, number: int) -> Matches:
        if query not in self._named:
            every = [
                [self._way(way, at) for way in query.ways] for at in range(len(self._stretches))
            ]
            self._named[query] = [(documents_with(ways), ways) for ways in every]
        named = self._named[query]
        frequency = sum(
            len(documents) if stretch.live is None else int(stretch.live.take(documents).sum())
            for stretch, (documents, _) in zip(self._stretches, named, strict=True)
        )
        weight = self._weighting.weight(frequency, query.boost)
        norms = self._weighting.norms(query.fieldname, self._stretches[number])
        return WaysMatches(*named[number], weight, norms)

    def _way(self, query: AnyForm | Near, number: int) -> Way:
        if isinstance(query, AnyForm):
            word = self._word(query, number)
            return Way(word, [word])
        return Way(
            self._near_whole(query, number), [self._word(part, number) for part in query.parts()]
        )

    def _and(self, query: And, number: int) -> Matches:
        return _boosted(Intersection(self._find_all(query.subqueries, number)), query.boost)

    def _or(self, query: Or, number: int) -> Matches:
        if query.scale:
            return self._walk(query, number)
        return _boosted(Union(self._find_all(query.subqueries, number)), query.boost)

    def _best(self, query: DisjunctionMax, number: int) -> Matches:
        if query.tiebreak:
            return self._walk(query, number)
        return _boosted(Best(self._find_all(query.subqueries, number)), query.boost)

    def _not(self, query: Not, number: int) -> Matches:
        return Complement(self._find(query.query, number))

    def _and_not(self, query: AndNot, number: int) -> Matches:
        first, second = self._find_all((query.a, query.b), number)
        return Intersection([first], [Complement(second)])

    def _and_maybe(self, query: AndMaybe, number: int) -> Matches:
        return Preference(*self._find_all((query.a, query.b), number))

    def _require(self, query: Require, number: int) -> Matches:
        first, second = self._find_all((query.a, query.b), number)
        return Intersection([first], [second])

    def _every(self, query: Every, number: int) -> Matches:
        field = query.fieldname
        if field is None:
            return _boosted(All(self._stretches[number].documents), query.boost)
        label = self._label(field)
        if self._is_text(field):
            return self._each(number, lambda part: with_words(part, field), query.boost)
        if self._is_number(field):
            return self._each(number, lambda part: with_number(part, field), query.boost)
        if label is None:
            return self._walk(query, number)
        return self._each(number, lambda part: with_text(part, label), query.boost)

    def _nothing(self, query: Query, number: int) -> Matches:
        del query
        return Fixed(_together([]), self._stretches[number].documents)

    def _constant_score(self, query: ConstantScoreQuery, number: int) -> Matches:
        return Constant(self._find(query.child, number), query.score)


_METHODS: dict[type[Query], Callable[..., Matches]] = {
    type(NullQuery): Executor._nothing,
    AnyForm: Executor._word,
    AnyWay: Executor._any_way,
    Term: Executor._term,
    Near: Executor._near,
    Phrase: Executor._phrase,
    And: Executor._and,
    Or: Executor._or,
    DisjunctionMax: Executor._best,
    Not: Executor._not,
    AndNot: Executor._and_not,
    AndMaybe: Executor._and_maybe,
    Require: Executor._require,
    Every: Executor._every,
    NumericRange: Executor._range,
    DateRange: Executor._range,
    **dict.fromkeys(get_args(Pattern), Executor._pattern),
    ConstantScoreQuery: Executor._constant_score,
}


def _boosted(matches: Matches, boost: float) -> Matches:
    return matches if boost == 1.0 else Weighted(matches, boost)


def _together(found: list[Scored]) -> Scored:
    if len(found) == 1:
        return found[0]
    return Scored(
        np.concatenate([np.empty(0, np.intp), *(each.documents for each in found)]),
        np.concatenate([np.empty(0), *(each.scores for each in found)]),
    )
