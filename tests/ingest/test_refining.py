from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.ingest.notes import FileNotes
from searchapp.ingest.outlets import built_in
from searchapp.ingest.pipeline import Limits
from searchapp.ingest.refining import refine
from searchapp.model import Article, Rejected
from tests.ingest.reading import BAKER, MET, read, text_articles

TODAY = Limits(today=datetime.date(2020, 1, 3))


def dated(folder: Path, date: str) -> Article:
    (folder / "a.jsonl").write_text(json.dumps({"text": "A bridge.", "date": date}))
    (article,) = read(folder / "a.jsonl", TODAY)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("date", ["2020-01-05", "2020-02", "2021", "March 3, 2090"])
def test_a_date_in_the_future_is_refused_and_said_so(tmp_path: Path, date: str) -> None:
    article = dated(tmp_path, date)
    assert article.date is None
    assert [(each.rule, each.text) for each in article.evidence] == [("future-date", date)]


@pytest.mark.parametrize(
    ("written", "date"),
    [("13/2/19", "2019-02-13"), ("13/2/20", "1920-02-13"), ("13/2/45", "1945-02-13")],
)
def test_a_year_of_two_figures_is_never_one_to_come(
    tmp_path: Path, written: str, date: str
) -> None:
    assert str(dated(tmp_path, written).date) == date
    (tmp_path / "a.txt").write_text(f"Bridge closed\nNorth Post | {written}\n\nA bridge.\n")
    (article,) = read(tmp_path / "a.txt", TODAY)
    assert isinstance(article, Article)
    assert str(article.date) == date


@pytest.mark.parametrize("date", ["2020-01-04", "2020-01-03", "2020-01", "2020"])
def test_where_it_is_tomorrow_already_tomorrow_is_no_future(tmp_path: Path, date: str) -> None:
    assert str(dated(tmp_path, date).date) == date


def test_without_a_day_of_reading_the_clock_says_it(tmp_path: Path) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    for days, is_known in ((0, True), (3, False)):
        date = today + datetime.timedelta(days)
        (tmp_path / "a.jsonl").write_text(json.dumps({"text": "x", "date": date.isoformat()}))
        (article,) = read(tmp_path / "a.jsonl")
        assert isinstance(article, Article)
        assert (article.date is not None) is is_known


def test_an_article_without_a_date_has_the_one_in_its_address(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text": "A bridge.", "url": "https://north.example/2019/05/03/bridge"}\n'
        '{"text": "A mill.", "url": "https://n.example/2019/05/03/mill", "date": "2019-05-04"}\n'
        '{"text": "A ship.", "url": "https://north.example/2019/05/33/ship"}\n'
    )
    found = [each for each in read(tmp_path / "a.jsonl", TODAY) if isinstance(each, Article)]
    assert [each.date and str(each.date) for each in found] == ["2019-05-03", "2019-05-04", None]


def test_what_an_address_in_a_text_says_stands_there(tmp_path: Path) -> None:
    address = "https://north.example/2019/05/03/bridge"
    (article,) = text_articles(tmp_path, f"Bridge closed\nSource: {address}\n\n{MET}\n\n{BAKER}\n")
    assert (article.url, str(article.date)) == (address, "2019-05-03")
    assert "address-date" in [each.rule for each in article.evidence]


def test_articles_and_rejections_stay_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\nbroken\n{"text": "Two."}\nbroken\n')
    found = read(tmp_path / "a.jsonl")
    assert [type(each) for each in found] == [Article, Rejected, Article, Rejected]


def test_rejections_do_not_wait_for_an_article() -> None:
    handed_on = itertools.count()

    def read() -> Iterator[Article | Rejected]:
        for number in handed_on:
            yield Rejected("a.jsonl", "malformed", f"record {number}")

    refined = refine(read, read, FileNotes(built_in()), datetime.date(2020, 1, 3))
    assert [next(refined) for _ in range(3)] == [
        Rejected("a.jsonl", "malformed", f"record {number}") for number in range(3)
    ]
    assert next(handed_on) == 3
