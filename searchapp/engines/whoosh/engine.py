"""The embedded engine: `searchapp.engines.base.Engine` on an index in one folder."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from whoosh.query import Every

from searchapp.analysis.lexicon import Family, Form, Wanted
from searchapp.analysis.nearest import nearest
from searchapp.analysis.slips import misspelt
from searchapp.columnar.commits import Commit, commit_stamp, read_commit, write_commit
from searchapp.columnar.folders import drop_leftovers, is_free, is_ours
from searchapp.columnar.snapshot import Snapshot
from searchapp.engines.base import Groups, Result, Stats, Verified
from searchapp.engines.completion import Completion, Offered, Typed
from searchapp.engines.usage import Used
from searchapp.engines.whoosh.deadline import Deadline, OutOfTime
from searchapp.engines.whoosh.groups import read_groups, write_groups
from searchapp.engines.whoosh.hits import make_match, make_story
from searchapp.engines.whoosh.spellings import count_levels, count_spellings, count_usage
from searchapp.engines.whoosh.trouble import damage_named, refusal_named
from searchapp.engines.whoosh.turns import Turns
from searchapp.engines.whoosh.view import View
from searchapp.errors import (
    IndexDamaged,
    IndexForeign,
    IndexNotFound,
    IndexTooNew,
    IndexTooOld,
    IndexTrouble,
)
from searchapp.model import Article, Sketched, Story
from searchapp.query.plan import Plan
from searchapp.settings import Kept

if TYPE_CHECKING:
    from searchapp.engines.whoosh.writer import ColumnarWriter

# What writes and verifies is imported where it is used: a search must not wait for it.
_Answer = TypeVar("_Answer")


class WhooshEngine:
    """An index in one folder; safe to share between threads.

    Use `open` or `create`, not the constructor.

    Args:
        path: the folder.
        memory_mb: memory for a batch of changes, in MB.
        processes: how many processes build segments; with 1, the one that writes does.
    """

    def __init__(self, path: Path, memory_mb: int, processes: int) -> None:
        self._path = path
        self._memory_mb = memory_mb
        self._processes = processes
        self._opening = threading.Lock()
        self._turns = Turns()
        self._view: View | None = None
        self._closed = False

    @classmethod
    def open(cls, path: Path, memory_mb: int = 512, processes: int = 1) -> WhooshEngine:
        """Open an index.

        Args:
            path: its folder.
            memory_mb: memory for a batch of changes, in MB.
            processes: how many processes build segments; with 1, the one that writes does.

        Returns:
            The engine.

        Raises:
            IndexNotFound, IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: it cannot be.
        """
        engine = cls(path, memory_mb, processes)
        with damage_named(path):
            engine._newest()
        return engine

    @classmethod
    def create(cls, path: Path, memory_mb: int = 512, processes: int = 1) -> WhooshEngine:
        """Make an empty index, in the place of a damaged one if there is one.

        One that is whole is opened as it is: another process may have mended it meanwhile.

        Args:
            path: its folder; made where it is missing.
            memory_mb: memory for a batch of changes, in MB.
            processes: how many processes build segments; with 1, the one that writes does.

        Returns:
            The engine.

        Raises:
            IndexForeign: the folder holds something else.
            IndexLocked: another process is making or writing it.
            IndexNotWritable: no permission or no space.
        """
        from searchapp.engines.whoosh.lock import write_lock  # noqa: PLC0415

        with refusal_named(path):
            if not is_free(path) and not is_ours(path):
                raise IndexForeign(path, is_folder=path.is_dir())
            path.mkdir(parents=True, exist_ok=True)
            engine = cls(path, memory_mb, processes)
            with write_lock(path):
                if not engine._is_whole():
                    write_commit(path, Commit(0))
                    drop_leftovers(path, ())
        return engine

    def search(self, plan: Plan) -> Result:
        """Run a plan (see `Engine.search`)."""
        turn = self._turns.begin()
        try:
            deadline = Deadline(plan.deadline)
            with deadline.holding():
                return self._ask(lambda view: _search(view, plan, deadline))
        finally:
            self._turns.end(turn)

    def families(self, plan: Plan) -> Mapping[Wanted, Family]:
        """Return what the words of a plan stand for (see `Engine.families`)."""
        with Deadline(plan.deadline).holding():
            return self._ask(lambda view: view.expansion.families(plan))

    def usage(self, plan: Plan) -> tuple[Used, ...]:
        """Count who writes the words of a plan how, and when (see `Engine.usage`)."""
        turn = self._turns.begin()
        try:
            deadline = Deadline(plan.deadline)
            with deadline.holding():
                return self._ask(lambda view: count_usage(view, plan, deadline))
        finally:
            self._turns.end(turn)

    def complete(
        self,
        typed: Typed,
        limit: int,
        asked: Callable[[Offered, str], Plan],
        *,
        deadline: float = math.inf,
    ) -> tuple[Completion, ...]:
        """Return what words that are being typed can go on with (see `Engine.complete`)."""
        with Deadline(deadline).holding():
            return self._ask(lambda view: view.completions.complete(typed, limit, asked))

    def nearest(self, word: str, most: int, *, deadline: float = math.inf) -> list[str]:
        """Return what of the archive may have been meant by a word (see `Engine.nearest`)."""

        return self._within(deadline, lambda view: nearest(view.vocabulary, word, most))

    def misspelt(
        self, word: str, forms: Sequence[Form], *, deadline: float = math.inf
    ) -> list[str]:
        """Return the words of which a word is a slip (see `Engine.misspelt`)."""
        return self._within(
            deadline, lambda view: misspelt(view.vocabulary, view.lexicon, word, forms)
        )

    def get(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""

        def find(view: View) -> Article | None:
            document = view.snapshot.find(article_id)
            return None if document is None else view.article(document)

        return self._ask(find)

    def articles(self) -> Iterator[Article]:
        """Return all articles one after the other (see `Engine.articles`)."""
        view = self._ask(lambda view: view)
        for document in view.snapshot.live_documents().tolist():
            with damage_named(self._path):
                article = view.article(document)
            yield article

    def file_of(self, article_id: str) -> str | None:
        """Return the key of the file that an article was read from, or None."""

        def find(view: View) -> str | None:
            document = view.snapshot.find(article_id)
            return None if document is None else view.file_of(document)

        return self._ask(find)

    def story(self, article_id: str) -> Story | None:
        """Return the story of the article with this id (see `Engine.story`)."""
        return self._ask(lambda view: make_story(view, article_id))

    def sketches(self) -> tuple[int, list[Sketched]]:
        """Return what is needed to group all articles (see `Engine.sketches`)."""

        def collect(view: View) -> tuple[int, list[Sketched]]:
            return view.commit.generation, [
                Sketched(view.snapshot.key(each), view.columns.date_of(each), view.sketch(each))
                for each in view.snapshot.live_documents().tolist()
            ]

        return self._ask(collect)

    def generation(self) -> int:
        """Return the number of the newest commit."""
        return self._ask(lambda view: view.commit.generation)

    def newest(self) -> tuple[int, Snapshot]:
        """Return the number of the newest commit, and its segments."""
        return self._ask(lambda view: (view.commit.generation, view.snapshot))

    def groups(self) -> Groups | None:
        """Return what was last given to `group` (see `Engine.groups`)."""
        return self._ask(lambda view: read_groups(self._path, view.notes))

    def group(self, groups: Groups) -> None:
        """Keep groups in the place of those before (see `Engine.group`)."""
        from searchapp.engines.whoosh.lock import write_lock  # noqa: PLC0415

        with refusal_named(self._path), write_lock(self._path):
            commit = read_commit(self._path)
            if groups.generation == commit.generation:
                write_groups(self._path, commit, groups)

    def kept(self) -> Kept:
        """Return the settings that the index keeps (see `Engine.kept`)."""
        return self._ask(lambda view: view.kept)

    def stats(self) -> Stats:
        """Return the index in numbers."""
        return self._ask(lambda view: view.stats)

    def verify(self, tell: Callable[[int, int, int], None]) -> Verified:
        """Read back all of the newest commit (see `Engine.verify`)."""
        from searchapp.engines.whoosh.verification import verify  # noqa: PLC0415

        with damage_named(self._path):
            # Opened anew, as the files on the disk may not be those that are mapped any more.
            return verify(self._path, self._open_view(None), tell)

    @contextlib.contextmanager
    def writer(self) -> Iterator[ColumnarWriter]:
        """Begin a batch of changes (see `Engine.writer`)."""
        from searchapp.engines.whoosh.writer import begin  # noqa: PLC0415

        with begin(self._path, self._memory_mb, self._processes) as writer:
            yield writer

    def close(self) -> None:
        """Let go of the index's files."""
        with self._opening:
            self._closed = True
            self._view = None

    def _is_whole(self) -> bool:
        try:
            self.verify(lambda *_: None)
        except (IndexNotFound, IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged):
            return False
        return True

    def _ask(self, question: Callable[[View], _Answer]) -> _Answer:
        """Ask the newest commit, and name what breaks as damage."""
        with damage_named(self._path):
            return question(self._newest())

    def _within(self, deadline: float, question: Callable[[View], list[str]]) -> list[str]:
        """Ask what is no longer of use after a deadline."""

        def find(view: View) -> list[str]:
            with contextlib.suppress(OutOfTime):
                return question(view)
            return []

        with Deadline(deadline).holding():
            return self._ask(find)

    def _newest(self) -> View:
        """Return the newest commit, opened."""
        view = self._view
        if view is not None and commit_stamp(self._path) == view.stamp:
            return view
        with self._opening:
            if self._closed:
                raise IndexTrouble(f"the index at {self._path} is closed", "Open it again")
            if self._view is None or commit_stamp(self._path) != self._view.stamp:
                self._view = self._open_view(self._view)
            return self._view

    def _open_view(self, before: View | None) -> View:
        """Open the newest commit.

        Args:
            before: an older one, whose files are open already.
        """
        while True:
            stamp = commit_stamp(self._path)
            try:
                return View(self._path, stamp, before)
            except IndexDamaged:
                # Files also go missing when another process commits at this very moment.
                if commit_stamp(self._path) == stamp:
                    raise


def _search(view: View, plan: Plan, deadline: Deadline) -> Result:
    if view.overview is not None and view.overview[0] == plan:
        return view.overview[1]
    executor = view.executor(deadline)
    matches, partial, hints = view.find(plan, executor)
    counted = view.tallier.count(matches, plan)
    words = count_spellings(view, plan, counted.documents, executor) if plan.spellings else ()
    levels = count_levels(view, plan, executor) if words else {}
    result = Result(
        counted.total,
        counted.articles,
        tuple(make_match(view, document, score) for document, score in counted.top),
        counted.outlets,
        counted.dates,
        words,
        levels,
        partial,
        hints,
    )
    if isinstance(plan.query, Every) and not (plan.limit or partial):
        view.overview = plan, result
    return result
