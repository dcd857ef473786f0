"""Tables (RFC 4180) as streams of records; the first row names the columns.

The delimiter is the one of comma, semicolon and tab under which the header holds most columns
that are known.  A quotation mark that is never closed would swallow the rest of the file: where a
row ends inside one, at the end of the file or at the limit of a record, its first line is rejected
and reading goes on with the second.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator

from searchapp.ingest.exports.json_records import Record
from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.streams import RecordLine, read_lines

_DELIMITERS = ",;\t"
# Each time, what follows is read once more.
_MOST_RECOVERIES = 20


class _Lines:
    """Feeds a `csv.reader` and remembers the lines of the row it is reading."""

    def __init__(self, lines: Iterator[RecordLine], limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self._taken: list[RecordLine] = []
        self._again: deque[RecordLine] = deque()
        self._recoveries = 0
        self._size = 0
        self.first = 0
        self.problem: RecordLine | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        if line.problem is not None:
            self.problem = line
            raise _BrokenLineError
        if not self._taken:
            self.first = line.number
        self._taken.append(line)
        self._size += len(line.text)
        if self._size > self._limit:
            raise csv.Error(f"a row of more than {self._limit} bytes")
        return line.text

    def take(self) -> str:
        """Return the row as it stands in the file, and begin the next."""
        raw = "".join(line.text for line in self._taken)
        self._taken.clear()
        self._size = 0
        return raw

    def is_open(self) -> bool:
        """Return whether the row ends inside quotation marks, as none does but a broken one."""
        quotes = sum(line.text.count('"') for line in self._taken)
        return len(self._taken) > 1 and quotes % 2 == 1

    def reject_first(self) -> str:
        """Give back all lines of the row but the first, which is returned."""
        first, *rest = self._taken
        self._recoveries += 1
        if self._recoveries <= _MOST_RECOVERIES:
            self._again.extendleft(reversed(rest))
        self.take()
        return first.text


class _BrokenLineError(Exception):
    """A line that cannot be read stands where a row was to begin or go on."""


def read_csv(
    stream: io.BufferedReader, limit: int, names: FieldNames = BUILT_IN
) -> Iterator[Record]:
    """Read the rows of a table.

    Args:
        stream: the export.
        limit: how many bytes a row may have.
        names: what the columns are called.

    Yields:
        The records, the broken ones among them.

    Raises:
        TooLargeError, DamagedError, OSError: from the stream.
    """
    # The csv module knows this limit only for the whole process.
    csv.field_size_limit(max(limit, csv.field_size_limit()))
    lines = read_lines(stream, limit, keep_blank=True)
    header = next((line for line in lines if line.problem is not None or line.text.strip()), None)
    if header is None:
        return
    if header.problem is not None:
        yield Record(header.number, "", None, header.problem)
        return
    delimiter, columns = _read_header(header.text, names)
    if not any(names.is_text(name) for name in columns):
        named = ", ".join(name[:40] for name in columns[:12])
        detail = f"the first row names no column of text: {named}"
        yield Record(header.number, header.text, None, ("malformed", detail))
        return
    yield from _rows(_Lines(lines, limit), delimiter, columns)


def _rows(lines: _Lines, delimiter: str, columns: list[str]) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _broken(lines, f"a broken row: {error}")
            reader = csv.reader(lines, delimiter=delimiter)
            continue
        except _BrokenLineError:
            lines.take()
            reader = csv.reader(lines, delimiter=delimiter)
            if lines.problem is not None:
                yield Record(lines.problem.number, "", None, lines.problem.problem)
            continue
        if lines.is_open():
            yield _broken(lines, "a quotation mark is opened and never closed")
            reader = csv.reader(lines, delimiter=delimiter)
            continue
        raw = lines.take().rstrip("\r\n")
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(columns):
            detail = f"{len(row)} values for {len(columns)} columns"
            yield Record(lines.first, raw, None, ("malformed", detail))
        else:
            yield Record(lines.first, raw, dict(zip(columns, row, strict=False)))


def _broken(lines: _Lines, detail: str) -> Record:
    number = lines.first
    return Record(number, lines.reject_first(), None, ("malformed", detail))


def _read_header(text: str, names: FieldNames) -> tuple[str, list[str]]:
    best: tuple[str, list[str]] = (",", [])
    most = -1
    for delimiter in _DELIMITERS:
        try:
            columns = [name.strip() for name in next(csv.reader([text], delimiter=delimiter), [])]
        except csv.Error:
            continue
        known = sum(names.field_of(name) is not None for name in columns)
        if known > most:
            best, most = (delimiter, columns), known
    return best
