"""The terms of a field as Whoosh steps through them."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence

from whoosh.codec.base import FieldCursor
from whoosh.fields import FieldType
from whoosh.reading import TermInfo


class TermCursor(FieldCursor):
    """Stands at a term of a field; at the first one to begin with.

    Args:
        texts: the terms, in order.
        field: what they are terms of.
        info: returns the counts of a term.
    """

    def __init__(
        self, texts: Sequence[bytes], field: FieldType, info: Callable[[bytes], TermInfo]
    ) -> None:
        self._texts = texts
        self._field = field
        self._info = info
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term, and return it; None where there is none."""
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not before one, and return it; None behind the last."""
        text = term if isinstance(term, bytes) else self._field.to_bytes(term)
        self._at = bisect.bisect_left(self._texts, text)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term, and return it; None behind the last."""
        self._at = min(self._at + 1, len(self._texts))
        return self.text()

    def text(self) -> str | None:
        """Return the term; None behind the last."""
        if not self.is_valid():
            return None
        text: str = self._field.from_bytes(self._texts[self._at])
        return text

    term = text

    def term_info(self) -> TermInfo | None:
        """Return the counts of the term; None behind the last."""
        return self._info(self._texts[self._at]) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Return whether there is a term."""
        return self._at < len(self._texts)
