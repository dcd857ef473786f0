"""Exports → articles, record by record, whatever the format of the records."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import IO, Any

from searchapp.ingest.exports.csv_records import read_csv
from searchapp.ingest.exports.feed_records import read_feed
from searchapp.ingest.exports.json_records import Record, read_json, read_json_lines
from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.exports.parquet_records import read_parquet
from searchapp.ingest.exports.records import NoTextError, read_record
from searchapp.ingest.identity import Identities
from searchapp.ingest.limits import TooLargeError
from searchapp.ingest.streams import DamagedError
from searchapp.model import Article, Rejected, Source

# To tell of every line of what is no such export helps nobody.
_MOST_BROKEN = 10_000
# So many records of an export may be no articles before less than one in a hundred is too few.
_MOST_LEFT_OUT = 100_000
_LEAST_IN = 100

Format = Callable[[Any, int, FieldNames], Iterator[Record]]

FORMATS: dict[str, Format] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}


def read_export(
    stream: IO[bytes],
    form: Format,
    path: str,
    max_record_bytes: int,
    names: FieldNames = BUILT_IN,
    *,
    latest: datetime.date = datetime.date.max,
    with_texts: bool = True,
) -> Iterator[Article | Rejected]:
    """Read the articles of an export.

    Args:
        stream: its bytes, unpacked.
        form: how records are told apart.
        path: the file, as in `searchapp.model.Source`.
        max_record_bytes: what a record may have at the most.
        names: what its fields are called.
        latest: the last day that is not in the future.
        with_texts: with texts and ids; without them it is quicker.

    Yields:
        An article or a rejection for every record, down to where 10,000 in a row are broken, or
        100,000 are no articles and hardly any is one.
    """
    identities = Identities(path)
    part = line = left_out = 0
    empty = True
    try:
        for record in _until_broken(form(stream, max_record_bytes, names)):
            empty = False
            line = record.line
            source = Source(path, 0, len(record.raw), part + 1, None)
            article_id = identities.name(record.raw) if with_texts and record.fields else ""
            read = _read(record, source, article_id, names, latest=latest, with_texts=with_texts)
            yield read
            part += isinstance(read, Article)
            left_out += isinstance(read, Rejected)
            _check_yield(left_out, part)
    except TooLargeError as error:
        detail = f"{error}; the rest of it is not read"
        yield Rejected(path, "too-large", detail, line or None, truncates=True)
    except DamagedError as error:
        detail = f"{error}; the rest of it is not read"
        yield Rejected(path, "unreadable", detail, line or None, truncates=True)
    else:
        if empty:
            yield Rejected(path, "empty", "there is no record in it")


def _check_yield(left_out: int, articles: int) -> None:
    """Give a file up of which hardly any record is an article."""
    if left_out > _MOST_LEFT_OUT + _LEAST_IN * articles:
        raise DamagedError(f"{left_out:,} of its records are no articles, and hardly any is one")


def _until_broken(records: Iterator[Record]) -> Iterator[Record]:
    """Hand records on until so many in a row are broken that the file is something else."""
    broken = 0
    for record in records:
        broken = 0 if record.fields is not None else broken + 1
        if broken > _MOST_BROKEN:
            raise DamagedError(
                f"{_MOST_BROKEN:,} records in a row are broken: see whether it is of the kind that "
                "its name says (.jsonl has one record a line, .json may have one on many)"
            )
        yield record


def _read(
    record: Record,
    source: Source,
    article_id: str,
    names: FieldNames,
    *,
    latest: datetime.date,
    with_texts: bool,
) -> Article | Rejected:
    if record.fields is None:
        reason, detail = record.problem or ("malformed", "the record cannot be read")
        return Rejected(source.path, reason, detail, record.line)
    try:
        return read_record(record.fields, source, article_id, names, latest, with_texts=with_texts)
    except NoTextError as error:
        return Rejected(source.path, "no-text", str(error), record.line)
    except TooLargeError as error:
        return Rejected(source.path, "too-large", str(error), record.line)
    except RecursionError:
        return Rejected(source.path, "malformed", "a field of it is nested too deep", record.line)
