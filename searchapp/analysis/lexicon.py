"""The lexicon: from a word that was asked for to the forms of it that an archive has.

What an archive holds is a `Vocabulary`; nothing here knows how it is kept.  How far a form may be
from the word says the level:

| level     | a word also finds                                          | for kata'ib    |
|-----------|------------------------------------------------------------|----------------|
| exact     | nothing but the form itself, upper case and quotes aside   | kata’ib        |
| letters   | the same letters, accents, apostrophes and hyphens aside   | kataib         |
| words     | other forms of the same English word, the plural of a name | (of strike:    |
|           |                                                            | strikes)       |
| spellings | the same name, spelt otherwise                             | kataeb         |
| wide      | names that are a little less alike, and one wrong letter   | katiab         |

Each level holds those above it.
"""

from __future__ import annotations

import enum
import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from searchapp.analysis import english
from searchapp.analysis.compounds import ARTICLES, Options, arrangements, bare, halves
from searchapp.analysis.folding import fold
from searchapp.analysis.spelling import THRESHOLD, WIDE, candidate_keys, same_names
from searchapp.analysis.stems import stem
from searchapp.analysis.tokens import words_in

# A word stands for this many forms at the most, so that a search ends.
MOST = 100
# A name that is written in several words has this many ways to be at the most.
_MOST_PHRASES = 12
# Words asked for again and again, such as those of one query in two texts.
_REMEMBERED = 4_096
# A shorter name has no plural: Hamas is not that of Hama.
_SHORT_NAME = 5
# What is shorter may be spelt in no other way: nearly everything is like it.
_SHORTEST_NAME = 3


class Level(enum.StrEnum):
    """How far the forms of a word may be from it, from the strictest on (see above)."""

    EXACT = "exact"
    LETTERS = "letters"
    WORDS = "words"
    SPELLINGS = "spellings"
    WIDE = "wide"


class Kind(enum.StrEnum):
    """Why a form is one of a word's, from the nearest on."""

    EXACT = "exact"
    LETTERS = "letters"
    WORD = "word"
    SPELLING = "spelling"
    WIDE = "wide"
    FUZZY = "fuzzy"
    ALIAS = "alias"


# What an occurrence of a form counts, beside 1 of the word as it was typed.
WEIGHTS = {
    Kind.EXACT: 1.0,
    Kind.LETTERS: 0.95,
    Kind.WORD: 0.3,
    Kind.SPELLING: 0.9,
    Kind.WIDE: 0.5,
    Kind.FUZZY: 0.5,
    Kind.ALIAS: 1.0,
}


_NEAREST = list(Kind)


class Wanted(NamedTuple):
    """A word that was asked for.

    Args:
        text: in lower case, its quotes as an index has them; of several words where hyphens join
            them (al-Sadr) or where they are one name (Abdul Mahdi).
        level: how far its forms may be from it; None for as far as the whole search goes.
        edits: how many letters may be wrong besides, 0 to 2.
        in_phrase: whether it has its place among others, so that an article before it counts.
    """

    text: str
    level: Level | None = None
    edits: int = 0
    in_phrase: bool = False


def at_level(word: Wanted, level: Level) -> Wanted:
    """Return a word with its own level, or where it has none with this."""
    return word if word.level else word._replace(level=level)


class Form(NamedTuple):
    """A form of a word that the archive has.

    Args:
        text: the form, as an index keeps it; several with spaces between, where it is written so.
        kind: why it is one.
        score: how sure it is that it spells the same name, from 0 to 1.
    """

    text: str
    kind: Kind
    score: float = 1.0

    @property
    def words(self) -> tuple[str, ...]:
        """The words that it is written in."""
        return tuple(self.text.split(" "))

    @property
    def is_one_word(self) -> bool:
        """Whether it is written in one word."""
        return " " not in self.text

    @property
    def weight(self) -> float:
        """What an occurrence of it counts."""
        return WEIGHTS[self.kind]


class Family(NamedTuple):
    """All that a word stands for.

    Args:
        forms: those nearest to it first.
        cut: how many more there are than `MOST`.
    """

    forms: tuple[Form, ...]
    cut: int = 0


class Vocabulary(Protocol):
    """The forms of an archive."""

    def with_letters(self, letters: str) -> Iterable[str]:
        """Return the forms that fold to these letters."""

    def with_stem(self, stem: str) -> Iterable[str]:
        """Return the forms of an English word, by its stem."""

    def with_names(self, keys: frozenset[str]) -> Iterable[str]:
        """Return the forms that have any of some candidate keys."""

    def within(self, letters: str, edits: int) -> Iterable[str]:
        """Return the forms whose letters begin alike and are at most so many edits apart."""

    def side_by_side(self, words: Sequence[Sequence[str]], most: int) -> Iterable[Sequence[str]]:
        """Return which forms stand side by side anywhere, those that do so most often first.

        Where there are very many articles to look through, ways that few have may be missed, but
        not the one of the first forms.

        Args:
            words: for each place the forms that may stand there.
            most: how many of the ways there are to return.
        """


class Lexicon:
    """Finds what words stand for, and remembers it.

    Args:
        vocabulary: of the archive.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._find = functools.lru_cache(_REMEMBERED)(_Finder(vocabulary).find)

    def family(self, wanted: Wanted) -> Family:
        """Return all that a word stands for.

        Args:
            wanted: the word; it has a level.
        """
        return self._find(wanted)


class _Finder:
    """Finds what words stand for in a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def find(self, wanted: Wanted) -> Family:
        """Return all that a word stands for."""
        words = words_in(wanted.text)
        found: dict[str, Form] = {}
        finders = self._of_one(wanted) if len(words) == 1 else self._of_several(wanted, words)
        articles = self._with_article(wanted) if wanted.in_phrase else ()
        for form in itertools.chain(finders, articles):
            known = found.get(form.text)
            if known is None or _NEAREST.index(form.kind) < _NEAREST.index(known.kind):
                found[form.text] = form
        ranked = sorted(
            found.values(), key=lambda form: (_NEAREST.index(form.kind), -form.score, form.text)
        )
        return Family(tuple(ranked[:MOST]), max(len(ranked) - MOST, 0))

    def _of_one(self, wanted: Wanted) -> Iterator[Form]:
        """Yield the forms of a word, the nearest kind first."""
        text, level = wanted.text, wanted.level
        letters = fold(text)
        same = self._with_letters(letters)
        yield from (Form(text, Kind.EXACT) for form in same if form.text == text)
        if level is Level.EXACT:
            return
        yield from same
        yield from self._in_halves(letters)
        if level is not Level.LETTERS:
            yield from self._of_one_word(letters)
        yield from self._of_name(text, level)
        yield from self._fuzzy(letters, wanted)

    def _of_several(self, wanted: Wanted, words: Sequence[str]) -> Iterator[Form]:
        """Yield the forms of what is written in several words."""
        level = wanted.level
        is_name = not all(map(english.is_word, bare(words)))
        named = list(self._of_name(wanted.text, level)) if is_name else []
        name = _name_of(wanted)
        if named and name is not None:
            # Who writes al-Sadr writes Sadr as well.
            yield from self.find(Wanted(name, level, wanted.edits)).forms
        else:
            yield from self._of_words(words, wanted)
        if level is not Level.EXACT:
            yield from self._with_letters(fold("".join(words)))
        yield from named

    def _of_words(self, words: Sequence[str], wanted: Wanted) -> Iterator[Form]:
        """Yield the ways to write words side by side that are not one name."""
        parts = [
            self.find(Wanted(word, wanted.level, wanted.edits if len(word) > _SHORTEST_NAME else 0))
            for word in words
        ]
        yield from self._side_by_side([part.forms for part in parts])

    def _with_article(self, wanted: Wanted) -> Iterator[Form]:
        """Yield the forms of a name with an article before them, as it was typed or not."""
        name = _name_of(wanted)
        if name is None or wanted.level not in (Level.SPELLINGS, Level.WIDE):
            return
        forms = [form for form in self.find(Wanted(name, wanted.level)).forms if form.is_one_word]
        # The "at" before Baghran is no article, unless it was typed as one.
        typed = tuple(words_in(wanted.text))
        among = {*typed[:-1], *(word for word in ARTICLES if not english.is_word(word))}
        articles = [form for word in sorted(among) for form in self._with_letters(word)]
        for form in self._side_by_side([articles, forms]):
            yield form._replace(kind=Kind.EXACT if form.words == typed else Kind.SPELLING)

    def _with_letters(self, letters: str) -> list[Form]:
        return [Form(form, Kind.LETTERS) for form in self._vocabulary.with_letters(letters)]

    def _of_one_word(self, letters: str) -> Iterator[Form]:
        is_english = english.is_word(letters)
        for form in self._vocabulary.with_stem(stem(letters)):
            other = fold(form)
            if (is_english and english.is_word(other)) or _are_singular_and_plural(letters, other):
                yield Form(form, Kind.WORD)

    def _of_name(self, text: str, level: Level | None) -> Iterator[Form]:
        """Yield the other spellings of a name."""
        if level not in (Level.SPELLINGS, Level.WIDE) or len(fold(text)) < _SHORTEST_NAME:
            return
        found = self._vocabulary.with_names(candidate_keys(text))
        candidates = [form for form in found if len(fold(form)) >= _SHORTEST_NAME]
        least = THRESHOLD if level is Level.SPELLINGS else WIDE
        for form, score in same_names(text, candidates, least):
            yield Form(form, Kind.SPELLING if score >= THRESHOLD else Kind.WIDE, score)
        for places in arrangements(text):
            for way in self._side_by_side([self._of_place(each, level) for each in places]):
                yield way._replace(kind=Kind.SPELLING)

    def _of_place(self, place: Options | str, level: Level) -> Sequence[Form]:
        if isinstance(place, str):
            return self.find(Wanted(place, level)).forms
        return [form for word in place for form in self._with_letters(word)]

    def _in_halves(self, letters: str) -> Iterator[Form]:
        """Yield what has the letters of a name, written in two words."""
        if english.is_word(letters):
            return
        for cut in halves(letters):
            # The English words of "put in" are no way to write Putin.
            if not any(map(english.is_word, cut)):
                yield from self._side_by_side([self._with_letters(half) for half in cut])

    def _fuzzy(self, letters: str, wanted: Wanted) -> Iterator[Form]:
        edits = wanted.edits or int(wanted.level is Level.WIDE and not english.is_word(letters))
        kind = Kind.FUZZY if wanted.edits else Kind.WIDE
        for form in self._vocabulary.within(letters, edits) if edits else ():
            if wanted.edits or not english.is_word(form):
                yield Form(form, kind, 1 - edits / (len(letters) + 1))

    def _side_by_side(self, parts: Sequence[Sequence[Form]]) -> Iterator[Form]:
        """Yield the ways to write some words side by side that the archive has."""
        known = [{form.text: form for form in part} for part in parts]
        for way in self._vocabulary.side_by_side([list(each) for each in known], _MOST_PHRASES):
            forms = [part[text] for part, text in zip(known, way, strict=True)]
            yield Form(
                " ".join(way),
                max((form.kind for form in forms), key=_NEAREST.index),
                min(form.score for form in forms),
            )


def _name_of(wanted: Wanted) -> str | None:
    """Return a name of one word without an article in front; None where it is no such name."""
    words = bare(words_in(wanted.text))
    is_name = len(words) == 1 and not english.is_word(words[0])
    return words[0] if is_name and len(fold(words[0])) >= _SHORTEST_NAME else None


def _are_singular_and_plural(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= _SHORT_NAME and longer == f"{shorter}s"
