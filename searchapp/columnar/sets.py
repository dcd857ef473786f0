"""Sets of documents with scores, joined as a query says.

A set finds its documents, or tells which of some documents it has, and only then scores those that
are left: what a conjunction drops is never scored, and what a larger set has is never listed where
a smaller one is looked through.
"""

from __future__ import annotations

import abc
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from propcache.api import cached_property

from searchapp.columnar.runs import first_of_each, merged

# A place of an array costs about a sixteenth of what sorting a document does, or looking one up.
_DENSE = 16

Documents = NDArray[np.intp]
Scores = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Scored(NamedTuple):
    """Documents, ascending, each with its score."""

    documents: NDArray[Any]
    scores: Scores


class Matches(abc.ABC):
    """The documents that match a part of a query.

    Args:
        count: how many documents there are to choose from.
        size: how many of them are in the set, at the most.
    """

    def __init__(self, count: int, size: int) -> None:
        self.count = count
        self.size = size

    @cached_property
    def documents(self) -> Documents:
        """All documents of the set, ascending."""
        return self._find()

    def contains(self, asked: Documents) -> Flags:
        """Return for each of some documents whether it is in the set.

        Args:
            asked: the documents, ascending.
        """
        return contained(asked, self.documents, self.count)

    def partial(self, asked: Documents) -> Scores:
        """Return the score of each of some documents, 0 for those that are not in the set.

        Args:
            asked: the documents, ascending.
        """
        if asked is self.documents:
            return self.scores(asked)
        found = self.contains(asked)
        scores = np.zeros(len(asked))
        scores[found] = self.scores(asked[found])
        return scores

    @abc.abstractmethod
    def scores(self, asked: Documents) -> Scores:
        """Return the score of each of some documents of the set, as a new array.

        Args:
            asked: the documents, ascending.
        """

    @abc.abstractmethod
    def _find(self) -> Documents: ...


class Fixed(Matches):
    """Documents with scores that are known.

    Args:
        scored: the documents and scores.
        count: how many documents there are to choose from.
    """

    def __init__(self, scored: Scored, count: int) -> None:
        super().__init__(count, len(scored.documents))
        self._scored = scored

    def _find(self) -> Documents:
        return self._scored.documents

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        return self._scored.scores[np.searchsorted(self._scored.documents, asked)]


class All(Matches):
    """All documents, each with the score 1.

    Args:
        count: how many there are.
    """

    def __init__(self, count: int) -> None:
        super().__init__(count, count)

    def _find(self) -> Documents:
        return np.arange(self.count)

    def contains(self, asked: Documents) -> Flags:
        """Return true for every document."""
        return np.ones(len(asked), np.bool_)

    def scores(self, asked: Documents) -> Scores:
        """Return 1 for every document."""
        return np.ones(len(asked))


class Flagged(Matches):
    """Documents that are flagged, each with the score 1.

    Args:
        flags: for each document whether it is one.
    """

    def __init__(self, flags: Flags) -> None:
        super().__init__(len(flags), int(np.count_nonzero(flags)))
        self._flags = flags

    def _find(self) -> Documents:
        return self._flags.nonzero()[0]

    def contains(self, asked: Documents) -> Flags:
        """Return which documents are flagged."""
        return self._flags.take(asked)

    def scores(self, asked: Documents) -> Scores:
        """Return 1 for every document."""
        return np.ones(len(asked))


class Weighted(Matches):
    """A set whose scores are those of another, multiplied.

    Args:
        matches: the other.
        boost: what scores are multiplied by.
    """

    def __init__(self, matches: Matches, boost: float) -> None:
        super().__init__(matches.count, matches.size)
        self._matches = matches
        self._boost = boost

    def _find(self) -> Documents:
        return self._matches.documents

    def contains(self, asked: Documents) -> Flags:
        """Return which documents are in the set (see `Matches`)."""
        return self._matches.contains(asked)

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        scores = self._matches.scores(asked)
        scores *= self._boost
        return scores


class Constant(Weighted):
    """A set whose documents all have one score.

    Args:
        matches: the set.
        score: the score.
    """

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        return np.full(len(asked), self._boost)


class Union(Matches):
    """The documents of any of some sets, with the sums of their scores.

    Args:
        parts: the sets, at least one; their scores are added in this order.
    """

    def __init__(self, parts: Sequence[Matches]) -> None:
        count = parts[0].count
        super().__init__(count, min(sum(part.size for part in parts), count))
        flat = [each for part in parts for each in self._flat(part) if each.size]
        self._parts = flat or [parts[0]]

    def _flat(self, part: Matches) -> Sequence[Matches]:
        """Return the parts of a part that is joined in the same way, which saves a step."""
        return part._parts if type(part) is type(self) else [part]

    def _find(self) -> Documents:
        # What turns out to have no document is not asked for scores.
        self._parts = [part for part in self._parts if len(part.documents)] or self._parts[:1]
        if len(self._parts) == 1:
            return self._parts[0].documents
        if self._is_dense:
            return self._present.nonzero()[0]
        documents = merged([part.documents for part in self._parts], np.intp)
        return documents[first_of_each(documents)]

    def contains(self, asked: Documents) -> Flags:
        """Return which documents are in the set (see `Matches`)."""
        if self._is_dense and len(asked) * _DENSE > self.size:
            return self._present.take(asked)
        found = self._parts[0].contains(asked)
        for part in self._parts[1:]:
            found |= part.contains(asked)
        return found

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        if len(self._parts) > 1 and self._is_dense and len(asked) * 4 > self.size:
            return self._joined.take(asked)
        scores = self._parts[0].partial(asked)
        for part in self._parts[1:]:
            scores += part.partial(asked)
        return scores

    def partial(self, asked: Documents) -> Scores:
        """Return the scores of some documents, 0 for others (see `Matches`)."""
        return self.scores(asked)

    @property
    def _is_dense(self) -> bool:
        return self.size * _DENSE > self.count

    @cached_property
    def _present(self) -> Flags:
        present = np.zeros(self.count, np.bool_)
        for part in self._parts:
            present[part.documents] = True
        return present

    @cached_property
    def _joined(self) -> Scores:
        """The score of every document that there is."""
        joined = np.zeros(self.count)
        for part in self._parts:
            np.add.at(joined, part.documents, part.scores(part.documents))
        return joined


class Best(Union):
    """The documents of any of some sets, each with the highest of its scores.

    Args:
        parts: the sets, at least one.
    """

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        best = np.full(len(asked), -np.inf)
        for part in self._parts:
            found = part.contains(asked)
            best[found] = np.maximum(best[found], part.scores(asked[found]))
        return best

    def partial(self, asked: Documents) -> Scores:
        """Return the scores of some documents, 0 for others (see `Matches`)."""
        return Matches.partial(self, asked)


class Intersection(Matches):
    """The documents of all of some sets, with the sums of the scores of some.

    Args:
        parts: the sets whose scores are added, at least one.
        filters: the other sets.
    """

    def __init__(self, parts: Sequence[Matches], filters: Sequence[Matches] = ()) -> None:
        self._parts = parts
        self._small_first = sorted((*parts, *filters), key=lambda part: part.size)
        super().__init__(parts[0].count, self._small_first[0].size)

    def _find(self) -> Documents:
        documents = self._small_first[0].documents
        for part in self._small_first[1:]:
            if not len(documents):
                break
            documents = documents[part.contains(documents)]
        return documents

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        scores = self._parts[0].scores(asked)
        for part in self._parts[1:]:
            scores += part.scores(asked)
        return scores


class Complement(Matches):
    """The documents that are not in a set, each with the score 1.

    Args:
        excluded: the set.
    """

    def __init__(self, excluded: Matches) -> None:
        super().__init__(excluded.count, excluded.count)
        self._excluded = excluded

    def _find(self) -> Documents:
        kept = np.ones(self.count, np.bool_)
        kept[self._excluded.documents] = False
        return kept.nonzero()[0]

    def contains(self, asked: Documents) -> Flags:
        """Return which documents are in the set (see `Matches`)."""
        return ~self._excluded.contains(asked)

    def scores(self, asked: Documents) -> Scores:
        """Return 1 for every document."""
        return np.ones(len(asked))


class Preference(Matches):
    """The documents of a set, scored higher where they are in another as well.

    Args:
        required: the set.
        optional: its scores are added where they can be.
    """

    def __init__(self, required: Matches, optional: Matches) -> None:
        super().__init__(required.count, required.size)
        self._required = required
        self._optional = optional

    def _find(self) -> Documents:
        return self._required.documents

    def contains(self, asked: Documents) -> Flags:
        """Return which documents are in the set (see `Matches`)."""
        return self._required.contains(asked)

    def scores(self, asked: Documents) -> Scores:
        """Return the scores of some documents (see `Matches`)."""
        scores = self._required.scores(asked)
        scores += self._optional.partial(asked)
        return scores


def contained(asked: Documents, documents: Documents, count: int) -> Flags:
    """Return for each of some documents whether it is in a set.

    Args:
        asked: the documents, ascending.
        documents: the set, ascending.
        count: how many documents there are to choose from.
    """
    if not len(documents) or not len(asked):
        return np.zeros(len(asked), np.bool_)
    if len(asked) * _DENSE > len(documents) + count // 16:
        present = np.zeros(count, np.bool_)
        present[documents] = True
        return present.take(asked)
    at = documents.searchsorted(asked)
    found: Flags = documents.take(at, mode="clip") == asked
    return found
