"""Documents, held in memory until they are enough for a segment, and written as one."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from searchapp.columnar.blobs import BlobsWriter, train
from searchapp.columnar.blocks import BlockWriter
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.inversion import invert
from searchapp.columnar.postings import PostingFiles, PostingsWriter
from searchapp.columnar.relations import write_relations
from searchapp.columnar.segment import FILES
from searchapp.columnar.terms import write_terms
from searchapp.columnar.vocabulary import Vocabulary

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

    def write(self, folder: Path, name: str) -> dict[str, int]:
        """Write the segment.

        Args:
            folder: of the index.
            name: of the segment, no other has it.

        Returns:
            The length of each of its files.
        """
        with contextlib.ExitStack() as stack:
            files = {
                kind: stack.enter_context(BlockWriter(folder / f"{name}.{kind}")) for kind in FILES
            }
            self._write_texts(files)
            self._write_columns(files["columns"])
            self._write_blobs(files["blobs"])
            facts = {"documents": len(self)}
            return {f"{name}.{kind}": file.finish(facts) for kind, file in files.items()}

    def _write_texts(self, files: dict[str, BlockWriter]) -> None:
        fields = {
            name: self._vocabulary.words([each.texts[name] for each in self._documents])
            for name in self._layout.texts
        }
        used = np.zeros(len(self._vocabulary.forms), np.bool_)
        for words, _ in fields.values():
            used[words] = True
        numbers = np.flatnonzero(used).tolist()
        numbers.sort(key=self._vocabulary.forms.__getitem__)
        forms = [self._vocabulary.forms[number] for number in numbers]
        ranks = np.zeros(len(used), np.uint32)
        ranks[numbers] = np.arange(len(numbers), dtype=np.uint32)
        write_terms(
            files["terms"], "forms", (form.encode("utf-8", "surrogatepass") for form in forms)
        )
        write_relations(files["terms"], forms)
        streams = PostingFiles(*(files[kind] for kind in FILES[:4]))
        for name, (words, lengths) in fields.items():
            inverted = invert(ranks[words], lengths)
            files["terms"].add(f"{name}.forms", inverted.terms)
            files["terms"].add(f"{name}.documents", inverted.lists.lengths)
            files["terms"].add(f"{name}.occurrences", inverted.occurrences)
            files["columns"].add(f"{name}.length", lengths.astype(np.uint32))
            postings = PostingsWriter(streams, name, len(self))
            postings.append(inverted.lists)
            postings.finish()

    def _write_columns(self, file: BlockWriter) -> None:
        keys = [document.key for document in self._documents]
        _write_labels(file, "key", keys)
        for name in self._layout.labels:
            _write_labels(file, name, [document.labels[name] for document in self._documents])
        for name in self._layout.numbers:
            numbers = (document.numbers[name] for document in self._documents)
            file.add(name, np.fromiter(numbers, np.int32, len(self)))
        for name in self._layout.raw:
            raw = [document.raw[name] for document in self._documents]
            file.add(name, np.frombuffer(b"".join(raw), np.uint8))
            file.add(f"{name}.ends", np.cumsum([len(each) for each in raw], dtype=np.uint64))

    def _write_blobs(self, file: BlockWriter) -> None:
        blobs = [document.blob for document in self._documents]
        writer = BlobsWriter(file, "blobs", train(blobs))
        writer.append(blobs)
        writer.finish()


def _write_labels(file: BlockWriter, name: str, values: Sequence[str]) -> None:
    """Write a column of texts: the distinct ones in order, and which of them each document has."""
    distinct = sorted(set(values))
    codes = {value: code for code, value in enumerate(distinct)}
    write_terms(file, name, (value.encode("utf-8", "surrogatepass") for value in distinct))
    file.add(f"{name}.codes", np.fromiter(map(codes.__getitem__, values), np.uint32, len(values)))
