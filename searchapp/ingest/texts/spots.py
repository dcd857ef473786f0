"""Values and where they stand in their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

_INITIAL = re.compile(r"\b[A-Z]\.$")


@dataclass(frozen=True, slots=True)
class Spot:
    """A value and where it stands in its line.

    Args:
        text: as written.
        start: in characters from the start of the line.
        end: where it ends.
    """

    text: str
    start: int
    end: int


def spot_at(text: str, start: int) -> Spot:
    """Return a text as the spot that begins at a place."""
    return Spot(text, start, start + len(text))


def trim_spot(text: str, start: int) -> Spot:
    """Cut white space and loose punctuation off both ends; a full stop is kept inside "U.S."."""
    if text[:1].isalnum() and text[-1].isalnum():
        return Spot(text, start, start + len(text))
    left = text.lstrip(" \t\u00a0,،;؛:([|*_")
    start += len(text) - len(left)
    right = left.rstrip(" \t\u00a0,،;؛:([|)]*_-–—ـ")
    # A bracket that was opened inside belongs to the value.
    if left[len(right) : len(right) + 1] in (")", "]") and "(" in right:
        right = left[: len(right) + 1]
    if right.endswith(".") and _INITIAL.search(right, len(right) - 2) is None:
        right = right[:-1]
    return Spot(right, start, start + len(right))
