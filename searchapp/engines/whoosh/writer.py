"""Batches of changes to a Whoosh index: the lock, the ledger and the commits.

An article is replaced by one with the same id at once; the others that a file had go when the file
has been read to its end, so that a commit half-way through leaves a reader of the index either with
the old article or with the new one.  What tells them apart is the number of the reading, which is
that of the first commit it comes into.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from whoosh import writing
from whoosh.index import Index, LockError
from whoosh.query import Term

from searchapp.engines.whoosh.documents import to_document
from searchapp.engines.whoosh.ledger import Reading, read_ledger, write_ledger
from searchapp.engines.whoosh.lock import write_lock
from searchapp.engines.whoosh.manifest import drop_leftovers, write_manifest
from searchapp.engines.whoosh.merging import merge
from searchapp.engines.whoosh.trouble import refusal_named
from searchapp.errors import IndexLocked
from searchapp.model import Article


class WhooshWriter:
    """Writes files' articles; made by `begin`.

    Args:
        path: the index's folder.
        index: the index, open.
        memory_mb: how much to hold before writing a run to disk, in MB.
    """

    def __init__(self, path: Path, index: Index, memory_mb: int) -> None:
        self._path = path
        self._index = index
        self._memory_mb = memory_mb
        self._generation = index.latest_generation()
        self._raw = _whoosh_writer(path, index, memory_mb)
        self._changed = False
        self._passed_over = 0
        # The files of which articles were added since the last commit: these cannot be deleted.
        self._added: set[str] = set()
        try:
            self._ledger = read_ledger(path, self._generation)
        except BaseException:
            self._raw.cancel()
            raise

    @property
    def files(self) -> Mapping[str, str]:
        """Every known file with its fingerprint (see `Writer.files`)."""
        return self._ledger.files

    @property
    def job(self) -> str:
        """What was left for whoever goes on (see `Writer.job`)."""
        return self._ledger.job

    @job.setter
    def job(self, job: str) -> None:
        self._changed = self._changed or job != self._ledger.job
        self._ledger.job = job

    @property
    def sharing(self) -> Mapping[str, Sequence[str]]:
        """The files that hold articles of others (see `Writer.sharing`)."""
        return self._ledger.sharing

    @property
    def passed_over(self) -> int:
        """How many articles were in already (see `Writer.passed_over`)."""
        return self._passed_over

    def replace(
        self,
        file: str,
        fingerprint: str | Callable[[], str | None],
        articles: Iterable[Article],
        *,
        reading: str = "",
    ) -> int:
        """Put a file's articles in the place of those it had (see `Writer.replace`)."""
        self._settle(file)
        begun = self._begun(file, reading)
        self._ledger.sharing.pop(file, None)
        was_known = file in self.files
        written = 0
        for article in articles:
            is_new = self._add(article, file, begun.number)
            written += is_new
            self._passed_over += not is_new
            self._ledger.files[file] = ""
            self._ledger.unfinished[file] = begun
            self._changed = True
        found = fingerprint if isinstance(fingerprint, str) else fingerprint()
        if found is None:
            # What was not come to may still be in the file.
            self.distrust(file)
            return written
        if file not in self._ledger.unfinished:
            self.drop(file)
            return 0
        if was_known:
            self._delete_others(file, begun.number)
        self._changed = True
        del self._ledger.unfinished[file]
        self._ledger.files[file] = found
        return written

    def drop(self, file: str) -> None:
        """Remove a file and its articles (see `Writer.drop`)."""
        self._settle(file)
        if self._ledger.files.pop(file, None) is not None:
            self._ledger.unfinished.pop(file, None)
            self._ledger.sharing.pop(file, None)
            self._raw.delete_by_query(Term("file", file))
            self._changed = True

    def distrust(self, file: str) -> None:
        """Forget a file's fingerprint (see `Writer.distrust`)."""
        if self._ledger.files.get(file) or file in self._ledger.unfinished:
            self._ledger.files[file] = ""
            self._ledger.unfinished.pop(file, None)
            self._changed = True

    def trust(self, file: str, fingerprint: str) -> None:
        """Note the fingerprint of a file whose articles stay as they are (see `Writer.trust`)."""
        self._ledger.files[file] = fingerprint
        self._changed = True

    def share(self, file: str, others: Iterable[str], fingerprint: str | None = None) -> None:
        """Note that a file holds articles of others (see `Writer.share`)."""
        if fingerprint is not None:
            self.drop(file)
            self._ledger.files[file] = fingerprint
        self._ledger.sharing[file] = sorted(others)
        self._changed = True

    def owner(self, article_id: str) -> str | None:
        """Return the file that an article was read from (see `Writer.owner`)."""
        found = self._committed(article_id)
        return None if found is None else found[1]

    def checkpoint(self) -> None:
        """Commit what was changed so far (see `Writer.checkpoint`)."""
        if self._changed:
            self._commit()
            self._raw = _whoosh_writer(self._path, self._index, self._memory_mb)

    def close(self) -> None:
        """Commit what was changed since the last checkpoint, and let go of the index."""
        if self._changed:
            self._commit()
        else:
            self.cancel()

    def cancel(self) -> None:
        """Undo what was changed since the last checkpoint, and let go of the index."""
        if not self._raw.is_closed:
            self._raw.cancel()
        drop_leftovers(self._path, self._index)

    def _commit(self) -> None:
        self._generation += 1
        write_ledger(self._path, self._generation, self._ledger)
        self._raw.commit(mergetype=merge)
        self._changed = False
        self._added.clear()
        write_manifest(self._path, self._index)
        drop_leftovers(self._path, self._index)

    def _begun(self, file: str, reading: str) -> Reading:
        begun = self._ledger.unfinished.get(file)
        if begun is not None and reading and begun.name == reading:
            return begun
        self._ledger.unfinished.pop(file, None)
        return Reading(reading, self._generation + 1)

    def _add(self, article: Article, file: str, number: int) -> bool:
        """Add an article, in the place of the one with its id; say whether it was not in yet."""
        found = self._committed(article.id)
        if found is not None:
            document, owner, reading = found
            if (owner, reading) == (file, str(number)):
                return False
            self._raw.delete_document(document)
            if owner != file:
                self.distrust(owner)
        self._raw.add_document(**to_document(article, file, number))
        self._added.add(file)
        return True

    def _settle(self, file: str) -> None:
        """Commit what was added of a file, so that it can be deleted."""
        if file in self._added:
            self.checkpoint()

    def _delete_others(self, file: str, number: int) -> None:
        """Delete what earlier readings of a file have left.

        The difference is made here, for Whoosh's own (`AndNot`) loses the first document of a
        segment in which the right side begins before the left one.
        """
        searcher = self._raw.searcher()
        kept = searcher.docs_for_query(Term("reading", str(number)))
        at = next(kept, None)
        others = []
        for document in searcher.docs_for_query(Term("file", file)):
            while at is not None and at < document:
                at = next(kept, None)
            if at != document:
                others.append(document)
        for document in others:
            self._raw.delete_document(document)

    def _committed(self, article_id: str) -> tuple[int, str, str] | None:
        """Return an article's document, file and reading as of the last commit, deletions since."""
        searcher = self._raw.searcher()
        document = searcher.document_number(id=article_id)
        if document is None or self._raw.is_deleted(document):
            return None
        stored = searcher.reader().stored_fields(document)
        return document, str(stored["file"]), str(stored["reading"])


@contextlib.contextmanager
def begin(path: Path, index: Index, memory_mb: int) -> Iterator[WhooshWriter]:
    """Lock an index, let it be changed, and commit; an exception undoes what is not committed yet.

    Args:
        path: the index's folder.
        index: the index, open.
        memory_mb: how much to hold before writing a run to disk, in MB.

    Yields:
        The writer.

    Raises:
        IndexLocked: another process or thread is writing.
        IndexNotWritable: no permission or no space.
    """
    with refusal_named(path), write_lock(path):
        writer = WhooshWriter(path, index, memory_mb)
        try:
            yield writer
            writer.close()
        except BaseException:
            # The first error tells what happened; one while cleaning up would hide it.
            with contextlib.suppress(Exception):
                writer.cancel()
            raise


def _whoosh_writer(path: Path, index: Index, memory_mb: int) -> writing.SegmentWriter:
    try:
        # Said outright, for `Index.writer` promises no more than some writer.
        return writing.SegmentWriter(index, limitmb=memory_mb)
    except LockError as error:
        raise IndexLocked(path, "another program that uses Whoosh") from error
