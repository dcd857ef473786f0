"""Days without a year, completed by the year of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.reading import BAKER, MET, text_articles

HEADS = ("Bridge stays closed", "Mill opens again", "Ferry sails at noon")


def digest(above: str, day: str) -> str:
    articles = [f"{title}\nMOSCOW, {day}. /TASS/. {MET}\n\n{BAKER}\n" for title in HEADS]
    return "\n\n".join((above, *articles)) if above else "\n\n".join(articles)


def test_the_year_above_the_articles_completes_their_days(tmp_path: Path) -> None:
    found = text_articles(tmp_path, digest("Wire notes, 14-15 March 2022", "March 14"))
    assert [article.title for article in found] == list(HEADS)
    assert {str(article.date) for article in found} == {"2022-03-14"}
    rules = {each.rule: each for article in found for each in article.evidence}
    assert rules["year-of-file"].text == "March 14"
    assert rules["year-of-file"].confidence == 0.5


@pytest.mark.parametrize("above", ["", "Wire notes", "Wire notes of 2021 and 2022"])
def test_without_one_year_a_day_is_no_date(tmp_path: Path, above: str) -> None:
    found = text_articles(tmp_path, digest(above, "March 14"))
    assert {article.date for article in found} == {None}


def test_a_day_that_the_year_does_not_have_is_none(tmp_path: Path) -> None:
    found = text_articles(tmp_path, digest("Wire notes, February 2022", "February 30"))
    assert {article.date for article in found} == {None}
