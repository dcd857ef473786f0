"""Texts to the numbers of their forms, at the speed of splitting at white space.

A word never crosses white space, and most of what stands between white space in a text has been
seen before: so each such piece is taken apart once, and a text becomes numbers by looking its
pieces up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.tokens import split_words
from searchapp.columnar.packed import Numbers

# Pieces that are longer are seldom seen twice.
_LONGEST = 40


class Vocabulary:
    """Every form that was met, with its number in the order of their first appearance."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._pieces = _Pieces(self)

    def __len__(self) -> int:
        return len(self._pieces)

    def pieces(self, text: str) -> Numbers:
        """Return the numbers of a text's pieces, to be given to `spell_out`.

        Args:
            text: any text.
        """
        pieces = text.split()
        return np.fromiter(map(self._pieces.__getitem__, pieces), np.uint32, len(pieces))

    def spell_out(self, pieces: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
        """Return the forms of pieces, one behind another, and how many each has."""
        begins = np.array(self._pieces.begins, np.int64)
        counts = np.diff(begins)[pieces]
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        places = np.repeat(begins[pieces] - ends + counts, counts) + np.arange(total)
        return np.array(self._pieces.forms, np.uint32)[places], counts

    def number(self, form: str) -> int:
        """Return the number of a form, a new one where it is new."""
        number = self._numbers.setdefault(form, len(self.forms))
        if number == len(self.forms):
            self.forms.append(form)
        return number


class _Pieces(dict[str, int]):
    """Pieces of text with their numbers; the forms of all, one behind another."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.forms: list[int] = []
        self.begins = [0]

    def __missing__(self, piece: str) -> int:
        number = len(self.begins) - 1
        self.forms += (
            self._vocabulary.number(surface(word.text))
            for word in split_words(piece)
            if fold(word.text)
        )
        self.begins.append(len(self.forms))
        if len(piece) <= _LONGEST:
            self[piece] = number
        return number
