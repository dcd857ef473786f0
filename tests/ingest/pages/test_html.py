from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchapp.ingest.pages.markup import plain_text
from searchapp.model import Article
from tests.ingest.reading import BAKER, MET, articles

PARAGRAPHS = "".join(f"<p>{each}</p>" for each in (MET, BAKER, MET.replace("nine", "ten")))


def page(folder: Path, head: str, body: str = "") -> Article:
    file = folder / "page.html"
    file.write_text(
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><article>{body}{PARAGRAPHS}</article></body></html>",
        encoding="utf-8",
    )
    (article,) = articles(file)
    assert all(each.start is None and each.end is None for each in article.evidence)
    return article


def ld(value: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


NEWS = {
    "@type": "NewsArticle", "headline": "Bridge closed", "datePublished": "2020-05-03T10:00:00Z",
    "author": [{"@type": "Person", "name": "Ana Poe"}], "publisher": {"@id": "#post"},
}  # fmt: skip
POST = {"@type": "NewsMediaOrganization", "@id": "#post", "name": "North Post"}


@pytest.mark.parametrize(
    "head",
    [
        ld([{**NEWS, "publisher": POST}]),
        ld({"@graph": [{"@type": "WebPage", "name": "Other"}, NEWS, POST]}),
        "<meta property='og:title' content='Bridge closed | North Post'>"
        "<meta property='og:site_name' content='North Post'><meta name='author' content='Ana Poe'>"
        "<meta property='article:published_time' content='2020-05-03T10:00:00Z'>",
        "<title>Bridge closed - North Post</title><meta name='author' content='By Ana Poe'>"
        "<meta name='date' content='2020-05-03'><meta name='publisher' content='North Post'>",
    ],
)
def test_a_page_says_what_it_is_in_its_head(tmp_path: Path, head: str) -> None:
    article = page(tmp_path, head)
    assert (article.title, article.outlet, str(article.date), article.author) == (
        "Bridge closed", "North Post", "2020-05-03", "Ana Poe",
    )  # fmt: skip
    assert article.body.startswith(MET)
    assert "Home" not in article.body


def test_without_a_head_the_page_itself_tells(tmp_path: Path) -> None:
    article = page(
        tmp_path,
        "<title>Bridge closed | North Post</title>",
        "<h1>Bridge closed</h1><time datetime='1963-05-03T22:30'>May 3</time>",
    )
    assert (article.title, article.outlet, str(article.date)) == (
        "Bridge closed", "North Post", "1963-05-03",
    )  # fmt: skip


def test_the_outlet_is_the_one_the_address_bears_out(tmp_path: Path) -> None:
    article = page(
        tmp_path,
        "<link rel='canonical' href='https://www.northpost.example/1'>"
        "<meta property='og:site_name' content='The North Post'>"
        + ld({**NEWS, "publisher": {"name": "Bridge Holdings"}}),
    )
    assert (article.outlet, article.url) == ("The North Post", "https://www.northpost.example/1")


def test_a_title_escaped_twice_is_read(tmp_path: Path) -> None:
    article = page(tmp_path, ld({**NEWS, "headline": "Bridge &#8216;closed&#8217;"}))
    assert article.title == "Bridge ‘closed’"


def test_broken_data_in_the_head_harms_nothing(tmp_path: Path) -> None:
    article = page(tmp_path, "<script type='application/ld+json'>{broken</script>" + ld([[[1]]]))
    assert article.body.startswith(MET)


def test_a_page_in_an_old_encoding_is_read_as_it_says(tmp_path: Path) -> None:
    arabic = (
        "قال المهندس مصعب إن الأرقام جيدة إن كانت صادقة، وأضاف مبتسماً إن النهر أقدم من الدولتين. "
        * 4
    )
    html = (
        "<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1256'>"
        f"<title>x</title></head><body><article><p>{arabic}</p><p>{arabic}</p></article></body>"
    )
    (tmp_path / "page.htm").write_bytes(html.encode("cp1256"))
    (article,) = articles(tmp_path / "page.htm")
    assert arabic.strip() in article.body


def test_a_fragment_becomes_lines() -> None:
    found = plain_text("a <i>b</i><br/>c<p>d\ne</p><style>x</style>f")
    assert [line.strip() for line in found.split("\n") if line.strip()] == ["a b", "c", "d e", "f"]


def test_a_page_in_the_copy_of_a_site_stands_at_its_domain(tmp_path: Path) -> None:
    folder = tmp_path / "www.riverpost.example" / "2020" / "05" / "04"
    folder.mkdir(parents=True)
    page(folder, "<title>Bridge closed</title>", "<a href='/about'>The River Post</a>")
    (read,) = articles(tmp_path)
    assert (read.outlet, str(read.date)) == ("The River Post", "2020-05-04")
    rules = {(each.field, each.rule) for each in read.evidence}
    assert rules >= {("outlet", "shown"), ("date", "path-date")}


def test_a_page_that_names_nobody_is_its_folder_s(tmp_path: Path) -> None:
    folder = tmp_path / "www.riverpost.example"
    folder.mkdir()
    page(folder, "<title>Bridge closed</title>")
    (read,) = articles(tmp_path)
    assert read.outlet == "riverpost.example"


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("North Post", None),
        ("NORTH POST", None),
        ("By Ana Poe, North Post", "Ana Poe"),
        ("Ana Poe, Jon Ro and Bo Wu", "Ana Poe, Jon Ro and Bo Wu"),
        ("North Post Wire", "North Post Wire"),
    ],
)
def test_an_outlet_is_no_author(tmp_path: Path, author: str, expected: str | None) -> None:
    site = "<title>Bridge closed</title><meta property='og:site_name' content='North Post'>"
    read = page(tmp_path, f"{site}<meta name='author' content='{author}'>")
    assert read.author == expected
    assert any(each.field == "author" for each in read.evidence) == (expected is not None)


def test_a_title_ends_where_the_name_of_its_site_begins(tmp_path: Path) -> None:
    head = (
        "<meta property='og:site_name' content='橋中央新聞社'>"
        "<meta property='og:url' content='https://hashi.example/1'>"
        "<meta name='twitter:site' content='@hashi'><title>橋は閉鎖 ：橋中央新聞</title>"
    )
    assert page(tmp_path, head).title == "橋は閉鎖"
    other = head.replace("：橋中央新聞", "：市民は不満")
    assert page(tmp_path, other).title == "橋は閉鎖 ：市民は不満"


def test_a_dash_without_gaps_parts_a_headline_that_is_shown_from_its_site(tmp_path: Path) -> None:
    read = page(tmp_path, "<title>大桥关闭 居民不满-北方邮报</title>", "<h1>大桥关闭 居民不满</h1>")
    assert (read.title, read.outlet) == ("大桥关闭 居民不满", "北方邮报")
    other = page(tmp_path, "<title>大桥关闭-居民不满</title>", "<h1>桥</h1>")
    assert (other.title, other.outlet) == ("大桥关闭-居民不满", None)
