"""Articles as documents of the index, and back.

The words of four texts are indexed; beside them stand what filters, facets and sorting need, and
what the engine needs itself: the key of the file an article was read from, the number of that
reading (`ledger.Reading`), and the sketch by which copies are found.  Titles can be had without the
text, for lists.  All else of an article is kept as a line (`heads`) with the text behind it.
"""

from __future__ import annotations

import functools

from searchapp.columnar.documents import Document, Layout
from searchapp.columnar.segment import Segment
from searchapp.engines.whoosh.heads import read_head, write_head
from searchapp.model import Article, PartialDate
from searchapp.query.schema import day_number

LAYOUT = Layout(
    texts=("title", "body", "outlet", "author"),
    labels=("outlet_name", "file", "month"),
    numbers=("date", "date_end", "reading"),
    raw=("title", "sketch"),
)


def to_document(article: Article, file: str, reading: int) -> Document:
    """Return an article as it is kept.

    Args:
        article: the article.
        file: the key of the file it was read from.
        reading: the number of that reading.

    Returns:
        The document; a date that is not known is two zeros, everything else an empty text.
    """
    first, last, month = days_of(article.date)
    title, body, outlet = _encode(article.title), _encode(article.body), article.outlet or ""
    return Document(
        key=article.id,
        texts={
            "title": title,
            "body": _encode(article.searched) if article.captions else body,
            "outlet": _encode(outlet),
            "author": _encode(article.author or ""),
        },
        labels={"outlet_name": outlet, "file": file, "month": month},
        numbers={"date": first, "date_end": last, "reading": reading},
        raw={"title": title, "sketch": article.sketch},
        blob=b"\n".join((_encode(write_head(article)), body)),
    )


def read_article(segment: Segment, document: int) -> Article:
    """Return the article that `to_document` kept.

    Args:
        segment: the segment it is in.
        document: its number there.

    Raises:
        KeyError, TypeError, ValueError: what was kept is none.
    """
    head, _, body = segment.blobs[document].decode("utf-8", "surrogatepass").partition("\n")
    date = date_of(*(int(segment.numbers(name)[document]) for name in ("date", "date_end")))
    elsewhere = {
        "id": segment.labels("key")[document],
        "title": read_title(segment, document),
        "body": body,
        "outlet": segment.labels("outlet_name")[document] or None,
        "date": None if date is None else str(date),
    }
    return Article.from_json(read_head(head, elsewhere))


def read_body(segment: Segment, document: int) -> bytes:
    """Return the text of a document, in UTF-8."""
    _, _, body = segment.blobs[document].partition(b"\n")
    return body


def read_title(segment: Segment, document: int) -> str:
    """Return the title of a document."""
    return segment.raw("title", document).decode("utf-8", "surrogatepass")


# Of very many articles there are few different days, and to make a date is to look it up in the
# calendar.
@functools.lru_cache(maxsize=1 << 14)
def days_of(date: PartialDate | None) -> tuple[int, int, str]:
    """Return the first and the last day that a date means, as numbers, and its bucket.

    Args:
        date: the date, or None where it is not known.

    Returns:
        The days (`day_number`), and the month, or the year where no more is known; 0, 0 and an
        empty text where there is no date.
    """
    if date is None:
        return 0, 0, ""
    month = str(PartialDate(date.year, date.month))
    return day_number(date.first_day()), day_number(date.last_day()), month


@functools.lru_cache(maxsize=1 << 14)
def date_of(first: int, last: int) -> PartialDate | None:
    """Return the date that means the days from one to another.

    Args:
        first: the first day as a number (`day_number`), 0 where there is no date.
        last: the last day.
    """
    if not first:
        return None
    year, month, day = first // 10_000, first // 100 % 100, first % 100
    if first == last:
        return PartialDate(year, month, day)
    return PartialDate(year, month) if first // 100 == last // 100 else PartialDate(year)


def _encode(text: str) -> bytes:
    # Half a surrogate pair, wherever it came from, is no reason to lose an article.
    return text.encode("utf-8", "surrogatepass")
