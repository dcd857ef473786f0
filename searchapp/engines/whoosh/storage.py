"""The files of a Whoosh index, read where they stand.

Whoosh maps a file into memory where it may, and then copies all parts of it that it opens, such as
the terms and the postings of every segment: an index that was open took twice its size.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import Index

from searchapp.engines.whoosh.documents import index_schema


def open_index(path: Path) -> Index:
    """Open the index in a folder.

    Raises:
        OSError, whoosh.index.IndexError: a file cannot be read, or is not what it should be.
    """
    storage: Any = _Storage(path)
    index: Index = storage.open_index(schema=index_schema())
    return index


def create_index(path: Path) -> Index:
    """Make an empty index in a folder that is there.

    Raises:
        OSError: no permission or no space.
    """
    storage: Any = _Storage(path)
    index: Index = storage.create_index(index_schema())
    return index


class _Storage(FileStorage):
    def __init__(self, path: Path) -> None:
        super().__init__(str(path), supports_mmap=False)  # type: ignore[no-untyped-call]

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        file = _File(io.FileIO(Path(self.folder) / name))
        return StructFile(file, name=name, **kwargs)


class _File(io.BufferedReader):
    """A file that closes itself: where one of many is missing, Whoosh forgets the others."""

    def __del__(self) -> None:
        self.close()
