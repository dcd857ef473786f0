"""Document numbers to what is shown of them: matches, and the articles of a story."""

from __future__ import annotations

from collections.abc import Iterable

from searchapp.engines.base import Match
from searchapp.engines.whoosh.trouble import damage_named
from searchapp.engines.whoosh.view import View
from searchapp.model import Article, Copy, Member, Source, Story


def make_match(view: View, document: int, score: float) -> Match:
    """Return what a search shows of a document.

    Args:
        view: the commit.
        document: the document that stands for its row.
        score: its score.
    """
    stories = view.stories
    story = None if stories is None else stories.story_of(document)
    copies, same = [], []
    if stories is not None and story is not None:
        for articles in stories.articles_of(document):
            if document in articles:
                same = [each for each in articles if each != document]
            else:
                copies.append(_copy(view, articles[0]))

    def read() -> tuple[Article, tuple[Source, ...]]:
        with damage_named(view.folder):
            article = view.article(document)
            return article, (article.source, *_sources(view, same))

    heading = view.heading(document)
    return Match(
        id=heading.key,
        title=heading.title,
        outlet=heading.outlet,
        date=heading.date,
        score=score,
        duplicate_group=None if story is None else view.heading(story).key,
        copies=tuple(copies),
        read=read,
    )


def make_story(view: View, article_id: str) -> Story | None:
    """Return the story of an article, None where there is no such article.

    Args:
        view: the commit.
        article_id: any article of the story.
    """
    document = view.snapshot.find(article_id)
    if document is None:
        return None
    if view.stories is None:
        return Story((_member(view, (document,), 1.0),))
    similarity = view.stories.similarity
    articles = view.stories.articles_of(document)
    return Story(tuple(_member(view, each, similarity.get(each[0], 1.0)) for each in articles))


def _member(view: View, documents: tuple[int, ...], similarity: float) -> Member:
    """Return what a story shows of an article.

    Args:
        view: the commit.
        documents: the article's document, then those of its exact copies.
        similarity: as in `Member`.
    """
    first, *copies = documents
    article = view.article(first)
    return Member(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        date=article.date,
        similarity=similarity,
        ids=tuple(view.snapshot.key(each) for each in documents),
        sources=(article.source, *_sources(view, copies)),
    )


def _copy(view: View, document: int) -> Copy:
    heading = view.heading(document)
    return Copy(heading.key, heading.outlet, heading.date)


def _sources(view: View, documents: Iterable[int]) -> list[Source]:
    return [view.article(each).source for each in documents]
