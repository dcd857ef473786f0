"""A long text of which only a part is in memory: an export between two of its records."""

from __future__ import annotations

import io
import re

from searchapp.ingest.decoding import marked_encoding

_CHUNK = 1 << 18
_SKIP = re.compile(r"[\s,]*")


class Window:
    """The part of a stream that is being looked at, as text.

    Args:
        stream: the export.  What is no UTF-8 is kept as surrogates, to be decoded with its record.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        marked = marked_encoding(stream.peek(4)[:4])
        encoding, length = ("utf-8", 0) if marked is None else marked
        stream.read(length)
        # What is no UTF-8 is decoded record by record; half a character of the others is lost.
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        self._text = io.TextIOWrapper(stream, encoding, errors, newline="")
        self.text = ""
        self.at = 0
        self.line = 1

    def fill(self, least: int = _CHUNK) -> bool:
        """Read on, dropping what lies behind; say whether anything came."""
        more = self._text.read(max(least, _CHUNK))
        self.text = self.text[self.at :] + more
        self.at = 0
        return bool(more)

    def advance(self, to: int) -> None:
        """Go on to a place, counting lines."""
        self.line += self.text.count("\n", self.at, to)
        self.at = to

    def skip_blank(self) -> bool:
        """Pass over white space and commas; say whether there is anything behind."""
        while True:
            match = _SKIP.match(self.text, self.at)
            if match is not None:
                self.advance(match.end())
            if self.at < len(self.text):
                return True
            if not self.fill():
                return False
