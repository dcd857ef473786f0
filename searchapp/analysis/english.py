"""Which forms are English words, so that no name is searched for among them, or common names.

The words are from SCOWL (`english.txt` names its licence), without those that are names as well and
without long ones.  The names (`names.txt`) are those that many people have where English is spoken:
of two of these, and of one of these and a name that hardly differs, neither is likely to be a
spelling of the other.
"""

from __future__ import annotations

import functools
import string

from searchapp.datafiles import read_text

# How many words are remembered with those that are near.
_REMEMBERED = 4_096
# What has more letters is no slip of an English word.
_LONGEST = 30


def is_word(form: str) -> bool:
    """Return whether a form is a known English word and no name."""
    return form.lower() in words()


def is_common_name(form: str) -> bool:
    """Return whether a form is a name that is common in English."""
    return form.lower() in common_names()


@functools.lru_cache(_REMEMBERED)
def words_near(letters: str) -> frozenset[str]:
    """Return the English words that begin alike and are one letter from some in ASCII.

    A letter is wrong, missing or too many, or two have changed places.
    """
    if len(letters) > _LONGEST:
        return frozenset()
    cuts = [(letters[:at], letters[at:]) for at in range(1, len(letters) + 1)]
    near = {head + tail[1:] for head, tail in cuts}
    near |= {head + tail[1::-1] + tail[2:] for head, tail in cuts}
    for other in string.ascii_lowercase:
        near |= {head + other + tail for head, tail in cuts}
        near |= {head + other + tail[1:] for head, tail in cuts}
    return (words() & near) - {letters}


@functools.cache
def words() -> frozenset[str]:
    """Return all these words."""
    return _lines_of("english.txt")


@functools.cache
def common_names() -> frozenset[str]:
    """Return all these names."""
    return _lines_of("names.txt")


def _lines_of(name: str) -> frozenset[str]:
    # What is said of the words stands before them.
    return frozenset(read_text(f"analysis/{name}").rpartition("\n#")[2].splitlines()[1:])
