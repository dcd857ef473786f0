"""A deadline that passes after so many looks at the clock."""

from __future__ import annotations

import pytest

from searchapp.columnar.sets import Scored
from searchapp.engines.whoosh.deadline import Deadline, OutOfTime


class Expiring(Deadline):
    """Lets so many looks at the clock pass.

    Args:
        looks: how many.
        more: how many it lets pass once it was extended.
    """

    def __init__(self, looks: int, more: int = 0) -> None:
        super().__init__(60)
        self._left = looks
        self._further = more

    def check(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise OutOfTime

    def extend(self) -> None:
        if self._left < 0:
            self._left, self._further = self._further, 0


def is_beginning(part: Scored, whole: Scored) -> bool:
    """Return whether a part of an answer is all of its documents up to one, scored alike."""
    count = len(part.documents)
    scores: list[float] = part.scores.tolist()
    is_same: bool = part.documents.tolist() == whole.documents[:count].tolist()
    return is_same and scores == pytest.approx(whole.scores[:count].tolist(), rel=1e-9)
