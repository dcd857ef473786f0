"""Phrases, and words near one another: the documents where some words stand so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.nearness import Places, lay_out, places_of, rows_with
from searchapp.columnar.runs import merged, steps, together
from searchapp.columnar.sets import Documents, Intersection, Matches, Scores
from searchapp.columnar.words import Word, WordMatches

# How many words of documents are looked through at once, for the memory that takes, about.
_PLACES = 1 << 22
# Marking documents costs so many times less than looking one up.
_DENSE = 8


class NearMatches(Matches):
    """The documents where words stand near one another.

    Args:
        words: the words, in the order asked for.
        slop: how many positions after one word the next may stand, from 1.
        ordered: whether each word must stand after the one before.
        lengths: how many words each document of the stretch has in the text.
        check: called between steps; may raise to stop the search.
        gaps: for each word but the first how many positions after the one before it may stand,
            where that is not the same for all (see `rows_with`).
        among: sets of documents that these must be in as well.
    """

    def __init__(
        self,
        words: Sequence[WordMatches],
        slop: int,
        ordered: bool,
        lengths: NDArray[Any],
        check: Callable[[], None],
        *,
        gaps: Sequence[int] = (),
        among: Sequence[Matches] = (),
    ) -> None:
        self._all = Intersection(words, among)
        super().__init__(self._all.count, self._all.size)
        self._words = [each.word for each in words]
        self._slop = slop
        self._ordered = ordered
        self._lengths = lengths
        self._check = check
        self._gaps = gaps
        self._known: list[tuple[Documents, int]] = []

    def steps(self) -> Iterator[tuple[Documents, int]]:
        """Yield the documents some after some, each time with the one up to which all are known.

        Who asks again gets at once what was found before.
        """
        yield from self._known
        documents = self._all.documents
        if not len(documents):
            return
        lengths = self._lengths.take(documents)
        longest = max(int(lengths.max()), 1)
        # What is farther apart than the longest document is long is not in one document.
        slop = min(self._slop, longest)
        if len(documents) * (longest + slop) <= _PLACES:
            bounds = [(0, len(documents))]
        else:
            bounds = list(steps(lengths + np.intp(slop), _PLACES))
        for begin, end in bounds[len(self._known) :]:
            self._check()
            asked, firsts = documents[begin:end], lay_out(lengths[begin:end], slop)
            words = [places_in(self._checked(word), asked, firsts) for word in self._words]
            gaps = [min(gap, slop) for gap in self._gaps]
            rows = rows_with(words, firsts, slop, self._ordered, self._check, gaps=gaps)
            found = asked[rows], int(asked[-1]) + 1
            self._known.append(found)
            yield found

    def _checked(self, word: Word) -> Word:
        self._check()
        return word

    def _find(self) -> Documents:
        return together([documents for documents, _ in self.steps()], np.intp)

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        return self._all.scores(asked)


def places_in(word: Word, asked: Documents, firsts: Places) -> Places:
    """Return where a word stands in documents, ascending.

    Args:
        word: the word.
        asked: the documents, ascending.
        firsts: where the first word of each stands.
    """
    forms = []
    for at, each in enumerate(word.lists):
        rows, places = _shared(asked, word.listed[at], word.stretch.documents)
        if not len(rows):
            continue
        frequencies = word.counted[at].take(places)
        begins = each.list.position_begins(word.ends[at], frequencies, places)
        positions = each.postings.positions_of(begins, frequencies)
        forms.append(places_of(firsts.take(rows), frequencies, positions))
    return merged(forms, np.int32)


def _shared(
    asked: Documents, documents: Documents, count: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where in two lists the documents stand that are in both."""
    if len(asked) * _DENSE > len(documents):
        present = np.zeros(count, np.bool_)
        present[asked] = True
        places = present.take(documents).nonzero()[0]
        shared = documents.take(places) if len(places) < len(documents) else documents
        if len(shared) == len(asked):
            return np.arange(len(asked)), places
        return asked.searchsorted(shared), places
    at = documents.searchsorted(asked)
    rows = (documents.take(at, mode="clip") == asked).nonzero()[0]
    return rows, at.take(rows)
