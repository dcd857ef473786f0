"""Words that stand near one another: phrases and proximity, over the positions of many documents.

The documents are laid out one behind another, with more room between them than words may stand
apart, so that an occurrence is one number, its place, and those of a word in all documents are one
ascending array.  Two such arrays, sorted together, tell for every occurrence what stands before it;
a stable sort is a merge of them, and takes half the time of another one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.runs import distinct, first_of_each, spread

# Numbers of 32 bits are sorted twice as fast as those of 64.
Places = NDArray[np.int32]
Rows = NDArray[np.intp]

# So few are looked up one by one.
_FEW = 1_500
# So many ways for words to stand near one another are looked at in a step.
_MOST = 1 << 17
# Of two places in one number, the bits of the second.
_LOW = (1 << 32) - 1


def lay_out(lengths: NDArray[Any], slop: int) -> Places:
    """Return the places of the first words of documents.

    Args:
        lengths: how many words each document has.
        slop: how far apart words may stand; with as much for each document, the words of all are at
            the most 2³⁰.
    """
    widths = lengths.astype(np.int32)
    widths += slop
    firsts: Places = widths.cumsum(dtype=np.int32)
    firsts -= widths
    return firsts


def places_of(firsts: Places, frequencies: NDArray[Any], positions: NDArray[Any]) -> Places:
    """Return the places of a form.

    Args:
        firsts: the places of the first words of the documents that have it, ascending.
        frequencies: how often each does.
        positions: where, document after document, ascending in each.
    """
    places: Places = spread(firsts, frequencies)
    places += positions
    return places


def rows_with(
    words: Sequence[Places],
    firsts: Places,
    slop: int,
    ordered: bool,
    check: Callable[[], None],
    *,
    gaps: Sequence[int] = (),
) -> Rows:
    """Find the documents where words stand near one another.

    Each word is to stand from 1 to `slop` positions behind the one before; where they need not be
    in order, before the first or behind the last of all those before it.

    Args:
        words: the places of each, ascending.
        firsts: the places of the first words of the documents.
        slop: from 1; as they were laid out.
        ordered: whether each word must stand behind the one before.
        check: called between steps; may raise to stop the search.
        gaps: where words are ordered and some must stand nearer than others, for each but the first
            what it is to be instead of `slop`, which none is above.

    Returns:
        The rows of the documents, ascending.
    """
    if not ordered:
        return _rows_around(words, firsts, slop, check)
    places = words[0]
    for word, gap in zip(words[1:], gaps or [slop] * (len(words) - 1), strict=True):
        check()
        places = _behind(places, word, gap)
    rows = firsts.searchsorted(places, "right") - 1
    return rows[first_of_each(rows)]


def _behind(before: Places, word: Places, slop: int) -> Places:
    """Return the places of a word that are from 1 to `slop` behind any of some, ascending."""
    found: Places
    if slop == 1:
        both = np.concatenate((before + np.int32(1), word))
        both.sort(kind="stable")
        found = both[1:][both[1:] == both[:-1]]
        return found
    if not len(before):
        return before
    distances = word - before.take(_ahead(before, word), mode="clip")
    found = word[(distances > 0) & (distances <= slop)]
    return found


def _ahead(before: Places, word: Places) -> Rows:
    """Return for each of some places which of others is the last before it, -1 where none is."""
    if len(word) < _FEW:
        return before.searchsorted(word) - 1
    # The lowest bit tells which is which, and that what stands at one place is not before itself.
    both = np.concatenate(((before << 1) + np.int32(1), word << 1))
    both.sort(kind="stable")
    ahead: Rows = (both & 1 == 0).nonzero()[0]
    ahead -= np.arange(1, len(word) + 1)
    return ahead


def _rows_around(
    words: Sequence[Places], firsts: Places, slop: int, check: Callable[[], None]
) -> Rows:
    """Return the rows of the documents where words stand near one another, in any order.

    Frequent words can stand so in very many ways.  Where these are too many for one step, half of
    the documents are looked through after the other, and in one document what is around half of the
    occurrences of the first word.
    """
    check()
    is_last = len(firsts) == 1 == len(words[0])
    places = _around(words, slop, None if is_last else _MOST)
    if places is not None:
        rows = firsts.searchsorted(places, "right") - 1
        return rows[first_of_each(rows)]
    if len(firsts) == 1:
        half = len(words[0]) // 2
        found = _rows_around([words[0][:half], *words[1:]], firsts, slop, check)
        if len(found):
            return found
        return _rows_around([words[0][half:], *words[1:]], firsts, slop, check)
    half = len(firsts) // 2
    cuts = [word.searchsorted(firsts[half]) for word in words]
    before = [word[:cut] for word, cut in zip(words, cuts, strict=True)]
    behind = [word[cut:] for word, cut in zip(words, cuts, strict=True)]
    return np.concatenate(
        (
            _rows_around(before, firsts[:half], slop, check),
            _rows_around(behind, firsts[half:], slop, check) + half,
        )
    )


def _around(words: Sequence[Places], slop: int, most: int | None) -> Places | None:
    """Return places, ascending, in every document where words stand near one another.

    None stands for more than so many ways in which all but the last of them do.
    """
    firsts = lasts = words[0]
    if len(words) == 1:
        return firsts
    for word in words[1:-1]:
        behind = _Ranges(word, lasts + 1, lasts + slop)
        before = _Ranges(word, firsts - slop, firsts - 1)
        if most is not None and behind.size + before.size > most:
            return None
        which, ends = behind.places()
        spans = [(firsts[which].astype(np.int64) << 32) + ends]
        which, starts = before.places()
        spans.append((starts.astype(np.int64) << 32) + lasts[which])
        both = distinct(np.concatenate(spans))
        firsts, lasts = (both >> 32).astype(np.int32), (both & _LOW).astype(np.int32)
    # Of the last word it is enough that it is there.
    word = words[-1]
    is_behind = word.searchsorted(lasts, "right") < word.searchsorted(lasts + slop, "right")
    is_before = word.searchsorted(firsts - slop) < word.searchsorted(firsts)
    found: Places = firsts[is_behind | is_before]
    return found


class _Ranges:
    """All places of a word that are in some ranges.

    Args:
        word: the places.
        lows: the first place of each range.
        highs: the last one.
    """

    def __init__(self, word: Places, lows: Places, highs: Places) -> None:
        self._word = word
        self._begins = word.searchsorted(lows)
        self._counts = word.searchsorted(highs, "right") - self._begins
        self.size = int(self._counts.sum())
        """How many there are, one for each range that it is in."""

    def places(self) -> tuple[Rows, Places]:
        """Return for each of them in which range it is, and itself."""
        counts = self._counts
        which = np.arange(len(counts)).repeat(counts)
        at = np.arange(len(which)) + (self._begins - counts.cumsum() + counts).repeat(counts)
        return which, self._word[at]
