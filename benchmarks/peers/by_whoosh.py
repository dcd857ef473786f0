"""Stock Whoosh: its own codec, writer and collectors.

Outlet and month are columns, and groups are counted without listing their documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Self

import whoosh
from whoosh import index
from whoosh.analysis import LowercaseFilter, RegexTokenizer
from whoosh.collectors import FacetCollector, SortingCollector, TopCollector
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.qparser import MultifieldParser
from whoosh.sorting import Count, FieldFacet

from benchmarks.peers.base import BEST, TITLE_BOOST, Answer, Peer, day_of, month_of
from benchmarks.peers.ours import query_text
from benchmarks.questions import KINDS, Question
from benchmarks.records import Record

_MEMORY_MB = 256
_NEWEST = FieldFacet("day", reverse=True)


class StockWhoosh(Peer):
    """An index of Whoosh."""

    kinds = frozenset(KINDS)
    comparable: ClassVar[frozenset[str]] = frozenset(KINDS)

    def __init__(self, opened: Any) -> None:
        self._index = opened
        self._searcher = opened.searcher()
        self._parser = MultifieldParser(
            ["title", "body"], opened.schema, fieldboosts={"title": TITLE_BOOST}
        )
        self._groups = {name: FieldFacet(name, maptype=Count) for name in ("outlet", "month")}

    @classmethod
    def version(cls) -> str:
        """Return the version of Whoosh."""
        return whoosh.versionstring()

    @classmethod
    def build(cls, folder: Path, records: Iterable[Record], workers: int) -> None:
        """Write with as many processes, into one segment."""
        words = RegexTokenizer(r"[^\W_]+") | LowercaseFilter()
        schema = Schema(
            title=TEXT(analyzer=words, stored=True),
            body=TEXT(analyzer=words, stored=True),
            outlet=ID(stored=True, sortable=True),
            month=ID(sortable=True),
            day=NUMERIC(stored=True, sortable=True),
        )
        writer = index.create_in(str(folder), schema).writer(procs=workers, limitmb=_MEMORY_MB)
        for record in records:
            writer.add_document(
                title=record["title"],
                body=record["text"],
                outlet=record["outlet"] or "",
                month=str(month_of(record)),
                day=day_of(record),
            )
        writer.commit()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an index and a searcher."""
        return cls(index.open_dir(str(folder)))

    def understand(self, question: Question) -> Any:
        """Parse a query as it is typed."""
        return self._parser.parse(query_text(question)), question.kind == "newest"

    def answer(self, understood: Any) -> Any:
        """Search with groups, which `Searcher.search` would do by sorting all matches."""
        query, newest = understood
        best = (
            SortingCollector(_NEWEST, limit=BEST)
            if newest
            else TopCollector(BEST, usequality=False, replace=0)
        )
        collector = FacetCollector(best, self._groups)
        self._searcher.search_with_collector(query, collector)
        found = collector.results()
        titles = [hit["title"] for hit in found]
        return len(found), titles, found.groups("outlet"), found.groups("month")

    def read(self, raw: Any) -> Answer:
        """Return a result in the common form."""
        count, titles, outlets, months = raw
        return Answer(
            count,
            tuple(titles),
            {outlet or "": number for outlet, number in outlets.items()},
            {int(month): number for month, number in months.items()},
        )

    def close(self) -> None:
        """Close searcher and index."""
        self._searcher.close()
        self._index.close()
