"""How many forms are read, as arrays: what is laid side by side to tell the spellings of a name."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis import english
from searchapp.analysis.alignment import Strings
from searchapp.analysis.folding import without_possessive
from searchapp.analysis.graphemes import is_unvowelled, signs_of


@dataclass(frozen=True, slots=True)
class Readings:
    """Forms, and how they are read (`searchapp.analysis.graphemes.read`).

    Args:
        form: returns a form by its number; what was joined may have one twice.
        unvowelled: for each form whether its script leaves out vowels.
        signs: of all readings; those of a form stand one behind another, the likelier first, and
            an English word has none.
        of: the number of the form of each reading.
    """

    form: Callable[[int], str]
    unvowelled: NDArray[np.bool_]
    signs: Strings
    of: NDArray[np.intp]

    def __len__(self) -> int:
        """How many forms there are."""
        return len(self.unvowelled)

    def ranks(self) -> NDArray[np.intp]:
        """Return for each reading how many of its form are likelier."""
        order = np.argsort(self.of, kind="stable")
        ordered = self.of[order]
        ranks = np.empty_like(order)
        ranks[order] = np.arange(len(order)) - ordered.searchsorted(ordered)
        return ranks


def read_many(forms: Sequence[str]) -> Readings:
    """Return how forms are read.

    Args:
        forms: words in any script, or names of several joined by hyphens or spaces.
    """
    names = list(map(without_ending, forms))
    unvowelled = np.array([*map(is_unvowelled, names)], np.bool_)
    signs, of = signs_of(["" if english.is_word(name) else name for name in names])
    return Readings(forms.__getitem__, unvowelled, Strings.of(signs), np.array(of, np.intp))


def join(parts: Sequence[Readings]) -> Readings:
    """Return readings behind one another, the forms numbered anew.

    Args:
        parts: the readings.
    """
    if len(parts) == 1:
        return parts[0]
    firsts = [0, *itertools.accumulate(map(len, parts))]

    def form(number: int) -> str:
        part = bisect.bisect_right(firsts, number) - 1
        return parts[part].form(number - firsts[part])

    of = [part.of + first for part, first in zip(parts, firsts, strict=False)]
    return Readings(
        form,
        np.concatenate([np.empty(0, np.bool_), *(part.unvowelled for part in parts)]),
        Strings.join([part.signs for part in parts]),
        np.concatenate([np.empty(0, np.intp), *of]),
    )


def without_ending(form: str) -> str:
    """Return what a form is read from: what it is without the ending of a possessive."""
    # Nearly all are of ASCII letters alone, and end with no apostrophe and s.
    return form.lower() if form.isascii() and form.isalpha() else without_possessive(form)
