"""Words in the segments of a stretch: the documents with any of a word's forms, and their scores.

A document that has a form of the word has the word, as often as it has any of its forms.  So its
document frequency is the number of documents with any form, and an occurrence counts once, whatever
its spelling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.columnar.postings import PostingList, Postings
from searchapp.columnar.runs import distinct_of, first_of_each, together
from searchapp.columnar.sets import (
    Documents,
    Flags,
    Matches,
    Scored,
    Scores,
    contained,
)
from searchapp.columnar.snapshot import Stretch

# Adding up in an array of all documents costs so many times less than sorting does.
_DENSE = 8
# So many lists are read at once at the most.
_MOST = 4_096
# So many lists are asked one after the other what they know of few documents, and not merged.
_FEW = 4
# How many words of a stretch are remembered.
_REMEMBERED = 4_096


class Listing(NamedTuple):
    """The posting list of a form in a segment.

    Args:
        list: the list.
        postings: of a text of the segment.
        term: the number of the form there.
        part: which segment of the stretch it is.
        shift: what the numbers of its documents are raised by in the stretch.
        weight: what an occurrence counts.
    """

    list: PostingList
    postings: Postings
    term: int
    part: int
    shift: int
    weight: float = 1.0


class Listings:
    """The posting lists of a word's forms in a stretch.

    Args:
        lists: the lists, those of one segment side by side.
    """

    def __init__(self, lists: Sequence[Listing]) -> None:
        self.lists = lists
        self.is_plain = all(each.weight == 1 for each in lists)
        """Whether each occurrence counts 1."""
        self.size = sum(len(each.list) for each in lists)
        """In how many documents the word is, at the most."""
        self.is_apart = len({each.part for each in lists}) == len(lists)
        """Whether no two of the lists can have a document in common."""
        self.frequency = self.size if self.is_apart else None
        """In how many documents the word is, once that is known."""


def _listings_of(
    stretch: Stretch, field: str, forms: tuple[str, ...], weights: tuple[float, ...]
) -> Listings:
    """Return the posting lists of some forms in a text, found but once while a stretch is open."""
    known: dict[Any, Listings] = stretch.known
    found = known.get((field, forms, weights))
    if found is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        lists = _find_lists(stretch, field, forms, weights)
        found = known[field, forms, weights] = Listings(lists)
    return found


def _find_lists(
    stretch: Stretch, field: str, forms: tuple[str, ...], weights: tuple[float, ...]
) -> list[Listing]:
    encoded = [form.encode("utf-8", "surrogatepass") for form in dict.fromkeys(forms)]
    weight_of = dict(zip(encoded, weights, strict=True)) if weights else {}
    found = []
    for at, part in enumerate(stretch.slices):
        read = part.segment.field(field)
        shift = part.first - stretch.first
        for number in part.segment.forms.find_all(encoded):
            term = read.term(number)
            if term is not None:
                weight = weight_of[part.segment.forms[number]] if weights else 1.0
                found.append(Listing(read.postings[term], read.postings, term, at, shift, weight))
    return found


def _read_all(lists: Sequence[Listing]) -> tuple[Documents, NDArray[Any]]:
    """Return the documents of many lists, one list behind another, and their frequencies."""
    documents, frequencies = [], []
    for first, end in _runs(lists):
        each = lists[first]
        found, counted = each.postings.counts(each.term, each.term + end - first)
        documents.append(found + each.shift)
        frequencies.append(counted)
    return together(documents, np.intp), together(frequencies, np.uint32)


def _runs(lists: Sequence[Listing]) -> Iterator[tuple[int, int]]:
    """Yield runs of lists that stand side by side, as those of words that begin alike do."""
    first = 0
    for at in range(1, len(lists) + 1):
        before = lists[at - 1]
        if at == len(lists) or lists[at][2:4] != (before.term + 1, before.part):
            yield first, at
            first = at


class Word:
    """A word in a stretch.

    Args:
        stretch: where to look.
        field: the text.
        forms: those of the word, each once.
        check: called before each posting list that is read; may raise to stop the search.
        weights: what an occurrence of each form counts; none where each counts 1.
    """

    def __init__(
        self,
        stretch: Stretch,
        field: str,
        forms: tuple[str, ...],
        check: Callable[[], None],
        weights: tuple[float, ...] = (),
    ) -> None:
        self.stretch = stretch
        self._listings = _listings_of(stretch, field, forms, weights)
        self.lists = self._listings.lists
        self.size = self._listings.size
        """In how many documents it is, at the most."""
        self.is_apart = self._listings.is_apart
        """Whether no two of its lists can have a document in common."""
        self._check = check

    @property
    def frequency(self) -> int:
        """In how many documents it is."""
        frequency = self._listings.frequency
        if frequency is None:
            frequency = self._listings.frequency = len(self.documents)
        return frequency

    @cached_property
    def listed(self) -> list[Documents]:
        """The documents of each list, ascending."""
        self._check()
        return [each.list.documents(each.shift) for each in self.lists]

    @cached_property
    def counted(self) -> list[NDArray[Any]]:
        """How often a form stands in each document of its list."""
        self._check()
        return [each.list.frequencies() for each in self.lists]

    @cached_property
    def weighed(self) -> list[NDArray[Any]]:
        """What the occurrences of a form in each document of its list count."""
        if self._listings.is_plain:
            return self.counted
        return [
            counted * each.weight for each, counted in zip(self.lists, self.counted, strict=True)
        ]

    @cached_property
    def ends(self) -> list[NDArray[np.uint32]]:
        """How often a form stands in the documents of its list up to each."""
        return [counted.cumsum(dtype=np.uint32) for counted in self.counted]

    @property
    def documents(self) -> Documents:
        """The documents, ascending."""
        return self._listed_once if self.is_apart else self._distinct

    @property
    def frequencies(self) -> NDArray[Any]:
        """How often it stands in each document, an occurrence counting what its form does."""
        return self._counted_once if self.is_apart else self._totals

    @cached_property
    def _listed_once(self) -> Documents:
        return together(self.listed, np.intp)

    @cached_property
    def _counted_once(self) -> NDArray[Any]:
        return together(self.weighed, np.uint32)

    @cached_property
    def _all(self) -> tuple[Documents, NDArray[Any]]:
        """The documents of all lists, one list behind another, and their frequencies."""
        if len(self.lists) > _FEW and self._listings.is_plain:
            self._check()
            return _read_all(self.lists)
        return together(self.listed, np.intp), together(self.weighed, np.uint32)

    @cached_property
    def _distinct(self) -> Documents:
        return distinct_of(self._all[0], self.stretch.documents)

    @cached_property
    def _totals(self) -> NDArray[Any]:
        documents, frequencies = self._all
        if len(documents) * _DENSE > self.stretch.documents:
            totals = np.bincount(documents, frequencies, minlength=self.stretch.documents)
            return totals.take(self.documents)
        order = np.argsort(documents, kind="stable")
        begins = first_of_each(documents[order]).nonzero()[0]
        return np.add.reduceat(frequencies[order], begins)


class WordMatches(Matches):
    """The documents of a word, scored by BM25.

    Args:
        word: the word.
        weight: what an occurrence is worth in the end.
        norms: what the length of each document takes from its score.
    """

    def __init__(self, word: Word, weight: float, norms: Scores) -> None:
        super().__init__(word.stretch.documents, word.size)
        self.word = word
        self._weight = weight
        self._norms = norms

    def _find(self) -> Documents:
        return self.word.documents

    def contains(self, asked: Documents) -> Flags:
        """Return which documents have the word (see `Matches`)."""
        if self._is_merged:
            return super().contains(asked)
        found = contained(asked, self.word.listed[0], self.count)
        for listed in self.word.listed[1:]:
            found |= contained(asked, listed, self.count)
        return found

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        frequencies = self.frequencies(asked).astype(np.float64)
        scores = self._norms.take(asked)
        scores += frequencies
        frequencies *= self._weight
        np.divide(frequencies, scores, out=scores)
        return scores

    def partial(self, asked: Documents) -> Scores:
        """Return the scores of some documents, 0 for others (see `Matches`)."""
        return self.scores(asked)

    @property
    def _is_merged(self) -> bool:
        """Whether to go by the word's documents rather than by those of each of its lists."""
        return self.word.is_apart or len(self.word.lists) > _FEW

    def frequencies(self, asked: Documents) -> NDArray[Any]:
        """Return how often the word stands in each of some documents."""
        word = self.word
        if self._is_merged or asked is self.documents:
            return self._at(asked, self.documents, word.frequencies)
        total = self._at(asked, word.listed[0], word.weighed[0])
        for listed, weighed in zip(word.listed[1:], word.weighed[1:], strict=True):
            total = total + self._at(asked, listed, weighed)
        return total

    def _at(
        self, asked: Documents, documents: Documents, frequencies: NDArray[Any]
    ) -> NDArray[Any]:
        """Return the frequencies of some documents, 0 for those that are not listed."""
        if asked is documents:
            return frequencies
        if not len(documents):
            return np.zeros(len(asked))
        if len(asked) * _DENSE > len(documents):
            spread = np.zeros(self.count, frequencies.dtype)
            spread[documents] = frequencies
            return spread.take(asked)
        at = documents.searchsorted(asked)
        found = frequencies.take(at, mode="clip")
        found *= documents.take(at, mode="clip") == asked
        return found


def score_each(
    postings: Postings,
    terms: NDArray[np.intp],
    weights: Scores,
    norms: Scores,
    check: Callable[[], None],
) -> Scored:
    """Score many words of a segment, each on its own.

    Args:
        postings: of a text.
        terms: the words, ascending.
        weights: what an occurrence of each is worth in the end.
        norms: what the length of each document takes from its score.
        check: called before each of the stretches that are read; may raise to stop it.

    Returns:
        The documents with any of them, ascending, and the sums of the scores.
    """
    sums, present = np.zeros(len(norms)), np.zeros(len(norms), np.bool_)
    begin = 0
    while begin < len(terms):
        check()
        # Lists that stand side by side are read at once, with some between them that are not asked.
        end = begin + _run(terms[begin : begin + _MOST])
        first, stop = int(terms[begin]), int(terms[end - 1]) + 1
        documents, frequencies = postings.counts(first, stop)
        each = np.zeros(stop - first)
        each[terms[begin:end] - first] = weights[begin:end]
        asked = np.zeros(stop - first, np.bool_)
        asked[terms[begin:end] - first] = True
        lengths = postings.lengths[first:stop]
        kept = np.repeat(asked, lengths)
        documents, counted = documents[kept], frequencies[kept].astype(np.float64)
        present[documents] = True
        scores = np.repeat(each, lengths)[kept] * counted / (counted + norms.take(documents))
        np.add.at(sums, documents, scores)
        begin = end
    found = present.nonzero()[0]
    return Scored(found, sums.take(found))


def _run(terms: NDArray[np.intp]) -> int:
    """Return how many of some terms, from the first on, stand close to one another."""
    far = np.flatnonzero(np.diff(terms) > _DENSE)
    return int(far[0]) + 1 if len(far) else len(terms)
