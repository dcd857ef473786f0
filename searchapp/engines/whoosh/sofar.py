"""What was found of a part of a query before there was no more time.

It is known of all documents up to a certain one whether they match.  So what was found is right
wherever it stands in a query, behind a NOT as well, and the query as a whole is answered up to the
document that the slowest of its parts has got to.

Two kinds of parts go through a segment from its first document on, and are what takes long:
matchers that are walked along, and words looked for near one another.  All others work on the whole
of a stretch; where there is no time for one of these, nothing is known of that stretch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from searchapp.columnar.phrases import NearMatches
from searchapp.columnar.runs import together
from searchapp.columnar.sets import Documents, Matches, Scored, Scores
from searchapp.engines.whoosh.deadline import OutOfTime


class Walked(NamedTuple):
    """What a matcher has found in a segment.

    Args:
        found: the documents, with their scores.
        end: from this one on nothing is known; None where all are known.
    """

    found: Scored
    end: int | None = None


class NearSoFar(Matches):
    """The documents where words stand near one another, as far as there is time to find them.

    Args:
        near: all of them.
        stop_at: called with the document from which on nothing is known, where there is one.
    """

    def __init__(self, near: NearMatches, stop_at: Callable[[int], None]) -> None:
        super().__init__(near.count, near.size)
        self._near = near
        self._stop_at = stop_at

    def _find(self) -> Documents:
        found: list[Documents] = []
        known = 0
        try:
            for documents, end in self._near.steps():
                found.append(documents)
                known = end
        except OutOfTime:
            if not known:
                raise
            self._stop_at(known)
        return together(found, np.intp)

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        return self._near.scores(asked)
