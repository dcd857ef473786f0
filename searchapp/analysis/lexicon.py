"""The lexicon: from a word that was asked for to the forms of it that an archive has.

What an archive holds is a `Vocabulary`; nothing here knows how it is kept.  How far a form may be
from the word says the level:

| level     | a word also finds                                          | for kata'ib    |
|-----------|------------------------------------------------------------|----------------|
| exact     | nothing but the form itself, upper case and quotes aside   | kata’ib        |
| letters   | the same letters, accents, apostrophes and hyphens aside   | kataib         |
| words     | other forms of the same English word, the plural of a name | (of strike:    |
|           |                                                            | strikes)       |
| spellings | the same name, spelt otherwise, and slips of the pen       | kataeb         |
| wide      | names that are a little less alike or that others bear,    | katiab         |
|           | and one wrong letter                                       |                |

Each level holds those above it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from searchapp.analysis.company import Articles
from searchapp.analysis.folding import fold
from searchapp.analysis.graphemes import is_unvowelled
from searchapp.analysis.readings import Readings
from searchapp.analysis.tokens import words_in

# A word stands for this many forms at the most, so that a search ends.
MOST = 100


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
    SLIP = "slip"
    WIDE = "wide"
    FUZZY = "fuzzy"
    ALIAS = "alias"


# What an occurrence of a form counts, beside 1 of the word as it was typed.
WEIGHTS = {
    Kind.EXACT: 1.0,
    Kind.LETTERS: 0.95,
    Kind.WORD: 0.3,
    Kind.SPELLING: 0.9,
    Kind.SLIP: 0.9,
    Kind.WIDE: 0.5,
    Kind.FUZZY: 0.5,
    Kind.ALIAS: 1.0,
}


class Wanted(NamedTuple):
    """A word that was asked for.

    Args:
        text: in lower case, its quotes as an index has them; of several words where hyphens join
            them (al-Sadr) or where they are one name (Abdul Mahdi).
        level: how far its forms may be from it; None for as far as the whole search goes.
        edits: how many letters may be wrong besides, 0 to 2.
        in_phrase: whether it has its place among others, so that an article before it counts.
        fused: whether it is of words that were typed each on its own, and are asked for in one
            word, or as what else they are together.
        unless: the name that it may be a part of, as it was typed; where the archive has that, the
            word stands for nothing.
    """

    text: str
    level: Level | None = None
    edits: int = 0
    in_phrase: bool = False
    fused: bool = False
    unless: str = ""


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
        partial: whether the time was up before they were found.
    """

    forms: tuple[Form, ...]
    cut: int = 0
    partial: bool = False


def as_typed(wanted: Wanted) -> Form:
    """Return the form that a word was typed in."""
    return Form(" ".join(words_in(wanted.text)), Kind.EXACT)


def same_letters(vocabulary: Vocabulary, word: str) -> tuple[str, ...]:
    """Return the forms that have the letters of a word.

    What is written without its vowels has those of no word that is written with them: of حماس only
    the letters of HMS are left.

    Args:
        vocabulary: of the archive.
        word: as written.
    """
    forms, unvowelled = vocabulary.with_letters(fold(word)), is_unvowelled(word)
    return tuple(form for form in forms if is_unvowelled(form) == unvowelled)


class Vocabulary(Articles, Protocol):
    """The forms of an archive, and the articles that have them."""

    def with_letters(self, letters: str) -> Iterable[str]:
        """Return the forms that fold to these letters."""

    def with_stem(self, stem: str) -> Iterable[str]:
        """Return the forms of an English word, by its stem."""

    def with_names(self, keys: frozenset[str]) -> Readings:
        """Return the forms that have any of some candidate keys, with how each is read.

        Those whose articles have all been deleted may be among them.
        """

    def standing(self, forms: Sequence[str]) -> Iterable[str]:
        """Return those of some forms that stand in an article, in order."""

    def within(self, letters: str, edits: int) -> Iterable[str]:
        """Return the forms whose letters begin alike and are at most so many edits apart.

        Args:
            letters: the letters.
            edits: how many letters are wrong, missing or too many; two that are swapped are one.
        """

    def side_by_side(self, words: Sequence[Sequence[str]], most: int) -> Iterable[Sequence[str]]:
        """Return which forms stand side by side anywhere, those that do so most often first.

        Where there are very many articles to look through, ways that few have may be missed, but
        not the one of the first forms.

        Args:
            words: for each place the forms that may stand there.
            most: how many of the ways there are to return; the one of the first forms besides.
        """

    def articles(self, form: str) -> int:
        """Return in how many articles a form is, about."""

    def articles_with_phrase(self, words: Sequence[str]) -> int:
        """Return in how many articles some forms stand side by side, about."""
