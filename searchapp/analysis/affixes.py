"""Which names a form may be with something joined to it: Путина is Путин, وسليماني is سليماني.

That is the ending of a case, or a word that is written in one with the next.  Only the letters
tell, by the rules of `affixes.toml`, so that what is returned need not be a name.
"""

from __future__ import annotations

import functools
import re

from searchapp.analysis.folding import BEHIND_LATIN
from searchapp.datafiles import read_tables

_TABLES = read_tables("analysis/affixes.toml")
_RULES = [
    (re.compile(affix), tuple(names))
    for table in ("endings", "beginnings")
    for affix, names in _TABLES[table].items()
]
_ENDINGS, _BEGINNINGS = (_TABLES["affixes"][each].split() for each in ("endings", "beginnings"))
# An affix stands in the place of so many letters of the name at the most.
_REPLACED = 2


def without_affix(form: str) -> list[str]:
    """Return the names that a form may be with something joined to it.

    Args:
        form: a word in any script, as an index keeps it.

    Returns:
        The names, the likelier first; none for a word of Latin letters.
    """
    if form < BEHIND_LATIN:
        return []
    for affix, names in _RULES:
        if affix.search(form):
            return [affix.sub(name, form) for name in names]
    return []


@functools.lru_cache(maxsize=1 << 10)
def with_affixes(name: str) -> tuple[str, ...]:
    """Return the forms of which `without_affix` returns a name.

    Args:
        name: a word in any script, as an index keeps it.

    Returns:
        The forms, without the name itself; they need not be words.
    """
    if name < BEHIND_LATIN:
        return ()
    stems = [name[: len(name) - cut] for cut in range(_REPLACED + 1)]
    forms = [stem + ending for stem in stems for ending in _ENDINGS]
    rests = [name[cut:] for cut in range(_REPLACED + 1)]
    forms += [beginning + rest for beginning in _BEGINNINGS for rest in rests]
    return tuple(x for x in dict.fromkeys(forms) if x != name and name in without_affix(x))
