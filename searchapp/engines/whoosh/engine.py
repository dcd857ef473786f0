"""The embedded engine: `searchapp.engines.base.Engine` on a Whoosh index in one folder."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import whoosh.index
from whoosh.query import Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from searchapp.engines.base import Groups, Match, Result, Stats
from searchapp.engines.whoosh.columns import Columns, read_columns, read_sketches, tally
from searchapp.engines.whoosh.documents import from_stored, index_schema
from searchapp.engines.whoosh.expansion import expand
from searchapp.engines.whoosh.groups import read_groups, read_members, write_groups
from searchapp.engines.whoosh.lock import write_lock
from searchapp.engines.whoosh.manifest import (
    claim,
    commit_stamp,
    is_free,
    is_ours,
    latest_commit,
    read_ledger,
    read_manifest,
    write_ledger,
    write_manifest,
)
from searchapp.engines.whoosh.matching import collect
from searchapp.engines.whoosh.trouble import damage_named, refusal_named
from searchapp.engines.whoosh.writer import WhooshWriter, begin
from searchapp.errors import IndexDamaged, IndexForeign, IndexTrouble
from searchapp.model import Article, Copy, Member, PartialDate, Sketched, Source, Story
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
        self._version: tuple[int, ...] = ()
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
            read_members(path)
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
            IndexLocked: another process is making or writing it.
            IndexNotWritable: no permission or no space.
        """
        with refusal_named(path):
            if not is_free(path) and not is_ours(path):
                raise IndexForeign(path)
            path.mkdir(parents=True, exist_ok=True)
            with write_lock(path):
                # First of all, so that a folder in which a build dies is known as ours.
                claim(path)
                index = whoosh.index.create_in(str(path), index_schema())
                write_ledger(path, index.latest_generation(), {})
                write_manifest(path, index)
        return cls(path, index, memory_mb)

    def search(self, plan: Plan) -> Result:
        """Run a plan (see `Engine.search`)."""
        with self._reading() as (searcher, columns):
            query, hints = expand(plan.query, searcher.reader())
            matches, partial = collect(searcher, query, plan.deadline)
            counted = tally(matches, columns, plan)
            found = tuple(
                _match(searcher, columns, document, score) for document, score in counted.top
            )
        return Result(
            counted.total,
            counted.articles,
            found,
            counted.outlets,
            counted.dates,
            partial,
            hints,
        )

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
                return Story(tuple(_member(searcher, columns, each) for each in articles))
        return None

    def sketches(self) -> tuple[int, list[Sketched]]:
        """Return what is needed to group all articles (see `Engine.sketches`)."""
        with self._reading() as (searcher, columns):
            reader = searcher.reader()
            sketches = read_sketches(reader)
            return self._version[0], [
                Sketched(columns.ids[each], _date(columns.dates[each]), sketches[each])
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
            write_groups(self._path, groups)

    def stats(self) -> Stats:
        """Return the index in numbers."""
        with self._reading() as (searcher, columns):
            everything = make_plan("", limit=0, deadline=math.inf, copies=True)
            matches, _ = collect(searcher, everything.query, everything.deadline)
            counted = tally(matches, columns, everything)
            dated = {columns.dates[document] for document, _ in matches} - {""}
            generation = self._index.latest_generation()
            known = read_ledger(self._path, generation)
        dates = [PartialDate.parse(text) for text in dated]
        return Stats(
            articles=counted.total,
            copies=len(matches) - counted.total,
            stories=len(matches) - columns.stories.surplus(),
            files=len(known),
            outlets=counted.outlets,
            dates=counted.dates,
            first=min(dates, key=PartialDate.first_day, default=None),
            last=max(dates, key=PartialDate.last_day, default=None),
            bytes=_size_of(self._path),
            generation=generation,
        )

    @contextlib.contextmanager
    def writer(self, *, clear: bool = False) -> Iterator[WhooshWriter]:
        """Begin a batch of changes (see `Engine.writer`)."""
        with begin(self._path, self._index, clear=clear, memory_mb=self._memory_mb) as writer:
            yield writer

    def close(self) -> None:
        """Let go of the index's files."""
        with self._turn:
            self._closed = True
            if self._searcher is not None:
                self._searcher.close()
                self._searcher = None
            self._index.close()

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
                    columns = read_columns(newer.reader(), read_members(self._path))
                except BaseException:
                    newer.close()
                    raise
                # Only now, so that what failed here is tried again by the next who asks.
                self._searcher, self._columns, self._version = newer, columns, version
                if searcher is not None:
                    searcher.close()
                searcher = newer
            yield searcher, columns


def _match(searcher: Searcher, columns: Columns, document: int, score: float) -> Match:
    article = from_stored(searcher.reader().stored_fields(document))
    stories = columns.stories
    story = stories.story.get(document)
    others = [each for each in stories.articles_of(document) if document not in each]
    (same,) = [each for each in stories.articles_of(document) if document in each]
    return Match(
        article,
        score,
        None if story is None else columns.ids[story],
        tuple(
            Copy(columns.ids[each], columns.outlets[each] or None, _date(columns.dates[each]))
            for each, *_ in others
        ),
        (article.source, *_sources(searcher, [each for each in same if each != document])),
    )


def _member(searcher: Searcher, columns: Columns, documents: tuple[int, ...]) -> Member:
    first, *copies = documents
    article = from_stored(searcher.reader().stored_fields(first))
    return Member(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        date=article.date,
        similarity=columns.stories.similarity.get(first, 1.0),
        ids=tuple(columns.ids[each] for each in documents),
        sources=(article.source, *_sources(searcher, copies)),
    )


def _sources(searcher: Searcher, documents: Iterable[int]) -> list[Source]:
    reader = searcher.reader()
    return [from_stored(reader.stored_fields(each)).source for each in documents]


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _size_of(path: Path) -> int:
    """Sum the lengths of the files in a folder; one that goes away meanwhile counts nothing."""
    total = 0
    for entry in path.iterdir():
        with contextlib.suppress(FileNotFoundError):
            total += entry.stat().st_size if entry.is_file() else 0
    return total
