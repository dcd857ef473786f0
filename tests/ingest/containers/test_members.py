"""The list of an archive's members is bounded before it is read."""

from __future__ import annotations

import gzip
import struct
import tarfile
from pathlib import Path

import pytest

from searchapp.ingest.containers.members import Door
from searchapp.ingest.limits import Budget, TooLargeError
from searchapp.ingest.pipeline import Limits
from tests.ingest.reading import rejections


def test_a_list_of_members_that_is_too_long_is_not_loaded(tmp_path: Path) -> None:
    tail = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 9, 9, 33_000_000, 0, 0)
    with (tmp_path / "a.zip").open("wb") as stream:
        stream.truncate(33_000_000)
        stream.seek(0, 2)
        stream.write(tail)
    assert [each.reason for each in rejections(tmp_path / "a.zip")] == ["too-large"]


def test_a_name_without_end_is_not_loaded(tmp_path: Path) -> None:
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 1 << 30
    head = header.tobuf(tarfile.GNU_FORMAT)
    (tmp_path / "a.tgz").write_bytes(gzip.compress(head + b"x" * 50_000_000))
    (rejected,) = rejections(tmp_path / "a.tgz")
    assert (rejected.reason, "too long" in rejected.detail) == ("unreadable", True)


def test_the_door_counts_before_it_looks() -> None:
    door = Door("a.zip", Budget(Limits(max_members=1), 1), lambda _: False)
    assert door.check("a.txt") == "a.txt"
    with pytest.raises(TooLargeError):
        door.check(".hidden")
