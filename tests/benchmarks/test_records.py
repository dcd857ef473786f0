"""Records: what an export says, kept as it is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.records import Record, make_article, read_export, read_records, write_records

RECORD: Record = {
    "id": "a1",
    "outlet": None,
    "date": "2020-01-03",
    "title": "Mill reopens",
    "author": "Ana Poe",
    "url": None,
    "text": "The mill reopened.\n\nNobody came; “Kātib” did.",
}


def test_records_are_read_as_they_were_written(tmp_path: Path) -> None:
    records: list[Record] = [{**RECORD, "id": str(number)} for number in range(20_000)]
    count, size = write_records(tmp_path / "records", records)
    assert (count, size) == (20_000, 20_000 * len(RECORD["text"].encode()))
    assert list(read_records(tmp_path / "records")) == records


@pytest.mark.parametrize("packed", [False, True])
def test_an_export_is_read_packed_or_not(tmp_path: Path, packed: bool) -> None:
    line = (json.dumps(RECORD) + "\n").encode() * 3
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(line) if packed else line)
    assert list(read_export(path, 2)) == [RECORD, RECORD]


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": 7, "date": "12/1/16", "text": "a\x1fb\x1e\nc"}))
    (record,) = read_export(path)
    assert (record["id"], record["date"], record["title"]) == ("7", None, "")
    assert record["text"] == "a b \nc"


def test_a_record_becomes_an_article() -> None:
    article = make_article(RECORD, 4)
    assert (article.title, article.outlet, str(article.date)) == (
        "Mill reopens",
        None,
        "2020-01-03",
    )
    assert article.source.part == 5
