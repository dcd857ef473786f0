"""Which forms are English words, so that no name is searched for among them, or common names.

The words are from SCOWL (`english.txt` names its licence), without those that are names as well and
without long ones.  The names (`names.txt`) are those that many people have where English is spoken:
of two of these, and of one of these and a name that hardly differs, neither is likely to be a
spelling of the other.
"""

from __future__ import annotations

import functools

from searchapp.datafiles import read_text


def is_word(form: str) -> bool:
    """Return whether a form is a known English word and no name."""
    return form.lower() in words()


def is_common_name(form: str) -> bool:
    """Return whether a form is a name that is common in English."""
    return form.lower() in common_names()


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
