"""Document numbers to what is shown of them: matches, and the articles of a story."""

from __future__ import annotations

from collections.abc import Iterable

from whoosh.reading import IndexReader

from searchapp.engines.base import Match
from searchapp.engines.whoosh.columns import Columns
from searchapp.engines.whoosh.documents import from_stored, heading_of
from searchapp.model import Copy, Member, Source


def make_match(reader: IndexReader, columns: Columns, document: int, score: float) -> Match:
    """Return what a search shows of a document.

    Args:
        reader: the index.
        columns: of the reader.
        document: the document that stands for its row.
        score: its score.
    """
    article = from_stored(reader.stored_fields(document))
    story = columns.stories.story.get(document)
    copies: list[Copy] = []
    sources = [article.source]
    for first, *others in columns.stories.articles_of(document):
        if document in (first, *others):
            same = (each for each in (first, *others) if each != document)
            sources += _sources(reader, same)
        else:
            outlet = columns.outlets[first] or None
            copies.append(Copy(columns.ids[first], outlet, columns.date_of(first)))
    group = None if story is None else columns.ids[story]
    return Match(article, score, group, tuple(copies), tuple(sources))


def make_member(reader: IndexReader, columns: Columns, documents: tuple[int, ...]) -> Member:
    """Return what a story shows of an article.

    Args:
        reader: the index.
        columns: of the reader.
        documents: the article's document, then those of its exact copies.
    """
    first, *copies = documents
    # A story may have thousands of articles; they are not unpacked for their titles.
    title, source = heading_of(reader.stored_fields(first))
    return Member(
        id=columns.ids[first],
        title=title,
        outlet=columns.outlets[first] or None,
        date=columns.date_of(first),
        similarity=columns.stories.similarity.get(first, 1.0),
        ids=tuple(columns.ids[each] for each in documents),
        sources=(source, *_sources(reader, copies)),
    )


def _sources(reader: IndexReader, documents: Iterable[int]) -> list[Source]:
    return [heading_of(reader.stored_fields(each))[1] for each in documents]
