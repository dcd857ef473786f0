"""The facade: an archive that can be searched.  It wires the rooms together, and only it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from searchapp.engines.base import Engine, Stats, Verified
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import ArticleNotFound
from searchapp.model import Article, Original, PartialDate, Story
from searchapp.query.plan import Sort, make_plan
from searchapp.search.difference import Difference, compare
from searchapp.search.page import Marked, Page
from searchapp.search.results import answer, mark_article
from searchapp.settings import kept

DEADLINE = 10.0


class Archive:
    """An archive of articles, open for searching; safe to share between threads.

    Use it in a `with` block, or call `close` when done.

    Args:
        path: the folder of its index.
        engine: the index, open.
        deadline: seconds after which a search answers with what it has, and an original is given
            up.
    """

    def __init__(self, path: str, engine: Engine, deadline: float = DEADLINE) -> None:
        self.path = path
        self._engine = engine
        self._deadline = deadline

    def search(
        self,
        query: str = "",
        *,
        outlets: Iterable[str | None] = (),
        since: str | PartialDate | None = None,
        until: str | PartialDate | None = None,
        undated: bool = False,
        sort: str = Sort.RELEVANCE,
        offset: int = 0,
        limit: int = 10,
        copies: bool = False,
    ) -> Page:
        """Search the archive.

        Args:
            query: what to look for (see `searchapp.query.syntax`); empty finds every article.
            outlets: outlets to keep, None for "not known"; none keeps all.
            since: keep what is certainly not before this date: "2020", "2020-01", "2020-01-03".
            until: keep what is certainly not after this date.
            undated: with a range, keep articles without a date as well; without, only those.
            sort: "relevance", "newest" or "oldest".
            offset: how many results to pass over.
            limit: how many to return at the most.
            copies: show and count near copies one by one; else one article stands for its story,
                with the others in `Hit.copies`.

        Returns:
            The page: hits, counts by outlet and date, hints.

        Raises:
            BadParameter: a value is not of the form above; a query itself is never wrong.
            IndexDamaged: a file of the index cannot be read.
        """
        plan = make_plan(
            query,
            outlets=outlets,
            since=since,
            until=until,
            undated=undated,
            sort=sort,
            offset=offset,
            limit=limit,
            deadline=self._deadline,
            copies=copies,
        )
        return answer(self._engine, query, plan)

    def get(self, article_id: str) -> Article:
        """Return one article.

        Args:
            article_id: its id, from a hit.

        Raises:
            ArticleNotFound: no article has it.
            IndexDamaged: a file of the index cannot be read.
        """
        article = self._engine.get(article_id)
        if article is None:
            raise ArticleNotFound(article_id)
        return article

    def original(self, article_id: str) -> Original:
        """Read the text of an article again, exactly as it stands in its file.

        Only a file that the index was made from is opened, with the settings of the last build, and
        only a text that the id is a hash of is returned.

        Args:
            article_id: its id, from a hit.

        Returns:
            The text and its place.

        Raises:
            ArticleNotFound: no article has this id.
            OriginalGone: the file is no longer there.
            OriginalChanged: it does not hold this text any more.
            OriginalUnreadable: it cannot be read, or not within the deadline.
            IndexDamaged: a file of the index cannot be read.
        """
        # Imported here: a search must not wait for the libraries that read files.
        from searchapp.ingest.originals import read_original  # noqa: PLC0415
        from searchapp.ingest.pipeline import FieldNames, Limits  # noqa: PLC0415

        source = self.get(article_id).source
        key = self._engine.file_of(article_id)
        if key is None:
            raise ArticleNotFound(article_id)
        settings = kept(Path(self.path))
        limits, names = Limits.from_settings(settings), FieldNames(settings.fields)
        return read_original(key, article_id, source, limits, names=names, deadline=self._deadline)

    def copies(self, article_id: str) -> Story:
        """Return the story of an article: itself and its copies, the earliest first.

        Args:
            article_id: its id, from a hit.

        Raises:
            ArticleNotFound: no article has it.
            IndexDamaged: a file of the index cannot be read.
        """
        story = self._engine.story(article_id)
        if story is None:
            raise ArticleNotFound(article_id)
        return story

    def changes(self, article_id: str) -> Difference:
        """Say word by word what changed from the earliest article of a story to another one.

        Args:
            article_id: the other one's id, from a hit.

        Returns:
            The difference; nothing in it differs where the article is itself the earliest.

        Raises:
            ArticleNotFound: no article has this id.
            IndexDamaged: a file of the index cannot be read.
        """
        later = self.get(article_id)
        return compare(self.get(self.copies(article_id).members[0].id), later)

    def highlight(self, article: Article, query: str) -> tuple[Marked, tuple[Marked, ...]]:
        """Mark in a whole article what a query finds in it.

        Args:
            article: the article.
            query: the query, as typed.

        Returns:
            The title, and the paragraphs of the body.
        """
        return mark_article(article, make_plan(query))

    def stats(self) -> Stats:
        """Return the archive in numbers.

        Raises:
            IndexDamaged: a file of the index cannot be read.
        """
        return self._engine.stats()

    def verify(self, tell: Callable[[int, int, int], None] | None = None) -> Verified:
        """Read back everything that the index holds, and check that it fits together.

        Args:
            tell: called now and then with how many bytes are checked, of how many, and how many
                articles were read.

        Returns:
            What was found to be whole.

        Raises:
            IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: a file is not what was written; it
                is named.
        """
        return self._engine.verify(tell or _say_nothing)

    def close(self) -> None:
        """Let go of the index's files."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_archive(index: str | Path, *, deadline: float = DEADLINE) -> Archive:
    """Open the archive in an index; `searchapp.open` is this function.

    Args:
        index: the folder of the index.
        deadline: seconds after which a search answers with what it has, and an original is given
            up.

    Returns:
        The archive, to be closed by the caller.

    Raises:
        IndexNotFound, IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: it cannot be opened.
    """
    return Archive(str(index), WhooshEngine.open(Path(index)), deadline)


def _say_nothing(done: int, total: int, articles: int) -> None:
    del done, total, articles
