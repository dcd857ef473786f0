"""The skeletons of many names at once, as numbers: `searchapp.analysis.skeletons` on whole arrays.

An index only asks whether two skeletons are the same, and has a hundred thousand names.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.graphemes import SIGNS
from searchapp.analysis.skeletons import BESIDE, MOST, beside, in_context
from searchapp.columnar.packed import Numbers
from searchapp.columnar.runs import begins_of

# A hash is the sum of the letters, each times the power of this that is its place, counted from 1.
_FACTOR = 0x9E3779B1
# Signs by number; 0 is what stands between two names.
_NUMBER_OF = np.zeros(ord(max(SIGNS)) + 1, np.int32)
_NUMBER_OF[[*map(ord, SIGNS)]] = np.arange(1, len(SIGNS) + 1)
_SIGN_OF = (" ", *SIGNS)
_BESIDE = np.array([BESIDE.index(beside(sign)) for sign in _SIGN_OF], np.int32)
# Of the number of readings that a sign can have, from 0.
_LOGARITHMS = np.log2([1, *range(1, 16)])

Integers = NDArray[np.int64]
# Up to `MOST`; to reckon with these takes a quarter of the time.
Small = NDArray[np.uint8]


def hash_of(skeleton: str) -> int:
    """Return the hash of a skeleton, from 0 to 2³²−1."""
    found = 0
    for letter in reversed(skeleton):
        found = (found + ord(letter)) * _FACTOR % (1 << 32)
    return found


def hashes_of(names: Sequence[str]) -> tuple[Numbers, Integers]:
    """Return the hashes of the skeletons of names.

    Args:
        names: their signs, as `searchapp.analysis.graphemes.read` gives them.

    Returns:
        Hashes, and the number of the name of each, ascending; one may be there twice.
    """
    if not names:
        return np.empty(0, np.uint32), np.empty(0, np.int64)
    signs, begins = _numbers(names)
    readings = _readings()
    counts, first = readings.of(signs)
    steps, totals = _steps(counts, begins)
    # Each name has as many lines as skeletons; the number of a line says which readings it takes.
    name = np.repeat(np.arange(len(names)), totals)
    number = (np.arange(len(name)) - np.repeat(begins_of(totals)[:-1], totals)).astype(np.uint8)
    lengths = np.diff(begins)[name]
    lines = begins_of(lengths)
    places = np.repeat(begins[name] - lines[:-1], lengths) + np.arange(lines[-1])
    choices = np.repeat(number, lengths) // steps[places] % counts[places]
    hashes, sizes = readings.hashes(first[places] + choices, lines)
    # A lone a is a vowel without a consonant.
    is_one = (sizes > 1) | ((sizes == 1) & (hashes != hash_of("a")))
    return hashes[is_one], name[is_one]


def _numbers(names: Sequence[str]) -> tuple[NDArray[np.int32], Integers]:
    """Return the numbers of the signs of names, a 0 around each name, and where names begin.

    Places are counted without the zeros.
    """
    text = "\n".join(("", *names, "")).encode("utf-32-le")
    signs = _NUMBER_OF[np.frombuffer(text, np.uint32)]
    # An h that ends a name is not heard.
    is_mute = signs == _NUMBER_OF[ord("h")]
    is_mute[1:-1] &= (signs[2:] == 0) & (signs[:-2] > 0)
    signs = signs[~is_mute]
    ends = np.flatnonzero(signs == 0)
    return signs, ends - np.arange(len(ends))


class _Readings:
    """How each sign may be read between any two others: a run among all readings there are."""

    def __init__(self) -> None:
        readings = [in_context(*context) for context in itertools.product(BESIDE, _SIGN_OF, BESIDE)]
        self._counts = np.array([*map(len, readings)], np.uint8)
        self._first = begins_of(self._counts)[:-1].astype(np.int32)
        every = [*itertools.chain.from_iterable(readings)]
        # A vowel is no letter, but parts letters that would be one otherwise.
        self._widths = np.array([0 if each == "-" else len(each) for each in every], np.uint8)
        self._heads, self._tails = (
            np.array([0 if each == "-" else ord(each[at]) for each in every], np.uint32)
            for at in (0, -1)
        )

    def of(self, signs: NDArray[np.int32]) -> tuple[Small, NDArray[np.int32]]:
        """Return how many readings each sign of names has, and the first of them.

        Args:
            signs: of the names, with a 0 around each.
        """
        contexts = _BESIDE[signs[:-2]] * len(_SIGN_OF) + signs[1:-1]
        contexts = (contexts * len(BESIDE) + _BESIDE[signs[2:]])[signs[1:-1] > 0]
        return self._counts[contexts], self._first[contexts]

    def hashes(self, choices: Integers, lines: Integers) -> tuple[Numbers, Integers]:
        """Return the hashes of lines of readings, and how many letters each has.

        Args:
            choices: readings.
            lines: where each line begins, and the end.
        """
        heads, widths = self._heads[choices], self._widths[choices]
        is_double = np.zeros(len(choices), np.bool_)
        is_double[1:] = heads[1:] == self._tails[choices[:-1]]
        is_double[lines[:-1]] = False
        wide = np.flatnonzero(widths == 2)
        widths -= is_double & (widths > 0)
        ends = begins_of(widths)
        places = ends[:-1] - np.repeat(ends[lines[:-1]], np.diff(lines))
        powers = np.cumprod(np.full(places.max() + 2, _FACTOR, np.uint32), dtype=np.uint32)
        values = np.where(is_double, np.uint32(0), heads) * powers[places]
        behind = places[wide] + widths[wide] - 1
        values[wide] += self._tails[choices[wide]] * powers[behind]
        return np.add.reduceat(values, lines[:-1], dtype=np.uint32), np.diff(ends[lines])


@functools.cache
def _readings() -> _Readings:
    return _Readings()


def _steps(counts: Small, begins: Integers) -> tuple[Small, Small]:
    """Return for each sign how many ways there are to read those behind it, and all of each name.

    Args:
        counts: of the readings of each sign; where they would be too many, some are made 1.
        begins: where each name begins, and the end.
    """
    sums = _sums(counts)
    many = np.flatnonzero(np.diff(sums[begins]) > np.log2(MOST) + 0.01)
    for name in many.tolist():
        _limit(counts[begins[name] : begins[name + 1]])
    sums = _sums(counts) if len(many) else sums
    behind = np.repeat(sums[begins[1:]], np.diff(begins)) - sums[1:]
    return _whole(np.exp2(behind)), _whole(np.exp2(np.diff(sums[begins])))


def _limit(counts: Small) -> None:
    number = 1
    for place, count in enumerate(counts.tolist()):
        if number * count > MOST:
            counts[place] = 1
        else:
            number *= count


def _sums(counts: Small) -> NDArray[np.float64]:
    """Return the logarithms of the products of the first counts, of none too."""
    return np.concatenate([[0.0], np.cumsum(_LOGARITHMS[counts])])


def _whole(numbers: NDArray[np.float64]) -> Small:
    return np.rint(numbers).astype(np.uint8)
