"""Run a query tree through Whoosh's matchers and keep every match with its score."""

from __future__ import annotations

import time

from whoosh.query import Query
from whoosh.searching import Searcher

# Asking the clock costs as much as scoring a document, so it is asked once for this many.
_STRIDE = 256


def collect(
    searcher: Searcher, query: Query, deadline: float
) -> tuple[list[tuple[int, float]], bool]:
    """Find all documents that match.

    Args:
        searcher: the index, held open.
        query: the tree.
        deadline: seconds after which to stop.

    Returns:
        (document number, score) in the order of the documents, and whether the deadline came
        before the end.
    """
    end = time.monotonic() + deadline
    matches: list[tuple[int, float]] = []
    # Without this, And and Or hand out matchers that know documents but no scores.
    context = searcher.context(needs_current=True)
    for segment, offset in searcher.leaf_searchers():
        is_deleted = segment.reader().is_deleted
        matcher = query.matcher(segment, context)
        while matcher.is_active():
            if len(matches) % _STRIDE == 0 and time.monotonic() > end:
                return matches, True
            document = matcher.id()
            # Whoosh's `Not` gives out deleted documents behind the last one that it excludes.
            if not is_deleted(document):
                matches.append((offset + document, matcher.score()))
            matcher.next()
    return matches, False
