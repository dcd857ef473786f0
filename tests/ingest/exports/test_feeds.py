from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.exports.feed_records import is_feed, read_feed
from searchapp.ingest.limits import Limits
from searchapp.ingest.originals import read_original
from searchapp.model import Article, PartialDate, Rejected
from tests.ingest.reading import BAKER, MET, articles, read, rejections
from tests.ingest.samples import ATOM, RSS, make_answer

RDF = f"""<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>North Post</title></channel>
<item rdf:about="https://north.example/1"><title>Bridge closed</title><dc:date>2020-05-03</dc:date>
<description>{MET}</description></item></rdf:RDF>"""


def written(folder: Path, text: str, name: str = "feed.rss", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.html", "a.htm", "a.txt", "a.rss.gz"])
def test_every_item_of_a_feed_is_an_article_whatever_the_file_is_called(
    tmp_path: Path, name: str
) -> None:
    path = written(tmp_path, RSS, name)
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(RSS.encode()))
    first, second = articles(path)
    assert (first.title, first.outlet, first.author) == ("Bridge & river", "North Post", "Ana Poe")
    assert (first.date, first.url) == (PartialDate(2020, 5, 3), "https://north.example/1")
    assert first.body == f"{MET}\n\n{BAKER}"
    assert first.language == "en"
    assert (second.title, second.outlet, second.author) == (
        "Mill reopens",
        "South Herald",
        "Bo Quill",
    )
    assert (second.date, second.body) == (None, BAKER)
    rules = {each.rule for each in first.evidence}
    assert rules >= {"field:title", "field:channel title", "field:pubDate", "field:dc:creator"}


def test_atom(tmp_path: Path) -> None:
    first, second = articles(written(tmp_path, ATOM, "a.atom"))
    assert (first.title, first.outlet, first.author) == ("Bridge & river", "North Post", "Ana Poe")
    assert (first.date, first.url) == (PartialDate(2020, 5, 3), "https://north.example/1")
    assert first.body == f"{MET}\n\n{BAKER}"
    assert (second.date, second.body) == (PartialDate(2020, 5, 4), BAKER)


def test_rss_1(tmp_path: Path) -> None:
    (article,) = articles(written(tmp_path, RDF, "a.xml"))
    assert (article.title, article.outlet) == ("Bridge closed", "North Post")
    assert (article.date, article.body) == (PartialDate(2020, 5, 3), MET)


def test_a_feed_in_a_crawl(tmp_path: Path) -> None:
    url = "https://north.example/feed"
    crawl = tmp_path / "a.warc"
    for media_type in ("application/rss+xml", "text/html; charset=utf-8"):
        crawl.write_bytes(make_answer(url, RSS.encode(), media_type))
        assert [each.title for each in articles(crawl)] == ["Bridge & river", "Mill reopens"]


def test_the_original_of_an_item_is_the_item_as_written(tmp_path: Path) -> None:
    path = written(tmp_path, RSS, "a.html")
    for article in articles(path):
        found = read_original(str(path), article.id, article.source, Limits())
        assert found.kind == "record"
        assert found.text in RSS
        assert found.text.startswith("<item>")
        assert found.text.endswith("</item>")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "iso-8859-2"])
def test_a_feed_is_decoded_as_it_says(tmp_path: Path, encoding: str) -> None:
    feed = RSS.replace("Mill", "Mühle").replace("utf-8", encoding)
    assert articles(written(tmp_path, feed, encoding=encoding))[1].title == "Mühle reopens"


def test_a_feed_that_is_no_good_xml_is_read_all_the_same(tmp_path: Path) -> None:
    feed = RSS.replace("Bridge &amp; river", "Bridge & river&nbsp;&ndash; AT&T").replace(
        "Ana Poe", "Ana &amp; Poe"
    )
    first, second = articles(written(tmp_path, feed))
    assert first.title == "Bridge & river – AT&T"
    assert first.author == "Ana & Poe"
    assert second.title == "Mill reopens"


def test_xml_that_is_no_feed_is_rejected_with_a_reason(tmp_path: Path) -> None:
    path = written(tmp_path, "<?xml version='1.0'?><urlset><url>x</url></urlset>", "sitemap.xml")
    (found,) = rejections(path)
    assert (found.reason, found.detail) == ("unsupported", "it is XML, but no feed (RSS or Atom)")


def test_a_feed_without_items_is_empty(tmp_path: Path) -> None:
    (found,) = rejections(written(tmp_path, RSS[: RSS.index("<item>")] + "</channel></rss>"))
    assert found.reason == "empty"


def test_an_item_without_a_text_is_rejected_and_the_others_stay(tmp_path: Path) -> None:
    feed = RSS.replace(f"&lt;p&gt;{BAKER}&lt;/p&gt;", "")
    first, second = read(written(tmp_path, feed))
    assert isinstance(first, Article)
    assert isinstance(second, Rejected)
    assert second.reason == "no-text"
    assert second.line == RSS[: RSS.rindex("<item>")].count("\n") + 1


def test_a_feed_that_breaks_off_says_so(tmp_path: Path) -> None:
    first, second = read(written(tmp_path, RSS[: RSS.rindex("</item>")]))
    assert isinstance(first, Article)
    assert isinstance(second, Rejected)
    assert (second.reason, second.detail) == ("malformed", "the file ends inside an item")


def test_an_item_that_is_not_closed_takes_nothing_of_the_next(tmp_path: Path) -> None:
    items = (
        f"<item><title>Bridge</title><description>{MET}</description>",
        f"<item><title>Ferry</title><description>{BAKER}</description></item>",
        f"<item><title>Mill</title><description>{MET}</description></item>",
    )
    text = f"<rss><channel><title>North Post</title>{''.join(items)}</channel></rss>"
    assert [each.body for each in articles(written(tmp_path, text))] == [MET, BAKER, MET]


def test_an_item_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    feed = RSS.replace(BAKER, BAKER * 5_000)
    (found,) = rejections(written(tmp_path, feed), Limits(max_record_bytes=100_000))
    assert found.reason == "too-large"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    bomb = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "{"x" * 900}">]>'
    for feed in (
        RSS.replace("<rss", f"{bomb}<rss", 1).replace("Mill", "&a;&b;"),
        RSS.replace("<item>", f"<item>{bomb}", 1).replace("Mill", "&a;&b;"),
    ):
        found = [each for each in read(written(tmp_path, feed)) if isinstance(each, Article)]
        shown = "".join(f"{each.title}{each.body}" for each in found)
        assert "the secret" not in shown
        assert "xxx" not in shown


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (RSS, True),
        (ATOM, True),
        (RDF, True),
        ("\ufeff\n<!-- saved --><rss>", True),
        ("<!DOCTYPE html><html><rss>", False),
        ("<html>", False),
        ("A feed: <rss>", False),
        ("", False),
    ],
)
def test_a_feed_is_known_by_its_root(head: str, is_one: bool) -> None:
    assert is_feed(head.encode()) is is_one


@given(st.lists(st.sampled_from(
    ["<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "&", "&amp;", "&x;", "a", "\n",
     "<entry a=", ">", "<description>", "</description>", "\udcff", "é"]
), max_size=30))  # fmt: skip
def test_any_feed_gets_an_answer(pieces: list[str]) -> None:
    data = ("<rss><channel>" + "".join(pieces)).encode("utf-8", "surrogateescape")
    for record in read_feed(io.BufferedReader(io.BytesIO(data)), 10_000):
        assert (record.fields is None) == (record.problem is not None)
