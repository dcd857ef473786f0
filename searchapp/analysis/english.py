"""Which forms are English words, so that no name is searched for among them, or common names.

The words are from SCOWL (`english.txt` names its licence), without those that are names as well and
without long ones.  The names (`names.txt`) are those that many people have where English is spoken:
of two of these, and of one of these and a name that hardly differs, neither is likely to be a
spelling of the other.
"""

from __future__ import annotations

import bisect
import functools
import string

from searchapp.datafiles import read_text

_WORDS, _NAMES = "english.txt", "names.txt"
# How many words are remembered with those near them, and beginnings with the words that have them.
_REMEMBERED = 4_096
# So many letters part a list into some hundreds of pieces.
_BEGINNING = 2
# What has more letters is no slip of an English word.
_LONGEST = 30


def is_word(form: str) -> bool:
    """Return whether a form is a known English word and no name."""
    return _is_listed(form.lower(), _WORDS)


def is_common_name(form: str) -> bool:
    """Return whether a form is a name that is common in English."""
    return _is_listed(form.lower(), _NAMES)


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
    return frozenset(filter(is_word, near)) - {letters}


def words() -> frozenset[str]:
    """Return all these words."""
    return frozenset(_lines_of(_WORDS).split())


def common_names() -> frozenset[str]:
    """Return all these names."""
    return frozenset(_lines_of(_NAMES).split())


def _is_listed(form: str, name: str) -> bool:
    return form in _beginning(name, form[:_BEGINNING])


@functools.lru_cache(_REMEMBERED)
def _beginning(name: str, letters: str) -> frozenset[str]:
    """Return what of a list begins with some letters.

    To make a set of all would take longer than to run a search, which asks for a few beginnings.
    """
    lines = _lines_of(name)

    def line_at(place: int) -> str:
        return lines[lines.rfind("\n", 0, place) + 1 : lines.find("\n", place)]

    places = range(len(lines))
    first = bisect.bisect_left(places, letters, key=line_at)
    last = bisect.bisect_right(places, letters, first, key=lambda at: line_at(at)[:_BEGINNING])
    return frozenset(lines[first:last].split())


@functools.cache
def _lines_of(name: str) -> str:
    # What is said of the words stands before them; they are in order.
    return read_text(f"analysis/{name}").rpartition("\n#")[2].partition("\n")[2]
