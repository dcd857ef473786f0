"""Completion: the words and names of an archive that begin with what was typed.

Forms with the same letters are one word (Kata'ib is Kataib), and the forms of an English word and
the spellings of a name, which one finds by the other, are offered once, as the one of them that is
written most often among those that begin as was typed.
Words that only serve others are not offered.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from searchapp.analysis.families import Lexicon
from searchapp.analysis.folding import fold
from searchapp.analysis.lexicon import Kind, Level, Vocabulary, Wanted
from searchapp.analysis.particles import particles

# Spellings of what is offered already make room for others: so many times more is looked at, and so
# much at the least.
_SPARE, _POOL = 2, 24
# So many names are looked at for those that stand beside other words.
_MOST_NAMES = 100
# A name of several words has so many ways to be spelled at the most that are looked for.
_MOST_WAYS = 200
_REMEMBERED = 1 << 14
_SPELLINGS = (Kind.EXACT, Kind.LETTERS, Kind.SPELLING)


class Entry(NamedTuple):
    """A word of the archive, or a name of several.

    Args:
        text: as it is written most often.
        spellings: how many spellings it has, letters compared.
        follows: whether it belongs right behind the words before.
    """

    text: str
    spellings: int
    follows: bool = False


class _Word(NamedTuple):
    """A word, and what is found with it.

    Args:
        text: as it is written most often.
        spellings: the letters of its spellings, its own among them.
        found: the letters of all that it stands for in one word.
    """

    text: str
    spellings: tuple[str, ...]
    found: frozenset[str]


class Beside(Protocol):
    """The words of some articles that begin so, those to be offered first first."""

    def __iter__(self) -> Iterator[tuple[str, bool]]:
        """Yield the letters of each, and whether it belongs right behind the words before."""

    def frequent(self, least: int) -> frozenset[str]:
        """Return those that are in about so many of the articles or more."""


class RankedVocabulary(Vocabulary, Protocol):
    """The forms of an archive in the order of the articles that have them."""

    def beginning(self, letters: str, most: int) -> Iterable[str]:
        """Return the letters of words that begin so, those in about the most articles first.

        Args:
            letters: folded.
            most: how many of them to return.
        """

    def together(self, words: Sequence[str], most: int, least: int) -> Iterable[tuple[str, ...]]:
        """Return names of several words by their letters, those in the most titles first.

        Args:
            words: stand in the name one behind the other; the last one is only begun.
            most: how many of them to return.
            least: leave out those with a word that is in about fewer articles.
        """

    def is_name(self, words: Sequence[str]) -> bool:
        """Return whether words, by their letters, are a name that `together` knows."""


class Completer:
    """Finds how words can go on; remembers the words it met.

    Args:
        vocabulary: of the archive.
        lexicon: of the same.
    """

    def __init__(self, vocabulary: RankedVocabulary, lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._same = functools.lru_cache(_REMEMBERED)(self._find_same)
        self._word = functools.lru_cache(_REMEMBERED)(self._find)

    def words(
        self, letters: str, most: int, beside: Beside | None = None, *, is_exact: bool = False
    ) -> list[Entry]:
        """Return words that begin so, about the most frequent first.

        Args:
            letters: folded; no word begins with none.
            most: how many to return at the most.
            beside: those of the articles that matter; None where all do.
            is_exact: whether each form is a word of its own.
        """
        if not letters:
            return []
        found = self._first(letters, most) if beside is None else beside
        every = self._forms(found) if is_exact else self._families(found)
        return list(itertools.islice(every, most))

    def names(
        self, words: Sequence[str], most: int, least: int = 0, beside: Beside | None = None
    ) -> list[Entry]:
        """Return names in which some words stand side by side, about the most frequent first.

        Args:
            words: folded; the last one is only begun, or empty where the next is looked for.
            most: how many to return at the most.
            least: leave out those with a word that is in about fewer articles.
            beside: the words of the articles that matter; None where all do.
        """
        if not words[0]:
            return []
        offered: set[tuple[str, ...]] = set()
        entries: list[Entry] = []
        pool = max(most * _SPARE, _POOL) if beside is None else _MOST_NAMES
        near = None if beside is None else beside.frequent(max(least, 1))
        for name in self._vocabulary.together(words, pool, least):
            is_beside = near is None or not near.isdisjoint(name)
            is_new = name not in offered and len(entries) < most
            if is_beside and is_new and all(map(self._same, name)):
                parts = [self._word(each) for each in name]
                ways = {name, *self._ways(parts)}
                offered |= ways
                entries.append(Entry(" ".join(part.text for part in parts), len(ways)))
        return entries

    def _families(self, found: Iterable[tuple[str, bool]]) -> Iterator[Entry]:
        """Yield each word once with all that is found with it."""
        offered: set[str] = set()
        for word, follows in found:
            # Words of deleted articles are listed, but have no form any more.
            if word not in offered and word not in particles() and self._same(word):
                known = self._word(word)
                offered |= known.found
                yield Entry(known.text, len(known.spellings), follows)

    def _forms(self, found: Iterable[tuple[str, bool]]) -> Iterator[Entry]:
        """Yield each form of each word."""
        for word, follows in found:
            for form in self._by_articles(word) if word not in particles() else ():
                yield Entry(form, 1, follows)

    def _first(self, letters: str, most: int) -> Iterator[tuple[str, bool]]:
        for word in self._vocabulary.beginning(letters, max(most * _SPARE, _POOL)):
            yield word, False

    def _find_same(self, letters: str) -> tuple[str, ...]:
        return tuple(self._vocabulary.with_letters(letters))

    def _by_articles(self, letters: str) -> list[str]:
        """Return the forms with these letters, those that most articles have first."""
        return sorted(
            self._same(letters), key=lambda form: (-self._vocabulary.articles(form), form)
        )

    def _find(self, letters: str) -> _Word:
        text = self._by_articles(letters)[0]
        family = self._lexicon.family(Wanted(text, Level.SPELLINGS))
        found = [(fold(form.text), form.kind) for form in family.forms if form.is_one_word]
        spellings = dict.fromkeys(other for other, kind in found if kind in _SPELLINGS)
        return _Word(text, tuple(spellings), frozenset(other for other, _ in found))

    def _ways(self, parts: Sequence[_Word]) -> Iterator[tuple[str, ...]]:
        """Yield the ways to spell a name that the archive has as names."""
        spelled = [part.spellings for part in parts]
        for way in itertools.islice(itertools.product(*spelled), _MOST_WAYS):
            if self._vocabulary.is_name(way):
                yield way
