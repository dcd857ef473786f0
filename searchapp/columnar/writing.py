"""A segment in the making: its files, and what is written to them by a batch and by a merge."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.columnar.blocks import BlockWriter
from searchapp.columnar.inversion import Inverted
from searchapp.columnar.names import Pairs, write_names
from searchapp.columnar.packed import Numbers
from searchapp.columnar.postings import PostingFiles, PostingsWriter, write_positions
from searchapp.columnar.relations import RELATIONS, Keys, write_relation
from searchapp.columnar.segment import FILES
from searchapp.columnar.terms import write_terms


class SegmentFiles:
    """The files of a segment while they are written.

    Args:
        files: each file, by its kind.
        documents: how many documents the segment will have.
    """

    def __init__(self, files: Mapping[str, BlockWriter], documents: int) -> None:
        self._files = files
        self._documents = documents
        self.sizes: dict[str, int] = {}

    def __getitem__(self, kind: str) -> BlockWriter:
        return self._files[kind]

    def write_forms(
        self,
        forms: Sequence[bytes],
        keys: Mapping[str, Keys],
        names: Pairs,
        readings: Sequence[bytes],
    ) -> None:
        """Write all forms.

        Args:
            forms: in UTF-8, ascending.
            keys: of the forms, by the name of the relation.
            names: the keys by which spellings of a name are found, with the forms, in any order.
            readings: how each form is read (see `names.NamesOfForms.readings`).
        """
        write_terms(self["terms"], "forms", forms)
        for name in RELATIONS:
            write_relation(self["terms"], name, keys[name])
        write_names(self["terms"], names, readings)

    def write_lists(self, name: str, parts: Iterable[Inverted]) -> None:
        """Write which documents have the terms of a text.

        Args:
            name: of the text.
            parts: its terms, by the numbers of their forms, some after some.
        """
        streams = PostingFiles(*(self[kind] for kind in FILES[:3]))
        postings = PostingsWriter(streams, name, self._documents)
        terms, documents, occurrences = ([np.empty(0, np.uint32)] for _ in range(3))
        for part in parts:
            terms.append(part.terms)
            documents.append(part.lists.lengths.astype(np.uint32))
            occurrences.append(part.occurrences)
            postings.append(part.lists)
        postings.finish()
        self["terms"].add(f"{name}.forms", np.concatenate(terms))
        self["terms"].add(f"{name}.documents", np.concatenate(documents))
        self["terms"].add(f"{name}.occurrences", np.concatenate(occurrences))

    def write_positions(self, name: str, parts: Iterable[NDArray[Any]]) -> None:
        """Write where the terms of a text stand (see `postings.write_positions`)."""
        write_positions(self["positions"], name, parts)

    def write_lengths(self, name: str, lengths: NDArray[Any]) -> None:
        """Write how many words each document has in a text."""
        self["columns"].add(f"{name}.length", lengths.astype(np.uint32))


@contextlib.contextmanager
def new_segment(
    folder: Path, name: str, documents: int, kinds: Sequence[str] = FILES
) -> Iterator[SegmentFiles]:
    """Make the files of a segment; once the block is left, all of them are safe on disk.

    Args:
        folder: of the index.
        name: of the segment; no other has it.
        documents: how many documents it will have.
        kinds: which of its files; the others are made elsewhere.

    Yields:
        The files; their `sizes` in bytes are known at the end.

    Raises:
        OSError: one cannot be written; none of them is left then.
    """
    files: dict[str, BlockWriter] = {}
    try:
        with contextlib.ExitStack() as stack:
            for kind in kinds:
                files[kind] = stack.enter_context(BlockWriter(folder / f"{name}.{kind}"))
            segment = SegmentFiles(files, documents)
            yield segment
            for kind, file in files.items():
                segment.sizes[f"{name}.{kind}"] = file.finish({"documents": documents})
    except BaseException:
        # Only what was made here: a file that was there already is somebody else's.
        for kind in files:
            (folder / f"{name}.{kind}").unlink(missing_ok=True)
        raise


def used_forms(terms: Sequence[Numbers], count: int) -> Numbers:
    """Return which forms of `count` occur in any field, ascending.

    Args:
        terms: for each field the forms that occur in it.
        count: how many forms there are.
    """
    used = np.zeros(count, np.bool_)
    for each in terms:
        used[each] = True
    return np.flatnonzero(used).astype(np.uint32)
