"""Well-known spellings: what the press makes of names that no rule can vouch for.

Yousef and Yusuf are too little alike for one name, and Hassan and Hasan are borne by so many that
what stands beside them tells nothing.  `wellknown.toml` has such names.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from searchapp.analysis.affixes import with_affixes, without_affix
from searchapp.analysis.folding import BEHIND_LATIN, fold
from searchapp.analysis.forms import surface
from searchapp.datafiles import read_tables

# English words have plurals.
_WORDS = "words_of_english"
# Letters that are one to who types: Arabic and Persian ones, with and without their marks; what is
# written in one word (عبدالله) is written in two as well.
_SAME = str.maketrans("ىیکة", "ييكه", " -ـ\u200c")


class Line(NamedTuple):
    """A name of the table.

    Args:
        spellings: its spellings in Latin letters; plurals are among those of an English word.
        natives: its forms in its own script, as an index keeps them.
    """

    spellings: tuple[str, ...]
    natives: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """All its spellings, those of its own script with what may be joined to them."""
        return (*self.spellings, *self.natives, *itertools.chain(*map(with_affixes, self.natives)))


def line_of(form: str) -> Line | None:
    """Return the name that a form is a well-known spelling of.

    Args:
        form: a word, as written or as an index keeps it.

    Returns:
        The name; None where the table has none.
    """
    lines = (_lines().get(_key(each)) for each in (form, *without_affix(surface(form))))
    return next(filter(None, lines), None)


def are_same(one: str, other: str) -> bool:
    """Return whether two forms are the same but for what the table takes for the same.

    Args:
        one: a form, as for `line_of`.
        other: another.
    """
    return _key(one) == _key(other)


@functools.lru_cache(maxsize=1 << 12)
def _key(form: str) -> str:
    """Return what is looked up for a form: in another script many words share their letters."""
    if form < BEHIND_LATIN:
        return fold(form)
    signs = unicodedata.normalize("NFD", surface(form))
    return "".join(x for x in signs if not unicodedata.combining(x)).translate(_SAME)


@functools.cache
def _lines() -> Mapping[str, Line]:
    """Return the name of each spelling, by its key."""
    lines: dict[str, Line] = {}
    for table, names in read_tables("analysis/wellknown.toml").items():
        for natives, spellings in names.items():
            latin = spellings.split()
            if table == _WORDS:
                latin += [f"{each}s" for each in latin]
            line = Line(tuple(latin), tuple(map(surface, natives.split())))
            lines.update(dict.fromkeys(map(_key, (*line.spellings, *line.natives)), line))
    return lines
