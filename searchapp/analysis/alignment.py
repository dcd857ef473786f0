"""Strings of signs laid side by side, so that as little as can be has changed between them.

A change is a sign in the place of another, or a sign that only one of the two has.  Its kind says
which signs and where, and a price says what it costs; the cheapest changes that make one string of
the other are found as Needleman and Wunsch (1970) did.  Prices are whole numbers, so that it makes
no difference in what order they are added: `cheapest` lays a string beside one other, `cheapest_of`
beside thousands at once, with the same result.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.graphemes import SIGNS, VOWELS

# Where a sign stands in the place of another: first in both, last in both, the first vowel of both,
# or anywhere else.
PLACES = "FLEI"
_FIRST, _LAST, _OPENING, _INSIDE = range(4)
# Where a sign stands that only one has: first, last or inside, and whether there is a vowel or none
# (at either end: beside it; inside: before it and after it).
SURROUNDINGS = ("Fc", "Fv", "Lc", "Lv", "Icc", "Icv", "Ivc", "Ivv")
# Signs by number; 0 stands for no sign.
_NUMBERS = {sign: number for number, sign in enumerate(SIGNS, start=1)}
NUMBER_OF = np.zeros(max(map(ord, SIGNS)) + 1, np.int64)
"""The number of each sign by its code point, 0 for what is none."""
NUMBER_OF[[ord(sign) for sign in SIGNS]] = range(1, len(SIGNS) + 1)
_SIGN_OF = np.array(["", *SIGNS], "<U1")
_IS_VOWEL = np.array([False, *(sign in VOWELS for sign in SIGNS)])

Integers = NDArray[np.int64]


class Prices:
    """What changes cost.

    Args:
        changed: returns, for a sign, what it costs to have another in its place, by place and by
            the other; 0 for itself.  Asked once for each sign that is come across.
        lone: by surroundings and sign.
    """

    def __init__(self, changed: Callable[[int], Integers], lone: Integers) -> None:
        self.changed, self.lone = functools.cache(changed), lone
        self.changed_lists = functools.cache(self._changed_list)
        self.lone_lists: list[list[int]] = lone.tolist()

    def _changed_list(self, sign: int) -> list[list[int]]:
        prices: list[list[int]] = self.changed(sign).tolist()
        return prices


class _Line(NamedTuple):
    """The numbers of the signs of a string, those of what is around each, and the first vowel."""

    signs: tuple[int, ...]
    around: tuple[int, ...]
    opening: int


def cheapest(first: str, second: str, prices: Prices) -> int:
    """Return what the cheapest changes cost that make one string of the other.

    Args:
        first: signs.
        second: signs; the order of the two makes no difference.
        prices: of changes.

    Returns:
        The sum of their prices.
    """
    return _table(_line(first), _line(second), prices)[-1][-1]


def align(first: str, second: str, prices: Prices) -> list[str]:
    """Return the kinds of the cheapest changes that make one string of the other.

    Args:
        first: signs.
        second: signs.
        prices: of changes.

    Returns:
        In order: the two signs in alphabetical order and one of `PLACES`, or `-`, the sign that
        only one has, and one of `SURROUNDINGS`.
    """
    one, other = _line(first), _line(second)
    table = _table(one, other, prices)
    kinds = []
    row, column = len(first), len(second)
    while row or column:
        here = table[row][column]
        lost = prices.lone_lists[one.around[row - 1]][one.signs[row - 1]] if row else 0
        if row and here == table[row - 1][column] + lost:
            row -= 1
            kinds.append(f"-{first[row]}{SURROUNDINGS[one.around[row]]}")
            continue
        if column:
            column -= 1
        number, sign = other.around[column], other.signs[column]
        if not row or here == table[row][column] + prices.lone_lists[number][sign]:
            kinds.append(f"-{second[column]}{SURROUNDINGS[number]}")
            continue
        row -= 1
        if first[row] != second[column]:
            where = {pair[:2]: PLACES[pair[2]] for pair in _special(one, other)}
            signs = "".join(sorted((first[row], second[column])))
            kinds.append(signs + where.get((row, column), "I"))
    return kinds[::-1]


@functools.lru_cache(maxsize=1 << 14)
def _line(signs: str) -> _Line:
    last = len(signs) - 1
    surroundings = []
    for place in range(len(signs)):
        before = place > 0 and signs[place - 1] in VOWELS
        after = place < last and signs[place + 1] in VOWELS
        if 0 < place < last:
            surroundings.append(4 + 2 * before + after)
        else:
            surroundings.append((2 if place else 0) + (before or after))
    opening = next((place for place, sign in enumerate(signs) if sign in VOWELS), -1)
    return _Line(tuple(_NUMBERS[sign] for sign in signs), tuple(surroundings), opening)


def _special(one: _Line, other: _Line) -> list[tuple[int, int, int]]:
    """Return the pairs of places that are not just inside; the later counts."""
    ends = len(one.signs) - 1, len(other.signs) - 1
    pairs = [(one.opening, other.opening, _OPENING), (*ends, _LAST), (0, 0, _FIRST)]
    return [pair for pair in pairs if min(pair) >= 0 and one.signs and other.signs]


def _table(one: _Line, other: _Line, prices: Prices) -> list[list[int]]:
    """Return what is cheapest for each beginning of one string and each of the other."""
    lone, changed = prices.lone_lists, prices.changed_lists
    gained = [lone[where][sign] for where, sign in zip(other.around, other.signs, strict=True)]
    line = [0, *itertools.accumulate(gained)]
    table = [line]
    special = _special(one, other)
    for row, sign in enumerate(one.signs):
        lost, instead = lone[one.around[row]][sign], changed(sign)
        inside = instead[_INSIDE]
        steps = [inside[each] for each in other.signs]
        for place, column, where in special:
            if place == row:
                steps[column] = instead[where][other.signs[column]]
        before = line[0]
        best = before + lost
        above, line = line, [best]
        for column, step in enumerate(steps):
            best += gained[column]
            over = above[column + 1]
            # The built-in `min` would take twice as long.
            if over + lost < best:  # noqa: PLR1730
                best = over + lost
            if before + step < best:  # noqa: PLR1730
                best = before + step
            before = over
            line.append(best)
        table.append(line)
    return table


class Strings:
    """Many strings of signs, none of them empty, as arrays.

    Args:
        signs: their numbers (`NUMBER_OF`); a row for each place, a column for each string, 0 behind
            its end.
    """

    def __init__(self, signs: Integers) -> None:
        self.signs = signs
        self.vowels = _IS_VOWEL[signs]
        self.lengths: Integers = (signs > 0).sum(axis=0)

    @classmethod
    def of(cls, strings: Sequence[str]) -> Self:
        """Return strings as arrays."""
        width = max(map(len, strings), default=0)
        text = "".join(each.ljust(width, "\0") for each in strings)
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).reshape(len(strings), width)
        return cls(np.ascontiguousarray(NUMBER_OF[codes].T))

    @classmethod
    def join(cls, parts: Sequence[Strings]) -> Self:
        """Return the strings of several."""
        lengths = [part.signs.shape[1] for part in parts]
        height = max((len(part.signs) for part in parts), default=0)
        signs = np.zeros((height, sum(lengths)), np.int64)
        begin = 0
        for part, length in zip(parts, lengths, strict=True):
            signs[: len(part.signs), begin : begin + length] = part.signs
            begin += length
        return cls(signs)

    def some(self, which: NDArray[np.intp]) -> Strings:
        """Return some of the strings.

        Args:
            which: their places.
        """
        return Strings(self.signs[:, which])

    def texts(self) -> list[str]:
        """Return the strings."""
        if not self.signs.size:
            return []
        letters = np.ascontiguousarray(_SIGN_OF[self.signs.T])
        texts: list[str] = letters.view(f"<U{len(self.signs)}").ravel().tolist()
        return texts

    def are(self, text: str) -> NDArray[np.bool_]:
        """Return which of the strings are a certain one."""
        if len(text) > len(self.signs):
            return np.zeros(len(self.lengths), np.bool_)
        numbers = np.zeros((len(self.signs), 1), np.int64)
        numbers[: len(text), 0] = [_NUMBERS[sign] for sign in text]
        same: NDArray[np.bool_] = (self.signs == numbers).all(axis=0)
        return same

    def around(self) -> Integers:
        """Return the number of what surrounds each sign."""
        before, after = np.zeros_like(self.vowels), np.zeros_like(self.vowels)
        before[1:], after[:-1] = self.vowels[:-1], self.vowels[1:]
        found: Integers = 4 + 2 * before + after
        ends = self.lengths - 1, np.arange(len(self.lengths))
        found[ends] = 2 + before[ends]
        found[0] = after[0]
        return found


def cheapest_of(first: str, others: Strings, prices: Prices) -> Integers:
    """Return what the cheapest changes cost between a string and each of many.

    Args:
        first: signs.
        others: strings of signs.
        prices: of changes.

    Returns:
        What `cheapest` returns for each, computed for all of them together.
    """
    signs, every = others.signs, np.arange(len(others.lengths))
    # A row for each beginning of the strings: what it costs to gain all of it.
    whole = np.zeros((len(signs) + 1, len(every)), np.int64)
    np.cumsum(prices.lone[others.around(), signs], axis=0, out=whole[1:])
    ends = others.lengths - 1, every
    vowelled = np.flatnonzero(others.vowels.any(axis=0))
    openings = others.vowels.argmax(axis=0)[vowelled], vowelled
    one, line = _line(first), whole.copy()
    for row, sign in enumerate(one.signs):
        changed = prices.changed(sign)
        steps = changed[_INSIDE][signs]
        if row == one.opening:
            steps[openings] = changed[_OPENING][signs[openings]]
        if row == len(one.signs) - 1:
            steps[ends] = changed[_LAST][signs[ends]]
        if row == 0:
            steps[0] = changed[_FIRST][signs[0]]
        steps += line[:-1]
        line += prices.lone_lists[one.around[row]][sign]
        np.minimum(line[1:], steps, out=line[1:])
        # What is gained from a place on to another is the difference of what is gained up to each.
        line -= whole
        np.minimum.accumulate(line, axis=0, out=line)
        line += whole
    found: Integers = line[others.lengths, every]
    return found
