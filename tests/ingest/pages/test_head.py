from __future__ import annotations

from lxml import html

from searchapp.ingest.pages.head import read_head
from searchapp.ingest.pages.linked_data import HeadValue, read_linked_data


def values(head: str, body: str = "", field: str = "outlet") -> list[tuple[str, str]]:
    tree = html.document_fromstring(f"<html><head>{head}</head><body><p>x</p>{body}</body></html>")
    return [(value.rule, value.text) for value in read_head(tree) if value.field == field]


def test_the_end_of_a_title_may_be_the_outlet() -> None:
    assert ("title-end", "North Post") in values("<title>Bridge | Traffic | North Post</title>")
    assert ("title-end", "North Post") in values("<title>Bridge closed：North Post</title>")
    assert values("<title>Bridge re-opened</title>") == []
    assert ("title-end", "North Post") in values("<title>Bridge closed -- North Post</title>")


def test_what_stands_before_a_headline_that_is_shown_is_the_outlet() -> None:
    shown = "<h1>Bridge closed until the spring</h1>"
    for title in ("Post - Bridge closed until the spring", "Post » Bridge closed until the spring"):
        assert values(f"<title>{title}</title>", shown) == [("title-front", "Post")]
    behind = values("<title>Bridge closed until the spring - Post</title>", "<h1>Post</h1>")
    assert ("title-end", "Post") in behind
    assert "title-front" not in dict(behind)


def test_so_is_a_known_outlet_where_nothing_is_shown() -> None:
    assert values("<title>BBC News - Bridge closed</title>") == [("title-front", "BBC News")]
    assert ("title-end", "BBC News") in values("<title>Bridge closed - BBC News</title>")
    assert ("title-end", "BBC") in values("<title>大桥关闭-BBC</title>")
    assert values("<title>大桥关闭-居民</title>") == []


def test_so_may_its_start() -> None:
    assert ("title-start", "North Post") in values("<title>North Post: Bridge closed</title>")


def test_microdata_names_the_publisher() -> None:
    name = "<div itemprop='publisher'><meta itemprop='name' content='North  Post'></div>"
    assert values("", name) == [("microdata", "North Post")]


def test_a_logo_names_the_page_that_it_stands_on() -> None:
    for logo in (
        "<a href='/'>North Post</a>",
        "<a rel='home' href='https://northpost.example'><img alt='Logo of North Post'></a>",
        "<img src='/pix/LOGO.gif' alt='North Post Logo'>",
        "<p class='site-title'>North Post</p>",
    ):
        assert values("", logo) == [("logo", "North Post")]
    assert values("", "<a href='/1'>North Post</a><a href='/'></a>") == []


def test_the_last_copyright_line_names_the_owner() -> None:
    footer = (
        "<figure>© Some Photographer</figure><script>// © Script Makers</script>"
        "<footer><span>Copyright © 1999-2024 The North Post. All rights reserved.</span></footer>"
        "<script>// (c) Script Makers, copyright 2020</script>"
    )
    assert values("", footer) == [("copyright", "The North Post")]


def test_a_name_that_is_marked_as_the_author_is_one() -> None:
    assert values("", "<a rel='author' href='/poe'> Ana  Poe </a>", "author") == [
        ("marked-author", "Ana Poe")
    ]


def test_a_name_in_a_byline_is_the_authors_where_none_is_marked() -> None:
    byline = "<span class='byline'>3 min read</span><p class='author vcard'>By Ana Poe</p>"
    assert values("", byline, "author") == [("byline-class", "Ana Poe")]
    assert values("", "<p class='author'>Share this story with others</p>", "author") == []


def test_json_ld_names_article_and_site() -> None:
    script = (
        '{"@graph": [{"@type": ["Report", "NewsArticle"], "headline": "Bridge closed",'
        ' "isPartOf": {"name": "North Post"}, "articleBody": "Text.", "url": "https://a.example/1"},'
        ' {"@type": "WebSite", "name": "The North Post", "alternateName": "NPost"}]}'
    )
    assert list(read_linked_data([script, "{", "[[]]", ""])) == [
        HeadValue("title", "json-ld", "Bridge closed"),
        HeadValue("outlet", "json-ld:part-of", "North Post"),
        HeadValue("body", "json-ld", "Text."),
        HeadValue("url", "json-ld", "https://a.example/1"),
        HeadValue("outlet", "json-ld:site", "The North Post"),
        HeadValue("outlet", "json-ld:alternate", "NPost"),
    ]
