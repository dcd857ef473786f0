"""What every engine offers.  `tests/engines/contract.py` says it in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from propcache.api import cached_property

from searchapp.analysis.lexicon import Family, Level, Wanted
from searchapp.engines.completion import Completing
from searchapp.engines.usage import Found, Used
from searchapp.model import Article, Copy, Membership, PartialDate, Sketched, Source, Story
from searchapp.query.hints import Hint
from searchapp.query.plan import Plan
from searchapp.settings import Kept

# A wildcard stands for this many words at the most.
MAX_FORMS = 1_000


# Not frozen: to make one takes a third of the time so, and an answer has ten.
@dataclass
class Match:
    """One row that a plan found.

    What a list shows is here at once; the text is read when it is asked for.

    Args:
        id: of the article; of several of a row, the first match in the plan's order.
        title: of the article.
        outlet: who published it, or None.
        date: when, or None.
        score: its BM25F score; 0 where the query has nothing to score.
        duplicate_group: as `Story.duplicate_group`.
        copies: the other articles of its story, whether they match or not, the earliest first.
        read: returns the article, whole, and every place the very article was read, its own first.
    """

    id: str
    title: str
    outlet: str | None
    date: PartialDate | None
    score: float
    duplicate_group: str | None
    copies: tuple[Copy, ...]
    read: Callable[[], tuple[Article, tuple[Source, ...]]] = field(repr=False, compare=False)

    @cached_property
    def _whole(self) -> tuple[Article, tuple[Source, ...]]:
        return self.read()

    @property
    def article(self) -> Article:
        """The article, whole.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """
        return self._whole[0]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every place the very article was read, its own first.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """
        return self._whole[1]


@dataclass(frozen=True, slots=True)
class Result:
    """What an engine answers to a plan.

    A row is a story, or with `Plan.copies` an article; exact copies are one article.

    Args:
        total: how many rows match, filters applied.
        articles: how many articles match, near copies included.
        matches: the page that was asked for, in order.
        outlets: rows by outlet (None: not known), every filter applied but the outlets.  A story
            counts once in every bucket in which one of its articles matches.
        dates: rows by month as "2020-01", by year as "2020" where no more is known, or by None
            where there is no date; every filter applied but those on dates.
        words: what the words of the query stand for, where the plan asks to count that.
        levels: rows on the next stricter and the next looser level, where it asks for that and
            there was time.
        partial: true where the deadline ended the search early; counts are then lower bounds.
        hints: what the engine could not search for quite as asked.
    """

    total: int
    articles: int
    matches: tuple[Match, ...]
    outlets: Mapping[str | None, int]
    dates: Mapping[str | None, int]
    words: tuple[Found, ...] = ()
    levels: Mapping[Level, int] = field(default_factory=dict)
    partial: bool = False
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """The index in numbers.

    Args:
        articles: how many there are, exact copies counted once.
        copies: how many exact copies there are beyond them.
        stories: how many stories they make, an article alone being one.
        files: how many files they were read from.
        outlets: articles by outlet, None for "not known".
        dates: articles by month, year or None, as in `Result.dates`.
        first: the earliest date.
        last: the latest date.
        bytes: what the index takes on disk; 0 where the engine cannot tell.
        generation: the number of the newest commit.
    """

    articles: int
    copies: int
    stories: int
    files: int
    outlets: Mapping[str | None, int]
    dates: Mapping[str | None, int]
    first: PartialDate | None
    last: PartialDate | None
    bytes: int
    generation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found to be whole.

    Args:
        generation: the number of the commit that was checked.
        segments: how many parts its articles are in.
        files: how many files it is made of.
        bytes: how long they are together.
        articles: how many were read, those included that were replaced or dropped since.
        deleted: how many of them were.
    """

    generation: int
    segments: int
    files: int
    bytes: int
    articles: int
    deleted: int


class Groups(NamedTuple):
    """Which articles of an index are copies of which.

    Args:
        generation: the commit that they describe.
        rules: the version of the rules by which they were found.
        members: by article id; an article that is not in it is alone.
        compared: what comparing pairs of texts gave, by a key that `searchapp.ingest.duplicates`
            makes of both, so that it is not done again.
    """

    generation: int
    rules: int
    members: Mapping[str, Membership]
    compared: Mapping[str, float]


class Writer(Protocol):
    """Changes to an index, in batches.

    `checkpoint` ends a batch and begins the next, leaving the `with` block ends the last; an
    exception undoes the batch it falls in.  A batch is committed whole or not at all, whatever ends
    the process, and is seen by all who search from then on.
    """

    job: str
    """What the caller leaves for whoever goes on where it was stopped; committed with a batch."""

    kept: Kept
    """With which settings the files are read, and where they are; committed with a batch."""

    @property
    def files(self) -> Mapping[str, str]:
        """The key of every known file, with its fingerprint; empty where it is to be read again."""

    @property
    def sharing(self) -> Mapping[str, Sequence[str]]:
        """The files that were given to `share`, each with those it shares articles with."""

    @property
    def passed_over(self) -> int:
        """How many articles `replace` was given that were in already."""

    def replace(
        self,
        file: str,
        fingerprint: str | Callable[[], str | None],
        articles: Iterable[Article],
        *,
        reading: str = "",
    ) -> int:
        """Put a file's articles in the place of those it had.

        A file that was given in this batch already is committed first, and so is one to be dropped.
        `articles` may call `checkpoint` between two of them.  Until the last one is in, searchers
        find those that have been replaced in their new form and the others in the old, and the
        file's fingerprint is empty.

        Args:
            file: the file's key, the same in every run.
            fingerprint: a digest of its contents, to be returned by `files`; or what gives it once
                the articles have been read, None where the reading was cut short.  What the file
                had stays then, beside what was read, and its fingerprint is empty.
            articles: all its articles; with none, the file is not known afterwards.  One whose id
                another file had is taken from it, and that file's fingerprint becomes empty.
            reading: names what is being read and how.  Where a batch was committed half-way
                through a reading of this name, its articles are in and are passed over; the same
                must be given then, in any order.  Empty names none.

        Returns:
            How many articles were written.

        Raises:
            IndexNotWritable: no permission or no space.
        """

    def drop(self, file: str) -> None:
        """Remove a file and its articles; nothing happens where it is not known."""

    def distrust(self, file: str) -> None:
        """Forget a file's fingerprint, so that it counts as changed next time."""

    def trust(self, file: str, fingerprint: str) -> None:
        """Note the fingerprint of a file whose articles stay as they are.

        Args:
            file: the file; it must be known.
            fingerprint: to be returned by `files`, until the file is replaced, dropped or
                distrusted.
        """

    def share(self, file: str, others: Iterable[str], fingerprint: str | None = None) -> None:
        """Note that a file holds articles of others, which are in the index as theirs.

        It is so until the file is replaced or dropped.

        Args:
            file: the file; it must be known, unless there is a fingerprint.
            others: the files.
            fingerprint: given of a file that has no article but theirs; it is known by it
                afterwards, and what it had is removed.
        """

    def owner(self, article_id: str) -> str | None:
        """Return the file an article was read from before this batch, None where it had no such."""

    def checkpoint(self, *, last: bool = False) -> None:
        """Commit the batch, where it has changed anything, and begin the next.

        Args:
            last: nothing will be added any more, so that what was added since the writer began is
                put together, which takes a while now and saves some at every search.

        Raises:
            IndexNotWritable: no permission or no space.
        """


class Engine(Completing, Protocol):
    """An index that can be searched and written."""

    def search(self, plan: Plan) -> Result:
        """Run a plan.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """

    def families(self, plan: Plan) -> Mapping[Wanted, Family]:
        """Return what the words that a plan looks for stand for, switched off or not.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """

    def usage(self, plan: Plan) -> tuple[Used, ...]:
        """Count in the whole archive who writes the words that a plan looks for how, and when.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """

    def get(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""

    def articles(self) -> Iterator[Article]:
        """Return all articles one after the other, in the order of the index.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """

    def file_of(self, article_id: str) -> str | None:
        """Return the key of the file that an article was read from, or None."""

    def kept(self) -> Kept:
        """Return with which settings the files were read, and where they are.

        Returns:
            What was last left in `Writer.kept`; the defaults where nothing was.

        Raises:
            IndexDamaged: it cannot be read.
        """

    def stats(self) -> Stats:
        """Return the index in numbers."""

    def story(self, article_id: str) -> Story | None:
        """Return the story of the article with this id, or None where there is no such article."""

    def sketches(self) -> tuple[int, Sequence[Sketched]]:
        """Return what is needed to group all articles, and the commit that holds them."""

    def groups(self) -> Groups | None:
        """Return what was last given to `group`; None where that was never."""

    def group(self, groups: Groups) -> None:
        """Keep the groups in the place of those before; searches see all of them or none.

        Groups of another commit than the newest are passed over: whoever made that one will group.

        Raises:
            IndexLocked: another process or thread is writing.
            IndexNotWritable: no permission or no space.
        """

    def generation(self) -> int:
        """Return the number of the newest commit."""

    def verify(self, tell: Callable[[int, int, int], None]) -> Verified:
        """Read back all of the newest commit, and check that it fits together.

        Args:
            tell: called now and then with how many bytes are checked, of how many, and how many
                articles were read.

        Returns:
            What was found to be whole.

        Raises:
            IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: it is not; the file is named.
        """

    def writer(self) -> AbstractContextManager[Writer]:
        """Begin to change the index.

        Raises:
            IndexLocked: another process or thread is writing.
            IndexNotWritable: no permission.
        """

    def close(self) -> None:
        """Let go of the index's files."""
