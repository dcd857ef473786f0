"""Texts to the numbers of their forms.

A word never crosses a space or most punctuation, and most of what stands between these in a text
has been seen before.  So a text is cut there, each different piece is taken apart into words once,
and all others are looked up, whole arrays at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.tokens import split_words
from searchapp.columnar.hashing import WIDTH, Halves, HashTable, Values
from searchapp.columnar.packed import Numbers
from searchapp.columnar.relations import KeysOfForms

# What a word cannot contain, of ASCII: everything but letters, digits, and what `split_words`
# leaves between two letters.
_CUTS = np.array(
    [byte < 128 and not (chr(byte).isalnum() or chr(byte) in "'`.") for byte in range(256)]
)
# So many bytes of text are looked at in one go.
_CHUNK = 1 << 22
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)

Counts = NDArray[np.int64]


class Vocabulary:
    """Every form that was met, with its number in the order of their first appearance."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.keys = KeysOfForms()
        self._numbers: dict[str, int] = {}
        self._table = HashTable()
        self._long: dict[bytes, int] = {}
        self._piece_forms = array("I")
        self._piece_begins = array("q", [0])

    def __len__(self) -> int:
        """How many different pieces were met."""
        return len(self._piece_begins) - 1

    def words(self, texts: Sequence[str]) -> tuple[Numbers, Counts]:
        """Return the forms of texts, one behind another, and how many words each text has.

        Args:
            texts: any texts.
        """
        forms, counts = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
        for chunk in _chunks(texts):
            ends = np.cumsum([len(text) + 1 for text in chunk])
            pieces, begins = self._pieces(b" ".join((*chunk, bytes(WIDTH))))
            words, lengths = self._spell_out(pieces)
            word_ends = np.concatenate([[0], np.cumsum(lengths)])
            forms.append(words)
            counts.append(np.diff(word_ends[np.searchsorted(begins, ends)], prepend=0))
        return np.concatenate(forms), np.concatenate(counts)

    def _pieces(self, text: bytes) -> tuple[Values, Counts]:
        """Return the number of each piece of a text that ends in `WIDTH` zeros, and its place."""
        cuts = np.flatnonzero(_CUTS[np.frombuffer(text, np.uint8, len(text) - WIDTH + 1)])
        begins = np.concatenate([[0], cuts[:-1] + 1])
        lengths = cuts - begins
        kept = lengths > 0
        begins, lengths = begins[kept], lengths[kept]
        low, high = _halves(text, begins, lengths)
        pieces = self._table.get(low, high)
        is_long = lengths > WIDTH
        for at in np.flatnonzero(is_long).tolist():
            pieces[at] = self._long_piece(text[begins[at] : begins[at] + lengths[at]])
        unknown = np.flatnonzero((pieces < 0) & ~is_long)
        if len(unknown):
            pieces[unknown] = self._learn(text, begins[unknown], lengths[unknown])
        return pieces, begins

    def _learn(self, text: bytes, begins: Counts, lengths: Counts) -> Values:
        """Give pieces that are not in the table a number; return it for each of them."""
        new: dict[bytes, int] = {}
        found = [
            new.setdefault(text[begin : begin + length], len(self) + len(new))
            for begin, length in zip(begins.tolist(), lengths.tolist(), strict=True)
        ]
        for piece in new:
            self._take_apart(piece)
        together = b"".join(piece.ljust(WIDTH, b"\0") for piece in new)
        low, high = np.frombuffer(together, "<u8").reshape(-1, 2).T
        self._table.add(low, high, np.fromiter(new.values(), np.int32, len(new)))
        return np.array(found, np.int32)

    def _long_piece(self, piece: bytes) -> int:
        number = self._long.setdefault(piece, len(self))
        if number == len(self):
            self._take_apart(piece)
        return number

    def _take_apart(self, piece: bytes) -> None:
        for word in split_words(piece.decode("utf-8", "surrogatepass")):
            if fold(word.text):
                form = surface(word.text)
                number = self._numbers.setdefault(form, len(self.forms))
                if number == len(self.forms):
                    self.forms.append(form)
                    self.keys.learn(form)
                self._piece_forms.append(number)
        self._piece_begins.append(len(self._piece_forms))

    def _spell_out(self, pieces: Values) -> tuple[Numbers, Counts]:
        """Return the forms of pieces, one behind another, and how many each piece has."""
        begins = np.frombuffer(self._piece_begins, np.int64)
        lengths = np.diff(begins)[pieces]
        ends = np.cumsum(lengths)
        places = np.repeat(begins[pieces] - ends + lengths, lengths)
        places += np.arange(len(places))
        return np.frombuffer(self._piece_forms, np.uint32)[places], lengths


def _chunks(texts: Sequence[str]) -> Iterator[list[bytes]]:
    """Yield the texts in UTF-8, about `_CHUNK` bytes of them at a time."""
    chunk: list[bytes] = []
    size = 0
    for text in texts:
        chunk.append(text.encode("utf-8", "surrogatepass"))
        size += len(chunk[-1])
        if size > _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _halves(text: bytes, begins: Counts, lengths: Counts) -> tuple[Halves, Halves]:
    """Return the first and the second eight bytes of pieces as numbers, zeros behind their ends."""
    # A number of 64 bits at every byte: they overlap, which is what makes this one gather.
    numbers: Halves = np.ndarray((len(text) - 7,), "<u8", text, strides=(1,))
    low = numbers[begins] & _MASKS[np.minimum(lengths, 8)]
    high = np.zeros_like(low)
    wide = np.flatnonzero(lengths > 8)
    high[wide] = numbers[begins[wide] + 8] & _MASKS[np.minimum(lengths[wide] - 8, 8)]
    return low, high
