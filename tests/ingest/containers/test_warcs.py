from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from searchapp.ingest.pipeline import Limits
from searchapp.model import Article, PartialDate, Rejected
from tests.ingest.reading import BAKER, MET, articles, read, rejections
from tests.ingest.samples import DIGEST, PAGE, crawl, make_answer, make_record, make_zip

SITE = "https://www.north.example"
BARE = (
    f"<html><head><title>Bridge closed</title></head><body><p>{MET}</p><p>{BAKER}</p></body></html>"
)


def write(folder: Path, *records: bytes) -> Path:
    path = folder / "a.warc"
    path.write_bytes(b"".join(records))
    return path


@pytest.mark.parametrize("way", ["plain", "each record packed", "packed as a whole", "in a zip"])
def test_pages_texts_and_records_are_read(tmp_path: Path, way: str) -> None:
    plain = b"".join(crawl())
    name, data = {
        "plain": ("a.warc", plain),
        "each record packed": ("a.warc.gz", b"".join(map(gzip.compress, crawl()))),
        "packed as a whole": ("a.warc.gz", gzip.compress(plain)),
        "in a zip": ("a.zip", make_zip({"a.warc": plain})),
    }[way]
    (tmp_path / name).write_bytes(data)
    found = read(tmp_path / name)
    pages = [each for each in found if isinstance(each, Article)]
    assert [each.url for each in pages[:3]] == [f"{SITE}/{n}" for n in (1, 2, 3)]
    assert {(each.title, each.outlet, str(each.date)) for each in pages[:3]} == {
        ("Bridge closed", "North Post", "2020-05-03")
    }
    # The record of the export says where it stood itself; the digest does not.
    assert pages[3].url == "https://north.example/1"
    assert [(each.title, each.url) for each in pages[4:]] == [
        ("Bridge closed", f"{SITE}/5"), ("Mill reopens", f"{SITE}/5"),
    ]  # fmt: skip
    assert len({each.id for each in pages}) == 6
    (rejected,) = [each for each in found if isinstance(each, Rejected)]
    assert (rejected.reason, "1 image/png" in rejected.detail) == ("unsupported", True)


def test_the_address_is_evidence_and_hints_at_the_outlet(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path, make_answer(f"{SITE}/bridge", BARE.encode())))
    assert article.source.path == f"a.warc!/{SITE}/bridge"
    assert (article.url, article.outlet, article.date) == (f"{SITE}/bridge", "north.example", None)
    told = {each.field: each for each in article.evidence}
    assert told["url"].rule == "crawl-record"
    assert (told["outlet"].rule, told["outlet"].confidence) == ("domain", 0.5)


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("2017/09/10/bridge-closed", "2017-09-10"),
        ("world/2018/jan/05/bridge-closed.html", "2018-01-05"),
        ("2017/09/40/bridge-closed", None),
        ("archive/20170910/bridge", None),
    ],
)
def test_the_day_in_the_address_is_that_of_a_page_without_one(
    tmp_path: Path, path: str, date: str | None
) -> None:
    (article,) = articles(write(tmp_path, make_answer(f"{SITE}/{path}", BARE.encode())))
    assert article.date == (None if date is None else PartialDate.parse(date))
    assert any(each.rule == "address-date" for each in article.evidence) == (date is not None)


def test_a_page_that_was_found_twice_is_told_apart(tmp_path: Path) -> None:
    answer = make_answer(f"{SITE}/1", PAGE.encode())
    first, second = articles(write(tmp_path, answer, answer))
    assert second.source.path == f"{first.source.path} (2)"
    assert first.id != second.id


def test_the_encoding_the_server_names_goes_first(tmp_path: Path) -> None:
    text = "Көпір жабық, деді әкім: бұл көктемге дейін солай болады. " * 8
    page = f"<html><body><article><p>{text}</p></article></body></html>".encode("ptcp154")
    media_type = 'text/html; charset="ptcp154"'
    (article,) = articles(write(tmp_path, make_answer(f"{SITE}/1", page, media_type)))
    assert article.body == text.strip()


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    records = [make_answer(f"{SITE}/{n}.png", b"x", "image/png") for n in range(3)]
    records += [
        make_answer(f"{SITE}/gone", PAGE.encode(), status="404 Not Found"),
        make_answer(f"{SITE}/robots.txt", b"User-agent: *", "text/plain"),
        make_answer(f"{SITE}/br", b"x", more="Content-Encoding: br\r\n"),
        make_record("response", "dns:north.example", b"x", "text/dns"),
        make_record("resource", f"{SITE}/empty", b"", ""),
    ]
    (rejected,) = rejections(write(tmp_path, *records))
    assert rejected.reason == "unsupported"
    for told in (
        "8 of", "3 image/png", "1 answered 404", "1 robots.txt", "1 packed with br", "1 of no type",
    ):  # fmt: skip
        assert told in rejected.detail


def test_damage_costs_only_its_own_place(tmp_path: Path) -> None:
    good = make_answer(f"{SITE}/1", PAGE.encode())
    broken = make_answer(f"{SITE}/2", PAGE.encode()).replace(
        b"Content-Length: ", b"Content-Length: x"
    )
    nameless = good.replace(b"Content-Length", b"Content-Width")
    found = read(write(tmp_path, good, broken, b"rubbish\r\n", nameless, good))
    pages = [each for each in found if isinstance(each, Article)]
    assert [each.url for each in pages] == [f"{SITE}/1", f"{SITE}/1"]
    assert {each.reason for each in found if isinstance(each, Rejected)} >= {"malformed"}


def test_a_crawl_that_is_cut_off_says_so(tmp_path: Path) -> None:
    good = make_answer(f"{SITE}/1", PAGE.encode())
    found = read(write(tmp_path, good, good[:-300]))
    assert isinstance(found[0], Article)
    assert isinstance(found[1], Rejected)
    assert "ends inside" in found[1].detail


@pytest.mark.parametrize(
    "data", [b"", b"rubbish", b"\n" * 100, b"WARC/1.0\r\n", b"WARC/1.0\r\n\r\n"]
)
def test_what_is_no_crawl_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    assert {each.reason for each in rejections(tmp_path / "a.warc")} <= {"empty", "malformed"}
    assert rejections(tmp_path / "a.warc")


def test_a_page_that_is_too_large_is_passed_over(tmp_path: Path) -> None:
    large = make_answer(f"{SITE}/1", b"x" * 5000)
    bomb = make_answer(
        f"{SITE}/2", gzip.compress(b"x" * 100_000), more="Content-Encoding: gzip\r\n"
    )
    path = write(tmp_path, large, bomb, make_answer(f"{SITE}/3", DIGEST.encode(), "text/plain"))
    found = read(path, Limits(max_file_bytes=3000))
    assert [getattr(each, "reason", "article") for each in found] == [
        "too-large", "unreadable", "article", "article",
    ]  # fmt: skip


def test_a_head_without_an_end_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.0\r\n" + b"X: y\r\n" * 5_000_000))
    assert [each.reason for each in rejections(path)] == ["unreadable"]
