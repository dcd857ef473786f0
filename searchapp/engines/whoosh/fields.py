"""The fields of an index as Whoosh knows them, and what it shows of a document.

The terms of a text are surface forms, as the index keeps them (`searchapp.analysis.forms`), so that
a query made with Whoosh's own classes finds a word as it is written; all spellings of a name are
found by `nodes.AnyForm`, which the query language of searchapp compiles to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, NUMERIC, STORED, TEXT, FieldType, Schema
from whoosh.query import Query

from searchapp.analysis.folding import fold
from searchapp.analysis.forms import surface
from searchapp.analysis.tokens import split_words
from searchapp.columnar.segment import Segment
from searchapp.engines.whoosh.documents import read_article
from searchapp.query.schema import read_dates, read_range

TEXTS = ("title", "body", "outlet", "author")


_WILDCARD = re.compile(r"([*?]+)")


class SurfaceAnalyzer(Analyzer):
    """Feeds Whoosh with surface forms, counted as the index counts them."""

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Token]:
        """Yield one token, changed in place for every word, as Whoosh's analyzers do.

        Args:
            value: the text.
            **kwargs: Whoosh's options; `positions`, `chars`, `start_pos`, `start_char` and
                `tokenize` are heeded.

        Returns:
            The tokens; with `tokenize=False` one for the whole value, its `*` and `?` kept.
        """
        token = Token(kwargs.get("positions", False), kwargs.get("chars", False), mode="")
        token.boost, token.stopped = 1.0, False
        position: int = kwargs.get("start_pos", 0)
        offset: int = kwargs.get("start_char", 0)
        if not kwargs.get("tokenize", True):
            token.text = "".join(
                piece if piece[:1] in ("*", "?") else _term(piece)
                for piece in _WILDCARD.split(value)
            )
            yield token
            return
        for word in split_words(value):
            term = _term(word.text)
            if term:
                token.text = term
                token.pos = position
                token.startchar, token.endchar = offset + word.start, offset + word.end
                position += 1
                yield token


def _term(word: str) -> str:
    """Return the form of a word; nothing where it takes no position."""
    return surface(word) if fold(word) else ""


class _Encoded(FieldType):
    """A field whose terms are texts, whatever these texts are.

    Half a surrogate pair is no reason to lose an article, and the names of some files have some.
    """

    def to_bytes(self, value: Any) -> bytes:
        """Return a term as it is kept."""
        return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else bytes(value)

    def from_bytes(self, bs: Any) -> str:
        """Return the text that a term is."""
        return bytes(bs).decode("utf-8", "surrogatepass")


class Text(_Encoded, TEXT):
    """A text that is searched by its words; kept, and listed by document."""

    def __init__(self) -> None:
        TEXT.__init__(
            self,
            analyzer=SurfaceAnalyzer(),
            multitoken_query="phrase",
            stored=True,
            vector=True,
        )


class Label(_Encoded, ID):
    """A short text that is searched whole, sorted by and counted.

    Args:
        unique: no two documents have the same.
        stored: it is kept with what is shown of a document.
    """

    def __init__(self, *, unique: bool = False, stored: bool = False) -> None:
        ID.__init__(self, unique=unique, stored=stored, sortable=True)


class Number(NUMERIC):
    """A whole number of 32 bits that is searched in ranges, sorted by and counted."""

    def __init__(self) -> None:
        # Every number is one term: a range is looked up in the order of a column.
        NUMERIC.__init__(self, int, shift_step=0, sortable=True)


class Day(Number):
    """A day as the number 20200103; in a query, a date or a range of dates of any precision."""

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        """Read a date as searchapp's own queries do.

        Args:
            fieldname: "date" or "date_end", which are asked for together.
            qstring: what was typed behind it.
            boost: has no meaning for a date.

        Returns:
            The query (see `searchapp.query.schema.read_dates`).
        """
        del fieldname, boost
        return read_dates(qstring)

    def parse_range(  # noqa: PLR0917 - as Whoosh calls it
        self,
        fieldname: str,
        start: str | None,
        end: str | None,
        startexcl: bool,
        endexcl: bool,
        boost: float = 1.0,
    ) -> Query:
        """Read a range as Whoosh's parsers write it, [2014 TO 2015-03].

        Args:
            fieldname: "date" or "date_end", which are asked for together.
            start: a date of any precision, or None.
            end: likewise.
            startexcl: whether the range begins behind `start`.
            endexcl: whether it ends before `end`.
            boost: has no meaning for a date.

        Returns:
            The query (see `searchapp.query.schema.read_range`).
        """
        del fieldname, boost
        return read_range(start, end, after=startexcl, before=endexcl)


def whoosh_schema() -> Schema:
    """Return the fields of an index.

    Texts are searched by their words, the others whole: `outlet_name` and `month` are what is
    filtered and counted by, `file` is the key of the file that an article was read from, `reading`
    the number of that reading.  What else `stored_fields` returns can be shown but not searched.
    """
    schema = Schema(id=Label(unique=True, stored=True))
    for name in TEXTS:
        schema.add(name, Text())
    for name in ("outlet_name", "file", "month"):
        schema.add(name, Label())
    schema.add("date", Day())
    schema.add("date_end", Day())
    schema.add("reading", Number())
    for name in ("date_text", "url", "dateline", "language", "article"):
        schema.add(name, STORED())
    return schema


def stored_fields(segment: Segment, document: int) -> dict[str, Any]:
    """Return what is shown of a document.

    Args:
        segment: the segment it is in.
        document: its number there.

    Returns:
        What is known, by field; "article" is all of it, in JSON.

    Raises:
        IndexDamaged: it is not what was written.
    """
    article = read_article(segment, document)
    fields = {
        "id": article.id,
        "title": article.title,
        "body": article.searched,
        "outlet": article.outlet,
        "author": article.author,
        "date_text": None if article.date is None else str(article.date),
        "url": article.url,
        "dateline": article.dateline,
        "language": article.language,
        "article": json.dumps(article.to_json(), ensure_ascii=False),
    }
    return {name: value for name, value in fields.items() if value is not None}
