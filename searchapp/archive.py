"""The facade: an archive that can be searched.  It wires the rooms together, and only it does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from searchapp.engines.base import Engine, Stats
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import ArticleNotFound
from searchapp.model import Article, PartialDate, Story
from searchapp.query.plan import Sort, make_plan
from searchapp.search.page import Marked, Page
from searchapp.search.results import answer, mark_article

DEADLINE = 10.0


class Archive:
    """An archive of articles, open for searching; safe to share between threads.

    Use it in a `with` block, or call `close` when done.

    Args:
        path: the folder of its index.
        engine: the index, open.
        deadline: seconds after which a search answers with what it has.
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
        deadline: seconds after which a search answers with what it has.

    Returns:
        The archive, to be closed by the caller.

    Raises:
        IndexNotFound, IndexForeign, IndexTooOld, IndexTooNew, IndexDamaged: it cannot be opened.
    """
    return Archive(str(index), WhooshEngine.open(Path(index)), deadline)
