"""One batch of changes to a Whoosh index: the lock, the ledger and the commit."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from whoosh import writing
from whoosh.index import Index, LockError
from whoosh.query import Term

from searchapp.engines.whoosh.documents import to_document
from searchapp.engines.whoosh.manifest import read_ledger, write_ledger, write_manifest
from searchapp.engines.whoosh.trouble import refusal_named
from searchapp.errors import IndexLocked
from searchapp.model import Article

_HOLDER = "writer.json"


class WhooshWriter:
    """Writes files' articles; made by `begin`, which commits or undoes.

    Args:
        writer: Whoosh's own.
        files: the ledger as it will stand after the commit.
    """

    def __init__(self, writer: writing.IndexWriter, files: dict[str, str]) -> None:
        self._writer = writer
        self.files = files

    def replace(
        self, file: str, fingerprint: str | Callable[[], str], articles: Iterable[Article]
    ) -> int:
        """Put a file's articles in the place of those it had (see `Writer.replace`)."""
        self._writer.delete_by_query(Term("file", file))
        count = 0
        for article in articles:
            self._writer.add_document(**to_document(article, file))
            count += 1
        self.files[file] = fingerprint if isinstance(fingerprint, str) else fingerprint()
        return count

    def drop(self, file: str) -> None:
        """Remove a file and its articles (see `Writer.drop`)."""
        self._writer.delete_by_query(Term("file", file))
        self.files.pop(file, None)


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
    with refusal_named(path):
        try:
            raw = index.writer(limitmb=memory_mb)
        except LockError as error:
            raise IndexLocked(path, _holder(path)) from error
        try:
            _sign(path)
            writer = WhooshWriter(raw, {} if clear else read_ledger(path))
            yield writer
            raw.commit(mergetype=writing.CLEAR if clear else None)
        except BaseException:
            # The first error tells what happened; a second one while cleaning up would hide it.
            with contextlib.suppress(Exception):
                raw.cancel()
            raise
        finally:
            (path / _HOLDER).unlink(missing_ok=True)
        write_ledger(path, writer.files)
        write_manifest(path, index.latest_generation())


def _sign(path: Path) -> None:
    """Leave word of who writes, for those who find the lock taken."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    who = {"pid": os.getpid(), "host": socket.gethostname(), "since": now}
    (path / _HOLDER).write_text(json.dumps(who), encoding="utf-8")


def _holder(path: Path) -> str:
    try:
        who = json.loads((path / _HOLDER).read_bytes())
        return f"process {who['pid']} on {who['host']} since {who['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
