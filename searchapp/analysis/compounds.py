"""Names that are written in one word or in several: Abdulmahdi, Abdul Mahdi, 'Abd al-Mahdi."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

from searchapp.analysis import english
from searchapp.analysis.folding import fold

_TABLES: dict[str, Any] = tomllib.loads(
    resources.files(__package__).joinpath("compounds.toml").read_text(encoding="utf-8")
)
ARTICLES: tuple[str, ...] = tuple(_TABLES["articles"])
_APART = frozenset(_TABLES["apart"])
_SERVANTS: tuple[str, ...] = tuple(_TABLES["servants"])
_FAITHS: tuple[str, ...] = tuple(_TABLES["faiths"])
_SERVANT = re.compile(_TABLES["servant"])
_FAITH = re.compile(_TABLES["faith"])
_NO_LETTER = re.compile(r"[^a-z -]+")
# The parts of a word that is cut in two have this many letters at the least.
_SHORTEST = 2

# What a piece of a query begins with that is more than a word.
_SIGNS = ("=", "~", '"')

Options = tuple[str, ...]
"""The words any of which may stand in one place, by their letters."""


def is_article(word: str) -> bool:
    """Return whether a word is an article of Arabic, as in as-Sadr or Salah ud-Din."""
    return fold(word) in ARTICLES


def is_with_article(word: str, name: str) -> bool:
    """Return whether an article and a word that were typed apart are one name, as in al Sadr.

    Args:
        word: what may be an article.
        name: what stands behind it.
    """
    return word.lower() in _APART and not english.is_word(fold(name))


def begins_compound(word: str) -> bool:
    """Return whether a word alone is but the beginning of a name, as the Abdul of Abdul Mahdi."""
    return fold(word) in _SERVANTS


def ends_in_compound(text: str) -> bool:
    """Return whether a name goes on behind some words: Abdul, Abd al."""
    words = text.split()
    if len(words) > 1 and is_article(words[-1]):
        words.pop()
    return text[:1] not in _SIGNS and begins_compound(words[-1])


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
    letters = _NO_LETTER.sub("", text.lower())
    found = _SERVANT.match(letters)
    if found:
        name = letters[found.end() :]
        yield _SERVANTS, name
        yield _SERVANTS, ARTICLES, name
    found = _FAITH.search(letters)
    if found:
        name = letters[: found.start()].strip(" -")
        yield name, _FAITHS
        yield name, ARTICLES, _FAITHS


def halves(letters: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to cut a word in two.

    Args:
        letters: of the word, folded.
    """
    for at in range(_SHORTEST, len(letters) - _SHORTEST + 1):
        yield letters[:at], letters[at:]
