"""The embedded engine: `searchapp.engines.base.Engine` on a Whoosh index in one folder."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh.index import Index
from whoosh.query import Every, Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from searchapp.engines.base import Groups, Result, Stats
from searchapp.engines.whoosh.columns import Columns, read_columns, read_sketches, tally
from searchapp.engines.whoosh.documents import from_stored
from searchapp.engines.whoosh.expansion import expand
from searchapp.engines.whoosh.groups import KnownMembers, read_groups, write_groups
from searchapp.engines.whoosh.hits import make_match, make_member
from searchapp.engines.whoosh.ledger import Ledger, read_ledger, write_ledger
from searchapp.engines.whoosh.lock import write_lock
from searchapp.engines.whoosh.manifest import (
    claim,
    commit_stamp,
    is_free,
    is_index_file,
    is_ours,
    latest_commit,
    read_manifest,
    write_manifest,
)
from searchapp.engines.whoosh.matching import collect
from searchapp.engines.whoosh.storage import create_index, open_index
from searchapp.engines.whoosh.trouble import damage_named, refusal_named
from searchapp.engines.whoosh.writer import WhooshWriter, begin
from searchapp.errors import IndexDamaged, IndexForeign, IndexTrouble
from searchapp.model import Article, PartialDate, Sketched, Story
from searchapp.query.plan import Plan, make_plan


class WhooshEngine:
    """An index in one folder; safe to share between threads, which take turns.

    Use `open` or `create`, not the constructor.

    Args:
        path: the folder.
        index: Whoosh's index.
        memory_mb: memory for a batch of changes, in MB.
    """

    def __init__(self, path: Path, index: Index, memory_mb: int) -> None:
        self._path = path
        self._index = index
        self._memory_mb = memory_mb
        # Whoosh's readers seek in shared files, so two threads must not read at once.
        self._turn = threading.RLock()
        self._searcher: Searcher | None = None
        self._columns: Columns | None = None
        self._members = KnownMembers(path)
        self._version: tuple[int, ...] = ()
        # What a first page asks for again and again, of the newest generation.
        self._stats: Stats | None = None
        self._overview: tuple[Plan, Result] | None = None
        self._closed = False

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
        while True:
            with damage_named(path):
                commit = latest_commit(path)
            try:
                return cls._open(path, memory_mb)
            except IndexDamaged:
                # Files also go missing when another process commits at this very moment.
                if latest_commit(path) == commit:
                    raise

    @classmethod
    def _open(cls, path: Path, memory_mb: int) -> WhooshEngine:
        with damage_named(path):
            read_manifest(path).check_sizes(path)
            index = open_index(path)
            engine = cls(path, index, memory_mb)
            engine._members.read()
        return engine

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
            IndexLocked: another process is making or writing it.
            IndexNotWritable: no permission or no space.
        """
        with refusal_named(path):
            if not is_free(path) and not is_ours(path):
                raise IndexForeign(path, is_folder=path.is_dir())
            path.mkdir(parents=True, exist_ok=True)
            with write_lock(path):
                # First of all, so that a folder in which a build dies is known as ours.
                claim(path)
                index = create_index(path)
                write_ledger(path, index.latest_generation(), Ledger())
                write_manifest(path, index)
        return cls(path, index, memory_mb)

    def search(self, plan: Plan) -> Result:
        """Run a plan (see `Engine.search`)."""
        with self._reading() as (searcher, columns):
            if self._overview is not None and self._overview[0] == plan:
                return self._overview[1]
            query, hints = expand(plan.query, searcher.reader())
            matches, partial = collect(searcher, query, plan.deadline)
            counted = tally(matches, columns, plan)
            found = tuple(
                make_match(searcher.reader(), columns, document, score)
                for document, score in counted.top
            )
            result = Result(
                counted.total,
                counted.articles,
                found,
                counted.outlets,
                counted.dates,
                partial,
                hints,
            )
            if isinstance(plan.query, Every) and not (plan.limit or partial):
                self._overview = plan, result
        return result

    def get(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        stored = self._stored(article_id)
        return None if stored is None else from_stored(stored)

    def file_of(self, article_id: str) -> str | None:
        """Return the key of the file that an article was read from, or None."""
        stored = self._stored(article_id)
        return None if stored is None else str(stored["file"])

    def story(self, article_id: str) -> Story | None:
        """Return the story of the article with this id (see `Engine.story`)."""
        with self._reading() as (searcher, columns):
            for document in searcher.docs_for_query(Term("id", article_id)):
                articles = columns.stories.articles_of(document)
                reader = searcher.reader()
                return Story(tuple(make_member(reader, columns, each) for each in articles))
        return None

    def sketches(self) -> tuple[int, list[Sketched]]:
        """Return what is needed to group all articles (see `Engine.sketches`)."""
        with self._reading() as (searcher, columns):
            reader = searcher.reader()
            sketches = read_sketches(reader)
            return self._version[0], [
                Sketched(columns.ids[each], columns.date_of(each), sketches[each])
                for each in reader.all_doc_ids()
            ]

    def generation(self) -> int:
        """Return the number of the newest commit."""
        with damage_named(self._path):
            return commit_stamp(self._path)[0]

    def groups(self) -> Groups | None:
        """Return what was last given to `group` (see `Engine.groups`)."""
        return read_groups(self._path)

    def group(self, groups: Groups) -> None:
        """Keep groups in the place of those before (see `Engine.group`)."""
        with refusal_named(self._path), write_lock(self._path):
            if groups.generation == self.generation():
                write_groups(self._path, groups)

    def stats(self) -> Stats:
        """Return the index in numbers."""
        with self._reading() as (searcher, columns):
            if self._stats is None:
                self._stats = self._count(searcher, columns)
            return self._stats

    @contextlib.contextmanager
    def writer(self) -> Iterator[WhooshWriter]:
        """Begin a batch of changes (see `Engine.writer`)."""
        with begin(self._path, self._index, self._memory_mb) as writer:
            yield writer

    def close(self) -> None:
        """Let go of the index's files."""
        with self._turn:
            self._closed = True
            if self._searcher is not None:
                self._searcher.close()
                self._searcher = None
            self._index.close()

    def _count(self, searcher: Searcher, columns: Columns) -> Stats:
        everything = make_plan("", limit=0, deadline=math.inf, copies=True)
        matches, _ = collect(searcher, everything.query, everything.deadline)
        counted = tally(matches, columns, everything)
        dated = {columns.dates[document] for document, _ in matches} - {""}
        generation, files = self._known_files()
        dates = [PartialDate.parse(text) for text in dated]
        return Stats(
            articles=counted.total,
            copies=len(matches) - counted.total,
            stories=len(matches) - columns.stories.surplus(),
            files=files,
            outlets=counted.outlets,
            dates=counted.dates,
            first=min(dates, key=PartialDate.first_day, default=None),
            last=max(dates, key=PartialDate.last_day, default=None),
            bytes=_size_of(self._path),
            generation=generation,
        )

    def _known_files(self) -> tuple[int, int]:
        """Return the number of the newest commit, and of the files it holds."""
        while True:
            generation = self._index.latest_generation()
            try:
                return generation, len(read_ledger(self._path, generation).files)
            except IndexDamaged:
                # It also goes missing when another process commits at this very moment.
                if self._index.latest_generation() == generation:
                    raise

    def _stored(self, article_id: str) -> dict[str, Any] | None:
        with self._reading() as (searcher, _):
            for document in searcher.docs_for_query(Term("id", article_id)):
                fields: dict[str, Any] = searcher.reader().stored_fields(document)
                return fields
        return None

    @contextlib.contextmanager
    def _reading(self) -> Iterator[tuple[Searcher, Columns]]:
        """Hold the newest generation, alone, and name what breaks as damage."""
        with self._turn, damage_named(self._path):
            if self._closed:
                raise IndexTrouble(f"the index at {self._path} is closed", "Open it again")
            searcher, columns = self._searcher, self._columns
            version = commit_stamp(self._path)
            if searcher is None or columns is None or version != self._version:
                # Not `Searcher.refresh`: it keeps segments that the newer commit has dropped.
                newer = self._index.searcher(weighting=BM25F)
                try:
                    columns = read_columns(newer.reader(), self._members.read())
                except BaseException:
                    newer.close()
                    raise
                # Only now, so that what failed here is tried again by the next who asks.
                self._searcher, self._columns, self._version = newer, columns, version
                self._stats = self._overview = None
                if searcher is not None:
                    searcher.close()
                searcher = newer
            yield searcher, columns


def _size_of(path: Path) -> int:
    """Sum the lengths of an index's files; one that goes away meanwhile counts nothing."""
    total = 0
    for entry in path.iterdir():
        with contextlib.suppress(FileNotFoundError):
            total += entry.stat().st_size if is_index_file(entry.name) else 0
    return total
