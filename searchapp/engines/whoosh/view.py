"""One commit, opened for those who search: all that is worked out once for it."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from propcache.api import cached_property
from whoosh.query import Query

from searchapp.analysis.families import Lexicon
from searchapp.columnar.commits import Commit, Notes, open_snapshot, read_commit
from searchapp.columnar.folders import MANIFEST
from searchapp.columnar.segment import Segment
from searchapp.columnar.sets import Scored
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.weights import Weighting
from searchapp.engines.base import Result, Stats
from searchapp.engines.whoosh.columns import Columns, Documents
from searchapp.engines.whoosh.deadline import Deadline, OutOfTime
from searchapp.engines.whoosh.documents import read_article, read_title
from searchapp.engines.whoosh.executor import Executor
from searchapp.engines.whoosh.expansion import Expansion
from searchapp.engines.whoosh.fields import whoosh_schema
from searchapp.engines.whoosh.groups import read_members
from searchapp.engines.whoosh.implied import without_implied
from searchapp.engines.whoosh.keeping import read_kept
from searchapp.engines.whoosh.ledger import read_ledger
from searchapp.engines.whoosh.sofar import Walked
from searchapp.engines.whoosh.stories import Stories, find_stories
from searchapp.engines.whoosh.tally import Tallier
from searchapp.engines.whoosh.vocabulary import SnapshotVocabulary
from searchapp.model import Article, Membership, PartialDate
from searchapp.query.hints import Hint
from searchapp.query.plan import Plan, make_plan
from searchapp.settings import Kept

if TYPE_CHECKING:
    from searchapp.engines.whoosh.completions import Completions
    from searchapp.engines.whoosh.walking import Walker

# Who narrows a search, turns a page or corrects a word is shown many of the same articles again.
_REMEMBERED = 4_096


class Heading(NamedTuple):
    """What a list shows of a document.

    Args:
        key: of the document.
        title: its title.
        outlet: who published it, or None.
        date: when, or None.
    """

    key: str
    title: str
    outlet: str | None
    date: PartialDate | None


class View:
    """A commit; safe to share between threads, as nothing in it changes.

    Args:
        folder: of the index.
        stamp: tells the commit from others (`commit_stamp`).
        before: the view of an older commit, whose files are open already.

    Raises:
        IndexNotFound, IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: it cannot be opened.
    """

    def __init__(
        self, folder: Path, stamp: tuple[int, ...] = (), before: View | None = None
    ) -> None:
        self.stamp = stamp
        self.commit: Commit = read_commit(folder)
        known = () if before is None else before.segments
        self.snapshot: Snapshot = open_snapshot(folder, self.commit, known)
        # Opened now, as the segments are: who reads them later must not find them replaced.
        self.notes = Notes(folder, self.commit)
        self.folder = folder
        self._weighting = Weighting(self.snapshot)
        self.vocabulary = SnapshotVocabulary(self.snapshot, self._weighting)
        self.lexicon = Lexicon(self.vocabulary)
        self.expansion = Expansion(self.snapshot, self.lexicon)
        self._schema = whoosh_schema()
        self.overview: tuple[Plan, Result] | None = None

    @property
    def segments(self) -> list[Segment]:
        """The segments, in order."""
        return [part.segment for part in self.snapshot.slices]

    @cached_property
    def columns(self) -> Columns:
        """What filters and facets need of every document."""
        return Columns(self.snapshot)

    @cached_property
    def heading(self) -> Callable[[int], Heading]:
        """Returns what a list shows of a document; remembers what was shown lately."""
        read = functools.partial(_read_heading, self.snapshot, self.columns)
        return functools.lru_cache(_REMEMBERED)(read)

    @cached_property
    def stories(self) -> Stories | None:
        """Which documents have copies; None where none has."""
        members: Mapping[str, Membership] = read_members(self.folder, self.notes)
        if not members:
            return None
        count, columns = self.snapshot.documents, self.columns
        return find_stories(count, members, self.snapshot.find, columns.date_of)

    @cached_property
    def tallier(self) -> Tallier:
        """Counts matches."""
        return Tallier(self.snapshot, self.columns, self.stories)

    @cached_property
    def kept(self) -> Kept:
        """The settings that the commit keeps."""
        return read_kept(self.folder, self.notes)

    @cached_property
    def completions(self) -> Completions:
        """What words that are being typed can go on with."""
        # Imported here, as `_walker` is: who searches has typed his words.
        from searchapp.engines.whoosh.completions import Completions  # noqa: PLC0415

        return Completions(self)

    def count_articles(self, documents: Documents) -> int:
        """Return how many articles some documents are, exact copies being one."""
        return len(documents) if self.stories is None else self.stories.count_articles(documents)

    @cached_property
    def _walker(self) -> Walker:
        # Imported here: hardly any search needs Whoosh's own matchers.
        from searchapp.engines.whoosh.walking import Walker  # noqa: PLC0415

        return Walker(self.snapshot)

    @cached_property
    def stats(self) -> Stats:
        """The commit in numbers."""
        everything = make_plan("", limit=0, deadline=math.inf, copies=True)
        matches, _ = self.executor(Deadline(everything.deadline)).run(everything.query)
        counted = self.tallier.count(matches, everything)
        documents = len(matches.documents)
        known = dict.fromkeys(map(self.columns.date_of, matches.documents.tolist()))
        dates = [date for date in known if date is not None]
        return Stats(
            articles=counted.total,
            copies=documents - counted.total,
            stories=documents - (0 if self.stories is None else self.stories.surplus()),
            files=len(read_ledger(self.folder, self.notes).files),
            outlets=counted.outlets,
            dates=counted.dates,
            first=min(dates, key=PartialDate.first_day, default=None),
            last=max(dates, key=PartialDate.last_day, default=None),
            bytes=(self.folder / MANIFEST).stat().st_size
            + sum(each.size for each in self.commit.sums.values()),
            generation=self.commit.generation,
        )

    def executor(self, deadline: Deadline) -> Executor:
        """Return what runs queries on the commit until a deadline."""
        return Executor(self.snapshot, self._weighting, self._schema, self._walk, deadline)

    def find(
        self, plan: Plan, executor: Executor, *, scored: bool = True
    ) -> tuple[Scored, bool, tuple[Hint, ...]]:
        """Find all documents that match the query of a plan.

        Args:
            plan: the plan.
            executor: runs it.
            scored: whether the scores matter; otherwise they are 0.

        Returns:
            The documents with their scores, whether the deadline came before the end, and what
            could not be searched for quite as asked.
        """
        try:
            query, hints, is_whole = self.expansion.expand(plan, executor.check)
        except OutOfTime:
            return Scored(np.empty(0, np.intp), np.empty(0)), True, ()
        if not is_whole:
            executor.extend()
        found, partial = executor.run(query if scored else without_implied(query), scored=scored)
        return found, partial or not is_whole, hints

    def article(self, document: int) -> Article:
        """Return the article that a document is."""
        part, number = self.snapshot.locate(document)
        return read_article(part.segment, number)

    def file_of(self, document: int) -> str:
        """Return the key of the file that a document was read from."""
        part, number = self.snapshot.locate(document)
        return part.segment.labels("file")[number]

    def sketch(self, document: int) -> bytes:
        """Return the sketch of a document."""
        part, number = self.snapshot.locate(document)
        return part.segment.raw("sketch", number)

    def _walk(self, query: Query, number: int) -> Walked:
        return self._walker.walk(query, number)


def _read_heading(snapshot: Snapshot, columns: Columns, document: int) -> Heading:
    part, number = snapshot.locate(document)
    return Heading(
        part.segment.labels("key")[number],
        read_title(part.segment, number),
        columns.outlet_of(document),
        columns.date_of(document),
    )
