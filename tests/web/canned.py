"""An engine that answers everything with the same articles, for pages no sample would fill."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager

from searchapp.analysis.lexicon import Family, Form, Kind, Wanted
from searchapp.archive import Archive
from searchapp.engines.base import Groups, Match, Result, Stats, Verified, Writer
from searchapp.engines.completion import Completion, Offered, Typed
from searchapp.engines.usage import Found, Usage, Used
from searchapp.model import Article, Evidence, Member, PartialDate, Sketched, Source, Story
from searchapp.query.plan import Plan
from searchapp.query.words import sought
from searchapp.settings import Kept


def make_article(number: int = 1, **changes: object) -> Article:
    """Make an article, ordinary but for what is given."""
    values: dict[str, object] = {
        "id": f"article{number}",
        "title": f"Drone number {number}",
        "body": "A drone was seen.\n\nThe drone flew on.",
        "outlet": "Harbor Ledger",
        "date": PartialDate(2020, 1, 3),
        "author": "Marjana Ilves",
        "url": "https://news.example/drone",
        "source": Source("corpus/week.txt", 100, 900, 2, 11),
        "evidence": (
            Evidence("outlet", "outlet-date-line", "Harbor Ledger | 2020", 120, 150, 0.95),
        ),
    }
    return Article(**(values | changes))  # type: ignore[arg-type]


class CannedEngine:
    """Finds all its articles, whatever is asked, or fails.

    Args:
        articles: what it finds.
        error: what it raises instead.
        partial: whether it claims to have been cut short.
        words: what it claims that the words of every query stand for.
    """

    def __init__(
        self,
        articles: Sequence[Article] = (),
        error: Exception | None = None,
        *,
        partial: bool = False,
        words: Sequence[Found] = (),
    ) -> None:
        self._articles = list(articles)
        self._error = error
        self._partial = partial
        self._words = tuple(words)

    def search(self, plan: Plan) -> Result:
        self._fail()
        shown = self._articles[plan.offset : plan.offset + plan.limit]
        return Result(
            len(self._articles),
            len(self._articles),
            tuple(map(_match, shown)),
            Counter(article.outlet for article in self._articles),
            Counter(_month(article) for article in self._articles),
            self._words if plan.spellings else (),
            partial=self._partial,
        )

    def families(self, plan: Plan) -> Mapping[Wanted, Family]:
        words = {word for node in sought(plan.query) for word in node.words}
        return {word: Family((Form(word.text, Kind.EXACT),)) for word in words}

    def usage(self, plan: Plan) -> tuple[Used, ...]:
        self._fail()
        dates = [article.date for article in self._articles if article.date is not None]
        return tuple(
            Used(
                found.word,
                tuple(
                    Usage(
                        each.form,
                        len(self._articles),
                        min(dates, default=None),
                        max(dates, default=None),
                        Counter(article.outlet for article in self._articles),
                        Counter(_year(article) for article in self._articles),
                    )
                    for each in found.spellings
                ),
                found.cut,
                self._partial,
            )
            for found in self._words
        )

    def complete(
        self,
        typed: Typed,
        limit: int,
        asked: Callable[[Offered, str], Plan],
        *,
        deadline: float = math.inf,
    ) -> Sequence[Completion]:
        self._fail()
        return ()

    def nearest(self, word: str, most: int, *, deadline: float = math.inf) -> Sequence[str]:
        self._fail()
        return ()

    def misspelt(
        self, word: str, forms: Sequence[Form], *, deadline: float = math.inf
    ) -> Sequence[str]:
        self._fail()
        return ()

    def get(self, article_id: str) -> Article | None:
        self._fail()
        return next((a for a in self._articles if a.id == article_id), None)

    def articles(self) -> Iterator[Article]:
        self._fail()
        yield from self._articles

    def file_of(self, article_id: str) -> str | None:
        article = self.get(article_id)
        return None if article is None else f"/nowhere/{article.source.path}"

    def story(self, article_id: str) -> Story | None:
        article = self.get(article_id)
        if article is None:
            return None
        only = Member(
            id=article.id,
            title=article.title,
            outlet=article.outlet,
            date=article.date,
            similarity=1.0,
            ids=(article.id,),
            sources=(article.source,),
        )
        return Story((only,))

    def sketches(self) -> tuple[int, Sequence[Sketched]]:
        return 1, ()

    def generation(self) -> int:
        return 1

    def groups(self) -> Groups | None:
        return None

    def group(self, groups: Groups) -> None:
        raise NotImplementedError

    def kept(self) -> Kept:
        return Kept()

    def stats(self) -> Stats:
        self._fail()
        dates = [article.date for article in self._articles if article.date is not None]
        return Stats(
            articles=len(self._articles),
            copies=0,
            stories=len(self._articles),
            files=len({article.source.path for article in self._articles}),
            outlets=Counter(article.outlet for article in self._articles),
            dates=Counter(_month(article) for article in self._articles),
            first=min(dates, default=None),
            last=max(dates, default=None),
            bytes=0,
            generation=1,
        )

    def verify(self, tell: Callable[[int, int, int], None]) -> Verified:
        raise NotImplementedError

    def files(self) -> Mapping[str, str]:
        return {}

    def writer(self, *, clear: bool = False) -> AbstractContextManager[Writer]:
        raise NotImplementedError

    def close(self) -> None:
        return None

    def _fail(self) -> None:
        if self._error is not None:
            raise self._error


def canned_archive(
    articles: Sequence[Article] = (),
    error: Exception | None = None,
    *,
    partial: bool = False,
    words: Sequence[Found] = (),
) -> Archive:
    """Open an archive on such an engine."""
    return Archive("canned", CannedEngine(articles, error, partial=partial, words=words))


def _month(article: Article) -> str | None:
    return None if article.date is None else str(article.date)[:7]


def _year(article: Article) -> str | None:
    return None if article.date is None else f"{article.date.year:04}"


def _match(article: Article) -> Match:
    return Match(
        article.id,
        article.title,
        article.outlet,
        article.date,
        1.0,
        None,
        (),
        lambda: (article, (article.source,)),
    )
