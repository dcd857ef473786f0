"""Words to English stems: the forms of one word, like strike, strikes and striking, meet in one.

The algorithm is Snowball's English stemmer, also called Porter 2
(https://snowballstem.org/algorithms/english/stemmer.html).  It takes every word for an English one,
so what it makes of a name is a guess: nothing is indexed under its stem, and who searches may do
without it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import Stemmer


class _Local(threading.local):
    """One stemmer a thread, as the library asks for; each form comes once, so it keeps none."""

    def __init__(self) -> None:
        self.stemmer = Stemmer.Stemmer("english", 0)


_LOCAL = _Local()


def stems(words: Sequence[str]) -> list[str]:
    """Return the stem of each of many words.

    Args:
        words: what `searchapp.analysis.folding.fold` makes of words.
    """
    found: list[str] = _LOCAL.stemmer.stemWords(words)
    return found


def stem(word: str) -> str:
    """Return the stem of a word.

    Args:
        word: what `searchapp.analysis.folding.fold` makes of it.

    Returns:
        The stem, which need not be a word, and whose own stem may be another.
    """
    return stems([word])[0]
