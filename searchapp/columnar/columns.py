"""Columns: one value for every document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from searchapp.columnar.blocks import BlockFile, BlockWriter
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
        return self.encoded(document).decode("utf-8", "surrogatepass")

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


def write_raw(file: BlockWriter, name: str, values: Sequence[bytes]) -> None:
    """Write a column of bytes.

    Args:
        file: where to.
        name: of the column.
        values: for each document.
    """
    file.add(name, np.frombuffer(b"".join(values), np.uint8))
    file.add(f"{name}.ends", np.cumsum([len(each) for each in values], dtype=np.uint64))


def read_raw(file: BlockFile, name: str, document: int) -> bytes:
    """Read the bytes that a document has in a column.

    Raises:
        IndexDamaged: they are not what was written.
    """
    ends = file.slice(f"{name}.ends", max(document - 1, 0), document + 1).tolist()
    return file.slice(name, ends[0] if document else 0, ends[-1]).tobytes()
