"""Words beside others: how many of some documents have each of many words, and what stands behind.

Whole posting lists are read side by side, as they stand in the files, so that thousands of words
are counted in some milliseconds.  That a word stands behind another far more often than by chance
says their normalised pointwise mutual information (see `collocations`).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.nearness import Places, lay_out
from searchapp.columnar.phrases import places_in
from searchapp.columnar.postings import Postings
from searchapp.columnar.runs import spread
from searchapp.columnar.sets import Documents, Flags
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.wordlist import Numbers, WordList
from searchapp.columnar.words import Word

# Right behind a word is what stands so few places behind it: Bashar al-Assad, ministry of health.
NEAR = 2
# A word belongs behind another where it stands there so often in the sample,
_LEAST = 3
# and they belong together by so much.
_COHESION = 0.3
# What stands behind is looked for in documents of so many words together, spread over all of them.
_SAMPLED = 1 << 19
# Lists that stand so close are read at once, with those between them.
_CLOSE = 8
# So many postings are read at once, about: what a processor holds at hand.
_AT_ONCE = 1 << 17


class Beside(NamedTuple):
    """What was counted of some words.

    Args:
        documents: how many of the documents have each, about: one with two forms of a word can
            count twice.
        follows: whether each belongs right behind the word before.
        near: how often each stands right behind it in a sample.
    """

    documents: Numbers
    follows: Flags
    near: Numbers


@dataclass(slots=True)
class _Counts:
    """What is counted of some words, and of the text that they stand in.

    Args:
        documents: that have each.
        near: how often each stands right behind the word before, in the sample.
        occurrences: how often each stands anywhere.
        before: how often the word before stands in the sample.
        sampled: how many words the sample has.
    """

    documents: Numbers
    near: Numbers
    occurrences: Numbers
    before: int = 0
    sampled: int = 0


class _Sample(NamedTuple):
    """Some documents, laid out one behind another.

    Args:
        chosen: for each document of all whether it is one of them.
        firsts: for each where its first word stands.
        is_near: for each place whether it is right behind the word before.
    """

    chosen: Flags
    firsts: Places
    is_near: Flags

    def part(self, own: slice) -> _Sample:
        """Return what the documents of a segment are in it."""
        return _Sample(self.chosen[own], self.firsts[own], self.is_near)


def count_beside(
    snapshot: Snapshot,
    words: WordList,
    numbers: Numbers,
    *,
    fields: Sequence[str],
    among: Flags,
    before: tuple[str, ...],
    check: Callable[[], None],
    reach: int = NEAR,
) -> Beside:
    """Count words in some documents.

    Args:
        snapshot: the commit.
        words: of the commit.
        numbers: which of them, ascending.
        fields: the texts that count.
        among: for each document of the snapshot whether it does.
        before: the forms of the word that they may stand behind.
        check: called before each posting list of these that is read; may raise to stop.
        reach: so many places behind it a word is right behind at the most.
    """
    nothing = np.zeros(len(numbers), np.int64)
    counts = _Counts(nothing, nothing.copy(), nothing.copy())
    for stretch in snapshot.stretches:
        asked = among[stretch.first : stretch.first + stretch.documents]
        each = np.zeros((len(fields), len(stretch.slices), len(numbers)), np.int64)
        for of_field, field in zip(each, fields, strict=True):
            word = Word(stretch, field, before, check)
            sample = _take_sample(word, stretch.lengths(field), asked.nonzero()[0], counts, reach)
            for at, part in enumerate(stretch.slices):
                first = part.first - stretch.first
                own = slice(first, first + part.segment.documents)
                read = part.segment.field(field)
                which = words.of_forms[stretch.number + at][read.forms]
                terms, known = _terms(which, numbers)
                documents, near = _count(
                    read.postings, terms, asked[own], None if sample is None else sample.part(own)
                )
                np.add.at(of_field[at], known, documents)
                np.add.at(counts.near, known, near)
                every = read.postings.occurrences[terms].astype(np.int64)
                np.add.at(counts.occurrences, known, every)
        # As often as the text has it that has it most.
        counts.documents += each.max(axis=0).sum(axis=0)
    total = sum(snapshot.words(field) for field in fields)
    return Beside(counts.documents, _belongs(counts, total, reach), counts.near)


def _terms(which: Numbers, numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Return the terms of a text that are some words, and the places of these.

    Args:
        which: of the terms, the word that each is.
        numbers: the words, ascending.
    """
    if not len(numbers):
        return numbers, numbers
    terms = ((which >= numbers[0]) & (which <= numbers[-1])).nonzero()[0]
    known = numbers.searchsorted(which[terms])
    is_asked = numbers[known] == which[terms]
    return terms[is_asked], known[is_asked]


def _count(
    postings: Postings, terms: Numbers, among: Flags, sample: _Sample | None
) -> tuple[Numbers, Numbers]:
    """Return how many of some documents have each term, and how often it is near in the sample."""
    present, near = np.zeros(len(terms), np.int64), np.zeros(len(terms), np.int64)
    for first, end, here in _runs(terms, postings):
        of_run = np.zeros((2, end - first), np.int64)
        occurrences = None if sample is None else postings.occurrences_of(first, end)
        for listed, begins, documents in postings.listed(first, end):
            if not len(listed):
                continue
            flags = among.take(documents).view(np.uint8)
            of_run[0, listed - first] = np.add.reduceat(flags, begins[:-1], dtype=np.int64)
            if sample is None or occurrences is None:
                continue
            chosen = sample.chosen.take(documents).nonzero()[0]
            if len(chosen):
                at = begins.searchsorted(chosen, "right") - 1
                frequencies, positions = occurrences.of(listed[at], chosen - begins[at])
                places = spread(sample.firsts[documents[chosen]], frequencies) + positions
                hits = spread(listed[at] - first, frequencies)[sample.is_near[places]]
                of_run[1] += np.bincount(hits, minlength=end - first)
        present[here], near[here] = of_run[:, terms[here] - first]
    return present, near


def _runs(terms: Numbers, postings: Postings) -> Iterator[tuple[int, int, slice]]:
    """Yield runs of terms that stand close: the first, the one after the last, which they are."""
    filled = postings.lengths[terms].cumsum(dtype=np.int64) // _AT_ONCE
    cuts = ((np.diff(terms) > _CLOSE) | (np.diff(filled) > 0)).nonzero()[0] + 1
    bounds = [0, *cuts.tolist(), len(terms)] if len(terms) else []
    for begin, stop in itertools.pairwise(bounds):
        yield int(terms[begin]), int(terms[stop - 1]) + 1, slice(begin, stop)


def _take_sample(
    word: Word, lengths: NDArray[Any], asked: Documents, counts: _Counts, reach: int
) -> _Sample | None:
    """Return some of the documents asked for, None where the word before is in none of them."""
    asked = asked[:: -(-int(lengths[asked].sum()) // _SAMPLED) or 1]
    if not word.lists or not len(asked):
        return None
    begins = lay_out(lengths[asked], reach)
    places = places_in(word, asked, begins)
    is_near = np.zeros(int(begins[-1]) + int(lengths[asked[-1]]) + reach + 1, np.bool_)
    for apart in range(1, reach + 1):
        is_near[places + apart] = True
    chosen, firsts = np.zeros(len(lengths), np.bool_), np.zeros(len(lengths), np.int32)
    chosen[asked], firsts[asked] = True, begins
    counts.before += len(places)
    counts.sampled += int(lengths[asked].sum())
    return _Sample(chosen, firsts, is_near)


def _belongs(counts: _Counts, total: int, reach: int) -> NDArray[np.bool_]:
    """Return which words stand behind the one before far more often than by chance.

    Args:
        counts: what was counted.
        total: how many words all documents have.
        reach: in how many places behind the one before they may stand.
    """
    belongs = counts.near >= _LEAST
    near = counts.near[belongs].astype(np.float64)
    chance = counts.occurrences[belongs] * (counts.before * reach / max(total, 1))
    # A text of nothing but the two has no surprise in it.
    surprise = np.maximum(-np.log(near / max(counts.sampled * reach, 1)), 1e-9)
    belongs[belongs] = np.log(near / chance) / surprise >= _COHESION
    return belongs
