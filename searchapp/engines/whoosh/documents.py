"""Articles as Whoosh documents, and back.

The fields of `searchapp.query.schema` are indexed; beside them stand what the engine needs itself:
the id, the file's key and the number of the reading (`ledger.Reading`), the outlet and the date as
columns for facets and sorting, the sketch by which copies are found, the whole article as
compressed JSON, and what a list of copies shows of it.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import Any

from whoosh.fields import COLUMN, ID, STORED, Schema

from searchapp.model import Article, Source
from searchapp.query.schema import Day, day_number, query_schema


def index_schema() -> Schema:
    """Return all fields of the index."""
    schema = query_schema()
    schema.add("id", ID(sortable=True))
    schema.add("file", ID(stored=True))
    schema.add("reading", ID(stored=True))
    schema.add("date_end", Day())
    schema.add("outlet_name", ID(sortable=True))
    schema.add("date_text", ID(sortable=True))
    schema.add("sketch", COLUMN())
    schema.add("article", STORED())
    schema.add("heading", STORED())
    return schema


def to_document(article: Article, file: str, reading: int) -> dict[str, Any]:
    """Return an article's fields for `IndexWriter.add_document`.

    Args:
        article: the article.
        file: the key of the file it was read from.
        reading: the number of that reading.

    Returns:
        Field names and values; what is not known is left out, or an empty text in a column.
    """
    known = {"outlet": article.outlet, "author": article.author}
    fields = {name: value for name, value in known.items() if value is not None}
    date = article.date
    days = {}
    if date is not None:
        days = {"date": day_number(date.first_day()), "date_end": day_number(date.last_day())}
    return {
        "id": article.id,
        "file": file,
        "reading": str(reading),
        "title": article.title,
        # What stood under a picture was read on the same page, and is found like the rest.
        "body": "\n\n".join((article.body, *article.captions)),
        "outlet_name": article.outlet or "",
        "date_text": "" if date is None else str(date),
        "sketch": article.sketch,
        "article": zlib.compress(_encode(article.to_json())),
        "heading": _encode([article.title, asdict(article.source)]),
        **fields,
        **days,
    }


def from_stored(stored: dict[str, Any]) -> Article:
    """Return the article that `to_document` stored.

    Raises:
        KeyError, TypeError, ValueError, zlib.error: the stored fields are damaged.
    """
    text = zlib.decompress(stored["article"]).decode("utf-8", "surrogatepass")
    return Article.from_json(json.loads(text))


def heading_of(stored: dict[str, Any]) -> tuple[str, Source]:
    """Return an article's title and source as `to_document` stored them, without the rest of it.

    Raises:
        KeyError, TypeError, ValueError: the stored fields are damaged.
    """
    title, source = json.loads(stored["heading"].decode("utf-8", "surrogatepass"))
    return title, Source(**source)


def _encode(plain: object) -> bytes:
    # Half a surrogate pair, wherever it came from, is no reason to lose an article.
    text = json.dumps(plain, ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")
