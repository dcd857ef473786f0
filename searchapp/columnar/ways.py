"""Names that are written in several ways, in one word or in several: scored as one term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.runs import first_of_each, together
from searchapp.columnar.sets import Documents, Matches, Scores
from searchapp.columnar.words import WordMatches


class Way(NamedTuple):
    """One way to write a name.

    Args:
        matches: the documents where it is written so.
        words: those that it is written in.
    """

    matches: Matches
    words: Sequence[WordMatches]

    def frequencies(self, asked: Documents) -> NDArray[Any]:
        """Return how often it stands in each of some documents, as often as its rarest word."""
        found = self.matches.contains(asked)
        counts = np.zeros(len(asked))
        here = asked[found]
        counts[found] = np.minimum.reduce([word.frequencies(here) for word in self.words])
        return counts


def documents_with(ways: Sequence[Way]) -> Documents:
    """Return the documents where a name is written in any of its ways, ascending."""
    documents = np.sort(together([way.matches.documents for way in ways], np.intp))
    return documents[first_of_each(documents)]


class WaysMatches(Matches):
    """The documents of a name, scored by BM25 as a word is.

    Args:
        documents: those where it is written in any way.
        ways: to write it.
        weight: what an occurrence is worth in the end.
        norms: what the length of each document takes from its score.
    """

    def __init__(
        self, documents: Documents, ways: Sequence[Way], weight: float, norms: Scores
    ) -> None:
        super().__init__(ways[0].matches.count, len(documents))
        self._all = documents
        self._ways = ways
        self._weight = weight
        self._norms = norms

    def _find(self) -> Documents:
        return self._all

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        frequencies = np.zeros(len(asked))
        for way in self._ways:
            frequencies += way.frequencies(asked)
        scores: Scores = self._weight * frequencies / (frequencies + self._norms.take(asked))
        return scores
