"""tantivy: Lucene's ideas in Rust, through tantivy-py.

Outlet and month are fast fields of which terms are aggregated.  A prefix is a fuzzy term without
errors, which is quicker than a regular expression and, unlike a phrase's prefix, counts all words.
Slop lets words stand in the other order too, so proximity is not quite the same question.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Self

import tantivy

from benchmarks.peers.base import BEST, TITLE_BOOST, Answer, Peer, day_of, month_of
from benchmarks.questions import KINDS, REACH, Question
from benchmarks.records import Record

_HEAP = 512_000_000
_TEXTS = ["title", "body"]
# More than there are of either.
_FACETS = {
    "outlets": {"terms": {"field": "outlet", "size": 10_000}},
    "months": {"terms": {"field": "month", "size": 10_000}},
}


class Tantivy(Peer):
    """An index of tantivy with words as they are written, in lower case."""

    kinds = frozenset(KINDS)
    comparable: ClassVar[frozenset[str]] = frozenset(KINDS) - {"near"}
    tokenizer = "default"

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._searcher = index.searcher()

    @classmethod
    def version(cls) -> str:
        """Return the version of tantivy-py."""
        return importlib.metadata.version("tantivy")

    @classmethod
    def build(cls, folder: Path, records: Iterable[Record], workers: int) -> None:
        """Write with as many threads, and wait for what is merged."""
        index = tantivy.Index(cls._schema(), path=str(folder))
        writer = index.writer(_HEAP, workers)
        for record in records:
            document = tantivy.Document()
            document.add_text("title", record["title"])
            document.add_text("body", record["text"])
            document.add_text("outlet", record["outlet"] or "")
            document.add_unsigned("month", month_of(record))
            document.add_unsigned("day", day_of(record))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    @classmethod
    def _schema(cls) -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        for name in _TEXTS:
            builder.add_text_field(name, stored=True, tokenizer_name=cls.tokenizer)
        builder.add_text_field("outlet", stored=True, fast=True, tokenizer_name="raw")
        builder.add_unsigned_field("month", fast=True)
        builder.add_unsigned_field("day", stored=True, fast=True)
        return builder.build()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an index."""
        return cls(tantivy.Index.open(str(folder)))

    def understand(self, question: Question) -> tuple[tantivy.Query, str | None]:
        """Parse a query as it is typed."""
        words = question.words
        quoted = f'"{" ".join(words)}"'
        # A slop counts the words between.
        text = {
            "and": " AND ".join(words),
            "or": " OR ".join(words),
            "phrase": quoted,
            "near": f"{quoted}~{REACH - 1}",
        }.get(question.kind, words[0])
        prefixes = dict.fromkeys(_TEXTS, (True, 0, True)) if question.kind == "prefix" else {}
        query = self._index.parse_query(
            text, _TEXTS, field_boosts={"title": TITLE_BOOST}, fuzzy_fields=prefixes
        )
        return query, "day" if question.kind == "newest" else None

    def answer(self, understood: tuple[tantivy.Query, str | None]) -> Any:
        """Search, and aggregate."""
        query, order = understood
        # Any, for the stub does not know of the count.
        found: Any = self._searcher.search(query, BEST, count=True, order_by_field=order)
        titles = [self._searcher.doc(address)["title"][0] for _, address in found.hits]
        return found.count, titles, self._searcher.aggregate(query, _FACETS)

    def read(self, raw: Any) -> Answer:
        """Return a result in the common form."""
        count, titles, facets = raw
        outlets, months = (
            {bucket["key"]: bucket["doc_count"] for bucket in facets[name]["buckets"]}
            for name in ("outlets", "months")
        )
        return Answer(count, tuple(titles), outlets, {int(key): n for key, n in months.items()})


class Stemming(Tantivy):
    """The same with English stems, by which other articles are found."""

    comparable = frozenset()
    tokenizer = "en_stem"
