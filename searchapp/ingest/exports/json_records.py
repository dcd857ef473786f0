"""JSON exports as streams of records: one a line, or the objects of one array or one object.

A record that does not parse is rejected with its line, and reading goes on behind it: in JSON
lines with the next line, in an array behind the brace that closes the broken object.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from searchapp.ingest.decoding import DecodingError, decode
from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.exports.windows import Window
from searchapp.ingest.streams import read_lines

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[{}\[\]]', re.DOTALL)
# An object around the records: {"posts": [{…}, …]}, or as interfaces answer,
# {"status": "ok", "articles": [{…}, …]}.  A list of tags or authors does not make an article one.
_MEMBER = r'(?:"[^"\\]{1,40}"\s*:\s*(?:"[^"\\]{0,200}"|[-+.\w]{1,30}|\{[^{}\[\]]{0,300}\})\s*,\s*)'
_LIST = (
    r'"(?:articles|data|docs|documents|entries|hits|items|news|posts|records|response|results|rows'
    r'|stories|value)"\s*:\s*\[\s*\{'
)
_WRAPPER = re.compile(
    r'\s*\{\s*(?:"(?!(?:authors?|categories|creators?|entities|images?|keywords|links|media|related'
    r'|sections|tags|topics)")[^"\\]{1,40}"\s*:\s*\[\s*\{'
    rf"|{_MEMBER}{{1,20}}{_LIST})",
    re.ASCII | re.IGNORECASE,
)
# Around that, another one: {"took": 3, "hits": {"total": 1, "hits": [{…}, …]}}.
_NESTED = re.compile(
    rf'\s*\{{\s*{_MEMBER}{{0,20}}"(?:data|hits|response|results?)"\s*:\s*'
    rf"\{{\s*{_MEMBER}{{0,20}}{_LIST}",
    re.ASCII | re.IGNORECASE,
)
_ARRAY = re.compile(r"\s*\[")
# What an engine found stands in a field of its own: {"_id": "1", "_source": {…}}.
_FOUND = "_source"
_KEY = re.compile(r'"[^"\\]{0,200}"\s*:\s*(?=\{)')
# Raw line breaks inside strings are allowed: exports made by hand have them.
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an export, or why it is none.

    Args:
        line: where it begins in the file, from 1.
        raw: exactly as it stands there.
        fields: its values by name; None where there is a problem.
        problem: the reason and the detail for which it is rejected, or None.
    """

    line: int
    raw: str
    fields: dict[str, Any] | None
    problem: tuple[str, str] | None = None


def read_json_lines(
    stream: io.BufferedReader, limit: int, names: FieldNames = BUILT_IN
) -> Iterator[Record]:
    """Read one record from each line.

    Args:
        stream: the export.
        limit: how many bytes a record may have.
        names: not needed here.

    Yields:
        The records, the broken ones among them.

    Raises:
        TooLargeError, DamagedError, OSError: from the stream.
    """
    del names
    for line in read_lines(stream, limit):
        if line.problem is not None:
            yield Record(line.number, "", None, line.problem)
        else:
            yield _parse(line.text.strip(), line.number)


def read_json(
    stream: io.BufferedReader, limit: int, names: FieldNames = BUILT_IN
) -> Iterator[Record]:
    """Read the objects of one array or object, or one object, or objects one after the other.

    Args:
        stream: the export.
        limit: how many bytes a record may have.
        names: what its fields are called.

    Yields:
        The records, the broken ones among them.

    Raises:
        TooLargeError, DamagedError, OSError: from the stream.
    """
    window = Window(stream)
    window.fill()
    forms = (form.match(window.text) for form in (_WRAPPER, _NESTED, _ARRAY))
    start = next(filter(None, forms), None)
    is_keyed = start is None and _is_keyed(window.text, names)
    if start is not None:
        # Of {"articles": [{…}, …]} only the array is of interest: begin at its first object.
        window.advance(start.end() - (start[0].endswith("{")))
    elif is_keyed:
        window.advance(window.text.index("{") + 1)
    while window.skip_blank():
        if window.text.startswith(("]", "}"), window.at):
            return
        if is_keyed:
            _skip_key(window)
        record = _next_record(window, limit)
        if record is None:
            return
        yield record
        if record.problem is not None and record.problem[0] == "too-large":
            return


def _is_keyed(text: str, names: FieldNames) -> bool:
    """Say whether a text is an object of articles by their ids: {"a1": {"text": …}, …}."""
    opened = re.compile(r"\s*\{\s*").match(text)
    key = None if opened is None else _KEY.match(text, opened.end())
    if key is None or names.field_of(key[0].partition('"')[2].partition('"')[0]) is not None:
        return False
    end = _end_of_value(text, key.end())
    fields = None if end is None else _parse(text[key.end() : end], 1).fields
    return fields is not None and any(names.is_text(name) for name in fields)


def _skip_key(window: Window) -> None:
    """Pass over the id of the record that follows, where there is one."""
    key = _KEY.match(window.text, window.at)
    if key is None and window.text.startswith('"', window.at) and window.fill():
        key = _KEY.match(window.text, window.at)
    if key is not None:
        window.advance(key.end())


def _parse(raw: str, line: int) -> Record:
    if not raw.startswith("{"):
        # Told without parsing: in what is no such export, that goes for millions of lines.
        return Record(line, raw, None, ("malformed", "the record is no JSON object"))
    try:
        value = _DECODER.decode(raw)
    except (ValueError, RecursionError) as error:
        return Record(line, raw, None, ("malformed", f"the record is no JSON: {_said(error)}"))
    found = value.get(_FOUND)
    return Record(line, raw, found if isinstance(found, dict) else value)


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "nested too deep" if isinstance(error, RecursionError) else "a number is too long"


def _next_record(window: Window, limit: int) -> Record | None:
    """Read the record at which the window stands."""
    while True:
        end = _end_of_value(window.text, window.at)
        if end is not None:
            raw = window.text[window.at : end]
            line = window.line
            window.advance(end)
            return _repaired(raw, line)
        pending = len(window.text) - window.at
        if pending > limit:
            return Record(
                window.line, "", None, ("too-large", f"a record of more than {limit} bytes")
            )
        # Twice as much each time, so that a long record is looked at only a few times.
        if not window.fill(pending):
            line = window.line
            window.advance(len(window.text))
            return Record(line, "", None, ("malformed", "the file ends inside a record"))


def _end_of_value(text: str, start: int) -> int | None:
    """Return where the value that begins at a place ends, or None if the text ends before."""
    if text[start] not in "{[":
        end = re.compile(r"[,\]}]|$").search(text, start)
        return None if end is None or end.start() == len(text) else max(end.start(), start + 1)
    depth = 0
    for token in _TOKEN.finditer(text, start):
        kind = token[0][0]
        if kind in "{[":
            depth += 1
        elif kind in "}]":
            depth -= 1
            if depth <= 0:
                return token.end()
    return None


def _repaired(raw: str, line: int) -> Record:
    """Parse a record; one that was not UTF-8 is decoded by itself first."""
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        try:
            raw = decode(raw.encode("utf-8", "surrogateescape"))
        except (DecodingError, UnicodeEncodeError) as error:
            return Record(line, "", None, ("encoding", f"the record cannot be decoded: {error}"))
    return _parse(raw, line)
