"""Articles of one file that are each signed in a way of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.reading import BAKER, MET, text_articles

SIGNED = [
    f"Bridge stays closed\nReuters | March 3, 2020\n\n{MET}\n\n{BAKER}",
    f"Mill opens again\nAl Jazeera | March 4, 2020\n\n{MET}\n\n{BAKER}",
]


@pytest.mark.parametrize(
    ("head", "author", "outlet"),
    [
        ("Ferry sails at noon again\nBy Ana Poe", "Ana Poe", None),
        ("Ferry sails at noon again\nPress TV", None, "Press TV"),
    ],
)
def test_a_headline_that_is_signed_begins_an_article_among_others(
    tmp_path: Path, head: str, author: str | None, outlet: str | None
) -> None:
    text = "\n\n".join((SIGNED[0], f"{head}\n\n{MET}\n\n{BAKER}", SIGNED[1])) + "\n"
    found = text_articles(tmp_path, text)
    assert [article.title for article in found] == [
        "Bridge stays closed",
        "Ferry sails at noon again",
        "Mill opens again",
    ]
    assert (found[1].author, found[1].outlet) == (author, outlet)


def test_in_a_lone_article_it_begins_none(tmp_path: Path) -> None:
    text = f"{SIGNED[0]}\n\nWhat the council said\n\n{MET}\n\n{BAKER}\n"
    assert len(text_articles(tmp_path, text)) == 1


def test_what_closes_an_article_stays_with_it(tmp_path: Path) -> None:
    text = f"{SIGNED[0]}\n\nEditor: Bob Roe\n\n{SIGNED[1]}\n"
    found = text_articles(tmp_path, text)
    assert [article.title for article in found] == ["Bridge stays closed", "Mill opens again"]
    assert {article.source.part for article in found} == {1, 2}
