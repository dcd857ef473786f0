"""Xapian, through its own Python bindings.

As its guide advises, title and body are terms of one kind, a title with twice the weight; outlet,
month and day are values that match spies count and results are ordered by.  The database is
compacted at the end.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Self

import xapian

from benchmarks.peers.base import BEST, TITLE_BOOST, Answer, Peer, day_of, month_of
from benchmarks.questions import KINDS, REACH, Question
from benchmarks.records import Record

_OUTLET, _MONTH, _DAY = range(3)
_BATCH = 10_000


class Xapian(Peer):
    """A database of Xapian."""

    kinds = frozenset(KINDS)
    comparable: ClassVar[frozenset[str]] = frozenset(KINDS)

    def __init__(self, database: Any) -> None:
        self._database = database
        self._size = database.get_doccount()

    @classmethod
    def version(cls) -> str:
        """Return the version of Xapian."""
        return str(xapian.version_string())

    @classmethod
    def build(cls, folder: Path, records: Iterable[Record], workers: int) -> None:
        """Write, commit every 10,000 articles, and compact."""
        del workers
        loose = folder / "loose"
        database = xapian.WritableDatabase(str(loose), xapian.DB_CREATE)
        generator = xapian.TermGenerator()
        for number, record in enumerate(records):
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(record["title"], int(TITLE_BOOST))
            generator.increase_termpos()
            generator.index_text(record["text"])
            document.set_data(json.dumps([record["title"], record["text"]], ensure_ascii=False))
            document.add_value(_OUTLET, record["outlet"] or "")
            document.add_value(_MONTH, str(month_of(record)))
            document.add_value(_DAY, xapian.sortable_serialise(day_of(record)))
            database.add_document(document)
            if number % _BATCH == _BATCH - 1:
                database.commit()
        database.commit()
        database.compact(str(folder / "news"))
        database.close()
        shutil.rmtree(loose)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a database."""
        return cls(xapian.Database(str(folder / "news")))

    def understand(self, question: Question) -> tuple[Any, bool]:
        """Put a query together."""
        words = list(question.words)
        query = {
            "and": lambda: xapian.Query(xapian.Query.OP_AND, words),
            "or": lambda: xapian.Query(xapian.Query.OP_OR, words),
            "phrase": lambda: xapian.Query(xapian.Query.OP_PHRASE, words, len(words)),
            # In order, inside a window of so many words.
            "near": lambda: xapian.Query(xapian.Query.OP_PHRASE, words, REACH + 1),
            "prefix": lambda: xapian.Query(xapian.Query.OP_WILDCARD, words[0]),
        }.get(question.kind, lambda: xapian.Query(words[0]))()
        return query, question.kind == "newest"

    def answer(self, understood: tuple[Any, bool]) -> Any:
        """Search with spies; all matches are looked at, so that counts are exact."""
        query, newest = understood
        enquire = xapian.Enquire(self._database)
        enquire.set_query(query)
        if newest:
            enquire.set_sort_by_value(_DAY, True)
            enquire.set_weighting_scheme(xapian.BoolWeight())
        outlets, months = xapian.ValueCountMatchSpy(_OUTLET), xapian.ValueCountMatchSpy(_MONTH)
        enquire.add_matchspy(outlets)
        enquire.add_matchspy(months)
        found = enquire.get_mset(0, BEST, self._size)
        titles = [json.loads(match.document.get_data())[0] for match in found]
        counts = [
            [(each.term, each.termfreq) for each in spy.values()] for spy in (outlets, months)
        ]
        return found.get_matches_estimated(), titles, *counts

    def read(self, raw: Any) -> Answer:
        """Return a result in the common form."""
        count, titles, outlets, months = raw
        named = {outlet.decode(): number for outlet, number in outlets}
        # A value that is empty is none.
        unknown = count - sum(named.values())
        return Answer(
            count,
            tuple(titles),
            named | ({"": unknown} if unknown else {}),
            {int(month): number for month, number in months},
        )

    def close(self) -> None:
        """Close the database."""
        self._database.close()
