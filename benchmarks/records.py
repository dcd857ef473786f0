"""The records that engines are compared on: read from an export, or generated; kept in a file.

In that file the fields stand one after another, apart by a sign that no text has, so that reading
it costs next to nothing: what is timed while an engine builds is the engine.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypedDict

from searchapp.model import Article, PartialDate, Source

_FIELDS = ("id", "outlet", "date", "title", "author", "url", "text")
_BETWEEN_FIELDS, _BETWEEN_RECORDS = "\x1f", "\x1e\n"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f]")


class Record(TypedDict):
    """One article, as a line of an export holds it; what is not known is None."""

    id: str
    outlet: str | None
    date: str | None
    title: str
    author: str | None
    url: str | None
    text: str


def read_export(path: Path, count: int | None = None) -> Iterator[Record]:
    """Read an export of JSON lines.

    Args:
        path: the file, packed with gzip or not.
        count: how many records at the most; all by default.

    Yields:
        The records; a date that is not of the form 2020-01-03 is left out, and so are control
        characters.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in itertools.islice(stream, count):
            plain = json.loads(line)
            known = {field: _clean(plain.get(field)) for field in _FIELDS}
            date = known["date"]
            yield {
                "id": known["id"] or "",
                "outlet": known["outlet"],
                "date": date if date and _DAY.fullmatch(date) else None,
                "title": known["title"] or "",
                "author": known["author"],
                "url": known["url"],
                "text": known["text"] or "",
            }


def write_records(path: Path, records: Iterable[Record]) -> tuple[int, int]:
    """Keep records in a file.

    Args:
        path: the file.
        records: what to write.

    Returns:
        How many there are, and the bytes of their texts in UTF-8.
    """
    count = size = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        for record in records:
            values = (record[field] or "" for field in _FIELDS)  # type: ignore[literal-required]
            stream.write(_BETWEEN_FIELDS.join(values) + _BETWEEN_RECORDS)
            count += 1
            size += len(record["text"].encode())
    return count, size


def read_records(path: Path) -> Iterator[Record]:
    """Read what `write_records` wrote."""
    with path.open(encoding="utf-8", newline="") as stream:
        rest = ""
        while block := stream.read(1 << 20):
            *whole, rest = (rest + block).split(_BETWEEN_RECORDS)
            for each in whole:
                key, outlet, date, title, author, url, text = each.split(_BETWEEN_FIELDS)
                yield {
                    "id": key,
                    "outlet": outlet or None,
                    "date": date or None,
                    "title": title,
                    "author": author or None,
                    "url": url or None,
                    "text": text,
                }


def make_article(record: Record, number: int) -> Article:
    """Return a record as searchapp's own engine takes it.

    Args:
        record: the record.
        number: which of its file it is, from 0.

    Returns:
        The article, without evidence, for a record does not say how it was read.
    """
    return Article(
        id=record["id"],
        title=record["title"],
        body=record["text"],
        outlet=record["outlet"],
        date=None if record["date"] is None else PartialDate.parse(record["date"]),
        author=record["author"],
        url=record["url"],
        source=Source("export.jsonl", 0, len(record["text"]), number + 1, None),
    )


def _clean(value: object) -> str | None:
    return _CONTROLS.sub(" ", str(value)) if value else None
