"""Which forms are English words, so that no name is searched for among them.

The words are from SCOWL (`english.txt` names its licence), without those that are names as well and
without long ones.
"""

from __future__ import annotations

import functools
from importlib import resources


def is_word(form: str) -> bool:
    """Return whether a form is a known English word and no name."""
    return form.lower() in words()


@functools.cache
def words() -> frozenset[str]:
    """Return all these words."""
    lines = resources.files(__package__).joinpath("english.txt").read_text("ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
