from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.ingest.pipeline import Limits, find_files, read_articles
from searchapp.ingest.sketches import sketch
from searchapp.ingest.texts.text import clean_line
from searchapp.model import Article, Rejected
from searchapp.settings import Settings
from tests.ingest.reading import BAKER, MET, articles, read, rejections

DIGEST = (
    f"Bridge closed\nNorth Post | May 3, 2020\n{MET}\n{BAKER}\n"
    f"Mill reopens\nSouth Herald | May 4, 2020\n{BAKER}\n{MET}"
)


def ids(path: Path) -> list[str]:
    return [article.id for article in articles(path)]


def test_ids_are_sixteen_letters_and_stable(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(DIGEST)
    first = ids(file)
    assert all(len(each) == 16 and each.isalnum() and each.islower() for each in first)
    assert ids(file) == first
    # Another article before it changes nothing for an article.
    file.write_text(f"Dam leaks\nEast Echo | May 5, 2020\n{MET}\n{BAKER}\n{DIGEST}")
    assert ids(file)[1:] == first


def test_ids_depend_on_file_and_text(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(DIGEST)
    (tmp_path / "c.txt").write_text(DIGEST.replace("nine", "ten"))
    assert len({*ids(tmp_path / "a.txt"), *ids(tmp_path / "b.txt"), *ids(tmp_path / "c.txt")}) == 6


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_articles_that_are_alike_have_ids_of_their_own(tmp_path: Path, name: str) -> None:
    part = f"Bridge closed\nNorth Post | May 3, 2020\n{MET}\n{BAKER}\n"
    text = part * 3 if name == "a.txt" else '{"text": "The same."}\n' * 3
    (tmp_path / name).write_text(text)
    assert len(set(ids(tmp_path / name))) == 3


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7", "unsupported"),
        ("README", b"text", "unsupported"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", b"\x00\x01\x02\x03", "binary"),
        ("a.txt", b"\xef\xbb\xbf\xff\xff", "encoding"),
        ("a.txt", b"x" * 2001, "too-large"),
        ("a.txt.gz", gzip.compress(b"x" * 1_000_000), "too-large"),
        ("a.txt.gz", b"not packed at all", "unreadable"),
        ("a.txt.gz", gzip.compress(MET.encode())[:-9], "unreadable"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><head><title>x</title></head><body></body></html>", "no-text"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}\n')[:-9], "unreadable"),
        ("a.jsonl.gz", gzip.compress(b'{"title": ""}\n' * 100_000), "too-large"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    limits = Limits(max_file_bytes=2000, max_export_bytes=5000)
    rejected = rejections(tmp_path / name, limits)[-1]
    assert (rejected.path, rejected.reason) == (name, reason)
    assert rejected.detail


def test_a_text_of_too_many_lines_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a\n" * 101)
    (rejected,) = rejections(tmp_path / "a.txt", Limits(max_lines=100))
    assert (rejected.reason, rejected.detail) == ("too-large", "it has more than 100 lines")


def test_a_long_line_is_cleaned_like_a_short_one(tmp_path: Path) -> None:
    text = "one\x1ctwo \t three\x00\u00a0four "
    assert clean_line(text * 100_000) == " ".join([clean_line(text)] * 100_000)


def test_a_packed_file_is_read_like_a_plain_one(tmp_path: Path) -> None:
    (tmp_path / "a.TXT.gz").write_bytes(gzip.compress(DIGEST.encode()))
    assert [each.title for each in articles(tmp_path)] == ["Bridge closed", "Mill reopens"]


def test_limits_come_from_the_settings() -> None:
    limits = Limits.from_settings(Settings(max_file_mb=1.5, max_export_mb=2.0))
    assert limits.max_file_bytes == 1_500_000
    assert limits.max_export_bytes == 2_000_000
    assert limits.max_record_bytes <= limits.max_file_bytes


def test_articles_are_sketched_where_an_index_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIGEST)
    (file,) = find_files([tmp_path])
    plain, sketched = (list(read_articles(file, Limits(), sketched=each)) for each in (False, True))
    assert plain == sketched
    assert {each.sketch for each in plain if isinstance(each, Article)} == {b""}
    for each in sketched:
        assert isinstance(each, Article)
        assert each.sketch == sketch(each)


def test_a_file_that_goes_away_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIGEST)
    (file,) = find_files([tmp_path])
    file.location.unlink()
    (rejected,) = read_articles(file, Limits())
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "unreadable"


KINDS = ["txt", "md", "html", "json", "jsonl", "csv", "tsv", "txt.gz", "json.gz", "csv.gz"]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode), packed=st.booleans())
def test_no_bytes_raise(tmp_path: Path, kind: str, data: bytes, packed: bool) -> None:
    file = tmp_path / f"a.{kind}"
    file.write_bytes(gzip.compress(data) if packed else data)
    for each in read(file):
        assert isinstance(each, Article | Rejected)
        if isinstance(each, Article):
            (each.title + each.body).encode("utf-8")
