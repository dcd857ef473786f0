"""The forms of a commit, as the lexicon asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from searchapp.analysis.particles import particles
from searchapp.columnar.collocations import find_collocations
from searchapp.columnar.namelist import NameList
from searchapp.columnar.nearness import Places, lay_out
from searchapp.columnar.phrases import NearMatches, places_in
from searchapp.columnar.segment import Segment
from searchapp.columnar.sets import Intersection, Scores
from searchapp.columnar.snapshot import Snapshot, Stretch
from searchapp.columnar.weights import Weighting
from searchapp.columnar.wordlist import WordList
from searchapp.columnar.words import Word, WordMatches
from searchapp.query.schema import SCORED

# Ways to write a name are looked for in so many of the articles that may have one, far apart.
_LOOKED_THROUGH = 1_000


class SnapshotVocabulary:
    """The forms of a commit (see `searchapp.analysis.lexicon.Vocabulary`).

    Args:
        snapshot: the commit.
        weighting: of the same.
    """

    def __init__(self, snapshot: Snapshot, weighting: Weighting) -> None:
        self._snapshot = snapshot
        self._weighting = weighting

    def with_letters(self, letters: str) -> list[str]:
        """Return the forms that fold to these letters, in order."""
        return self._forms(lambda segment: segment.relation("letters").forms(letters))

    def with_stem(self, stem: str) -> list[str]:
        """Return the forms of an English word, by its stem."""
        return self._forms(lambda segment: segment.relation("words").forms(stem))

    def with_names(self, keys: frozenset[str]) -> list[str]:
        """Return the forms that have any of some candidate keys."""
        return self._forms(lambda segment: segment.names.forms(keys)) if keys else []

    def within(self, letters: str, edits: int) -> list[str]:
        """Return the forms whose letters begin alike and are at most so many edits apart."""
        return self._forms(lambda segment: _within(segment, letters, edits))

    def side_by_side(self, words: Sequence[Sequence[str]], most: int) -> list[tuple[str, ...]]:
        """Return which forms stand side by side anywhere, those that do so most often first."""
        if not all(words):
            return []
        counts: dict[tuple[str, ...], int] = {}
        for field in SCORED:
            for stretch in self._snapshot.stretches:
                for way, count in self._ways(stretch, field, words):
                    counts[way] = counts.get(way, 0) + count
        return sorted(counts, key=lambda way: (-counts[way], way))[:most]

    def articles(self, form: str) -> int:
        """Return in how many articles a form is, about: in those of the text that most have it."""
        encoded, count = form.encode("utf-8", "surrogatepass"), 0
        for part in self._snapshot.slices:
            number = part.segment.forms.find(encoded)
            if number is not None:
                fields = map(part.segment.field, SCORED)
                terms = ((field, field.term(number)) for field in fields)
                count += max(0 if at is None else int(f.postings.lengths[at]) for f, at in terms)
        return count

    def beginning(self, letters: str, most: int) -> list[str]:
        """Return the letters of words that begin so, those in about the most articles first."""
        ranked = self.words.ranked
        return [ranked[number].decode() for number in ranked.best(letters.encode(), most)]

    def together(self, words: Sequence[str], most: int, least: int) -> list[tuple[str, ...]]:
        """Return names of several words by their letters, those in the most titles first."""
        return self._names.beginning(words, most, least)

    def is_name(self, words: Sequence[str]) -> bool:
        """Return whether words, by their letters, are a name that `together` knows."""
        return self._names.has(words)

    @cached_property
    def words(self) -> WordList:
        """All words by their letters."""
        return WordList(self._snapshot, tuple(SCORED))

    @cached_property
    def _names(self) -> NameList:
        numbers = map(self.words.ranked.find, map(str.encode, sorted(particles())))
        serving = [number for number in numbers if number is not None]
        found = find_collocations(self._snapshot, "title", self.words, serving)
        return NameList(self.words, found)

    def _forms(self, find: Callable[[Segment], Iterable[int]]) -> list[str]:
        segments = (part.segment for part in self._snapshot.slices)
        found = {each.forms[number] for each in segments for number in find(each)}
        return [form.decode("utf-8", "surrogatepass") for form in sorted(found)]

    def _ways(
        self, stretch: Stretch, field: str, words: Sequence[Sequence[str]]
    ) -> Iterator[tuple[tuple[str, ...], int]]:
        norms = self._weighting.norms(field, stretch)
        asked = Intersection(_matches(stretch, field, words, norms)).documents
        if not len(asked):
            return
        if len(asked) > _LOOKED_THROUGH:
            first = tuple(forms[0] for forms in words)
            alone = _matches(stretch, field, [(form,) for form in first], norms)
            there = NearMatches(alone, 1, True, stretch.lengths(field), _go_on).documents
            # Those that are met below as well only count the more.
            yield from [(first, len(there))] if len(there) else []
            asked = asked[:: -(-len(asked) // _LOOKED_THROUGH)]
        firsts = lay_out(stretch.lengths(field).take(asked), 1)
        ways: dict[tuple[str, ...], Places] = {}
        for number, forms in enumerate(words):
            before, ways = ways, {}
            for form in forms:
                word = Word(stretch, field, (form,), _go_on)
                places = places_in(word, asked, firsts) if word.lists else np.empty(0, np.int32)
                if not number:
                    ways[form,] = places
                for way, ends in before.items():
                    ways[*way, form] = _behind(ends, places)
            ways = {way: places for way, places in ways.items() if len(places)}
        yield from ((way, len(places)) for way, places in ways.items())


def _matches(
    stretch: Stretch, field: str, words: Iterable[Sequence[str]], norms: Scores
) -> list[WordMatches]:
    found = [Word(stretch, field, tuple(forms), _go_on) for forms in words]
    return [WordMatches(word, 1.0, norms) for word in found]


def _behind(before: Places, places: Places) -> NDArray[np.int32]:
    """Return those of some places that stand behind others."""
    return np.intersect1d(before + np.int32(1), places, assume_unique=True)


def _within(segment: Segment, letters: str, edits: int) -> list[int]:
    """Return the forms of a segment whose letters begin alike and are so many edits apart."""
    known = list(segment.relation("letters").like(letters, edits)) if letters else []
    if not known:
        return []
    distances = cdist(
        [letters],
        [word for word, _ in known],
        scorer=Levenshtein.distance,
        score_cutoff=edits,
        dtype=np.int32,
    )
    near = np.flatnonzero(distances[0] <= edits).tolist()
    return [form for at in near for form in known[at][1]]


def _go_on() -> None:
    """A name is looked up in little time."""
