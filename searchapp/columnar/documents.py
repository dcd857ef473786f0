"""What a segment keeps of documents, whatever they are."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Layout(NamedTuple):
    """The names of what every document of an index has.

    Args:
        texts: searched by their words.
        labels: one short text each, of which many documents have the same.
        numbers: one whole number each, from −2³¹ to 2³¹−1.
        raw: a few bytes each, not compressed.
    """

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    numbers: tuple[str, ...]
    raw: tuple[str, ...]


class Document(NamedTuple):
    """One document.

    Args:
        key: what names it; no other document has the same.
        texts: for each of the layout's, in UTF-8.
        labels: for each of the layout's.
        numbers: for each of the layout's.
        raw: for each of the layout's.
        blob: what is to be kept whole.
    """

    key: str
    texts: Mapping[str, bytes]
    labels: Mapping[str, str]
    numbers: Mapping[str, int]
    raw: Mapping[str, bytes]
    blob: bytes


class Record(NamedTuple):
    """A document in bytes, its values in the order of the layout.

    Args:
        key: in UTF-8.
        texts: in UTF-8.
        labels: in UTF-8.
        raw: as they are.
        blob: as it is.
        numbers: as they are.
    """

    key: bytes
    texts: tuple[bytes, ...]
    labels: tuple[bytes, ...]
    raw: tuple[bytes, ...]
    blob: bytes
    numbers: tuple[int, ...]


class Records:
    """Documents to bytes for another process, and back to what a segment is made of.

    A document is the lengths of its parts (`u4` each), its numbers (`i4` each), and its parts: key,
    texts, labels, raw columns, blob.

    Args:
        layout: of the index.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        counts = len(layout.texts), len(layout.labels), len(layout.raw)
        self._parts = sum(counts) + 2
        self._texts, self._labels, self._raw = counts
        self._head = struct.Struct(f"<{self._parts}I{len(layout.numbers)}i")

    def record(self, document: Document) -> Record:
        """Return a document in bytes."""
        layout = self._layout
        return Record(
            _utf8(document.key),
            tuple(document.texts[name] for name in layout.texts),
            tuple(_utf8(document.labels[name]) for name in layout.labels),
            tuple(document.raw[name] for name in layout.raw),
            document.blob,
            tuple(document.numbers[name] for name in layout.numbers),
        )

    def pack(self, document: Document) -> bytes:
        """Return a document as one run of bytes."""
        record = self.record(document)
        parts = (record.key, *record.texts, *record.labels, *record.raw, record.blob)
        head = self._head.pack(*map(len, parts), *record.numbers)
        return b"".join((head, *parts))

    def unpack(self, packed: bytes, start: int) -> Iterator[Record]:
        """Yield the documents of several such runs, one behind another.

        Args:
            packed: the runs.
            start: where the first begins.
        """
        at = start
        while at < len(packed):
            head = self._head.unpack_from(packed, at)
            at += self._head.size
            parts = []
            for length in head[: self._parts]:
                parts.append(packed[at : at + length])
                at += length
            key, *middle, blob = parts
            texts, labels = middle[: self._texts], middle[self._texts :][: self._labels]
            raw = middle[self._texts + self._labels :]
            numbers = head[self._parts :]
            yield Record(key, tuple(texts), tuple(labels), tuple(raw), blob, numbers)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
