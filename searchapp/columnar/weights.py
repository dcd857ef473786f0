"""Scores of words: BM25, over sets of forms that count as one word.

A document that has a form of the set has the word, as often as it has any of them.  So the word's
document frequency is the number of documents with any form, and an occurrence counts once, whatever
its spelling.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.segment import Segment
from searchapp.columnar.sets import Scored
from searchapp.columnar.snapshot import Snapshot

# Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), 3.5.
K1 = 1.2
B = 0.75


class Counted(NamedTuple):
    """The documents of a word in a segment, ascending, and how often it stands in each."""

    documents: NDArray[Any]
    frequencies: NDArray[Any]


_NOWHERE = Counted(np.empty(0, np.uint32), np.empty(0, np.uint32))


def count(segment: Segment, field: str, forms: Sequence[str]) -> Counted:
    """Find a word in a segment.

    Args:
        segment: the segment.
        field: the text.
        forms: those of the word, each once.

    Raises:
        IndexDamaged: the segment is not what was written.
    """
    lists = [
        Counted(postings.documents(term), postings.frequencies(term))
        for postings, term in terms_of(segment, field, forms)
    ]
    if len(lists) < 2:
        return lists[0] if lists else _NOWHERE
    documents = np.concatenate([each.documents for each in lists])
    frequencies = np.concatenate([each.frequencies for each in lists])
    if len(documents) * 8 > segment.documents:
        totals = np.bincount(documents, frequencies, minlength=segment.documents)
        present = np.flatnonzero(totals)
        return Counted(present, totals[present])
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    begins = np.flatnonzero(np.diff(documents, prepend=documents[0] + 1))
    return Counted(documents[begins], np.add.reduceat(frequencies[order], begins))


def terms_of(segment: Segment, field: str, forms: Sequence[str]) -> list[tuple[Any, int]]:
    """Return the posting lists that forms have in a segment: the field's, and the term's number."""
    read = segment.field(field)
    found = []
    for form in forms:
        number = segment.forms.find(form.encode("utf-8", "surrogatepass"))
        term = None if number is None else read.term(number)
        if term is not None:
            found.append((read.postings, term))
    return found


class Weighting:
    """BM25 over a snapshot.

    Args:
        snapshot: whose counts it goes by.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._norms: dict[tuple[str, int], NDArray[np.float64]] = {}

    def score(self, field: str, counted: Sequence[Counted], boost: float = 1.0) -> list[Scored]:
        """Score a word.

        Args:
            field: the text it was found in.
            counted: where, for each segment.
            boost: what each score is multiplied by.

        Returns:
            The scores, for each segment.
        """
        frequency = sum(len(each.documents) for each in counted)
        idf = math.log(max(self._snapshot.documents, 1) / (frequency + 1)) + 1
        return [
            Scored(each.documents, self._scores(field, number, each, idf, boost))
            for number, each in enumerate(counted)
        ]

    def _scores(
        self, field: str, number: int, counted: Counted, idf: float, boost: float
    ) -> NDArray[np.float64]:
        frequencies = counted.frequencies.astype(np.float64)
        scores: NDArray[np.float64] = self._norm(field, number)[counted.documents]
        scores += frequencies
        frequencies *= K1 + 1
        np.divide(frequencies, scores, out=scores)
        scores *= idf
        if boost != 1.0:
            scores *= boost
        return scores

    def _norm(self, field: str, number: int) -> NDArray[np.float64]:
        """Return what the length of each document of a segment takes from its scores."""
        if (field, number) not in self._norms:
            mean = self._snapshot.words(field) / max(self._snapshot.documents, 1) or 1
            lengths = self._snapshot.slices[number].segment.field(field).lengths
            norm = K1 * ((1 - B) + B * lengths.astype(np.float64) / mean)
            self._norms[field, number] = norm
        return self._norms[field, number]
