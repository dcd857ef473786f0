from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import Article, Evidence, Member, PartialDate, Source

texts = st.text(st.characters(codec="utf-8"))
maybe = st.none() | texts
places = st.integers(0, 10**9)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates())
    precision = draw(st.integers(1, 3))
    return PartialDate(*(day.year, day.month, day.day)[:precision])


evidence = st.builds(
    Evidence, texts, texts, texts, st.none() | places, st.none() | places, st.floats(0.01, 1)
)
articles = st.builds(
    Article,
    id=texts,
    title=texts,
    body=texts,
    outlet=maybe,
    date=st.none() | partial_dates(),
    author=maybe,
    url=maybe,
    source=st.builds(Source, texts, places, places, places, st.none() | places),
    evidence=st.lists(evidence, max_size=3).map(tuple),
    dateline=maybe,
    language=maybe,
    not_before=st.none() | partial_dates(),
    captions=st.lists(texts, max_size=3).map(tuple),
)


@given(partial_dates())
def test_a_date_is_read_as_it_was_written(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(partial_dates())
def test_a_date_means_the_days_of_its_precision(date: PartialDate) -> None:
    first, last = date.first_day(), date.last_day()
    assert first <= last
    days = (last - first).days + 1
    assert days in {"day": {1}, "month": {28, 29, 30, 31}, "year": {365, 366}}[date.precision]


def test_february_ends_on_its_last_day() -> None:
    assert PartialDate(2020, 2).last_day() == datetime.date(2020, 2, 29)


@pytest.mark.parametrize(
    "text", ["", "2020-13", "2020-02-30", "20-01-01", "January", "2020-1-1-1", "٢٠٢٠", "0000"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(2020, 0, 3)


@given(articles)
def test_an_article_survives_its_serial_form(article: Article) -> None:
    plain = json.loads(json.dumps(article.to_json()))
    assert Article.from_json(plain) == article


@pytest.mark.parametrize(
    ("similarity", "percent"), [(1.0, 100), (0.9999, 99), (0.29, 29), (0.995, 99), (0.0, 0)]
)
def test_what_differs_is_never_said_to_be_all_the_same(similarity: float, percent: int) -> None:
    member = Member(
        id="a", title="", outlet=None, date=None, similarity=similarity, ids=("a",), sources=()
    )
    assert member.percent == percent
