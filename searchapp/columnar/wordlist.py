"""All words of a commit by their letters: what a text may go on with, whatever segment it is in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.ranked import Ranked
from searchapp.columnar.segment import Segment
from searchapp.columnar.snapshot import Snapshot

Numbers = NDArray[np.int64]


class WordList:
    """The words of a commit.

    Args:
        snapshot: the commit.
        fields: the texts whose words count.
    """

    def __init__(self, snapshot: Snapshot, fields: Sequence[str]) -> None:
        segments = [part.segment for part in snapshot.slices]
        each = [_letters(segment) for segment in segments]
        # Runs that are in order each, which is what sorting is quick with.
        texts = list(dict.fromkeys(sorted(itertools.chain(*(found for found, _ in each)))))
        number_of = {text: number for number, text in enumerate(texts)}
        counts = np.zeros(len(texts), np.int64)
        self.of_forms: list[Numbers] = []
        """For each segment the number of the word that each of its forms is one of."""
        for segment, (found, of) in zip(segments, each, strict=True):
            numbers = np.array([number_of[text] for text in found], np.int64)[of]
            counts += np.bincount(numbers, _documents(segment, fields), len(texts)).astype(np.int64)
            self.of_forms.append(numbers)
        self.ranked = Ranked(texts, counts)
        """Their letters, with about how many documents have each, deleted ones included."""
        self.counts = counts
        """These numbers."""


def _letters(segment: Segment) -> tuple[list[bytes], Numbers]:
    """Return the letters of the words of a segment, and for each form which of them it has."""
    keys = segment.relation("letters").keys
    forms = list(segment.forms)
    of = keys.of.astype(np.int64)
    own = np.flatnonzero(of < 0)
    of[own] = np.arange(len(keys.texts), len(keys.texts) + len(own))
    return [*keys.texts, *map(forms.__getitem__, own.tolist())], of


def _documents(segment: Segment, fields: Sequence[str]) -> Numbers:
    """Return in how many documents each form is: in those of the text that most have it in."""
    documents = np.zeros(len(segment.forms), np.int64)
    for name in fields:
        field = segment.field(name)
        documents[field.forms] = np.maximum(documents[field.forms], field.postings.lengths)
    return documents
