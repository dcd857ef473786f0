"""Which names a form may be with something joined to it: Путина is Путин, وسليماني is سليماني.

That is the ending of a case, or a word that is written in one with the next.  Only the letters
tell, by the rules of `affixes.toml`, so that what is returned need not be a name.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from searchapp.analysis.folding import BEHIND_LATIN, unmarked
from searchapp.datafiles import read_tables


class _Rule(NamedTuple):
    """What may be joined to a name, as `affixes.toml` tells it."""

    affixes: tuple[str, ...]
    beside: tuple[str, ...]
    names: tuple[str, ...]
    least: int
    is_ending: bool

    def without(self, form: str) -> list[str]:
        """Return the names that a form may be."""
        for affix in self.affixes:
            rest = form.removesuffix(affix) if self.is_ending else form.removeprefix(affix)
            is_there = len(rest) + len(affix) == len(form)
            if is_there and len(rest) >= self.least and self._fits(rest):
                return [self._joined(rest, name) for name in self.names]
        return []

    def all_with(self, name: str) -> Iterator[str]:
        """Yield what may be such forms of a name."""
        for own in self.names:
            rest = name.removesuffix(own) if self.is_ending else name.removeprefix(own)
            for affix in self.affixes:
                yield self._joined(rest, affix)

    def _fits(self, rest: str) -> bool:
        return rest.endswith(self.beside) if self.is_ending else rest.startswith(self.beside)

    def _joined(self, rest: str, affix: str) -> str:
        return rest + affix if self.is_ending else affix + rest


def without_affix(form: str) -> list[str]:
    """Return the names that a form may be with something joined to it.

    Args:
        form: a word in any script, as an index keeps it.

    Returns:
        The names, the likelier first, without vowel signs; none for a word of Latin letters.
    """
    form = unmarked(form)
    return next(filter(None, (rule.without(form) for rule in _rules_of(form))), [])


@functools.lru_cache(maxsize=1 << 10)
def with_affixes(name: str) -> tuple[str, ...]:
    """Return the forms of which `without_affix` returns a name.

    Args:
        name: a word in any script, as an index keeps it.

    Returns:
        The forms, without the name itself; they need not be words.
    """
    forms = dict.fromkeys(form for rule in _rules_of(name) for form in rule.all_with(name))
    return tuple(form for form in forms if name in without_affix(form))


def _rules_of(form: str) -> Sequence[_Rule]:
    """Return the rules of the script that a form begins in."""
    if form < BEHIND_LATIN:
        return ()
    return _rules().get(unicodedata.name(form[0], "").partition(" ")[0].lower(), ())


@functools.cache
def _rules() -> Mapping[str, Sequence[_Rule]]:
    tables = read_tables("analysis/affixes.toml")
    return {script: [*map(_rule, rules)] for script, rules in tables.items()}


def _rule(table: Mapping[str, str | int]) -> _Rule:
    is_ending = "ending" in table
    affixes, beside, names = (
        tuple("" if each == "-" else each for each in str(table.get(key, "-")).split())
        for key in ("ending" if is_ending else "beginning", "beside", "name")
    )
    return _Rule(affixes, beside, names, int(table["least"]), is_ending)
