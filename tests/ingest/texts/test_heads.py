"""Heads that have no date where others of the file have one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.reading import BAKER, MET, text_articles

BODY = f"{MET}\n\n{BAKER}"
DATED = "\n\n".join(
    f"{title}\n{outlet}, {date}\n\n{BODY}"
    for title, outlet, date in (
        ("Ferry late again", "Harbor Ledger", "March 3, 2019"),
        ("No flour in the old town", "North Post", "March 5, 2019"),
        ("Pier lights blamed", "East Echo", "April 13, 2019"),
    )
)


@pytest.mark.parametrize("line", ["Polar Watch", "(Polar Watch)"])
def test_a_name_where_the_others_name_outlet_and_date_is_the_outlet(
    tmp_path: Path, line: str
) -> None:
    found = text_articles(tmp_path, f"{DATED}\n\nCouncil leaves\n{line}\n\n{BODY}")
    assert (found[3].title, found[3].outlet, found[3].date) == (
        "Council leaves",
        "Polar Watch",
        None,
    )
    assert found[3].body == BODY


def test_an_author_there_begins_an_article_too(tmp_path: Path) -> None:
    found = text_articles(tmp_path, f"{DATED}\n\nCouncil leaves\nBy Jon Vale\n\n{BODY}")
    assert (len(found), found[3].title, found[3].author) == (4, "Council leaves", "Jon Vale")


def test_a_heading_above_a_text_is_none(tmp_path: Path) -> None:
    assert len(text_articles(tmp_path, f"{DATED}\n\nCouncil leaves\n\n{BODY}")) == 3


def test_in_one_signed_article_a_name_below_a_heading_begins_none(tmp_path: Path) -> None:
    head = "Ferry late again\nHarbor Ledger, March 3, 2019"
    text = f"{head}\n\n{BODY}\n\nCouncil leaves\nJon Vale\n\n{BODY}"
    assert len(text_articles(tmp_path, text)) == 1


def test_words_that_count_titles_are_no_part_of_them(tmp_path: Path) -> None:
    text = "\n\n".join(
        f"Article {number}: {title}\nHarbor Ledger, May {number}, 2019\n\n{BODY}"
        for number, title in enumerate(("Ferry late", "No flour"), 1)
    )
    assert [each.title for each in text_articles(tmp_path, text)] == ["Ferry late", "No flour"]


def test_a_law_in_a_title_counts_nothing(tmp_path: Path) -> None:
    text = f"Article 50: what happens next\nHarbor Ledger, May 3, 2019\n\n{BODY}"
    assert [each.title for each in text_articles(tmp_path, text)] == [
        "Article 50: what happens next"
    ]
