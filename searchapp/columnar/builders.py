"""Documents turned into segments in the background of a writer (stand-in, in this process)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from searchapp.columnar.batch import Batch
from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.vocabulary import Vocabulary


class Built(NamedTuple):
    """A segment that is on disk."""

    name: str
    documents: int


class Builders:
    """Turns documents into segments."""

    def __init__(
        self, folder: Path, layout: Layout, processes: int, memory: int, names: Callable[[], str]
    ) -> None:
        del processes
        self._folder, self._layout, self._memory, self._names = folder, layout, memory, names
        self._vocabulary = Vocabulary()
        self._batch = Batch(layout, self._vocabulary)
        self._built: list[Built] = []

    def add(self, document: Document) -> None:
        """Add a document."""
        self._batch.add(document)
        if self._batch.memory > self._memory:
            self._end()

    def flush(self) -> list[Built]:
        """Wait until all is on disk."""
        self._end()
        built, self._built = self._built, []
        return built

    def close(self) -> None:
        """Stop."""

    def _end(self) -> None:
        if len(self._batch):
            name = self._names()
            self._batch.write(self._folder, name)
            self._built.append(Built(name, len(self._batch)))
            self._batch = Batch(self._layout, self._vocabulary)
