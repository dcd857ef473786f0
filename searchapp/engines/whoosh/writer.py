"""One batch of changes to a Whoosh index: the lock, the ledger and the commit."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from whoosh import writing
from whoosh.index import Index, LockError
from whoosh.query import Term
from whoosh.searching import Searcher

from searchapp.engines.whoosh.documents import to_document
from searchapp.engines.whoosh.lock import write_lock
from searchapp.engines.whoosh.manifest import (
    drop_leftovers,
    read_ledger,
    write_ledger,
    write_manifest,
)
from searchapp.engines.whoosh.trouble import refusal_named
from searchapp.errors import IndexLocked
from searchapp.model import Article


class WhooshWriter:
    """Writes files' articles; made by `begin`, which commits or undoes.

    Args:
        writer: Whoosh's own.
        committed: the index before the batch; None where the batch forgets it.
        files: the ledger before the batch.
    """

    def __init__(
        self,
        writer: writing.IndexWriter,
        committed: Searcher | None,
        files: Mapping[str, str],
    ) -> None:
        self._writer = writer
        self._committed = committed
        self._files = dict(files)
        self.changed = committed is None

    @property
    def files(self) -> Mapping[str, str]:
        """Every known file with its fingerprint (see `Writer.files`)."""
        return self._files

    def replace(
        self, file: str, fingerprint: str | Callable[[], str], articles: Iterable[Article]
    ) -> int:
        """Put a file's articles in the place of those it had (see `Writer.replace`)."""
        self.drop(file)
        count = 0
        for article in articles:
            owner = self.owner(article.id)
            if owner not in (None, file):
                self._writer.delete_by_query(Term("id", article.id))
                self.distrust(str(owner))
            self._writer.add_document(**to_document(article, file))
            count += 1
        if count:
            self._files[file] = fingerprint if isinstance(fingerprint, str) else fingerprint()
            self.changed = True
        return count

    def drop(self, file: str) -> None:
        """Remove a file and its articles (see `Writer.drop`)."""
        if self._files.pop(file, None) is not None:
            self._writer.delete_by_query(Term("file", file))
            self.changed = True

    def distrust(self, file: str) -> None:
        """Forget a file's fingerprint (see `Writer.distrust`)."""
        if self._files.get(file):
            self._files[file] = ""
            self.changed = True

    def owner(self, article_id: str) -> str | None:
        """Return the file that an article was read from (see `Writer.owner`)."""
        if self._committed is None:
            return None
        number = self._committed.document_number(id=article_id)
        if number is None:
            return None
        return str(self._committed.reader().stored_fields(number)["file"])


@contextlib.contextmanager
def begin(path: Path, index: Index, *, clear: bool, memory_mb: int) -> Iterator[WhooshWriter]:
    """Lock an index, let it be changed, and commit; an exception undoes every change.

    Args:
        path: the index's folder.
        index: the index, open.
        clear: forget all that the index holds, in the same commit.
        memory_mb: how much to hold before writing a run to disk, in MB.

    Yields:
        The writer.

    Raises:
        IndexLocked: another process or thread is writing.
        IndexNotWritable: no permission or no space.
    """
    with refusal_named(path), write_lock(path):
        generation = index.latest_generation()
        raw = _whoosh_writer(path, index, memory_mb)
        committed = False
        try:
            with contextlib.closing(index.searcher()) as before:
                files = {} if clear else read_ledger(path, generation)
                writer = WhooshWriter(raw, None if clear else before, files)
                yield writer
            if writer.changed:
                generation += 1
                write_ledger(path, generation, writer.files)
                raw.commit(mergetype=writing.CLEAR if clear else None)
                committed = True
        finally:
            if not committed:
                # The first error tells what happened; one while cleaning up would hide it.
                with contextlib.suppress(Exception):
                    raw.cancel()
                    drop_leftovers(path, index)
        if committed:
            write_manifest(path, index)
            drop_leftovers(path, index)


def _whoosh_writer(path: Path, index: Index, memory_mb: int) -> writing.IndexWriter:
    try:
        return index.writer(limitmb=memory_mb)
    except LockError as error:
        raise IndexLocked(path, "another program that uses Whoosh") from error
