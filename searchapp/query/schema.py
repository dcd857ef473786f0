"""The fields a query can name, as a Whoosh schema.

Engines build on it: the embedded one adds what it stores, another compiles the fields to its own
mapping.  The analyzer is the only bridge from `searchapp.analysis` to Whoosh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.query import And, NumericRange, Query, error_query

from searchapp.analysis.folding import fold
from searchapp.analysis.tokens import split_words
from searchapp.model import PartialDate

SCORED = {"title": 2.0, "body": 1.0}
NAMED = ("title", "body", "outlet", "author", "date")

_WILDCARD = re.compile(r"([*?]+)")
_EARLIEST, _LATEST = PartialDate(1), PartialDate(9999)


class FoldingAnalyzer(Analyzer):
    """Feeds Whoosh with folded words; words that fold to nothing take no position."""

    def term(self, word: str) -> str:
        """Return what a word is searched by; nothing where it takes no position."""
        return fold(word)

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
                piece if piece[:1] in ("*", "?") else self.term(piece)
                for piece in _WILDCARD.split(value)
            )
            yield token
            return
        for word in split_words(value):
            term = self.term(word.text)
            if term:
                token.text = term
                token.pos = position
                token.startchar, token.endchar = offset + word.start, offset + word.end
                position += 1
                yield token


class Day(NUMERIC):
    """A day as the number 20200103; in a query, a date or a range of dates of any precision.

    An article matches where all days that its own date can mean lie in the asked range: `date:2020`
    does not find an article of an unknown day in 2019 or 2020, because nobody knows.
    """

    def __init__(self) -> None:
        super().__init__(int)

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        """Read `2020-01` or `2019-12..2020-02` (either end may be left open).

        Args:
            fieldname: always "date".
            qstring: what was typed behind it.
            boost: has no meaning for a date.

        Returns:
            The query; one that matches nothing and carries the error where the text is no date.
        """
        del fieldname, boost
        first, dots, last = qstring.partition("..")
        try:
            earliest = PartialDate.parse(first) if first or not dots else _EARLIEST
            latest = earliest if not dots else PartialDate.parse(last) if last else _LATEST
            return within(earliest, latest)
        except ValueError as error:
            failed: Query = error_query(error)
            return failed


def within(first: PartialDate, last: PartialDate) -> Query:
    """Return the query for articles whose date lies in a range for certain.

    Args:
        first: the range begins on its first day.
        last: the range ends on its last day.

    Returns:
        The query.

    Raises:
        ValueError: the range ends before it begins.
    """
    start, end = day_number(first.first_day()), day_number(last.last_day())
    if start > end:
        raise ValueError(f"{first}..{last} ends before it begins")
    return And([NumericRange("date", start, None), NumericRange("date_end", None, end)])


def day_number(day: Any) -> int:
    """Return a `datetime.date` as the number Whoosh indexes: 20200103 for 3 January 2020."""
    return int(day.year * 10_000 + day.month * 100 + day.day)


def query_schema() -> Schema:
    """Return the fields that a query can name, with their analyzers.

    An engine adds `date_end`, the last day an article's date can mean; `date` is the first.
    """
    analyzer = FoldingAnalyzer()
    text = {
        name: TEXT(analyzer=analyzer, multitoken_query="phrase")
        for name in ("title", "body", "outlet", "author")
    }
    return Schema(**text, date=Day())
