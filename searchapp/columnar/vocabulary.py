"""Texts to the numbers of their forms.

A word never crosses a space or most punctuation, and most of what stands between these in a text
has been seen before.  So a text is cut there, each different piece is taken apart into words once,
and all others are looked up, whole arrays at a time.  What makes pieces differ that have the same
words, like capitals and the full stop of a sentence, goes before they are compared.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.tokens import split_words
from searchapp.columnar.hashing import WIDTH, Halves, HashTable, Values
from searchapp.columnar.names import NamesOfForms
from searchapp.columnar.packed import Numbers
from searchapp.columnar.relations import KeysOfForms

# So many bytes of text are looked at in one go: few enough for a processor's cache.
_CHUNK = 1 << 19
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)

_SPACE, _QUOTE, _STOP = b" '."
# Of a simplified text, every byte from here on belongs to a word, or may.
_LETTERS = ord("0")


def _simplified(byte: int) -> int:
    char = chr(byte)
    if byte > 127:
        return byte
    return ord(char.lower()) if char.isalnum() else {"'": _QUOTE, "`": _QUOTE}.get(char, _SPACE)


_SIMPLIFIED = bytearray(map(_simplified, range(256)))
_SIMPLIFIED[_STOP] = _STOP
# The dashes, curly quotes, bullets and dots of typography: which of the 64 letters from U+2000 on,
# which have the same first two bytes, part words.
_SIGNS = "\u2000".encode()
_PARTS_WORDS = np.array([len([*split_words(f"a{chr(0x2000 + n)}b")]) == 2 for n in range(64)])

Counts = NDArray[np.int64]


class Vocabulary:
    """Every form that was met, with its number in the order of their first appearance."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.keys = KeysOfForms()
        self.names = NamesOfForms()
        self._numbers: dict[str, int] = {}
        self._table = HashTable()
        self._long: dict[bytes, int] = {}
        self._piece_forms = array("I")
        self._piece_begins = array("q", [0])

    def __len__(self) -> int:
        """How many different pieces were met."""
        return len(self._piece_begins) - 1

    def words(self, texts: Iterable[bytes]) -> tuple[Numbers, Counts]:
        """Return the forms of texts, one behind another, and how many words each text has.

        Args:
            texts: any texts, in UTF-8.
        """
        forms, counts = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
        for chunk in _chunks(texts):
            pieces, begins = self._pieces(_simplify(chunk))
            words, lengths = self._spell_out(pieces)
            word_ends = np.concatenate([[0], np.cumsum(lengths)])
            ends = np.cumsum([len(text) + 1 for text in chunk])
            forms.append(words)
            counts.append(np.diff(word_ends[np.searchsorted(begins, ends)], prepend=0))
        self.keys.learn(self.forms)
        return np.concatenate(forms), np.concatenate(counts)

    def _pieces(self, text: bytearray) -> tuple[Values, Counts]:
        """Return the number of each piece of a simplified text, and its place."""
        is_space = np.frombuffer(text, np.uint8, len(text) - WIDTH + 1) == _SPACE
        # A text has a space at either end, so that pieces begin and end by turns.
        turns = np.flatnonzero(is_space[1:] != is_space[:-1]) + 1
        begins = turns[::2].copy()
        lengths = turns[1::2] - begins
        low, high = _halves(text, begins, lengths)
        pieces = self._table.get(low, high)
        is_long = lengths > WIDTH
        for at in np.flatnonzero(is_long).tolist():
            pieces[at] = self._long_piece(bytes(text[begins[at] : begins[at] + lengths[at]]))
        unknown = np.flatnonzero((pieces < 0) & ~is_long)
        if len(unknown):
            pieces[unknown] = self._learn(bytes(text), begins[unknown], lengths[unknown])
        return pieces, begins

    def _learn(self, text: bytes, begins: Counts, lengths: Counts) -> Values:
        """Give pieces that are not in the table a number; return it for each of them."""
        new: dict[bytes, int] = {}
        first = len(self)
        found = [
            new.setdefault(text[begin:end], first + len(new))
            for begin, end in zip(begins.tolist(), (begins + lengths).tolist(), strict=True)
        ]
        self._take_apart(new)
        together = b"".join(piece.ljust(WIDTH, b"\0") for piece in new)
        low, high = np.frombuffer(together, "<u8").reshape(-1, 2).T
        self._table.add(low, high, np.fromiter(new.values(), np.int32, len(new)))
        return np.array(found, np.int32)

    def _long_piece(self, piece: bytes) -> int:
        number = self._long.setdefault(piece, len(self))
        if number == len(self):
            self._take_apart([piece])
        return number

    def _take_apart(self, pieces: Iterable[bytes]) -> None:
        """Give the forms of new pieces numbers, and keep which each piece has."""
        forms, numbers = self.forms, self._numbers
        found: list[int] = []
        begins: list[int] = []
        first = len(self._piece_forms)
        for piece in pieces:
            # ASCII letters and digits alone are one word, and in lower case its form.
            for form in (piece.decode(),) if piece.isalnum() else _forms(piece):
                number = numbers.setdefault(form, len(forms))
                if number == len(forms):
                    forms.append(form)
                found.append(number)
            begins.append(first + len(found))
        self._piece_forms.extend(found)
        self._piece_begins.extend(begins)

    def _spell_out(self, pieces: Values) -> tuple[Numbers, Counts]:
        """Return the forms of pieces, one behind another, and how many each piece has."""
        begins = np.frombuffer(self._piece_begins, np.int64)
        lengths = np.diff(begins)[pieces]
        ends = np.cumsum(lengths)
        places = np.repeat(begins[pieces] - ends + lengths, lengths)
        places += np.arange(len(places))
        return np.frombuffer(self._piece_forms, np.uint32)[places], lengths


def _forms(piece: bytes) -> list[str]:
    """Return the forms of the words of a piece."""
    words = split_words(piece.decode("utf-8", "surrogatepass"))
    return [surface(word.text) for word in words if fold(word.text)]


def _chunks(texts: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield the texts, about `_CHUNK` bytes of them at a time."""
    chunk: list[bytes] = []
    size = 0
    for text in texts:
        chunk.append(text)
        size += len(text)
        if size > _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _simplify(texts: Sequence[bytes]) -> bytearray:
    """Return texts with a space before and behind each, and all between two pieces spaces.

    `WIDTH` bytes more stand at the end.
    """
    text = bytearray(b" ".join((b"", *texts, bytes(WIDTH)))).translate(_SIMPLIFIED)
    codes = np.frombuffer(text, np.uint8)
    signs = np.flatnonzero(codes == _SIGNS[0])
    signs = signs[(codes[signs + 1] == _SIGNS[1]) & _PARTS_WORDS[codes[signs + 2] & 63]]
    for byte in range(3):
        codes[signs + byte] = _SPACE
    # A byte that is neither a space nor a letter: what is less wraps around.
    inner = np.flatnonzero(codes - (_SPACE + 1) < _LETTERS - (_SPACE + 1))
    before, behind = codes[inner - 1], codes[inner + 1]
    # An apostrophe stands between two letters.  A full stop stands behind one that has none before
    # it, which is certain not to be so only where both are of one byte.
    is_plain = (before < 128) & (codes[inner - 2] >= _LETTERS) & (codes[inner - 2] < 128)
    stays = np.where(codes[inner] == _STOP, ~is_plain, behind >= _LETTERS) & (before >= _LETTERS)
    codes[inner[~stays]] = _SPACE
    return text


def _halves(text: bytearray, begins: Counts, lengths: Counts) -> tuple[Halves, Halves]:
    """Return the first and the second eight bytes of pieces as numbers, zeros behind their ends."""
    # A number of 64 bits at every byte: they overlap, which is what makes this one gather.
    numbers: Halves = np.ndarray((len(text) - 7,), "<u8", text, strides=(1,))
    low = numbers[begins] & _MASKS[np.minimum(lengths, 8)]
    high = np.zeros_like(low)
    wide = np.flatnonzero(lengths > 8)
    high[wide] = numbers[begins[wide] + 8] & _MASKS[np.minimum(lengths[wide] - 8, 8)]
    return low, high
