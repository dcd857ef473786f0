"""What speaks for one name in two strings of signs: a logistic model over what differs.

The evidence is a sum of weights, one for each trait of the pair: the pair of signs that stands in
one place and where that is, the sign that only one has and what it stands beside, how long the
names are, how much has changed.  A change has traits from the particular (a and e inside) to the
general (two vowels inside), so that what was learnt of the sounds of one language is believed of
others.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

import numpy as np

from searchapp.analysis.alignment import (
    PLACES,
    SURROUNDINGS,
    Integers,
    Prices,
    Strings,
    align,
    cheapest,
    cheapest_of,
)
from searchapp.analysis.graphemes import SIGNS, TABLES, VOWELS

# Evidence is counted in whole hundredths, so that a sum is the same in any order.
UNIT = 100
# Of a change of which nothing is known, not even in general.
_UNKNOWN = -200
# Slavic surnames, however they are written, keep their vowels and vary in their consonants.
_SLAVIC = re.compile("(?:[aeiouy][vwf]|sk|ič|iχ|ić|nk|uk)[aeijoyŭ]{0,3}$")
_GROUPS = {sign: name for name, signs in TABLES["groups"].items() for sign in signs}
_READINGS: dict[str, str] = TABLES["skeleton"]
_WRITTEN = frozenset(TABLES["written_vowels"])
_HALF_VOWELS = frozenset(TABLES["half_vowels"])
_COSTS: dict[str, int] = TABLES["costs"]
# A price holds, from its lowest bits: how many vowels have become others, how many consonants have
# become others or none; what speaks against one name; what a change costs when strings are aligned.
_COUNT_BITS, _EVIDENCE_BITS = 7, 20
_EVIDENCE_AT = 2 * _COUNT_BITS
_COST_AT = _EVIDENCE_AT + _EVIDENCE_BITS
_HALF = 1 << (_EVIDENCE_BITS - 1)
# How many are told apart of what is counted in two strings.
_MOST = {"consonants": 6, "signs": 9, "changed vowels": 4, "changed consonants": 4}

_Number = TypeVar("_Number", int, Integers)


class Model:
    """Weights of traits, and what follows from them.

    Args:
        weights: what each trait adds to the evidence; the traits of no weight are left out.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = {trait: round(weight * UNIT) for trait, weight in weights.items()}
        # Found when they are wanted first: a cold search has no time for those that are not.
        self._prices = functools.cache(self._priced)
        self._whole_array = self._of_counts()
        ranges = map(range, self._whole_array.shape)
        self._whole = dict(
            zip(itertools.product(*ranges), self._whole_array.ravel().tolist(), strict=True)
        )
        self._forms = {
            (common, doubled): sum(
                self._weights.get(trait, 0) for trait in traits_of_forms(common, doubled)
            )
            for common, doubled in itertools.product(range(3), (False, True))
        }
        self.most_of_forms = max(self._forms.values())
        """The most that `weigh_forms` returns."""

    def weigh(self, first: str, second: str) -> int:
        """Return the evidence for one name in two strings of signs.

        Args:
            first: the signs of a form.
            second: those of another; the order of the two makes no difference.

        Returns:
            The logarithm of the odds, in hundredths.
        """
        slavic = _slavic(first, second)
        evidence, *counts = _parts(cheapest(first, second, self._prices(slavic)))
        return evidence + self._whole[_counted(first, second, *counts)]

    def traits(self, first: str, second: str) -> Iterator[str]:
        """Name everything whose weights are summed up in the evidence.

        Args:
            first: the signs of a form.
            second: those of another.

        Returns:
            The names of weights, of which there may be none yet.
        """
        slavic = _slavic(first, second)
        kinds = align(first, second, self._prices(slavic))
        sorts = [_sort(kind[:2]) for kind in kinds]
        consonants = sorts.count("consonants") + sorts.count("consonant")
        yield from traits_of_counts(*_counted(first, second, sorts.count("vowels"), consonants))
        for kind in kinds:
            yield from traits_of_change(kind)
            if slavic:
                yield _slavic_trait(kind)

    def weigh_forms(self, common: int, doubled: bool) -> int:
        """Return the evidence for one name in two forms that their signs do not hold.

        Args:
            common: how many of the two are common names.
            doubled: whether a consonant is doubled in one of them only.

        Returns:
            As for `weigh`, to be added to that.
        """
        return self._forms[common, doubled]

    def weigh_many(self, first: str, others: Strings) -> Integers:
        """Return the evidence for one name in a string of signs and each of many.

        Args:
            first: the signs of a form.
            others: the signs of others.

        Returns:
            What `weigh` returns for each.
        """
        found = np.zeros(len(others.lengths), np.int64)
        slavic = np.zeros(len(found), np.bool_)
        if _ends_slavic(first):
            slavic[:] = [*map(_ends_slavic, others.texts())]
        for is_slavic in (False, True):
            which = (slavic == is_slavic).nonzero()[0]
            if len(which):
                found[which] = self._weighed(first, others.some(which), is_slavic)
        return found

    def _weighed(self, first: str, others: Strings, is_slavic: bool) -> Integers:
        evidence, *changed = _parts(cheapest_of(first, others, self._prices(is_slavic)))
        fewest = np.minimum(others.lengths - others.vowels.sum(axis=0), _consonants(first))
        counts = (fewest, np.minimum(others.lengths, len(first)), *changed)
        evidence += self._whole_array[tuple(map(np.minimum, counts, _MOST.values()))]
        return evidence

    def _of_counts(self) -> Integers:
        """Return the sum of the weights of `traits_of_counts` for all counts there are."""
        total = np.array(self._weights.get("always", 0))
        for name, most in _MOST.items():
            weights = [self._weights.get(f"{name} {count}", 0) for count in range(most + 1)]
            total = np.add.outer(total, weights)
        return total

    def _priced(self, slavic: bool) -> Prices:
        lone = np.zeros((len(SURROUNDINGS), len(SIGNS) + 1), np.int64)
        for place, sign in itertools.product(range(len(SURROUNDINGS)), range(len(SIGNS))):
            lone[place, sign + 1] = self._price(f"-{SIGNS[sign]}{SURROUNDINGS[place]}", slavic)
        return Prices(functools.partial(self._changed, slavic), lone)

    def _changed(self, slavic: bool, number: int) -> Integers:
        """Return what it costs to have another sign in the place of one (see `Prices`)."""
        sign = SIGNS[number - 1]
        pairs = ["".join(sorted(sign + other)) for other in SIGNS]
        prices = [[self._price(pair + place, slavic) for pair in pairs] for place in PLACES]
        changed = np.zeros((len(PLACES), len(SIGNS) + 1), np.int64)
        changed[:, 1:] = prices
        changed[:, number] = 0
        return changed

    def _price(self, kind: str, slavic: bool) -> int:
        weights = map(self._weights.get, traits_of_change(kind))
        known = [weight for weight in weights if weight is not None]
        weight = sum(known) if known else _UNKNOWN
        if slavic:
            weight += self._weights.get(_slavic_trait(kind), 0)
        sort = _sort(kind[:2])
        counted = (sort == "vowels") + ((sort in ("consonants", "consonant")) << _COUNT_BITS)
        return (_cost(kind[:2]) << _COST_AT) - (weight << _EVIDENCE_AT) + counted


def _parts(price: _Number) -> tuple[_Number, _Number, _Number]:
    """Return the evidence of all changes together, changed vowels and changed consonants."""
    most = (1 << _COUNT_BITS) - 1
    against = ((price >> _EVIDENCE_AT) + _HALF & (1 << _EVIDENCE_BITS) - 1) - _HALF
    return -against, price & most, price >> _COUNT_BITS & most


def _counted(first: str, second: str, vowels: int, consonants: int) -> tuple[int, int, int, int]:
    """Return all that is counted in two strings of signs, as far as it makes a difference."""
    fewest = min(_consonants(first), _consonants(second))
    counts = (fewest, min(len(first), len(second)), vowels, consonants)
    one, two, three, four = map(min, counts, _MOST.values())
    return one, two, three, four


@functools.lru_cache(maxsize=1 << 15)
def _consonants(signs: str) -> int:
    return sum(sign not in VOWELS for sign in signs)


def _slavic(first: str, second: str) -> bool:
    return _ends_slavic(first) and _ends_slavic(second)


@functools.lru_cache(maxsize=1 << 15)
def _ends_slavic(signs: str) -> bool:
    return _SLAVIC.search(signs) is not None


@functools.cache
def _cost(pair: str) -> int:
    """Return what a change costs when strings are aligned, as `graphemes.toml` says."""
    sort = _sort(pair)
    readings = [set(_READINGS.get(sign, "-")) for sign in pair]
    if pair[0] == "-":
        silent = sort == "consonant" and "-" in readings[1]
        return _COSTS["silent consonant" if silent else sort]
    if sort == "mixed":
        return _COSTS["half a vowel" if {*pair} & _HALF_VOWELS else sort]
    groups = {_GROUPS.get(sign) for sign in pair}
    alike = len(groups) == 1 or (sort != "vowels" and readings[0] & readings[1] - {"-"})
    return _COSTS[f"alike {sort}" if alike else sort]


def _slavic_trait(kind: str) -> str:
    return f"slavic {_sort(kind[:2])} {kind[2:]}"


def traits_of_counts(
    consonants: int, signs: int, changed_vowels: int, changed_consonants: int
) -> Iterator[str]:
    """Name what the evidence depends on beyond the single changes.

    Args:
        consonants: how many there are in the string that has fewer.
        signs: how many there are in the shorter string.
        changed_vowels: how many vowels have become other vowels.
        changed_consonants: how many consonants have become others or none.

    Returns:
        The names of weights.
    """
    yield "always"
    counts = consonants, signs, changed_vowels, changed_consonants
    for name, count in zip(_MOST, counts, strict=True):
        yield f"{name} {count}"


def traits_of_forms(common: int, doubled: bool) -> Iterator[str]:
    """Name what the evidence depends on beyond the signs.

    Args:
        common: how many of two forms are common names.
        doubled: whether a consonant is doubled in one of them only.

    Returns:
        The names of weights.
    """
    if common:
        yield f"common {common}"
    if doubled:
        yield "doubled"


@functools.cache
def _sort(pair: str) -> str:
    if pair[0] == "-":
        if pair[1] in _WRITTEN:
            return "unspoken"
        return "vowel" if pair[1] in VOWELS else "consonant"
    vowels = (pair[0] in VOWELS) + (pair[1] in VOWELS)
    if {*pair} & _WRITTEN and (vowels == 2 or {*pair} in ({"و", "w"}, {"و", "v"})):
        return "written"
    return ("consonants", "mixed", "vowels")[vowels]


@functools.cache
def _groups(pair: str) -> str:
    return "~".join(sorted(_GROUPS.get(sign, "?") for sign in pair))


def traits_of_change(kind: str) -> Iterator[str]:
    """Name what the weight of a change is the sum of, from the particular to the general.

    Args:
        kind: as `searchapp.analysis.alignment.align` has it.

    Returns:
        The names of weights.
    """
    yield kind
    if kind[0] == "-":
        yield kind[:3]
        yield kind[:2]
        yield f"-{_GROUPS.get(kind[1], '?')} {kind[2]}"
        yield f"{_sort(kind[:2])} {kind[2:]}"
        return
    if kind[2] == "E":
        # As inside, and more.
        yield "first vowel"
        kind = f"{kind[:2]}I"
        yield kind
    yield kind[:2]
    yield _groups(kind[:2])
    yield f"{_sort(kind[:2])} {kind[2]}"
