"""Names that are written in one word or in several: Abdulmahdi, Abdul Mahdi, 'Abd al-Mahdi."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from searchapp.analysis import english
from searchapp.analysis.folding import BEHIND_LATIN, fold
from searchapp.analysis.graphemes import is_unvowelled
from searchapp.analysis.particles import particles
from searchapp.analysis.tokens import words_in
from searchapp.datafiles import read_tables

Options = tuple[str, ...]
"""The words any of which may stand in one place, by their letters."""

_TABLES = read_tables("analysis/compounds.toml")
ARTICLES: tuple[str, ...] = tuple(_TABLES["articles"])
_APART = frozenset(_TABLES["apart"])
_JOINING = re.compile(_TABLES["joining"])
_ASSIMILATED = re.compile(_TABLES["assimilated"])
_PARTICLES = frozenset(_TABLES["particles"])
_SERVANT = frozenset(_TABLES["before"]["servant"]["words"])
_WORD = re.compile("[^ -]+")
_DIGIT = re.compile(r"\d")
# Signs for short vowels, and a stroke that only makes a word longer.
_VOWEL_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]+")
# The parts of a word that is cut in two have this many letters at the least.
_SHORTEST = 2
# What is shorter is written in one word or in two by chance: Li Na is not Lina, nor Steve St Eve.
_SHORTEST_NAME = 6
# Words typed again and again.
_REMEMBERED = 4_096

# What a piece of a query begins with that is more than a word.
_SIGNS = ("=", "~", '"')


@functools.cache
def _patterns(side: str, kind: str) -> tuple[tuple[Options, re.Pattern[str]], ...]:
    """Return the words that are a part of many names, and where they are in one.

    Args:
        side: "before" or "behind" the rest of a name.
        kind: "found" in a name that is written in any way, in Latin letters, or in Arabic "script".
    """
    tables = _TABLES[side].values()
    return tuple((tuple(table["words"]), re.compile(table[kind])) for table in tables)


def is_article(word: str) -> bool:
    """Return whether a word is an article of Arabic, as in as-Sadr or Salah ud-Din."""
    return fold(word) in ARTICLES


def is_with_article(word: str, name: str, *, midst: bool = False) -> bool:
    """Return whether an article and a word that were typed apart are one name, as in al Sadr.

    Args:
        word: what may be an article.
        name: what stands behind it.
        midst: whether another word stands before both, so that it is hardly one of another
            language or a first name (Kata'ib an Nahr).
    """
    letters = fold(name)
    if english.is_word(letters) or not letters.isalpha():
        return False
    is_one = midst and _JOINING.match(f"{fold(word)}-{letters}") is not None
    return is_one or word.lower() in _APART


def goes_before(article: str, letters: str) -> bool:
    """Return whether an article is written so before a name: its l may be as the name begins."""
    return article.endswith("l") or letters.startswith(article[1:])


def begins_compound(word: str) -> bool:
    """Return whether a word alone is but the beginning of a name, as the Abdul of Abdul Mahdi."""
    return fold(word) in _SERVANT


def ends_in_compound(text: str, behind: Sequence[str]) -> bool:
    """Return whether a name goes on behind some words: Abdul, Abd al.

    Args:
        text: the words.
        behind: the next word, and the one behind it if there is one; either may be of several that
            hyphens join.
    """
    words = text.split()
    if len(words) > 1 and is_article(words[-1]):
        words.pop()
    elif is_article(behind[0]) and len(behind) > 1:
        behind = behind[1:]
    is_begun = text[:1] not in _SIGNS and begins_compound(words[-1])
    return is_begun and (is_article(behind[0]) or _may_end_compound(behind[0]))


def _may_end_compound(text: str) -> bool:
    """Return whether a name may end so: who looks for abdul killed looks for two words."""
    words = bare(words_in(text))
    is_english = text < BEHIND_LATIN and all(english.is_word(fold(word)) for word in words)
    return not is_english and not fold(text).isdigit()


def bare(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a name without an article in front."""
    return words[1:] if len(words) > 1 and is_article(words[0]) else words


def arrangements(text: str) -> Iterator[tuple[Options | str, ...]]:
    """Yield the ways in which a name of a known pattern is written in several words.

    Args:
        text: the name, in one word or in several.

    Returns:
        For each place of an arrangement the words that may stand there, or the name that does, in
        any spelling; nothing for most names.
    """
    if is_unvowelled(text):
        kind, letters = "script", _VOWEL_MARKS.sub("", text)
    else:
        kind, letters = "found", _DIGIT.sub("", _WORD.sub(lambda word: fold(word[0]), text))
    before = [(words, found.match(letters)) for words, found in _patterns("before", kind)]
    behind = [(words, found.search(letters)) for words, found in _patterns("behind", kind)]
    for words, match in before:
        if match:
            yield words, letters[match.end() :]
            yield words, ARTICLES, letters[match.end() :]
    for words, match in behind:
        if match:
            name = letters[: match.start()].strip(" -")
            yield name, words
            yield name, ARTICLES, words
    parts = _with_article_apart(letters.replace("-", " ").split())
    if len(parts) == 3 and _stands_between(*parts) and not any(x[1] for x in before + behind):
        yield parts[0], ARTICLES, parts[2]


@functools.lru_cache(_REMEMBERED)
def has_pattern(text: str) -> bool:
    """Return whether a name is of a known pattern (see `arrangements`)."""
    return any(True for _ in arrangements(text))


def may_be_one(*words: str) -> bool:
    """Return whether words side by side may be a name that is written in one word as well.

    No English word is part of such a name, unless the pattern of the name is known: who looks for
    what is in side does not look for the inside, and Putin is not put in.

    Args:
        words: the words, folded.
    """
    if not any(english.is_word(word) and word not in _PARTICLES for word in words):
        return True
    return words[-1] not in particles() and has_pattern(" ".join(words))


@functools.lru_cache(_REMEMBERED)
def names_among(words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return where words that were typed side by side are likely to be one name.

    Args:
        words: as typed; one may be of several that hyphens join, and what is empty is none.

    Returns:
        The place of the first word, and of the one behind the last, of each name.
    """
    return tuple(
        (first, end)
        for first in range(len(words) - 1)
        for end in range(first + 2, min(first + 3, len(words)) + 1)
        if _are_one(words[first:end])
    )


def _are_one(typed: tuple[str, ...]) -> bool:
    """Return whether words that were typed apart are likely to be one name."""
    if not all(typed):
        return False
    parts = [word for each in typed for word in words_in(each)]
    words, text = [*map(fold, parts)], " ".join(parts)
    whole = "".join(words)
    letters = [
        part if is_unvowelled(part) else word for part, word in zip(parts, words, strict=True)
    ]
    if min(map(len, letters)) < _SHORTEST or any(map(_DIGIT.search, parts)):
        return False
    if len(words) > 2:
        return len(words) == 3 and words[1] in ARTICLES and has_pattern(text)
    is_long = len(whole) >= _SHORTEST_NAME and not english.is_word(whole)
    return (is_long and may_be_one(*words)) or has_pattern(text)


def _with_article_apart(words: list[str]) -> list[str]:
    """Return two words as three if the second begins with an article: Deir Ezzor is Deir ez Zor."""
    article = _ASSIMILATED.match(words[1]) if len(words) == 2 else None
    return [words[0], article[0], words[1][article.end() :]] if article else words


def _stands_between(first: str, article: str, second: str) -> bool:
    """Return whether an article stands between two words that are a name with it: Deir ez-Zor."""
    is_name = min(len(first), len(second)) > _SHORTEST and article in ARTICLES
    return is_name and not any(map(english.is_word, (first, article, second)))


def cuts(letters: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to cut a name in two, or in three where an article is between two others.

    Args:
        letters: of the name, folded.
    """
    for first, second in halves(letters) if len(letters) >= _SHORTEST_NAME else ():
        yield first, second
        for length in (2, 3):
            if _stands_between(first, second[:length], second[length:]):
                yield first, second[:length], second[length:]


def halves(letters: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to cut a word in two.

    Args:
        letters: of the word, folded.
    """
    for at in range(_SHORTEST, len(letters) - _SHORTEST + 1):
        yield letters[:at], letters[at:]
