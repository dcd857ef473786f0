"""The families of words: all that a word stands for in an archive, found once."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from searchapp.analysis.finder import Finder, SideBySide, Spellings
from searchapp.analysis.lexicon import Family, Form, Level, Vocabulary, Wanted
from searchapp.analysis.namesakes import find_spellings

# Words asked for again and again, such as those of one query in two texts.
_REMEMBERED = 4_096
_NOTHING = Family(())


class Lexicon:
    """Finds what words stand for, and remembers it.

    Args:
        vocabulary: of the archive.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        # What is asked for on one level is asked for on those beside it, to count what they find.
        remember = functools.lru_cache(_REMEMBERED)
        spellings = remember(functools.partial(_spellings, vocabulary))
        side_by_side = remember(functools.partial(_side_by_side, vocabulary))
        self._find = remember(functools.partial(_find, vocabulary, spellings, side_by_side))

    def family(self, wanted: Wanted) -> Family:
        """Return all that a word stands for.

        Args:
            wanted: the word; it has a level.
        """
        if wanted.unless and self.has_name(wanted.unless):
            return _NOTHING
        return self._find(wanted._replace(unless=""))

    def has_name(self, text: str) -> bool:
        """Return whether the archive has a name in any spelling.

        The level of a search does not matter, so that a looser one finds no less.

        Args:
            text: the name, as it was typed.
        """
        return bool(self._find(Wanted(text, Level.SPELLINGS)).forms)


def _spellings(vocabulary: Vocabulary, text: str) -> tuple[Form, ...]:
    return tuple(find_spellings(vocabulary, text))


def _side_by_side(
    vocabulary: Vocabulary, words: tuple[tuple[str, ...], ...], most: int
) -> tuple[Sequence[str], ...]:
    return tuple(vocabulary.side_by_side(words, most))


def _find(
    vocabulary: Vocabulary, spellings: Spellings, side_by_side: SideBySide, wanted: Wanted
) -> Family:
    return Finder(vocabulary, spellings, side_by_side).find(wanted)
