"""Text to words, each with its place.

A word is a run of letters, digits and marks of any script.  What stands between two letters of one
word stays inside it: apostrophes of every shape (Kata'ib, Shi’ite), the zero-width joiners of
Persian, soft hyphens.  Letters with full stops between them are one word (U.S., U.A.E.).  Hyphens
and dashes part words: al-Sadr is two, so that Sadr finds it and "al Sadr" is the same phrase.

Nothing is changed and nothing is dropped here; `searchapp.analysis.folding` decides which words are
the same.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

APOSTROPHES = "'’‘‛`´ʹʻʼʽʾʿˈˊˋ՚׳′＇"

# `re` takes combining marks for the end of a word, but a decomposed ā and a vowelled Arabic word
# must stay whole.  These are the blocks of marks of the scripts that `folding` reads.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903"
    "\u093a-\u094f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
_JOINERS = "\u00ad\u200c\u200d\u2060"
_LETTER = r"[^\W_]"
_RUN = rf"{_LETTER}+(?:[{_MARKS}]{_LETTER}*)*"
_INSIDE = f"[{re.escape(APOSTROPHES)}{_JOINERS}]"
_INITIALS = r"[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])"
# Most words are found by what is looked for first, in a third less time.
_PLAIN = r"[A-Za-z0-9]{2,}+(?=[ ,.\n])"
# In a group, so that `split` gives the words as well as what parts them.
_WORD = re.compile(f"({_PLAIN}|{_INITIALS}|{_RUN}(?:{_INSIDE}{_RUN})*)")


class Word(NamedTuple):
    """One word of a text.

    Args:
        text: the word as written.
        start: where it begins, in characters.
        end: where it ends.
    """

    text: str
    start: int
    end: int


def split_words(text: str) -> Iterator[Word]:
    """Find the words of a text.

    Args:
        text: any text.

    Returns:
        Its words in order; `text[word.start:word.end] == word.text` for each.
    """
    for match in _WORD.finditer(text):
        yield Word(match.group(), match.start(), match.end())


def words_with_places(text: str) -> tuple[list[str], list[int]]:
    """Return the words of a text as `split_words` finds them, in half the time.

    Args:
        text: any text.

    Returns:
        The words, and where each begins, in characters.
    """
    pieces = _WORD.split(text)
    begins = [*itertools.accumulate(map(len, pieces[:-1]))]
    return pieces[1::2], begins[::2]


def words_in(text: str) -> list[str]:
    """Return the words of a text, as `split_words` finds them, without their places."""
    return _WORD.findall(text)
