"""Document numbers to what is shown of them: matches, and the articles of a story."""

from __future__ import annotations

from collections.abc import Iterable

from searchapp.engines.base import Match
from searchapp.engines.whoosh.view import View
from searchapp.model import Copy, Member, Source


def make_match(view: View, document: int, score: float) -> Match:
    """Return what a search shows of a document.

    Args:
        view: the commit.
        document: the document that stands for its row.
        score: its score.
    """
    article = view.article(document)
    stories = view.stories
    story = None if stories is None else stories.story_of(document)
    if stories is None or story is None:
        return Match(article, score, None, (), (article.source,))
    copies: list[Copy] = []
    sources = [article.source]
    for first, *others in stories.articles_of(document):
        if document in (first, *others):
            sources += _sources(view, (each for each in (first, *others) if each != document))
        else:
            copies.append(_copy(view, first))
    return Match(article, score, view.snapshot.key(story), tuple(copies), tuple(sources))


def make_member(view: View, documents: tuple[int, ...], similarity: float) -> Member:
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
    outlet = view.columns.outlets[view.columns.outlet_codes[document]] or None
    return Copy(view.snapshot.key(document), outlet, view.columns.date_of(document))


def _sources(view: View, documents: Iterable[int]) -> list[Source]:
    return [view.article(each).source for each in documents]
