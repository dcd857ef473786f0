"""Posting lists as Whoosh's matchers walk through them, one document at a time."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from whoosh.matching import Matcher
from whoosh.matching.mcore import ReadTooFar
from whoosh.scoring import BaseScorer

from searchapp.engines.whoosh.deadline import check

# How many documents go by between two looks at the clock; a power of two.
_STRIDE = 64


class ListMatcher(Matcher):
    """Walks through a list of documents.

    All of the list is one block, so that a collector that skips blocks skips all of it or nothing.

    Args:
        documents: their numbers, ascending.
        weights: how often the term stands in each.
        positions: returns where it stands in the document at a place of the list; None where the
            field keeps no positions.
        scorer: scores the current document; None scores by weight.
        term: the field and the text, where the list is that of one term.
        shortest: the length of the shortest text among those of the documents.
    """

    def __init__(  # noqa: PLR0917
        self,
        documents: Sequence[int],
        weights: Sequence[float],
        positions: Callable[[int], list[int]] | None = None,
        scorer: BaseScorer | None = None,
        term: tuple[str, bytes] | None = None,
        shortest: int = 0,
    ) -> None:
        self._documents = documents
        self._weights = weights
        self._positions = positions
        self._scorer = scorer
        self._term = term
        self._shortest = shortest
        self._at = 0

    def is_active(self) -> bool:
        """Return whether there is a current document."""
        return self._at < len(self._documents)

    def reset(self) -> None:
        """Go back to the first document."""
        self._at = 0

    def term(self) -> tuple[str, bytes] | None:
        """Return the field and the text, None where the list is not that of one term."""
        return self._term

    def copy(self) -> ListMatcher:
        """Return a matcher that stands where this one does."""
        other = ListMatcher(
            self._documents,
            self._weights,
            self._positions,
            self._scorer,
            self._term,
            self._shortest,
        )
        other._at = self._at
        return other

    def id(self) -> int:
        """Return the number of the current document."""
        return self._documents[self._at]

    def all_ids(self) -> Iterator[int]:
        """Return all documents from the current one on."""
        return iter(self._documents[self._at :])

    def next(self) -> None:
        """Go to the next document."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        # What is made of many lists walks far between two documents that it finds.
        if not self._at & (_STRIDE - 1):
            check()

    def skip_to(self, id: int) -> None:
        """Go to the first document that is not before one."""
        if not self.is_active():
            raise ReadTooFar
        check()
        self._at = bisect.bisect_left(self._documents, id, lo=self._at)

    def weight(self) -> float:
        """Return how often the term stands in the current document."""
        return self._weights[self._at]

    def score(self) -> float:
        """Return the score of the current document."""
        if self._scorer is None:
            return self.weight()
        score: float = self._scorer.score(self)
        return score

    def supports(self, astype: str) -> bool:
        """Return whether there is a value of a kind."""
        return astype in ("weight", "frequency") or (
            astype == "positions" and self._positions is not None
        )

    def value(self) -> Any:
        """Return what is known of the term in the current document."""
        return self.weight() if self._positions is None else self._positions(self._at)

    def value_as(self, astype: str) -> Any:
        """Return what is known of the term in the current document, as "weight" or "positions"."""
        if astype == "positions" and self._positions is not None:
            return self._positions(self._at)
        if astype in ("weight", "frequency"):
            return self.weight()
        raise ValueError(f"there is no {astype} of a posting")

    def supports_block_quality(self) -> bool:
        """Return whether the scorer knows how high a score can be."""
        return self._scorer is not None and self._scorer.supports_block_quality()

    def max_quality(self) -> float:
        """Return the highest score there can be."""
        return self.block_quality()

    def block_quality(self) -> float:
        """Return the highest score there can be."""
        if self._scorer is None:
            return self.block_max_weight()
        quality: float = self._scorer.block_quality(self)
        return quality

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the end where no document can have a higher score than this.

        Returns:
            How many blocks were skipped.
        """
        if self.is_active() and self.block_quality() <= minquality:
            self._at = len(self._documents)
            return 1
        return 0

    def block_max_weight(self) -> float:
        """Return how often the term stands in a document at the most."""
        return max(self._weights, default=0)

    def block_min_length(self) -> int:
        """Return the length of the shortest text."""
        return self._shortest
