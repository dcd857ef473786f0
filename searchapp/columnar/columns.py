"""Columns: one value for every document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from searchapp.columnar.blocks import Array, BlockFile, BlockWriter, narrowed
from searchapp.columnar.packed import Numbers
from searchapp.columnar.terms import Terms, write_terms


@dataclass(frozen=True, slots=True)
class Labels:
    """A column of texts.

    Args:
        values: the distinct ones, in order.
        codes: for each document, the number of its value.
    """

    values: Terms
    codes: Numbers

    def __getitem__(self, document: int) -> str:
        return self.values[int(self.codes[document])].decode("utf-8", "surrogatepass")

    def encoded(self, document: int) -> bytes:
        """Return a document's text in UTF-8."""
        return self.values[int(self.codes[document])]


def write_labels(file: BlockWriter, name: str, values: Sequence[bytes]) -> None:
    """Write a column of texts.

    Args:
        file: where to.
        name: of the column.
        values: for each document, in UTF-8.
    """
    distinct = sorted(set(values))
    codes = {value: code for code, value in enumerate(distinct)}
    write_terms(file, name, distinct)
    file.add(f"{name}.codes", np.fromiter(map(codes.__getitem__, values), np.uint32, len(values)))


def read_labels(file: BlockFile, name: str) -> Labels:
    """Read a column of texts.

    Raises:
        IndexDamaged: a part of the file is not what was written.
    """
    return Labels(Terms(file, name), file.array(f"{name}.codes"))


def write_raw(file: BlockWriter, name: str, runs: Iterable[tuple[Array, Array]]) -> None:
    """Write a column of bytes.

    Args:
        file: where to.
        name: of the column.
        runs: some documents after some, as `read_run` returns them.
    """
    file.begin(name, "u1")
    every = [np.empty(0, np.uint64)]
    for values, lengths in runs:
        file.append(values)
        every.append(lengths.astype(np.uint64))
    file.add(f"{name}.ends", narrowed(np.cumsum(np.concatenate(every)), np.uint32))


def run_of(values: Sequence[bytes]) -> tuple[Array, Array]:
    """Return the bytes of documents, one behind another, and how many each has."""
    together = np.frombuffer(b"".join(values), np.uint8)
    return together, np.fromiter(map(len, values), np.uint64, len(values))


def read_run(file: BlockFile, name: str, first: int, end: int) -> tuple[Array, Array]:
    """Read the bytes that some documents have in a column.

    Args:
        file: where from.
        name: of the column.
        first: the first document.
        end: the one after the last.

    Returns:
        The bytes, one document behind another, and how many each has.

    Raises:
        IndexDamaged: they are not what was written.
    """
    bounds = np.zeros(end - first + 1, np.uint64)
    bounds[0 if first else 1 :] = file.slice(f"{name}.ends", max(first - 1, 0), end)
    return file.slice(name, int(bounds[0]), int(bounds[-1])), np.diff(bounds)


def read_raw(file: BlockFile, name: str, document: int) -> Array:
    """Read the bytes that a document has in a column.

    Raises:
        IndexDamaged: they are not what was written.
    """
    ends = file.slice(f"{name}.ends", max(document - 1, 0), document + 1).tolist()
    return file.slice(name, ends[0] if document else 0, ends[-1])
