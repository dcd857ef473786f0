"""Words that stand together in a text far more often than by chance: names of several words.

Counted are runs of two to four words in the newest documents, by their positions, in whole arrays.
How much two parts of a run belong together says their normalised pointwise mutual information
(Bouma, Normalized (Pointwise) Mutual Information in Collocation Extraction, 2009): 1 where one
never stands without the other, 0 where they meet as often as chance would have it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.runs import together
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.wordlist import WordList

_LONGEST = 4
# A run is looked at where it occurs so often,
_LEAST = 3
# and kept where its first and its last word belong to the others by so much.
_COHESION = 0.3
# One that stands in a longer run in so large a part of its occurrences is none of its own.
_PART = 0.8
# So many words are looked at, and so many runs of each length kept, so that it takes little time.
_MOST, _MOST_RUNS = 1_000_000, 10_000

Numbers = NDArray[np.int64]
Run = tuple[int, ...]


class _Runs(NamedTuple):
    """All frequent runs of one length.

    Args:
        at: for each place of the text the run that begins there, -1 where it is not frequent.
        words: of each run, in a row.
        counts: how often each occurs.
        parts: the runs that each is without its last word and without its first.
    """

    at: Numbers
    words: Numbers
    counts: Numbers
    parts: tuple[Numbers, Numbers]


def find_collocations(
    snapshot: Snapshot, field: str, words: WordList, particles: Collection[int]
) -> dict[Run, int]:
    """Find the words that belong together.

    Args:
        snapshot: the commit.
        field: the text that is looked at.
        words: of the commit.
        particles: the numbers of words that only serve others, and neither begin nor end a name.

    Returns:
        How often each run of words stands there, by their numbers in the list of words.
    """
    text, goes_on = _read(snapshot, field, words)
    counts = np.bincount(text, minlength=len(words.ranked)).astype(np.int64)
    runs = _Runs(text, np.arange(len(counts)).reshape(-1, 1), counts, (counts[:0], counts[:0]))
    may_end = np.ones(len(counts), np.bool_)
    may_end[list(particles)] = False
    found: dict[Run, int] = {}
    for _ in range(2, _LONGEST + 1):
        shorter, runs = runs, _longer(runs, goes_on)
        kept = _cohesion(shorter, runs, counts, len(text)) >= _COHESION
        kept &= may_end[runs.words[:, 0]] & may_end[runs.words[:, -1]]
        chosen = np.flatnonzero(kept)
        chosen = chosen[np.argsort(-runs.counts[chosen], kind="stable")[:_MOST_RUNS]]
        for run, count in zip(runs.words[chosen], runs.counts[chosen].tolist(), strict=True):
            name = tuple(run.tolist())
            found[name] = count
            for part in _parts(name):
                if part in found and count >= _PART * found[part]:
                    del found[part]
    return found


def _parts(run: Run) -> Iterator[Run]:
    """Yield the shorter runs of several words in a run."""
    for first, end in itertools.combinations(range(len(run) + 1), 2):
        if 1 < end - first < len(run):
            yield run[first:end]


def _read(snapshot: Snapshot, field: str, words: WordList) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return the words of the newest documents one behind another, and whether each goes on.

    That is whether the next word is the next of the same text.
    """
    every, following = [], []
    left = _MOST
    for part, of_forms in zip(reversed(snapshot.slices), reversed(words.of_forms), strict=True):
        read = part.segment.field(field)
        lists = read.postings.lists(0, len(read.forms))
        # The newest documents of a segment are its last.
        behind = np.cumsum(read.lengths[::-1], dtype=np.int64)[::-1]
        first = int(np.count_nonzero(behind > left))
        times = np.where(lists.documents >= first, lists.frequencies, 0)
        chosen = np.repeat(lists.documents >= first, lists.frequencies)
        numbers = np.repeat(np.repeat(of_forms[read.forms], lists.lengths), times)
        places = np.repeat(lists.documents.astype(np.int64) << 32, times)
        places += read.postings.positions(0, len(read.forms))[chosen]
        order = np.argsort(places, kind="stable")
        every.append(numbers[order])
        following.append(np.diff(places[order], append=-1) == 1)
        left -= len(order)
    return together(every, np.int64), together(following, np.bool_)


def _longer(runs: _Runs, goes_on: NDArray[np.bool_]) -> _Runs:
    """Return the frequent runs that are one word longer than some."""
    # Two runs that overlap in all words but one are a longer one, which can only be as frequent.
    places = np.flatnonzero((runs.at[:-1] >= 0) & (runs.at[1:] >= 0) & goes_on[: len(runs.at) - 1])
    pairs = runs.at[places] * len(runs.words) + runs.at[places + 1]
    found, numbers, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    is_frequent = counts >= _LEAST
    renumbered = np.where(is_frequent, np.cumsum(is_frequent) - 1, -1)
    at = np.full(max(len(runs.at) - 1, 0), -1, np.int64)
    at[places] = renumbered[numbers]
    first, second = np.divmod(found[is_frequent], max(len(runs.words), 1))
    words = np.concatenate([runs.words[first], runs.words[second, -1:]], axis=1)
    return _Runs(at, words, counts[is_frequent], (first, second))


def _cohesion(shorter: _Runs, runs: _Runs, counts: Numbers, total: int) -> NDArray[np.float64]:
    """Return how much the first and the last word of each run belong to the others."""
    first, second = runs.parts
    expected, surprise = runs.counts * total, -np.log(runs.counts / max(total, 1))
    last = np.log(expected / (shorter.counts[first] * counts[runs.words[:, -1]]))
    initial = np.log(expected / (shorter.counts[second] * counts[runs.words[:, 0]]))
    # A text of nothing but the run has no surprise in it.
    return np.minimum(last, initial) / np.maximum(surprise, 1e-9)
