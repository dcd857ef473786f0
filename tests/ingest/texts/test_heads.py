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


def test_a_title_below_its_outlet_begins_an_article_where_others_stand_so(tmp_path: Path) -> None:
    heads = ("Harbor Ledger\nMarch 3, 2019\nFerry late again", "North Post\nMay 5, 2019\nNo flour")
    dated = "\n\n".join(f"{head}\n\n{BODY}" for head in heads)
    found = text_articles(tmp_path, f"{dated}\n\nPolar Watch\nCouncil leaves\nJon Vale\n\n{BODY}")
    assert (len(found), found[2].title) == (3, "Council leaves")
    assert (found[2].outlet, found[2].author) == ("Polar Watch", "Jon Vale")


def test_a_name_behind_the_dash_of_a_title_is_the_outlet_where_others_have_it(
    tmp_path: Path,
) -> None:
    titles = (
        "Ferry late again - Harbor Ledger - March 3, 2019",
        "No flour in the old town - North Post - March 5, 2019",
        "Council leaves - Polar Watch",
    )
    text = "\n\n".join(f"Article {at}: {title}\n\n{BODY}" for at, title in enumerate(titles, 1))
    found = text_articles(tmp_path, text)
    assert (found[2].title, found[2].outlet) == ("Council leaves", "Polar Watch")


def test_the_title_of_a_review_is_not_that_of_its_first_article(tmp_path: Path) -> None:
    found = text_articles(tmp_path, f"Review of the week\nOf the ports\n\n{DATED}")
    assert [each.title for each in found][:2] == ["Ferry late again", "No flour in the old town"]


def test_outlet_and_author_may_stand_on_one_line_below_a_title(tmp_path: Path) -> None:
    found = text_articles(
        tmp_path, f"{DATED}\n\nCouncil leaves\n*Polar Watch* — Jon Vale\n\n{BODY}"
    )
    assert (found[3].outlet, found[3].author) == ("Polar Watch", "Jon Vale")
