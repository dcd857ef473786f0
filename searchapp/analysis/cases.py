"""Which names a form may be a case of: Путина is of Путин, Зеленского of Зеленский.

Only what ends a form tells, by the rules of `cases.toml`, so that what is returned need not be a
name.
"""

from __future__ import annotations

import functools
import re

from searchapp.analysis.folding import BEHIND_LATIN
from searchapp.datafiles import read_tables

_TABLES = read_tables("analysis/cases.toml")
_RULES = [(re.compile(ending), tuple(names)) for ending, names in _TABLES["rules"].items()]
_ENDINGS: tuple[str, ...] = tuple(" ".join(_TABLES["endings"].values()).split())
# An ending stands in the place of so many letters of the name at the most.
_REPLACED = 2


def nominatives(form: str) -> list[str]:
    """Return the names that a form may be a case of.

    Args:
        form: a word in any script, as an index keeps it.

    Returns:
        The names, the likelier first; none for a word of Latin letters.
    """
    if form < BEHIND_LATIN:
        return []
    for ending, names in _RULES:
        if found := ending.search(form):
            return [form[: found.start()] + name for name in names]
    return []


@functools.lru_cache(maxsize=1 << 10)
def cases(name: str) -> tuple[str, ...]:
    """Return the forms of which `nominatives` returns a name.

    Args:
        name: a word in any script, as an index keeps it.

    Returns:
        The forms, without the name itself; they need not be words.
    """
    if name < BEHIND_LATIN:
        return ()
    stems = [name[: len(name) - cut] for cut in range(_REPLACED + 1)]
    forms = dict.fromkeys(stem + ending for stem in stems for ending in _ENDINGS)
    return tuple(form for form in forms if form != name and name in nominatives(form))
