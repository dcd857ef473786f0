"""The terms of a field that a query stands for: prefixes, wildcards, ranges, misspellings."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.query import FuzzyTerm, Prefix, TermRange, Wildcard

from searchapp.columnar.terms import Terms

# Above every byte of UTF-8.
_LAST = b"\xff"

Places = NDArray[np.intp]
Pattern = FuzzyTerm | Prefix | TermRange | Wildcard


class Table(Protocol):
    """Terms in order, numbered from 0."""

    def place(self, term: bytes) -> int:
        """Return the number of the first term that is not before one."""

    def texts(self, first: int, end: int) -> list[bytes]:
        """Return the terms from one number to before another."""


class FieldTable:
    """The terms of a text.

    Args:
        forms: of the segment.
        used: the numbers of the forms that occur in the text, ascending.
    """

    def __init__(self, forms: Terms, used: NDArray[Any]) -> None:
        self._forms = forms
        self._used = used

    def place(self, term: bytes) -> int:
        """Return the number of the first term that is not before one."""
        return int(self._used.searchsorted(np.uint32(self._forms.place(term))))

    def texts(self, first: int, end: int) -> list[bytes]:
        """Return the terms from one number to before another."""
        used = self._used[first:end].tolist()
        if not used:
            return []
        every = self._forms.texts(used[0], used[-1] + 1)
        return [every[form - used[0]] for form in used]


def choose(query: Pattern, table: Table) -> Places:
    """Return the numbers of the terms that a query stands for, ascending.

    Args:
        query: the query.
        table: the terms of its field in a segment.
    """
    return _METHODS[type(query)](query, table)


def _prefix(query: Prefix, table: Table) -> Places:
    return np.arange(*_beginning(query.text, table))


def _range(query: TermRange, table: Table) -> Places:
    # No term is empty to Whoosh.
    start, end = _encoded(query.start or ""), query.end
    first = max(table.place(start + b"\0" if query.startexcl else start), table.place(b"\0"))
    if end is None:
        return np.arange(first, table.place(_LAST))
    return np.arange(first, table.place(_encoded(end) + (b"" if query.endexcl else b"\0")))


def _wildcard(query: Wildcard, table: Table) -> Places:
    literal = re.split(r"[*?[]", query.text, maxsplit=1)[0]
    first, end = _beginning(literal, table)
    # Since Python 3.9 the pattern of a glob never goes back behind a `*`.
    matches = re.compile(fnmatch.translate(query.text)).match
    return _where([matches(text) is not None for text in _decoded(table, first, end)], first)


def _fuzzy(query: FuzzyTerm, table: Table) -> Places:
    # Imported here: most searches ask for no such term.
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415
    from rapidfuzz.process import cdist  # noqa: PLC0415

    first, end = _beginning(query.text[: query.prefixlength], table)
    distances = cdist(
        [query.text],
        _decoded(table, first, end),
        scorer=Levenshtein.distance,
        score_cutoff=query.maxdist,
        dtype=np.int32,
    )
    return _where(distances[0] <= query.maxdist, first)


_METHODS: dict[type[Pattern], Callable[[Any, Table], Places]] = {
    Prefix: _prefix,
    TermRange: _range,
    Wildcard: _wildcard,
    FuzzyTerm: _fuzzy,
}


def _beginning(text: str, table: Table) -> tuple[int, int]:
    """Return from where to where terms begin with a text; no term is empty to Whoosh."""
    start = _encoded(text)
    return table.place(start or b"\0"), table.place(start + _LAST)


def _decoded(table: Table, first: int, end: int) -> list[str]:
    return [text.decode("utf-8", "surrogatepass") for text in table.texts(first, end)]


def _where(flags: Any, first: int) -> Places:
    return np.flatnonzero(np.asarray(flags, np.bool_)) + first


def _encoded(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
