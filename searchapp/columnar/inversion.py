"""The words of documents, turned into the posting lists of terms by one sort."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.packed import Numbers
from searchapp.columnar.postings import Lists
from searchapp.columnar.runs import first_of_each


class Inverted(NamedTuple):
    """A field turned around.

    Args:
        terms: those that occur, ascending.
        occurrences: of each.
        lists: of each.
    """

    terms: Numbers
    occurrences: Numbers
    lists: Lists


def invert(terms: NDArray[Any], lengths: NDArray[Any]) -> tuple[Inverted, NDArray[Any]]:
    """Turn documents into posting lists.

    Args:
        terms: the term at each position, one document behind another; below 2³¹.
        lengths: how many positions each document has; fewer than 2³² in all.

    Returns:
        The lists, by term, then document, and the positions of each posting, ascending.
    """
    # One number holds the term above and the place below, so that sorting numbers does it all.
    keys = np.empty(len(terms), np.uint64)
    np.left_shift(terms, 32, out=keys, dtype=np.uint64)
    del terms
    keys |= np.arange(len(keys), dtype=np.uint32)
    keys.sort()
    places = keys.astype(np.uint32)
    keys >>= np.uint64(32)
    sorted_terms = keys.astype(np.uint32)
    del keys
    # Few documents have small numbers, and what is small stays in the processor's cache.
    numbers = np.arange(len(lengths), dtype=np.min_scalar_type(len(lengths)))
    documents = np.repeat(numbers, lengths)[places]
    begins = (np.cumsum(lengths) - lengths).astype(np.uint32)
    new_term = first_of_each(sorted_terms)
    postings = np.flatnonzero(new_term | first_of_each(documents))
    frequencies = np.diff(postings, append=len(places)).astype(np.uint32)
    first_occurrences = np.flatnonzero(new_term)
    first_postings = np.searchsorted(postings, first_occurrences)
    inverted = Inverted(
        terms=sorted_terms[first_occurrences],
        occurrences=np.diff(first_occurrences, append=len(places)).astype(np.uint32),
        lists=Lists(
            lengths=np.diff(first_postings, append=len(postings)).astype(np.uint32),
            documents=documents[postings],
            frequencies=frequencies,
        ),
    )
    return inverted, places - begins[documents]
