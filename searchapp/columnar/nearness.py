"""Words that stand near one another: phrases and proximity, over the positions of whole segments.

An occurrence is one number, its document above and its position below, so that "the next word in
the same document" is that number and one, and looking for many of them is one search in a sorted
array.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# No text has so many words that a position, and the widest slop behind it, reached the next
# document's numbers.
_POSITION_BITS = 33

Occurrences = NDArray[np.int64]


def occurrences(
    documents: NDArray[Any], frequencies: NDArray[Any], positions: NDArray[Any]
) -> Occurrences:
    """Return the occurrences of a term.

    Args:
        documents: those of its list, ascending.
        frequencies: how often it stands in each.
        positions: where, document after document.

    Returns:
        One number for each, ascending.
    """
    shifted: Occurrences = documents.astype(np.int64) << _POSITION_BITS
    found: Occurrences = np.repeat(shifted, frequencies)
    found += positions
    return found


def document_of(occurrence: Occurrences) -> Occurrences:
    """Return the document of each occurrence."""
    return occurrence >> _POSITION_BITS


def in_order(words: Sequence[Occurrences], slop: int) -> Occurrences:
    """Find where words follow one another.

    Args:
        words: the occurrences of each word, in the order asked for.
        slop: how many positions after one word the next may stand, from 1.

    Returns:
        The occurrences of the last word that end such a row.
    """
    ends = words[0]
    for word in words[1:]:
        ends = _behind(ends, word, slop)
    return ends


def _behind(before: Occurrences, word: Occurrences, slop: int) -> Occurrences:
    """Return the occurrences of a word that are from 1 to `slop` positions behind others."""
    if not len(before) or not len(word):
        return word[:0]
    if slop == 1 and len(before) < len(word):
        wanted = before + 1
        at = np.searchsorted(word, wanted)
        np.minimum(at, len(word) - 1, out=at)
        found: Occurrences = wanted[word[at] == wanted]
        return found
    nearest = np.searchsorted(before, word - slop)
    np.minimum(nearest, len(before) - 1, out=nearest)
    distance = word - before[nearest]
    near: Occurrences = word[(distance > 0) & (distance <= slop)]
    return near
