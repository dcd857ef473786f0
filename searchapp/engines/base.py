"""What every engine offers.  `tests/engines/contract.py` says it in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from searchapp.model import Article, PartialDate
from searchapp.query.hints import Hint
from searchapp.query.plan import Plan

# A wildcard stands for this many words at the most.
MAX_FORMS = 1_000


@dataclass(frozen=True, slots=True)
class Match:
    """One article that a plan found.

    Args:
        article: the article, whole.
        score: its BM25F score; 0 where the query has nothing to score.
    """

    article: Article
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    """What an engine answers to a plan.

    Args:
        total: how many articles match, filters applied.
        matches: the page that was asked for, in order.
        outlets: articles by outlet (None: not known), every filter applied but the outlets.
        dates: articles by month as "2020-01", by year as "2020" where no more is known, or by
            None where there is no date; every filter applied but those on dates.
        partial: true where the deadline ended the search early; counts are then lower bounds.
        hints: what the engine could not search for quite as asked.
    """

    total: int
    matches: tuple[Match, ...]
    outlets: Mapping[str | None, int]
    dates: Mapping[str | None, int]
    partial: bool = False
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """The index in numbers.

    Args:
        articles: how many there are.
        files: how many files they were read from.
        outlets: articles by outlet, None for "not known".
        dates: articles by month, year or None, as in `Result.dates`.
        first: the earliest date.
        last: the latest date.
        bytes: what the index takes on disk; 0 where the engine cannot tell.
        generation: counts the commits.
    """

    articles: int
    files: int
    outlets: Mapping[str | None, int]
    dates: Mapping[str | None, int]
    first: PartialDate | None
    last: PartialDate | None
    bytes: int
    generation: int


class Writer(Protocol):
    """One batch of changes; leaving its `with` block commits it, an exception undoes all of it."""

    @property
    def files(self) -> Mapping[str, str]:
        """The key of every file that was read, with its fingerprint, as the batch has them."""

    def replace(
        self, file: str, fingerprint: str | Callable[[], str], articles: Iterable[Article]
    ) -> int:
        """Put a file's articles in the place of those it had.

        Args:
            file: the file's key, the same in every run.
            fingerprint: a digest of its contents, to be returned by `files`; or what gives it once
                the articles have been read.
            articles: all its articles; with none, the file is not known afterwards.  One whose id
                another file had is taken from it, and that file's fingerprint becomes empty.

        Returns:
            How many articles were written.

        Raises:
            IndexNotWritable: no permission or no space.
        """

    def drop(self, file: str) -> None:
        """Remove a file and its articles; nothing happens where it is not known."""

    def distrust(self, file: str) -> None:
        """Forget a file's fingerprint, so that it counts as changed next time."""

    def owner(self, article_id: str) -> str | None:
        """Return the file that an article was read from before this batch, or None."""


class Engine(Protocol):
    """An index that can be searched and written."""

    def search(self, plan: Plan) -> Result:
        """Run a plan.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """

    def get(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""

    def file_of(self, article_id: str) -> str | None:
        """Return the key of the file that an article was read from, or None."""

    def stats(self) -> Stats:
        """Return the index in numbers."""

    def writer(self, *, clear: bool = False) -> AbstractContextManager[Writer]:
        """Begin a batch of changes.

        Args:
            clear: forget all that the index holds, in the same commit.

        Raises:
            IndexLocked: another process or thread is writing.
            IndexNotWritable: no permission.
        """

    def close(self) -> None:
        """Let go of the index's files."""
