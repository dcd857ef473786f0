"""The terms of a field that a query stands for: prefixes, wildcards, ranges, misspellings."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.query import FuzzyTerm, Prefix, TermRange, Wildcard

from searchapp.columnar.terms import Terms

# Above every byte of UTF-8.
_LAST = b"\xff"
# How many terms go by between two looks at the clock.
_STRIDE = 1_024
# Of terms so close together those between them are read as well.
_CLOSE = 16

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


def is_of_text(query: Pattern) -> bool:
    """Return whether a query says in text what terms it stands for, and how near, in numbers."""
    if isinstance(query, TermRange):
        return all(each is None or isinstance(each, str) for each in (query.start, query.end))
    numbers = (query.maxdist, query.prefixlength) if isinstance(query, FuzzyTerm) else ()
    return isinstance(query.text, str) and all(isinstance(each, int) for each in numbers)


def is_every(query: Pattern) -> bool:
    """Return whether a query stands for all terms, so that it finds what has any."""
    return (isinstance(query, Prefix) and not query.text) or (
        isinstance(query, Wildcard) and query.text == "*"
    )


def glob_of(query: Prefix | Wildcard) -> tuple[str, Callable[[str], object]]:
    """Return how the terms begin that a query stands for, and what tells them from others."""
    if isinstance(query, Prefix):
        return query.text, lambda _: True
    literal = re.split(r"[*?[]", query.text, maxsplit=1)[0]
    # Since Python 3.9 the pattern of a glob never goes back behind a `*`.
    return literal, re.compile(fnmatch.translate(query.text)).match


def choose(query: Pattern, table: Table, check: Callable[[], None]) -> Places:
    """Return the numbers of the terms that a query stands for, ascending.

    Args:
        query: the query.
        table: the terms of its field in a segment.
        check: called now and then; may raise to stop it.
    """
    return _METHODS[type(query)](query, table, check)


def texts_at(table: Table, places: Places, check: Callable[[], None]) -> Iterator[bytes]:
    """Yield the terms with some numbers, many at once where these stand close together.

    Args:
        table: the terms.
        places: the numbers, ascending.
        check: called now and then; may raise to stop it.
    """
    for begin in range(0, len(places), _STRIDE):
        check()
        numbers: list[int] = places[begin : begin + _STRIDE].tolist()
        first, end = numbers[0], numbers[-1] + 1
        if end - first > _CLOSE * len(numbers):
            yield from (table.texts(number, number + 1)[0] for number in numbers)
        else:
            every = table.texts(first, end)
            yield from (every[number - first] for number in numbers)


def _prefix(query: Prefix, table: Table, check: Callable[[], None]) -> Places:
    del check
    return np.arange(*_beginning(query.text, table))


def _range(query: TermRange, table: Table, check: Callable[[], None]) -> Places:
    del check
    # No term is empty to Whoosh.
    start, end = _encoded(query.start or ""), query.end
    first = max(table.place(start + b"\0" if query.startexcl else start), table.place(b"\0"))
    if end is None:
        return np.arange(first, table.place(_LAST))
    return np.arange(first, table.place(_encoded(end) + (b"" if query.endexcl else b"\0")))


def _wildcard(query: Wildcard, table: Table, check: Callable[[], None]) -> Places:
    literal, matches = glob_of(query)
    first, end = _beginning(literal, table)
    return _where([bool(matches(text)) for text in _decoded(table, first, end, check)], first)


def _fuzzy(query: FuzzyTerm, table: Table, check: Callable[[], None]) -> Places:
    # Imported here: most searches ask for no such term.
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415
    from rapidfuzz.process import cdist  # noqa: PLC0415

    first, end = _beginning(query.text[: query.prefixlength], table)
    distances = cdist(
        [query.text],
        [*_decoded(table, first, end, check)],
        scorer=Levenshtein.distance,
        score_cutoff=query.maxdist,
        dtype=np.int32,
    )
    return _where(distances[0] <= query.maxdist, first)


_METHODS: dict[type[Pattern], Callable[[Any, Table, Callable[[], None]], Places]] = {
    Prefix: _prefix,
    TermRange: _range,
    Wildcard: _wildcard,
    FuzzyTerm: _fuzzy,
}


def _beginning(text: str, table: Table) -> tuple[int, int]:
    """Return from where to where terms begin with a text; no term is empty to Whoosh."""
    start = _encoded(text)
    return table.place(start or b"\0"), table.place(start + _LAST)


def _decoded(table: Table, first: int, end: int, check: Callable[[], None]) -> Iterator[str]:
    for begin in range(first, end, _STRIDE):
        check()
        for text in table.texts(begin, min(begin + _STRIDE, end)):
            yield text.decode("utf-8", "surrogatepass")


def _where(flags: Any, first: int) -> Places:
    return np.flatnonzero(np.asarray(flags, np.bool_)) + first


def _encoded(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
