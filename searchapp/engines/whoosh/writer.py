"""Batches of changes to an index: the lock, the ledger and the commits.

An article is replaced by one with the same id at once; the others that a file had go when the file
has been read to its end, so that a commit half-way through leaves a reader of the index either with
the old article or with the new one.  What tells them apart is the number of the reading, which is
that of the first commit it comes into.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from searchapp.columnar.commits import Notes
from searchapp.columnar.draft import Draft, Place
from searchapp.engines.whoosh.documents import LAYOUT, to_document
from searchapp.engines.whoosh.keeping import SETTINGS, read_kept, write_kept
from searchapp.engines.whoosh.ledger import LEDGER, Reading, read_ledger, write_ledger
from searchapp.engines.whoosh.lock import write_lock
from searchapp.engines.whoosh.trouble import refusal_named
from searchapp.model import Article
from searchapp.settings import Kept


class ColumnarWriter:
    """Writes files' articles; made by `begin`.

    Args:
        path: the index's folder.
        memory_mb: memory for segments in the making, in MB.
        processes: how many processes make segments; with 1, this one does.
    """

    def __init__(self, path: Path, memory_mb: int, processes: int) -> None:
        self._path = path
        self._draft = Draft(path, LAYOUT, memory_mb << 20, processes)
        try:
            notes = Notes(path, self._draft.commit)
            self._ledger = read_ledger(path, notes)
            self._committed_kept = self._kept = read_kept(path, notes)
        except BaseException:
            self._draft.close()
            raise
        self._changed = False
        self._passed_over = 0
        # What was added since the last commit, which cannot be deleted before the next.
        self._added_files: set[str] = set()
        self._added_ids: set[str] = set()

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
    def kept(self) -> Kept:
        """The settings that the index keeps (see `Writer.kept`)."""
        return self._kept

    @kept.setter
    def kept(self, kept: Kept) -> None:
        self._changed = self._changed or kept != self._kept
        self._kept = kept

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
            self._draft.delete_with("file", file, "reading", begun.number)
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
            self._draft.delete_with("file", file)
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
        return None if found is None else found[2]

    def checkpoint(self, *, last: bool = False) -> None:
        """Commit what was changed so far (see `Writer.checkpoint`)."""
        if self._changed or (last and self._draft.is_scattered):
            self._commit(last=last)

    def close(self) -> None:
        """Commit what was changed since the last checkpoint, and let go of the index."""
        self.checkpoint()
        self.cancel()

    def cancel(self) -> None:
        """Undo what was changed since the last checkpoint, and let go of the index."""
        self._draft.close()

    def _commit(self, *, last: bool) -> None:
        generation = self._draft.commit.generation + 1
        notes = {LEDGER: write_ledger(self._path, generation, self._ledger)}
        if self._kept != self._committed_kept:
            notes[SETTINGS] = write_kept(self._path, generation, self._kept)
        self._draft.write(notes, last=last)
        self._committed_kept = self._kept
        self._changed = False
        self._added_files.clear()
        self._added_ids.clear()

    def _begun(self, file: str, reading: str) -> Reading:
        begun = self._ledger.unfinished.get(file)
        if begun is not None and reading and begun.name == reading:
            return begun
        self._ledger.unfinished.pop(file, None)
        return Reading(reading, self._draft.commit.generation + 1)

    def _add(self, article: Article, file: str, number: int) -> bool:
        """Add an article, in the place of the one with its id; say whether it was not in yet."""
        if article.id in self._added_ids:
            self.checkpoint()
        found = self._committed(article.id)
        if found is not None:
            place, reading, owner = found
            if (owner, reading) == (file, number):
                return False
            self._draft.delete(place)
            if owner != file:
                self.distrust(owner)
        self._draft.add(to_document(article, file, number))
        self._added_files.add(file)
        self._added_ids.add(article.id)
        return True

    def _settle(self, file: str) -> None:
        """Commit what was added of a file, so that it can be deleted."""
        if file in self._added_files:
            self.checkpoint()

    def _committed(self, article_id: str) -> tuple[Place, int, str] | None:
        """Return an article's place, reading and file as of the last commit, deletions since."""
        place = self._draft.find(article_id)
        if place is None:
            return None
        segment = self._draft.segment(place)
        reading = int(segment.numbers("reading")[place.document])
        return place, reading, segment.labels("file")[place.document]


@contextlib.contextmanager
def begin(path: Path, memory_mb: int, processes: int) -> Iterator[ColumnarWriter]:
    """Lock an index, let it be changed, and commit; an exception undoes what is not committed yet.

    Args:
        path: the index's folder.
        memory_mb: memory for segments in the making, in MB.
        processes: how many processes make segments; with 1, this one does.

    Yields:
        The writer.

    Raises:
        IndexLocked: another process or thread is writing.
        IndexNotWritable: no permission or no space.
    """
    with refusal_named(path), write_lock(path):
        writer = ColumnarWriter(path, memory_mb, processes)
        try:
            yield writer
            writer.close()
        except BaseException:
            # The first error tells what happened; one while cleaning up would hide it.
            with contextlib.suppress(Exception):
                writer.cancel()
            raise
