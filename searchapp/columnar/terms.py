"""Sorted texts that are searched without being loaded: the forms of a segment, and their keys."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.columnar.blocks import BlockFile, BlockWriter

_APART = 64
# So many texts that stand near one another are found by reading what stands between them.
_MANY = 16
# So many bytes at one end or the other of a word that is so long stay as they are with one edit.
_END, _LONG = 3, 7
# Bytes are of 32 sorts: one bit for each. And how many bits there are in a number of 16.
_SORTS = np.uint32(1) << (np.arange(256, dtype=np.uint32) & 31)
_BITS_OF_8 = np.unpackbits(np.arange(1 << 8, dtype=np.uint8).reshape(-1, 1), axis=1).sum(
    axis=1, dtype=np.uint8
)
_BITS = np.add.outer(_BITS_OF_8, _BITS_OF_8).ravel()

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


def write_terms(file: BlockWriter, name: str, terms: Iterable[bytes]) -> None:
    """Write sorted texts.

    Args:
        file: where to; blocks `name` and `name.ends` are added.
        name: of the table.
        terms: the texts, strictly ascending byte by byte; in UTF-8 that is by code point.
    """
    kept = list(terms)
    lengths = np.fromiter(map(len, kept), np.uint32, len(kept))
    file.add(name, np.frombuffer(b"".join(kept), np.uint8))
    file.add(f"{name}.ends", np.cumsum(lengths, dtype=np.uint32))


class Terms(Sequence[bytes]):
    """Reads sorted texts; a sequence of them.

    Args:
        file: where from.
        name: of the table.

    Raises:
        IndexDamaged: a part of the file is not what was written.
    """

    def __init__(self, file: BlockFile, name: str) -> None:
        # All of it is checked now: a search looks at a score of places far apart.
        self._text = file.array(name).data
        self._ends = file.array(f"{name}.ends").data

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, at: int) -> bytes:  # type: ignore[override]
        begin = self._ends[at - 1] if at else 0
        return bytes(self._text[begin : self._ends[at]])

    def __iter__(self) -> Iterator[bytes]:
        begin, text = 0, bytes(self._text)
        for end in self._ends:
            yield text[begin:end]
            begin = end

    @cached_property
    def _signposts(self) -> list[bytes]:
        """Some of the texts, all as far apart, which make a search for one several times faster."""
        return [self[at] for at in range(0, len(self), _APART)]

    def place(self, term: bytes) -> int:
        """Return the number of the first text that is not before one."""
        post = bisect.bisect_right(self._signposts, term) - 1
        first = max(post, 0) * _APART
        return bisect.bisect_left(self, term, lo=first, hi=min(first + _APART, len(self)))

    def find(self, term: bytes) -> int | None:
        """Return the number of a text, None where it is not here."""
        first = max(bisect.bisect_right(self._signposts, term) - 1, 0) * _APART
        last = min(first + _APART, len(self)) - 1
        if last < 0:
            return None
        begin = int(self._ends[first - 1]) if first else 0
        text = bytes(self._text[begin : int(self._ends[last])])
        # The texts from one signpost to the next are few and short: looking for the one as a part
        # of all is many times faster than comparing it with some of them.
        at = text.find(term)
        ends = self._ends[first : last + 1].tolist() if at >= 0 else []
        while at >= 0:
            place = bisect.bisect_left(ends, begin + at + len(term))
            start = ends[place - 1] if place else begin
            if start == begin + at and ends[place] == start + len(term):
                return first + place
            at = text.find(term, at + 1)
        return None

    def find_all(self, terms: Sequence[bytes]) -> list[int]:
        """Return the numbers of those of some texts that are here, ascending.

        Args:
            terms: the texts, each once.
        """
        terms = sorted(terms)
        if len(terms) > _MANY:
            first, end = self.place(terms[0]), self.place(terms[-1]) + 1
            if end - first < _MANY * len(terms):
                wanted = set(terms)
                here = enumerate(self.texts(first, min(end, len(self))), first)
                return [number for number, text in here if text in wanted]
        found = map(self.find, terms)
        return [number for number in found if number is not None]

    def texts(self, first: int, end: int) -> list[bytes]:
        """Return the texts that stand side by side, many at once.

        Args:
            first: the first.
            end: the one after the last.
        """
        before = int(self._ends[first - 1]) if 0 < first < end else 0
        ends = [end - before for end in self._ends[first:end].tolist()]
        text = bytes(self._text[before : before + ends[-1]]) if ends else b""
        return [text[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]

    def runs(self, numbers: Places) -> tuple[Bytes, Places, Places]:
        """Return the bytes of all texts, where some of them begin there, and how long these are.

        Args:
            numbers: those of the texts.
        """
        ends = np.asarray(self._ends)
        begins = ends.take(numbers - 1, mode="clip").astype(np.int64)
        begins[numbers == 0] = 0
        return np.asarray(self._text), begins, ends.take(numbers) - begins

    def like(self, word: bytes, edits: int) -> list[tuple[int, bytes]]:
        """Return what may be at most so many edits from a word and has its first byte.

        Args:
            word: any text but the empty one.
            edits: how many bytes are changed, put in or left out, or how many neighbours swapped.

        Returns:
            Texts with their numbers; those that are so near, and some others.
        """
        among = self.with_prefix(word[:1])
        if not among:
            return []
        before = int(self._ends[among.start - 1]) if among.start else 0
        ends = np.array(self._ends[among.start : among.stop], np.int64) - before
        lengths = np.diff(ends, prepend=0)
        near = (np.abs(lengths - len(word)) <= edits).nonzero()[0]
        # The bytes behind the last are there to be read as numbers with it.
        whole = bytes(self._text[before : before + int(ends[-1])]) + bytes(4)
        text = np.frombuffer(whole, np.uint8)
        begins, ends = (ends - lengths)[near], ends[near]
        if edits == 1 and len(word) >= _LONG:
            kept = _share_an_end(text, begins, ends, word)
            near, begins, ends = near[kept], begins[kept], ends[kept]
        kept = _have_most_bytes(text, begins, ends, word, edits)
        places = zip(begins[kept].tolist(), ends[kept].tolist(), strict=True)
        texts = [whole[begin:end] for begin, end in places]
        return list(zip((among.start + near[kept]).tolist(), texts, strict=True))

    def with_prefix(self, prefix: bytes) -> range:
        """Return the numbers of the texts that begin so."""
        first = self.place(prefix)
        end = bisect.bisect_left(self, True, lo=first, key=lambda t: not t.startswith(prefix))
        return range(first, end)


def _share_an_end(text: Bytes, begins: Places, ends: Places, word: bytes) -> Flags:
    """Return which texts begin or end as a long word does, as those one edit from it do.

    Args:
        text: all of them, one behind another, and some bytes more.
        begins: where each begins.
        ends: where each ends.
        word: the word.
    """
    # A number at every byte: they overlap, which is what makes this one gather.
    numbers = np.ndarray((len(text) - 3,), "<u4", text, strides=(1,))
    first, last = (int.from_bytes(end, "little") for end in (word[:_END], word[-_END:]))
    mask = (1 << 8 * _END) - 1
    shares: Flags = (numbers[begins] & mask == first) | (numbers[ends - _END] & mask == last)
    return shares


def _have_most_bytes(text: Bytes, begins: Places, ends: Places, word: bytes, edits: int) -> Flags:
    """Return which texts may be so many edits from a word by the sorts of their bytes."""
    lengths = ends - begins
    if not len(lengths):
        return np.zeros(0, np.bool_)
    firsts = np.cumsum(lengths) - lengths
    places = np.repeat(begins - firsts, lengths) + np.arange(int(lengths.sum()))
    # An edit changes two of the sorts of bytes that a text has at the most.
    sorts = np.bitwise_or.reduceat(_SORTS[text[places]], firsts)
    different = sorts ^ np.bitwise_or.reduce(_SORTS[np.frombuffer(word, np.uint8)])
    may_be: Flags = _BITS[different & 0xFFFF] + _BITS[different >> 16] <= 2 * edits
    return may_be
