"""Parquet files as streams of records, read a few rows of a row group at a time.

Only the columns that are known are read.  A record's text, which its article's id is made of, is
those columns as JSON.  Needs pyarrow, which is large and so an extra: `searchapp[parquet]`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import IO, Any

from searchapp.ingest.exports.json_records import Record
from searchapp.ingest.exports.names import BUILT_IN, FieldNames
from searchapp.ingest.streams import DamagedError

_ROWS = 64
_BUFFER = 1 << 20
_MISSING = "Parquet is read with pyarrow; install it with: pip install 'searchapp[parquet]'"


def read_parquet(stream: IO[bytes], limit: int, names: FieldNames = BUILT_IN) -> Iterator[Record]:
    """Read the rows of a Parquet file.

    Args:
        stream: the file; it is read here and there.
        limit: how many characters a row may have.
        names: what the columns are called.

    Yields:
        The records, the broken ones among them.

    Raises:
        DamagedError: it is no Parquet file, or damaged.
    """
    try:
        # Imported here: it is an extra, and large.
        import pyarrow  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        yield Record(1, "", None, ("unsupported", _MISSING))
        return
    try:
        schema = parquet.read_schema(stream)
        # Text that many rows share is held once: a small file can repeat a large text forever.
        shared = [
            field.name
            for field in schema
            if pyarrow.types.is_string(field.type) or pyarrow.types.is_binary(field.type)
        ]
        stream.seek(0)
        with parquet.ParquetFile(
            stream, read_dictionary=shared, buffer_size=_BUFFER, pre_buffer=False
        ) as file:
            known = [name for name in file.schema_arrow.names if names.field_of(name) is not None]
            if not any(names.is_text(name) for name in known):
                named = ", ".join(name[:40] for name in file.schema_arrow.names[:12])
                detail = f"there is no column of text: {named}"
                yield Record(1, "", None, ("malformed", detail))
                return
            yield from _rows(file, known, limit)
    except (pyarrow.ArrowException, OSError, ValueError, TypeError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        said = " ".join(str(error).split())[:200]
        raise DamagedError(f"it is no Parquet file, or damaged: {said}") from error


def _rows(file: Any, columns: list[str], limit: int) -> Iterator[Record]:
    number = 0
    for group in range(file.metadata.num_row_groups):
        batches = file.iter_batches(
            batch_size=_ROWS, row_groups=[group], columns=columns, use_threads=False
        )
        for batch in batches:
            for row in range(batch.num_rows):
                number += 1
                fields = {
                    name: _plain(column[row].as_py())
                    for name, column in zip(batch.schema.names, batch.columns, strict=True)
                }
                raw = json.dumps(fields, ensure_ascii=False, default=str)
                if len(raw) > limit:
                    problem = ("too-large", f"a record of more than {limit} bytes")
                    yield Record(number, "", None, problem)
                else:
                    yield Record(number, raw, fields)


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: a day or a moment as ISO writes it, bytes as text."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
