"""Documents, turned into words and frames as they come, and written as one segment."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.blobs import Compressor, write_blobs
from searchapp.columnar.blocks import Array
from searchapp.columnar.columns import run_of, write_labels, write_raw
from searchapp.columnar.documents import Document, Layout, Record, Records
from searchapp.columnar.inversion import invert
from searchapp.columnar.packed import Numbers
from searchapp.columnar.vocabulary import Vocabulary
from searchapp.columnar.writing import SegmentFiles, new_segment, used_forms

# So many bytes of documents wait to be worked on together.
_GROUP = 1 << 20


class Batch:
    """Documents that will be one segment.

    Args:
        layout: of the index.
        vocabulary: kept from batch to batch, so that what is known of a form is not found anew.
        dictionary: what blobs are compressed with; empty for none.
    """

    def __init__(self, layout: Layout, vocabulary: Vocabulary, dictionary: bytes = b"") -> None:
        self._layout = layout
        self._vocabulary = vocabulary
        self._compressor = Compressor(dictionary)
        self._records = Records(layout)
        self._waiting: list[Record] = []
        self._waiting_bytes = 0
        self._texts = {name: _Text() for name in layout.texts}
        self._labels: list[list[bytes]] = [[] for _ in ("key", *layout.labels)]
        self._numbers: list[tuple[int, ...]] = []
        self._raw: list[list[bytes]] = [[] for _ in layout.raw]
        self._frames: list[tuple[Array, Array]] = []
        self._taken = 0

    def __len__(self) -> int:
        return self._taken + len(self._waiting)

    def add(self, document: Document) -> None:
        """Add a document."""
        self.append(self._records.record(document))

    def append(self, record: Record) -> None:
        """Add a document in bytes."""
        self._waiting.append(record)
        self._waiting_bytes += len(record.blob)
        if self._waiting_bytes >= _GROUP:
            self._take()

    def write(self, folder: Path, name: str) -> dict[str, int]:
        """Write the segment.

        Args:
            folder: of the index.
            name: of the segment; no other has it.

        Returns:
            The length of each of its files.

        Raises:
            OSError: it cannot be written.
        """
        self._take()
        with new_segment(folder, name, len(self)) as files:
            self._write_texts(files)
            self._write_columns(files)
            write_blobs(files["blobs"], "blobs", self._compressor.dictionary, self._frames)
        return files.sizes

    def _take(self) -> None:
        """Turn the documents that wait into words and frames, which need a third of the room."""
        waiting, self._waiting, self._waiting_bytes = self._waiting, [], 0
        for at, text in enumerate(self._texts.values()):
            words, lengths = self._vocabulary.words(record.texts[at] for record in waiting)
            text.words.append(words)
            text.lengths.append(lengths)
        for record in waiting:
            for label, value in zip(self._labels, (record.key, *record.labels), strict=True):
                label.append(value)
            for raw, value in zip(self._raw, record.raw, strict=True):
                raw.append(value)
            self._numbers.append(record.numbers)
        self._frames.append(run_of(self._compressor.frames(record.blob for record in waiting)))
        self._taken += len(waiting)

    def _write_texts(self, files: SegmentFiles) -> None:
        words = {name: text.take_words() for name, text in self._texts.items()}
        known = self._vocabulary.forms
        used = used_forms(list(words.values()), len(known)).tolist()
        used.sort(key=known.__getitem__)
        ranks = np.zeros(len(known), np.uint32)
        ranks[used] = np.arange(len(used), dtype=np.uint32)
        forms = [known[number].encode("utf-8", "surrogatepass") for number in used]
        keys, names = self._vocabulary.keys, self._vocabulary.names
        numbers = np.array(used, np.uint32)
        names.learn(known)
        files.write_forms(forms, keys.of(numbers), names.of(numbers), names.readings(numbers))
        for name, text in self._texts.items():
            lengths = np.concatenate(text.lengths)
            inverted, positions = invert(ranks[words.pop(name)], lengths)
            files.write_lists(name, [inverted])
            files.write_positions(name, [positions])
            files.write_lengths(name, lengths)

    def _write_columns(self, files: SegmentFiles) -> None:
        file, layout = files["columns"], self._layout
        for name, values in zip(("key", *layout.labels), self._labels, strict=True):
            write_labels(file, name, values)
        numbers = np.array(self._numbers, np.int32).reshape(len(self), len(layout.numbers))
        for name, column in zip(layout.numbers, numbers.T, strict=True):
            file.add(name, column)
        for name, raw in zip(layout.raw, self._raw, strict=True):
            write_raw(file, name, [run_of(raw)])


class _Text:
    """The words of a text of every document, by the numbers of their forms."""

    def __init__(self) -> None:
        self.words: list[Numbers] = [np.empty(0, np.uint32)]
        self.lengths: list[NDArray[np.int64]] = [np.empty(0, np.int64)]

    def take_words(self) -> Numbers:
        """Return all words; they are not kept any more."""
        words, self.words = np.concatenate(self.words), []
        return words
