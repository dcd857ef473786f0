"""Sets of documents with scores, joined as a query says.

Where the sets are large for the segment, they are joined in one array with a place for each of its
documents; where they are small, by sorting what is in them.  Either way the result is in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

# Clearing a place costs about a sixteenth of what sorting a document does.
_DENSE = 16

Documents = NDArray[Any]
Scores = NDArray[np.float64]


class Scored(NamedTuple):
    """Documents, ascending, each with its score."""

    documents: Documents
    scores: Scores


NOTHING = Scored(np.empty(0, np.uint32), np.empty(0, np.float64))


def union(sets: Sequence[Scored], count: int) -> Scored:
    """Return the documents of any of some sets, with the sums of their scores.

    Args:
        sets: the sets; their scores are added in this order.
        count: how many documents the segment has.
    """
    filled = [each for each in sets if len(each.documents)]
    if len(filled) < 2:
        return filled[0] if filled else NOTHING
    if _is_large(sum(len(each.documents) for each in filled), count):
        return _dense_union(filled, count)
    documents = np.concatenate([each.documents for each in filled])
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    begins = np.flatnonzero(np.diff(documents, prepend=documents[0] + 1))
    scores = np.concatenate([each.scores for each in filled])[order]
    return Scored(documents[begins], np.add.reduceat(scores, begins))


def _dense_union(sets: Sequence[Scored], count: int) -> Scored:
    sums = np.zeros(count)
    # A score can be zero, so that is not what tells a document that is in.
    present = np.zeros(count, np.bool_)
    for documents, scores in sets:
        sums[documents] += scores
        present[documents] = True
    documents = np.flatnonzero(present)
    return Scored(documents, sums[documents])


def intersection(sets: Sequence[Scored], count: int) -> Scored:
    """Return the documents of all of some sets, with the sums of their scores.

    Args:
        sets: one set or more; their scores are added in this order.
        count: how many documents the segment has.
    """
    small_first = sorted(range(len(sets)), key=lambda at: len(sets[at].documents))
    documents = sets[small_first[0]].documents
    for at in small_first[1:]:
        documents = documents[contained(documents, sets[at].documents, count)]
    scores = np.zeros(len(documents))
    for each in sets:
        scores += each.scores[places(documents, each.documents, count)]
    return Scored(documents, scores)


def difference(kept: Scored, excluded: Documents, count: int) -> Scored:
    """Return the documents of a set that are not in another.

    Args:
        kept: the set.
        excluded: the documents that are to go, ascending.
        count: how many documents the segment has.
    """
    stays = ~contained(kept.documents, excluded, count)
    return Scored(kept.documents[stays], kept.scores[stays])


def preference(required: Scored, optional: Scored, count: int) -> Scored:
    """Return the documents of a set, scored higher where they are in another as well.

    Args:
        required: the set.
        optional: its scores are added where they can be.
        count: how many documents the segment has.
    """
    both = contained(required.documents, optional.documents, count)
    scores = required.scores.copy()
    shared = required.documents[both]
    scores[both] += optional.scores[places(shared, optional.documents, count)]
    return Scored(required.documents, scores)


def complement(documents: Documents, count: int) -> Documents:
    """Return the documents of a segment that are not in a set.

    Args:
        documents: the set.
        count: how many documents the segment has.
    """
    absent = np.ones(count, np.bool_)
    absent[documents] = False
    return np.flatnonzero(absent)


def contained(asked: Documents, documents: Documents, count: int) -> NDArray[np.bool_]:
    """Return for each of some documents whether it is in a set.

    Args:
        asked: the documents, ascending.
        documents: the set, ascending.
        count: how many documents the segment has.
    """
    if not len(documents) or not len(asked):
        return np.zeros(len(asked), np.bool_)
    if _is_large(len(asked), count):
        present = np.zeros(count, np.bool_)
        present[documents] = True
        return present[asked]
    at = np.searchsorted(documents, asked)
    np.minimum(at, len(documents) - 1, out=at)
    found: NDArray[np.bool_] = documents[at] == asked
    return found


def places(asked: Documents, documents: Documents, count: int) -> NDArray[np.intp]:
    """Return where each of some documents stands in a set that has all of them.

    Args:
        asked: the documents, ascending.
        documents: the set, ascending.
        count: how many documents the segment has.
    """
    if len(asked) == len(documents):
        return np.arange(len(asked))
    if _is_large(len(asked), count):
        place_of = np.empty(count, np.intp)
        place_of[documents] = np.arange(len(documents))
        return place_of[asked]
    return np.searchsorted(documents, asked)


def _is_large(size: int, count: int) -> bool:
    return size * _DENSE > count
