"""Words that stand near one another: phrases and proximity, over the positions of many documents.

The documents are laid out one behind another, with more room between them than words may stand
apart, so that a position in a document is one place in an array of flags.  Marking the places where
a word would do, and looking which of them the next word takes, costs a few operations on whole
arrays, however common the words are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

# How many places are laid out at once; what they take fits a processor's own memory.
_PLACES = 1 << 20

Places = NDArray[np.intp]
Flags = NDArray[np.bool_]


class Listed(NamedTuple):
    """A posting list with positions.

    Args:
        rows: the documents, ascending.
        begins: where the positions of each begin.
        frequencies: how many positions each has.
        read: returns the positions of some documents, given where they begin and how many they are.
    """

    rows: Places
    begins: NDArray[np.int64]
    frequencies: Places
    read: Callable[[NDArray[np.int64], Places], NDArray[Any]]


class _Taken(NamedTuple):
    """The occurrences of a posting list in some documents."""

    rows: Places
    frequencies: Places
    places: Places


def rows_with(
    words: Sequence[Sequence[Listed]],
    lengths: NDArray[Any],
    slop: int,
    ordered: bool,
    check: Callable[[], None],
) -> Places:
    """Find the documents where words stand near one another.

    Each word is to stand from 1 to `slop` positions behind the one before; where they need not be
    in order, before the first or behind the last of all those before it.

    Args:
        words: for each word the posting lists of its forms.
        lengths: how many words each document has.
        slop: from 1.
        ordered: whether each word must stand behind the one before.
        check: called between steps; may raise to stop the search.

    Returns:
        The rows of the documents, ascending.
    """
    # What is farther apart than the longest document is long is not in one document.
    slop = min(slop, max(int(lengths.max(initial=1)), 1))
    found = np.zeros(len(lengths), np.bool_)
    ends = np.cumsum(lengths, dtype=np.intp)
    ends += np.arange(1, len(lengths) + 1) * slop
    for first, end in _runs(ends):
        check()
        # As much room before the first document as there is behind each.
        start = int(ends[first - 1]) if first else 0
        bases = ends[first:end] - lengths[first:end] - start
        taken = [[_take(each, first, end, bases) for each in word] for word in words]
        taken = [[each for each in word if len(each.rows)] for word in taken]
        wanted = _wanted(taken[:-1], int(ends[end - 1]) - start + slop + 1, slop, ordered, check)
        for each in taken[-1]:
            hits = wanted.take(each.places)
            begins = each.frequencies.cumsum() - each.frequencies
            found[each.rows[np.logical_or.reduceat(hits, begins)]] = True
    return found.nonzero()[0]


def _runs(ends: Places) -> Iterator[tuple[int, int]]:
    """Yield runs of documents that take about `_PLACES` places."""
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        end = max(int(ends.searchsorted(before + _PLACES, "right")), first + 1)
        yield first, end
        first = end


def _take(listed: Listed, first: int, end: int, bases: Places) -> _Taken:
    """Return the occurrences in the documents of a run.

    Args:
        listed: the list.
        first: the first document.
        end: the one behind the last.
        bases: the places of their first words.
    """
    begin, stop = listed.rows.searchsorted((first, end)).tolist()
    rows, frequencies = listed.rows[begin:stop], listed.frequencies[begin:stop]
    places = bases.take(rows - first).repeat(frequencies)
    places += listed.read(listed.begins[begin:stop], frequencies)
    return _Taken(rows, frequencies, places)


def _wanted(
    words: Sequence[Sequence[_Taken]],
    size: int,
    slop: int,
    ordered: bool,
    check: Callable[[], None],
) -> Flags:
    """Return the places where the word behind some others would do.

    Args:
        words: the occurrences of the others, by form.
        size: how many places there are.
        slop: how far words may stand apart.
        ordered: whether a word must stand behind those before it.
        check: called between steps.
    """
    lists = [[each.places for each in word] for word in words]
    if not ordered:
        return _wanted_around(lists, size, slop, check)
    wanted = _behind(lists[0], size, slop)
    for word in lists[1:]:
        check()
        wanted = _behind([places[wanted.take(places)] for places in word], size, slop)
    return wanted


def _wanted_around(
    words: Sequence[Sequence[Places]], size: int, slop: int, check: Callable[[], None]
) -> Flags:
    firsts = lasts = np.concatenate([np.empty(0, np.intp), *words[0]])
    for word in words[1:]:
        present = np.zeros(size, np.bool_)
        for places in word:
            present[places] = True
        spans = [np.empty((2, 0), np.intp)]
        for step in range(1, slop + 1):
            check()
            behind, before = present.take(lasts + step), present.take(firsts - step)
            spans.append(np.stack((firsts[behind], lasts[behind] + step)))
            spans.append(np.stack((firsts[before] - step, lasts[before])))
        firsts, lasts = np.unique(np.concatenate(spans, axis=1), axis=1)
    return _behind([lasts], size, slop) | _before([firsts], size, slop)


def _behind(lists: Sequence[Places], size: int, slop: int) -> Flags:
    """Return the places that are from 1 to `slop` behind any of some."""
    wanted = np.zeros(size, np.bool_)
    width = _marked(slop, sum(map(len, lists)), size)
    for places in lists:
        for step in range(1, width + 1):
            wanted[step:][places] = True
    while width < slop:
        step = min(width, slop - width)
        wanted[step:] |= wanted[:-step]
        width += step
    return wanted


def _before(lists: Sequence[Places], size: int, slop: int) -> Flags:
    """Return the places that are from 1 to `slop` before any of some."""
    backwards = _behind([size - 1 - places for places in lists], size, slop)
    return backwards[::-1]


def _marked(slop: int, count: int, size: int) -> int:
    """Return up to which step the places behind `count` places are better marked one by one."""
    return min(slop, max(size // max(4 * count, 1), 1))
