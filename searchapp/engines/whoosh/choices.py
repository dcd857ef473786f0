"""Queries that stand for many terms, or for what a column holds, as the documents of a segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from whoosh.query import DateRange, NumericRange, Or

from searchapp.columnar.segment import Segment
from searchapp.columnar.sets import Documents, Scored, Scores
from searchapp.columnar.snapshot import Snapshot
from searchapp.columnar.weights import Weighting
from searchapp.columnar.words import score_each
from searchapp.engines.whoosh.patterns import FieldTable, Pattern, Places, choose, texts_at
from searchapp.engines.whoosh.sorting import ABSENT
from searchapp.query.schema import day_number


class Choice(NamedTuple):
    """The words of a text that a query stands for in a segment.

    Args:
        terms: their numbers, ascending.
        weights: what an occurrence of each is worth in the end.
        constant: whether each document is worth 1 instead, whatever words it has.
    """

    terms: Places
    weights: Scores
    constant: bool

    def score(
        self, segment: Segment, field: str, norms: Scores, check: Callable[[], None]
    ) -> Scored:
        """Return the documents with any of the words.

        Args:
            segment: the segment.
            field: the text.
            norms: what the length of each document takes from its score.
            check: called now and then; may raise to stop it.
        """
        found = score_each(segment.field(field).postings, self.terms, self.weights, norms, check)
        return Scored(found.documents, np.ones(len(found.documents))) if self.constant else found


def choose_words(
    query: Pattern, snapshot: Snapshot, weighting: Weighting, check: Callable[[], None]
) -> list[Choice]:
    """Find the words that a query stands for.

    Args:
        query: the query, on a text.
        snapshot: where to look.
        weighting: weighs each word, by how many documents of the snapshot have it.
        check: called now and then; may raise to stop it.

    Returns:
        What is found in each segment.
    """
    fields = [part.segment.field(query.fieldname) for part in snapshot.slices]
    tables = [
        FieldTable(part.segment.forms, field.forms)
        for part, field in zip(snapshot.slices, fields, strict=True)
    ]
    chosen = [choose(query, table, check) for table in tables]
    texts = [
        [*texts_at(table, places, check)] for table, places in zip(tables, chosen, strict=True)
    ]
    totals: Counter[bytes] = Counter()
    for field, places, found in zip(fields, chosen, texts, strict=True):
        frequencies = field.postings.lengths[places].tolist()
        for text, frequency in zip(found, frequencies, strict=True):
            totals[text] += frequency
        check()
    weights = {text: weighting.weight(frequency, query.boost) for text, frequency in totals.items()}
    check()
    return [
        Choice(places, np.array([weights[text] for text in found]), is_constant(query, len(found)))
        for places, found in zip(chosen, texts, strict=True)
    ]


def is_constant(query: Pattern, count: int) -> bool:
    """Return whether a query for so many terms is worth 1 wherever it matches, as Whoosh has it."""
    return bool(query.constantscore) and count >= Or.TOO_MANY_CLAUSES


def with_any(segment: Segment, column: str, codes: Places) -> Documents:
    """Return the documents that have any of some texts in a column, ascending."""
    labels = segment.labels(column)
    wanted = np.zeros(len(labels.values), np.bool_)
    wanted[codes] = True
    found: Documents = wanted[labels.codes].nonzero()[0]
    return found


def with_label(segment: Segment, column: str, text: str) -> Documents:
    """Return the documents that have a text in a column, ascending; none has an empty one."""
    code = segment.labels(column).values.find(text.encode("utf-8", "surrogatepass"))
    found: Sequence[int] = [code] if text and code is not None else []
    return with_any(segment, column, np.array(found, np.intp))


def with_text(segment: Segment, column: str) -> Documents:
    """Return the documents that have a text in a column, ascending."""
    values = segment.labels(column).values
    return with_any(segment, column, np.arange(values.place(b"\0"), len(values)))


def with_words(segment: Segment, field: str) -> Documents:
    """Return the documents that have a word in a text, ascending."""
    return segment.field(field).lengths.nonzero()[0]


def with_number(segment: Segment, column: str) -> Documents:
    """Return the documents that have a number in a column, ascending."""
    found: Documents = (segment.numbers(column) != ABSENT).nonzero()[0]
    return found


def in_range(segment: Segment, query: NumericRange) -> Documents:
    """Return the documents whose number in a column is in a range, ascending.

    A range of dates is looked for in a column of days, as `day_number` writes them.
    """
    numbers = segment.numbers(query.fieldname)
    start, end = query.start, query.end
    if isinstance(query, DateRange):
        start = None if query.startdate is None else day_number(query.startdate)
        end = None if query.enddate is None else day_number(query.enddate)
    found = numbers != ABSENT
    if start is not None:
        found &= numbers > start if query.startexcl else numbers >= start
    if end is not None:
        found &= numbers < end if query.endexcl else numbers <= end
    documents: Documents = found.nonzero()[0]
    return documents
