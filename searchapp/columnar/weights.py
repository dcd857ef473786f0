"""Scores of words: BM25, over all documents of a snapshot."""

from __future__ import annotations

import math

import numpy as np

from searchapp.columnar.sets import Scores
from searchapp.columnar.snapshot import Snapshot, Stretch

# Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), 3.5.
K1 = 1.2
B = 0.75


class Weighting:
    """BM25 over a snapshot; safe to share between threads.

    Args:
        snapshot: whose counts it goes by.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._norms: dict[tuple[str, int], Scores] = {}

    def weight(self, frequency: int, boost: float = 1.0) -> float:
        """Return what a word is worth where it stands very often.

        Args:
            frequency: in how many documents it is.
            boost: what its scores are multiplied by.
        """
        idf = math.log(max(self._snapshot.documents, 1) / (frequency + 1)) + 1
        return (K1 + 1) * idf * boost

    def norms(self, field: str, stretch: Stretch) -> Scores:
        """Return what the length of each document of a stretch takes from its scores.

        A word that stands there `f` times scores `weight * f / (f + norm)`.
        """
        key = field, stretch.first
        if key not in self._norms:
            mean = self._snapshot.words(field) / max(self._snapshot.documents, 1) or 1
            lengths = stretch.lengths(field).astype(np.float64)
            self._norms[key] = K1 * ((1 - B) + B * lengths / mean)
        return self._norms[key]
