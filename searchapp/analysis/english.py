"""Which forms are English words, so that no name is searched for among them.

The words are from SCOWL (`english.txt` names its licence), without those that are names as well and
without long ones.
"""

from __future__ import annotations

import functools
from importlib import resources


def is_frequent(form: str) -> bool:
    """Return whether a form is one of the most frequent English words and no name."""
    return form.lower() in _words()[0]


def is_word(form: str) -> bool:
    """Return whether a form is a known English word and no name."""
    frequent, others = _words()
    word = form.lower()
    return word in frequent or word in others


def words() -> list[str]:
    """Return all these words, in alphabetical order."""
    return sorted(frozenset().union(*_words()))


@functools.cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the frequent words, and the others."""
    lines = resources.files(__package__).joinpath("english.txt").read_text("ascii").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    border = words.index("")
    return frozenset(words[:border]), frozenset(words[border + 1 :])
