from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from searchapp.ingest.kinds import kind_inside, kind_of
from searchapp.ingest.pipeline import Limits
from tests.ingest.reading import MET, articles, read, rejections
from tests.ingest.samples import PAGE, RSS, make_tar

TEXT = f"Bridge closed\nNorth Post | May 3, 2020\n{MET}\n".encode()
ROW = json.dumps({"title": "Bridge closed", "text": MET}).encode()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", ".txt"), ("a.txt.gz", ".txt"), ("a.tgz", ".tar"), ("a.GZ", ".gz"),
        ("a.jpg", None), ("a.jpg.gz", None), ("a", None), ("news.2020/a.gz", ".gz"),
    ],
)  # fmt: skip
def test_the_end_of_a_name_tells_the_kind(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ROW, ".json"),
        (ROW + b"\n" + ROW, ".jsonl"),
        (b"\xef\xbb\xbf\r\n " + ROW + b"\r\n" + ROW, ".jsonl"),
        (b"[\n" + ROW + b",\n" + ROW + b"]", ".json"),
        (b'{\n "title": "Bridge"', ".json"),
        (b"[Photo: the bridge]\nWords of the day.", ".txt"),
        (b"{bridge} is closed", ".txt"),
        (b"<!DOCTYPE html>\n<head>", ".html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE HTML PUBLIC "x">\n<HTML lang="en">', ".html"),
        (b"WARC/1.0\r\n", ".warc"),
        (make_tar({"a.txt": TEXT}), ".tar"),
        (TEXT, ".txt"),
        (b"", ".txt"),
    ],
)
def test_the_beginning_of_a_file_tells_the_kind(data: bytes, kind: str) -> None:
    assert kind_inside(data) == kind


@pytest.mark.parametrize(
    "data",
    [TEXT, ROW, ROW + b"\n", PAGE.encode(), RSS.encode(), make_tar({"a.txt": TEXT})],
)
def test_what_is_packed_without_another_ending_is_read_as_what_it_is(
    tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(data))
    assert articles(tmp_path / "a.gz")
    (tmp_path / "in.tar").write_bytes(make_tar({"a.gz": gzip.compress(data)}))
    assert [each.body for each in articles(tmp_path / "in.tar")] == [
        each.body for each in articles(tmp_path / "a.gz")
    ]


def test_what_is_packed_is_held_to_the_limit_of_what_it_is(tmp_path: Path) -> None:
    limits = Limits(max_file_bytes=100, max_record_bytes=1_000)
    (tmp_path / "a.gz").write_bytes(gzip.compress(TEXT))
    assert [each.reason for each in rejections(tmp_path / "a.gz", limits)] == ["too-large"]
    (tmp_path / "a.gz").write_bytes(gzip.compress(ROW))
    assert len(read(tmp_path / "a.gz", limits)) == len(articles(tmp_path / "a.gz")) == 1


@pytest.mark.parametrize("data", [b"not packed at all", gzip.compress(bytes(range(256)) * 9)])
def test_what_is_packed_and_no_text_is_rejected(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.gz").write_bytes(data)
    (rejected,) = rejections(tmp_path / "a.gz")
    assert rejected.reason in ("unreadable", "binary")
