"""Queries by Whoosh's matchers, one document after another: what runs on no array."""

from __future__ import annotations

from typing import Any

import numpy as np
from whoosh.query import Query

from searchapp.columnar.sets import Scored
from searchapp.columnar.snapshot import Snapshot
from searchapp.engines.whoosh.deadline import OutOfTime, check
from searchapp.engines.whoosh.fields import stored_fields, whoosh_schema
from searchapp.engines.whoosh.index import ColumnarIndex
from searchapp.engines.whoosh.searcher import exact
from searchapp.engines.whoosh.sofar import Walked
from searchapp.engines.whoosh.trouble import bad_query_named

# How many documents go by between two looks at the clock.
_STRIDE = 64


class Walker:
    """Walks through the documents of a commit; safe to share between threads.

    Args:
        snapshot: the commit's segments.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        index = ColumnarIndex(lambda: (0, snapshot), whoosh_schema(), stored_fields)
        self._searcher: Any = index.searcher()

    def walk(self, query: Query, number: int) -> Walked:
        """Find all documents of a segment that match, as far as the deadline that holds lets it.

        Args:
            query: any tree of Whoosh's nodes, or ours.
            number: of the segment.

        Returns:
            The documents that are not deleted, with their scores.

        Raises:
            OutOfTime: the deadline has passed before any was found.
            BadQuery: Whoosh cannot answer the query.
        """
        with bad_query_named(query):
            return self._walk(query, number)

    def _walk(self, query: Query, number: int) -> Walked:
        leaf, _ = self._searcher.leaf_searchers()[number]
        # Without this, And and Or hand out matchers that know documents but no scores.
        matcher = exact(query).matcher(leaf, self._searcher.context(needs_current=True))
        documents: list[int] = []
        scores: list[float] = []
        end = None
        try:
            while matcher.is_active():
                if len(documents) % _STRIDE == 0:
                    check()
                # What nests goes through some documents twice.
                if not documents or matcher.id() > documents[-1]:
                    scores.append(matcher.score())
                    documents.append(matcher.id())
                matcher.next()
        except OutOfTime:
            if not documents:
                raise
            # They come in order: of those up to the last one all are known.
            end = documents[-1] + 1
            del scores[len(documents) :]
        return Walked(Scored(np.array(documents, np.intp), np.array(scores, np.float64)), end)
