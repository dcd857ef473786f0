"""An index of ours as Whoosh's own: any program that searches with Whoosh can search it.

Nothing but arrays and JSON is read; there is no pickle in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from whoosh.fields import Schema
from whoosh.index import Index
from whoosh.reading import IndexReader

from searchapp.columnar.segment import Segment
from searchapp.columnar.snapshot import Snapshot
from searchapp.engines.whoosh.reader import CommitReader, SliceReader, Stored
from searchapp.engines.whoosh.searcher import ExactSearcher
from searchapp.engines.whoosh.sources import Sources, sources_of
from searchapp.errors import IndexReadOnly


class ColumnarIndex(Index):
    """An index for Whoosh's searchers; safe to share between threads, and so is what it opens.

    As with Whoosh's own, what is opened shows the newest commit, and keeps it while newer ones
    land; `Searcher.refresh` goes on to these.

    Args:
        newest: returns the number of the newest commit and its segments; the same while there is
            no newer one.
        schema: the fields (`fields.whoosh_schema`).
        stored: returns what is shown of a document of a segment, by field.
    """

    def __init__(
        self,
        newest: Callable[[], tuple[int, Snapshot]],
        schema: Schema,
        stored: Callable[[Segment, int], dict[str, Any]],
    ) -> None:
        self.schema = schema
        self._newest = newest
        self._stored = stored
        self._opened: tuple[Snapshot, list[tuple[Sources, Stored]]] | None = None

    def latest_generation(self) -> int:
        """Return the number of the newest commit."""
        return self._newest()[0]

    def is_empty(self) -> bool:
        """Return whether there is no document."""
        return not self.doc_count_all()

    def reader(self, reuse: IndexReader | None = None) -> CommitReader:
        """Open the newest commit.

        Args:
            reuse: of no use here; what two commits share is open once.
        """
        del reuse
        generation, snapshot = self._newest()
        leaves: list[IndexReader] = [
            SliceReader(part, self.schema, sources, stored)
            for part, (sources, stored) in zip(snapshot.slices, self._known(snapshot), strict=True)
        ]
        return CommitReader(leaves, self.schema, generation)

    def searcher(self, **kwargs: Any) -> ExactSearcher:
        """Open the newest commit for searching (see Whoosh's `Index.searcher`)."""
        return ExactSearcher(self.reader(), fromindex=self, **kwargs)

    def writer(self, **kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            IndexReadOnly: always; articles are read, and written, by `searchapp.build`.
        """
        del kwargs
        raise IndexReadOnly

    def optimize(self) -> NoReturn:
        """Refuse, as `writer` does; segments are merged as they are written."""
        raise IndexReadOnly

    def _known(self, snapshot: Snapshot) -> list[tuple[Sources, Stored]]:
        """Return what was learned of the segments of a commit, by earlier readers too."""
        opened = self._opened
        if opened is None or opened[0] is not snapshot:
            parts = [part.segment for part in snapshot.slices]
            opened = (
                snapshot,
                [(sources_of(each, self.schema), self._shower(each)) for each in parts],
            )
            self._opened = opened
        return opened[1]

    def _shower(self, segment: Segment) -> Stored:
        return lambda document: self._stored(segment, document)
