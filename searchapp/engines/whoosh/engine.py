"""The embedded engine: `searchapp.engines.base.Engine` on a Whoosh index in one folder."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import whoosh.index
from whoosh.query import Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from searchapp.engines.base import Match, Result, Stats
from searchapp.engines.whoosh.columns import Columns, read_columns, tally
from searchapp.engines.whoosh.documents import from_stored, index_schema
from searchapp.engines.whoosh.manifest import (
    is_free,
    read_ledger,
    read_manifest,
    remove_index,
    write_ledger,
    write_manifest,
)
from searchapp.engines.whoosh.matching import collect
from searchapp.engines.whoosh.trouble import damage_named, refusal_named
from searchapp.engines.whoosh.writer import WhooshWriter, begin
from searchapp.model import Article, PartialDate
from searchapp.query.plan import Plan, make_plan


class WhooshEngine:
    """An index in one folder; safe to share between threads, which take turns.

    Use `open` or `create`, not the constructor.

    Args:
        path: the folder.
        index: Whoosh's index.
        memory_mb: memory for a batch of changes, in MB.
    """

    def __init__(self, path: Path, index: whoosh.index.Index, memory_mb: int) -> None:
        self._path = path
        self._index = index
        self._memory_mb = memory_mb
        # Whoosh's readers seek in shared files, so two threads must not read at once.
        self._turn = threading.RLock()
        self._searcher: Searcher | None = None
        self._columns: Columns | None = None

    @classmethod
    def open(cls, path: Path, memory_mb: int = 256) -> WhooshEngine:
        """Open an index.

        Args:
            path: its folder.
            memory_mb: memory for a batch of changes, in MB.

        Returns:
            The engine.

        Raises:
            IndexNotFound, IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: it cannot be.
        """
        manifest = read_manifest(path)
        manifest.check_sizes(path)
        with damage_named(path):
            index = whoosh.index.open_dir(str(path), schema=index_schema())
        return cls(path, index, memory_mb)

    @classmethod
    def create(cls, path: Path, memory_mb: int = 256) -> WhooshEngine:
        """Make an empty index, in the place of one that cannot be opened if there is one.

        Args:
            path: its folder; made where it is missing.
            memory_mb: memory for a batch of changes, in MB.

        Returns:
            The engine.

        Raises:
            IndexForeign: the folder holds something else.
            IndexNotWritable: no permission or no space.
        """
        with refusal_named(path):
            if not is_free(path):
                remove_index(path)
            path.mkdir(parents=True, exist_ok=True)
            # First of all, so that a folder in which a build dies is known as ours.
            write_manifest(path, 0)
            index = whoosh.index.create_in(str(path), index_schema())
            write_ledger(path, {})
            write_manifest(path, index.latest_generation())
        return cls(path, index, memory_mb)

    def search(self, plan: Plan) -> Result:
        """Run a plan (see `Engine.search`)."""
        with self._reading() as (searcher, columns):
            matches, partial = collect(searcher, plan.query, plan.deadline)
            counted = tally(matches, columns, plan)
            found = tuple(
                Match(from_stored(searcher.reader().stored_fields(document)), score)
                for document, score in counted.top
            )
        return Result(counted.total, found, counted.outlets, counted.dates, partial)

    def get(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        with self._reading() as (searcher, _):
            for document in searcher.docs_for_query(Term("id", article_id)):
                return from_stored(searcher.reader().stored_fields(document))
        return None

    def stats(self) -> Stats:
        """Return the index in numbers."""
        with self._reading() as (searcher, columns):
            everything = make_plan("", limit=0, deadline=math.inf)
            matches, _ = collect(searcher, everything.query, everything.deadline)
            counted = tally(matches, columns, everything)
            dated = {columns.dates[document] for document, _ in matches} - {""}
            generation = self._index.latest_generation()
        dates = [PartialDate.parse(text) for text in dated]
        return Stats(
            articles=counted.total,
            files=len(self.files()),
            outlets=counted.outlets,
            dates=counted.dates,
            first=min(dates, key=PartialDate.first_day, default=None),
            last=max(dates, key=PartialDate.last_day, default=None),
            bytes=sum(entry.stat().st_size for entry in self._path.iterdir() if entry.is_file()),
            generation=generation,
        )

    def files(self) -> Mapping[str, str]:
        """Return the key of every file that was read, with its fingerprint."""
        return read_ledger(self._path)

    @contextlib.contextmanager
    def writer(self, *, clear: bool = False) -> Iterator[WhooshWriter]:
        """Begin a batch of changes (see `Engine.writer`)."""
        with begin(self._path, self._index, clear=clear, memory_mb=self._memory_mb) as writer:
            yield writer

    def close(self) -> None:
        """Let go of the index's files."""
        with self._turn:
            if self._searcher is not None:
                self._searcher.close()
                self._searcher = None
            self._index.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[tuple[Searcher, Columns]]:
        """Hold the newest generation, alone, and name what breaks as damage."""
        with self._turn, damage_named(self._path):
            searcher, columns = self._searcher, self._columns
            if searcher is None or columns is None or not searcher.up_to_date():
                # Not `Searcher.refresh`: it keeps segments that the newer commit has dropped.
                if searcher is not None:
                    searcher.close()
                searcher = self._index.searcher(weighting=BM25F)
                columns = read_columns(searcher.reader())
                self._searcher, self._columns = searcher, columns
            yield searcher, columns
