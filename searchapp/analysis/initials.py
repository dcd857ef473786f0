"""Initials, and the name before or behind them that they stand for.

The algorithm is that of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing 8 (2003), 451-462.
It takes the shortest stretch of text in which the letters stand in their order, from behind.  News
is stricter with it: a long form is a name, so its words have capitals, and each of them gives its
first letter; and a longer name whose initials are just these letters goes before the shortest one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from searchapp.analysis.propernames import (
    EDGES,
    MOST_WORDS,
    has_capital,
    is_name_word,
    without_article,
)

# A word, perhaps with full stops, hyphens or an ampersand in it.
INITIALS = re.compile(r"[^\W_](?:[^\W_]|[.&/'’-](?=[^\W_])){1,10}")
# How many words a name may have beyond the shortest one.
_LONGER = 3


def is_initials(text: str) -> bool:
    """Return whether a text can be initials: one short word with two capitals or more."""
    return (
        INITIALS.fullmatch(text) is not None
        and 2 <= len(_letters(text)) <= 10
        and sum(map(str.isupper, text)) >= 2
    )


def long_form(short: str, before: str) -> str | None:
    """Return the name at the end of a text that initials stand for.

    Args:
        short: the initials.
        before: the text before them, back to where a name can begin.

    Returns:
        The name as written; None where there is none.
    """
    letters = _letters(short[:-1] if short[:-1].isupper() and short.endswith("s") else short)
    words = before.split()[-min(len(letters) + 5, 2 * len(letters)) :]
    first = _first_word(letters, words)
    if first is None:
        return None
    for start in range(first, max(-1, first - _LONGER - 1), -1):
        name = words[start:]
        if not all(map(is_name_word, name)):
            break
        if has_capital(name[0]) and _is_spelled_by(letters, name):
            return _joined(short, name)
    # Not every letter is an initial: Biomedical Advanced Research and Development Authority, BARDA.
    name = words[first:]
    initials = [_letters(without_article(word))[:1] for word in name if has_capital(word)]
    is_enough = len(initials) >= 3 and 2 * len(initials) >= len(letters)
    if not is_enough or not _is_inside(initials, letters) or not all(map(is_name_word, name)):
        return None
    return _joined(short, name)


def _joined(short: str, words: Sequence[str]) -> str | None:
    if not 2 <= len(words) <= MOST_WORDS or short.lower() in map(str.lower, words):
        return None
    return " ".join(words).strip(EDGES)


def _first_word(letters: str, words: Sequence[str]) -> int | None:
    """Return the number of the word with the first letter, all being looked for from behind."""
    text = " ".join(words)
    plain = _plain(text)
    place = len(plain)
    for number in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and not (
            plain[place] == letters[number] and (number or _begins_name(text, place))
        ):
            place -= 1
        if place < 0:
            return None
    return text.count(" ", 0, place)


def _plain(text: str) -> str:
    """Return a text in small letters without marks; each letter stays in its place."""
    return "".join(unicodedata.normalize("NFKD", each)[0].lower()[0] for each in text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, _plain(text)))


def _begins_name(text: str, place: int) -> bool:
    """Return whether a name can begin with the letter at a place."""
    if place and text[place - 1].isalnum():
        return False
    return text[place].isupper() or text.startswith(("al-", "al ", "el-"), place)


def _is_spelled_by(letters: str, words: Sequence[str]) -> bool:
    """Return whether letters are the initials of words; only small words may give none."""
    left = letters
    for word in words:
        for number, piece in enumerate(re.split(r"[-/]", without_article(word))):
            initial = _letters(piece)[:1]
            if initial and left.startswith(initial):
                left = left[1:]
            elif number == 0 and has_capital(word):
                return False
    return not left


def _is_inside(letters: Sequence[str], others: str) -> bool:
    """Return whether letters stand among others in this order."""
    left = iter(others)
    return all(letter in left for letter in letters)
