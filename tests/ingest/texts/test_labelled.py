"""Feeds and exports whose fields stand under written labels."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.reading import BAKER, MET, text_articles


def test_the_items_of_a_feed_are_articles(tmp_path: Path) -> None:
    items = (
        "Title: Bridge stays closed\nSource: North Post\n"
        f"PubDate: Fri, 03 Jan 2020 14:05:00 +0000\nDescription: {MET}\n",
        "Title: Bakers knew it\nSource: Al-Sahil\n"
        f"PubDate: Sat, 04 Jan 2020 09:00:00 +0000\nDescription: {BAKER}\n",
    )
    found = text_articles(tmp_path, "\n".join(items))
    assert [(each.title, each.outlet, str(each.date), each.body) for each in found] == [
        ("Bridge stays closed", "North Post", "2020-01-03", MET),
        ("Bakers knew it", "Al-Sahil", "2020-01-04", BAKER),
    ]


def test_a_title_may_stand_above_the_labels(tmp_path: Path) -> None:
    records = (
        f"{title}\nAuthor: {author}\nDate: Jan. {day}, 2020\nFrom: North Post\n"
        f"Length: 90 words\n\nFull Text:\n{MET}\n\n{BAKER}\n"
        for title, author, day in (
            ("Bridge stays closed", "Ana Poe", 3),
            ("No bread", "Ida Holm", 4),
        )
    )
    found = text_articles(tmp_path, "\n".join(records))
    assert [(each.title, each.author, str(each.date)) for each in found] == [
        ("Bridge stays closed", "Ana Poe", "2020-01-03"),
        ("No bread", "Ida Holm", "2020-01-04"),
    ]
    assert {each.body for each in found} == {f"{MET}\n\n{BAKER}"}


def test_the_facts_of_an_article_are_no_records(tmp_path: Path) -> None:
    facts = "Where: at the bridge\nSubject: arches\nLanguage: English\nDate: 3 January 2020"
    text = f"Bridge stays closed\n\n{MET}\n\n{facts}\n\n{BAKER}\n"
    (article,) = text_articles(tmp_path, text)
    assert article.title == "Bridge stays closed"
    assert "Subject: arches" in article.body


def test_an_empty_field_says_nothing_and_a_month_is_a_date(tmp_path: Path) -> None:
    records = (
        f"Title: {title}\nOutlet: North Post\nDate: {date}\nAuthor: {author}\n\n{MET}\n\n{BAKER}\n"
        for title, date, author in (
            ("Bridge stays closed", "2020-01", "n/a"),
            ("No bread", "20200104", "Ida Holm"),
        )
    )
    found = text_articles(tmp_path, "\n".join(records))
    assert [(str(each.date), each.author) for each in found] == [
        ("2020-01", None),
        ("2020-01-04", "Ida Holm"),
    ]


def test_what_somebody_kept_is_described_by_its_own_head(tmp_path: Path) -> None:
    notes = [
        "Bridge stays closed\nCreated: Tuesday, 14 January 2020\nTags: bridge\n"
        f"Source: {source}\n\n{head}\n\n{MET}"
        for source, head in (
            ("https://post.example/bridge", "North Post | 3 January 2020"),
            ("Clipped from web", "South Post | 4 January 2020"),
        )
    ]
    found = text_articles(tmp_path, "\n____________\n".join(notes))
    assert [(each.outlet, str(each.date)) for each in found] == [
        ("North Post", "2020-01-03"),
        ("South Post", "2020-01-04"),
    ]
    assert [each.url for each in found] == ["https://post.example/bridge", None]
    assert [(each.title, each.body) for each in found] == [("Bridge stays closed", MET)] * 2


def test_the_host_of_an_address_is_the_outlet_where_no_other_is_named(tmp_path: Path) -> None:
    records = (
        f"URL: https://post.example/{number}\nTitle: {title}\nDate: 2020-01-0{number}\n\n{MET}\n"
        for number, title in ((1, "Bridge stays closed"), (2, "No bread"))
    )
    found = text_articles(tmp_path, "\n".join(records))
    assert [(each.title, each.outlet, each.url) for each in found] == [
        ("Bridge stays closed", "post.example", "https://post.example/1"),
        ("No bread", "post.example", "https://post.example/2"),
    ]
