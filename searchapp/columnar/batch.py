"""Documents, held in memory until they are enough for a segment, and written as one."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from searchapp.columnar.blobs import BlobsWriter, train
from searchapp.columnar.columns import write_labels, write_raw
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.inversion import invert
from searchapp.columnar.vocabulary import Vocabulary
from searchapp.columnar.writing import SegmentFiles, new_segment, used_forms

# What a text takes while a segment is written: the words' keys, places and documents.
_BYTES_A_CHARACTER = 8


class Batch:
    """Documents that will be one segment.

    Args:
        layout: of the index.
        vocabulary: kept from batch to batch, so that what is known of a form is not found anew.
    """

    def __init__(self, layout: Layout, vocabulary: Vocabulary) -> None:
        self._layout = layout
        self._vocabulary = vocabulary
        self._documents: list[Document] = []
        self.memory = 0
        """How many bytes writing the segment will take, about."""

    def __len__(self) -> int:
        return len(self._documents)

    def add(self, document: Document) -> int:
        """Add a document.

        Returns:
            Its number in the batch.
        """
        self.memory += len(document.blob)
        self.memory += _BYTES_A_CHARACTER * sum(map(len, document.texts.values()))
        self._documents.append(document)
        return len(self._documents) - 1

    def write(self, folder: Path, name: str, dictionary: bytes = b"") -> dict[str, int]:
        """Write the segment.

        Args:
            folder: of the index.
            name: of the segment; no other has it.
            dictionary: what blobs of this kind are compressed with, as `Blobs.dictionary` has it;
                without one, it is made from those of the batch.

        Returns:
            The length of each of its files.

        Raises:
            OSError: it cannot be written.
        """
        with new_segment(folder, name, len(self)) as files:
            self._write_texts(files)
            self._write_columns(files)
            self._write_blobs(files, dictionary)
        return files.sizes

    def _write_texts(self, files: SegmentFiles) -> None:
        fields = {
            name: self._vocabulary.words([each.texts[name] for each in self._documents])
            for name in self._layout.texts
        }
        known = self._vocabulary.forms
        used = used_forms([words for words, _ in fields.values()], len(known)).tolist()
        used.sort(key=known.__getitem__)
        ranks = np.zeros(len(known), np.uint32)
        ranks[used] = np.arange(len(used), dtype=np.uint32)
        forms = [known[number].encode("utf-8", "surrogatepass") for number in used]
        files.write_forms(forms, self._vocabulary.keys.of)
        for name, (words, lengths) in fields.items():
            files.write_field(name, [invert(ranks[words], lengths)], lengths)

    def _write_columns(self, files: SegmentFiles) -> None:
        file, documents = files["columns"], self._documents
        write_labels(file, "key", [_encode(each.key) for each in documents])
        for name in self._layout.labels:
            write_labels(file, name, [_encode(each.labels[name]) for each in documents])
        for name in self._layout.numbers:
            numbers = (each.numbers[name] for each in documents)
            file.add(name, np.fromiter(numbers, np.int32, len(documents)))
        for name in self._layout.raw:
            write_raw(file, name, [each.raw[name] for each in documents])

    def _write_blobs(self, files: SegmentFiles, dictionary: bytes) -> None:
        blobs = [document.blob for document in self._documents]
        writer = BlobsWriter(files["blobs"], "blobs", dictionary or train(blobs))
        writer.append(blobs)
        writer.finish()


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
