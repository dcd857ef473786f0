"""Find in an article's text the places that made it match.

The query tree is read once into a `Marker`; marking then compares folded words, as the index does,
so that what is marked is the text as written: Kata’ib for a query kataib.  A phrase marks only
where its words really stand together.  What a query excludes is not marked.
"""

from __future__ import annotations

import fnmatch
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whoosh.query import Not, Phrase, Prefix, Query, Term, Wildcard

from searchapp.analysis.folding import fold
from searchapp.analysis.tokens import split_words


class Mark(NamedTuple):
    """A place that matched.

    Args:
        start: where it begins, in characters.
        end: where it ends.
        clause: the number of the clause of the query that it answers.
    """

    start: int
    end: int
    clause: int


class _Word(NamedTuple):
    folded: str
    start: int
    end: int


class Marker:
    """What a query looks for, by field.

    Args:
        query: the tree.
    """

    def __init__(self, query: Query) -> None:
        self._words: dict[str, dict[str, int]] = defaultdict(dict)
        self._patterns: dict[str, list[tuple[re.Pattern[str], int]]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[Sequence[str], int, int]]] = defaultdict(list)
        self._clauses: dict[object, int] = {}
        self._read(query)

    def mark(self, field: str, text: str) -> list[Mark]:
        """Find the matches in a text.

        Args:
            field: "title" or "body".
            text: the article's title or body.

        Returns:
            The places, in order and apart.
        """
        words = [
            _Word(folded, word.start, word.end)
            for word in split_words(text)
            if (folded := fold(word.text))
        ]
        return _apart([*self._single(field, words), *self._together(field, words)])

    def _read(self, query: Query) -> None:
        if isinstance(query, Not):
            return
        if isinstance(query, Phrase):
            clause = self._clause(tuple(query.words))
            self._phrases[query.fieldname].append((query.words, query.slop, clause))
        elif isinstance(query, Term):
            self._words[query.fieldname][query.text] = self._clause(query.text)
        elif isinstance(query, Prefix):
            self._add_pattern(query.fieldname, query.text + "*")
        elif isinstance(query, Wildcard):
            self._add_pattern(query.fieldname, query.text)
        for child in query.children():
            self._read(child)

    def _clause(self, what: object) -> int:
        """Number a clause; the same words in title and body are one."""
        return self._clauses.setdefault(what, len(self._clauses))

    def _add_pattern(self, field: str, glob: str) -> None:
        self._patterns[field].append((re.compile(fnmatch.translate(glob)), self._clause(glob)))

    def _single(self, field: str, words: Sequence[_Word]) -> Iterator[Mark]:
        wanted, patterns = self._words[field], self._patterns[field]
        for word in words:
            clause = wanted.get(word.folded)
            if clause is not None:
                yield Mark(word.start, word.end, clause)
            for pattern, number in patterns:
                if pattern.fullmatch(word.folded):
                    yield Mark(word.start, word.end, number)

    def _together(self, field: str, words: Sequence[_Word]) -> Iterator[Mark]:
        for wanted, slop, clause in self._phrases[field]:
            for chain in _chains(words, wanted, slop):
                if slop == 1:
                    yield Mark(words[chain[0]].start, words[chain[-1]].end, clause)
                else:
                    yield from (Mark(words[at].start, words[at].end, clause) for at in chain)


def _chains(words: Sequence[_Word], wanted: Sequence[str], slop: int) -> Iterator[list[int]]:
    """Find where the words of a phrase follow one another, each at most `slop` words on.

    Of all ways to the last word the one through the nearest words is taken.  There is one pass over
    the text for each word of the phrase; what it keeps is the way back from each place.
    """
    # For each word of the phrase: where it can stand, and where the one before it then stands.
    reached: list[dict[int, int]] = []
    for number, text in enumerate(wanted):
        before = reached[-1] if reached else {}
        here: dict[int, int] = {}
        nearest = -1
        for at, word in enumerate(words):
            if word.folded == text and (number == 0 or 0 <= nearest >= at - slop):
                here[at] = nearest
            if at in before:
                nearest = at
        reached.append(here)
    for last in reached[-1]:
        chain = [last]
        for step in reversed(reached[1:]):
            chain.append(step[chain[-1]])
        yield chain[::-1]


def _apart(marks: list[Mark]) -> list[Mark]:
    """Sort marks and leave out those that begin inside one before."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.clause)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept
