"""Two strings of signs laid side by side, so that as little as can be has changed between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from searchapp.analysis.graphemes import VOWELS

_Step = tuple[str, int, int]


class Change(NamedTuple):
    """One thing that differs.

    Args:
        kind: the two signs in alphabetical order, or `-` and the sign that only one has; then F, I
            or L for the first place, one inside or the last; for a sign that only one has then v
            or c for a vowel or none before it and after it (at either end: beside it).
        place: where it is in the first string, from 0.
    """

    kind: str
    place: int


def align(first: str, second: str, cost: Callable[[str], float]) -> list[Change]:
    """Find the cheapest changes that make one string of the other (Needleman and Wunsch, 1970).

    Args:
        first: signs.
        second: signs.
        cost: what a change costs, above 0, by its `kind`.

    Returns:
        The changes, in order.
    """
    shorter = min(len(first), len(second))
    start = 0
    while start < shorter and first[start] == second[start]:
        start += 1
    tail = 0
    while tail < shorter - start and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    left, right = _lone(first, start, tail), _lone(second, start, tail)
    if not right:
        return [Change(kind, start + each) for each, kind in enumerate(left)]
    if not left:
        return [Change(kind, start) for kind in right]
    return _cheapest(first, second, start, (left, right), cost)


def _lone(signs: str, start: int, tail: int) -> list[str]:
    """Return the kinds of changes by which each sign of the middle would have no partner."""
    last = len(signs) - 1
    kinds = []
    for place in range(start, len(signs) - tail):
        before = place > 0 and signs[place - 1] in VOWELS
        after = place < last and signs[place + 1] in VOWELS
        if 0 < place < last:
            where = ("Iv" if before else "Ic") + ("v" if after else "c")
        else:
            where = ("L" if place else "F") + ("v" if before or after else "c")
        kinds.append(f"-{signs[place]}{where}")
    return kinds


def _cheapest(
    first: str,
    second: str,
    start: int,
    lone: tuple[list[str], list[str]],
    cost: Callable[[str], float],
) -> list[Change]:
    left, right = lone
    left_costs, right_costs = [cost(kind) for kind in left], [cost(kind) for kind in right]
    ends = len(first) - 1, len(second) - 1
    above = [0.0]
    for each in right_costs:
        above.append(above[-1] + each)
    # For each pair of places the last change, and how many signs of either string it takes.
    steps: list[list[_Step]] = [[("", 0, 0), *((kind, 0, 1) for kind in right)]]
    for row, lost in enumerate(left_costs):
        sign, place = first[start + row], start + row
        line: list[float] = [above[0] + lost]
        taken: list[_Step] = [(left[row], 1, 0)]
        for column, gained in enumerate(right_costs):
            other = second[start + column]
            best, kind = above[column], ""
            if sign != other:
                where = "I"
                if not place and not start + column:
                    where = "F"
                elif (place, start + column) == ends:
                    where = "L"
                kind = (sign + other if sign < other else other + sign) + where
                best += cost(kind)
            step = (kind, 1, 1)
            if above[column + 1] + lost < best:
                best, step = above[column + 1] + lost, (left[row], 1, 0)
            if line[column] + gained < best:
                best, step = line[column] + gained, (right[column], 0, 1)
            line.append(best)
            taken.append(step)
        steps.append(taken)
        above = line
    changes = []
    row, column = len(left), len(right)
    while row or column:
        kind, down, across = steps[row][column]
        row, column = row - down, column - across
        if kind:
            changes.append(Change(kind, start + row))
    return changes[::-1]
