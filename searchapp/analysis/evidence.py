"""What speaks for one name in two strings of signs: a logistic model over what differs.

The evidence is a sum of weights, one for each trait of the pair: the pair of signs that stands in
one place and where that is, the sign that only one has and what it stands beside, how long the
names are, how much has changed.  A change has traits from the particular (a and e inside) to the
general (two vowels inside), so that what was learnt of the sounds of one language is believed of
others.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from searchapp.analysis.alignment import Change, align
from searchapp.analysis.graphemes import TABLES, VOWELS

# A change costs what it takes off the evidence, and never nothing, so that of two alignments the
# one with fewer changes is found.
_BASE_COST, _LEAST_COST = 0.6, 0.05
# Of a change of which nothing is known, not even in general.
_UNKNOWN = -2.0
# Slavic surnames, however they are written, keep their vowels and vary in their consonants.
_SLAVIC = re.compile("(?:[aeiouy][vwf]|sk|ič|iχ|ić|nk|uk)[aeijoyŭ]{0,3}$")
_GROUPS = {sign: name for name, signs in TABLES["groups"].items() for sign in signs}
# Names of traits that count something, by the count.
_CONSONANTS = [f"consonants {count}" for count in range(7)]
_SIGNS = [f"signs {count}" for count in range(10)]
_CHANGED_VOWELS = [f"changed vowels {count}" for count in range(5)]
_CHANGED_CONSONANTS = [f"changed consonants {count}" for count in range(5)]


class Model:
    """Weights of traits, and what follows from them.

    Args:
        weights: what each trait adds to the evidence; the traits of no weight are left out.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = dict(weights)
        self._changes: dict[str, float] = {}

    def weigh(self, first: str, second: str) -> float:
        """Return the evidence for one name in two strings of signs.

        Args:
            first: the signs of a form.
            second: those of another.

        Returns:
            The logarithm of the odds; the order of the two makes no difference.
        """
        if second < first:
            first, second = second, first
        changes = self.align(first, second)
        get = self._weights.get
        evidence = sum(get(trait, 0.0) for trait in traits_of_pair(first, second, changes))
        return evidence + sum(self.weight(change.kind) for change in changes)

    def align(self, first: str, second: str) -> list[Change]:
        """Return the likeliest changes between two strings of signs."""
        return align(first, second, self.cost)

    def weight(self, kind: str) -> float:
        """Return what a change adds to the evidence.

        Args:
            kind: as `searchapp.analysis.alignment.Change` has it.

        Returns:
            The sum of the weights of its traits.
        """
        found = self._changes.get(kind)
        if found is None:
            known = [self._weights[t] for t in traits_of_change(kind) if t in self._weights]
            found = self._changes[kind] = sum(known) if known else _UNKNOWN
        return found

    def cost(self, kind: str) -> float:
        """Return what a change costs in an alignment: more than 0."""
        return max(_BASE_COST - self.weight(kind), _LEAST_COST)


def traits_of_pair(first: str, second: str, changes: list[Change]) -> Iterator[str]:
    """Name what the evidence depends on beyond the single changes.

    Args:
        first: the signs of a form.
        second: those of another.
        changes: what differs.

    Returns:
        The names of weights.
    """
    yield "always"
    consonants, opening, slavic = _shape(first)
    others_consonants, _, other_slavic = _shape(second)
    yield _CONSONANTS[min(consonants, others_consonants, 6)]
    yield _SIGNS[min(len(first), len(second), 9)]
    vowels = others = 0
    early = False
    for kind, place in changes:
        sort = _sort(kind)
        if sort == "vowels":
            vowels += 1
            early = early or place <= opening
        elif sort in ("consonants", "consonant"):
            others += 1
    yield _CHANGED_VOWELS[min(vowels, 4)]
    yield _CHANGED_CONSONANTS[min(others, 4)]
    if early:
        yield "first vowel"
    if changes and changes[0].place == 0:
        yield "first sign"
    if slavic and other_slavic:
        yield "slavic"
        for kind, _ in changes:
            yield f"slavic {_sort(kind)} {kind[2:]}"


@functools.lru_cache(maxsize=1 << 14)
def _shape(signs: str) -> tuple[int, int, bool]:
    """Return how many consonants there are, where the first vowel is, and if it looks Slavic."""
    opening = next((place for place, sign in enumerate(signs) if sign in VOWELS), -1)
    consonants = sum(sign not in VOWELS for sign in signs)
    return consonants, opening, _SLAVIC.search(signs) is not None


@functools.lru_cache(maxsize=1 << 14)
def _sort(kind: str) -> str:
    if kind[0] == "-":
        return "vowel" if kind[1] in VOWELS else "consonant"
    vowels = (kind[0] in VOWELS) + (kind[1] in VOWELS)
    return ("consonants", "mixed", "vowels")[vowels]


def traits_of_change(kind: str) -> Iterator[str]:
    """Name what the weight of a change is the sum of, from the particular to the general.

    Args:
        kind: as `searchapp.analysis.alignment.Change` has it.

    Returns:
        The names of weights.
    """
    yield kind
    if kind[0] == "-":
        yield kind[:3]
        yield kind[:2]
        yield f"-{_GROUPS.get(kind[1], '?')} {kind[2]}"
        yield f"{_sort(kind)} {kind[2:]}"
    else:
        yield kind[:2]
        yield "~".join(sorted(_GROUPS.get(sign, "?") for sign in kind[:2]))
        yield f"{_sort(kind)} {kind[2]}"
