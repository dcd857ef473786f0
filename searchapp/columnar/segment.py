"""A segment, opened for reading: what its files hold, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.columnar.blobs import Blobs
from searchapp.columnar.blocks import Array, Block, BlockFile, Sum
from searchapp.columnar.columns import Labels, read_labels, read_run
from searchapp.columnar.names import Names
from searchapp.columnar.packed import Numbers
from searchapp.columnar.postings import PostingFiles, Postings
from searchapp.columnar.relations import Relation
from searchapp.columnar.terms import Terms

# The files of a segment; the first four hold posting lists.
FILES = ("dense", "sparse", "frequencies", "positions", "terms", "columns", "blobs")


@dataclass(frozen=True)
class Field:
    """The words of one text of every document.

    Args:
        forms: the numbers of the forms that occur in it, ascending; a term is a place in here.
        postings: the list of each term.
        lengths: how many words each document has.
        words: how many words all of them have.
        every: how many forms the segment has, in any text.
    """

    forms: Numbers
    postings: Postings
    lengths: Numbers
    words: int
    every: int

    @cached_property
    def is_used(self) -> NDArray[np.bool_]:
        """For each form of the segment whether it occurs."""
        used = np.zeros(self.every, np.bool_)
        used[self.forms] = True
        return used

    def term(self, form: int) -> int | None:
        """Return the term of a form, None where it does not occur."""
        at = int(self.forms.searchsorted(np.uint32(form)))
        return at if at < len(self.forms) and self.forms[at] == form else None

    def terms(self, forms: Sequence[int]) -> dict[int, int]:
        """Return the terms of those of some forms that occur, by their forms."""
        if not len(self.forms):
            return {}
        wanted = np.array(forms, np.uint32)
        at = self.forms.searchsorted(wanted)
        is_here = self.forms.take(at, mode="clip") == wanted
        return dict(zip(wanted[is_here].tolist(), at[is_here].tolist(), strict=True))


class Segment:
    """The files of a segment, mapped into memory; safe to share between threads.

    Args:
        folder: of the index.
        name: of the segment.

    Raises:
        IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: a file is not what was written.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.files: Mapping[str, BlockFile] = {
            kind: BlockFile(folder / f"{name}.{kind}") for kind in FILES
        }
        self.documents: int = self.files["columns"].facts["documents"]
        self._fields: dict[str, Field] = {}
        self._labels: dict[str, Labels] = {}
        self._relations: dict[str, Relation] = {}
        # The bytes of documents, and where those of each end, by column.
        self._raw: dict[str, tuple[Block, memoryview]] = {}
        # The documents in the order of a column, and where those with each of its texts begin.
        self._by_label: dict[str, tuple[Array, Array]] = {}

    @property
    def sums(self) -> dict[str, Sum]:
        """What tells each file from any other of its name."""
        return {f"{self.name}.{kind}": file.sum for kind, file in self.files.items()}

    @cached_property
    def forms(self) -> Terms:
        """Every form of every text, in order."""
        return Terms(self.files["terms"], "forms")

    @cached_property
    def blobs(self) -> Blobs:
        """What was kept whole of each document."""
        return Blobs(self.files["blobs"], "blobs")

    def field(self, name: str) -> Field:
        """Return the words of a text."""
        if name not in self._fields:
            self._fields[name] = self._read_field(name)
        return self._fields[name]

    def relation(self, name: str) -> Relation:
        """Return the forms by their keys; the names are those of `relations.RELATIONS`."""
        if name not in self._relations:
            self._relations[name] = Relation(self.files["terms"], name, self.forms)
        return self._relations[name]

    @cached_property
    def names(self) -> Names:
        """The forms by the keys that spellings of one name share."""
        return Names(self.files["terms"])

    def labels(self, name: str) -> Labels:
        """Return a column of texts; "key" is one."""
        if name not in self._labels:
            self._labels[name] = read_labels(self.files["columns"], name)
        return self._labels[name]

    def numbers(self, name: str) -> Array:
        """Return a column of numbers, or the lengths of a text as "name.length"."""
        return self.files["columns"].array(name)

    def raw(self, name: str, document: int) -> bytes:
        """Return the bytes that a document has in a column."""
        found = self._raw.get(name)
        if found is None:
            columns = self.files["columns"]
            found = columns.block(name), columns.array(f"{name}.ends").data
            self._raw[name] = found
        block, ends = found
        return block.slice(ends[document - 1] if document else 0, ends[document]).tobytes()

    def raw_run(self, name: str, first: int, end: int) -> tuple[Array, Array]:
        """Return what some documents have there, one behind another, and how many bytes each."""
        return read_run(self.files["columns"], name, first, end)

    @cached_property
    def _document_of_key(self) -> Numbers:
        codes = self.labels("key").codes
        documents = np.empty(len(codes), np.uint32)
        documents[codes] = np.arange(len(codes), dtype=np.uint32)
        return documents

    def find(self, key: str) -> int | None:
        """Return the document with a key, None where it is not here."""
        at = self.labels("key").values.find(key.encode("utf-8", "surrogatepass"))
        return None if at is None else int(self._document_of_key[at])

    def documents_with(self, label: str, value: str) -> Array:
        """Return the documents that have a text in a column, ascending."""
        labels = self.labels(label)
        code = labels.values.find(value.encode("utf-8", "surrogatepass"))
        if code is None:
            return np.empty(0, np.intp)
        if label not in self._by_label:
            order = np.argsort(labels.codes, kind="stable")
            self._by_label[label] = (
                order,
                np.searchsorted(labels.codes[order], np.arange(len(labels.values) + 1)),
            )
        order, begins = self._by_label[label]
        return order[begins[code] : begins[code + 1]]

    def _read_field(self, name: str) -> Field:
        terms = self.files["terms"]
        lengths = self.files["columns"].array(f"{name}.length")
        postings = Postings(
            PostingFiles(*(self.files[kind] for kind in FILES[:3])),
            name,
            self.documents,
            terms.array(f"{name}.documents"),
            terms.array(f"{name}.occurrences"),
            positions=self.files["positions"],
        )
        forms = terms.array(f"{name}.forms")
        return Field(forms, postings, lengths, int(lengths.sum()), len(self.forms))
