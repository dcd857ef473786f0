"""An article comes back as it went in, whatever is in it."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engines.whoosh.documents import date_of, read_article, read_title
from searchapp.model import Article, Evidence, PartialDate, Source
from searchapp.query.schema import day_number
from tests.articles import make_article
from tests.engines.whoosh.twins import Held, write_snapshot

texts = st.text(st.characters()) | st.sampled_from(["", "two\nlines", "\n", '{"a": 1}\n', "\ud83d"])
known = st.none() | texts.filter(bool)
dates = st.none() | st.sampled_from(["0001", "2020", "2020-02", "2019-02", "2020-12-31", "9999-12"])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    article = make_article("a1", draw(texts), draw(texts), outlet=draw(known), date=draw(dates))
    return dataclasses.replace(
        article,
        author=draw(known),
        url=draw(known),
        captions=tuple(draw(st.lists(texts, max_size=2))),
        source=Source(draw(texts), 0, 7, 1, 2),
        evidence=tuple(
            Evidence(field, "made-up", str(draw(texts | st.just(quoted))), None, 5, 0.5)
            for field, quoted in (("title", article.title), ("date", article.date), ("part", 1))
        ),
    )


@given(article=articles())
def test_an_article_comes_back_as_it_went_in(
    article: Article, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "documents"
    (part,) = write_snapshot(folder, [[Held(article)]]).slices
    assert read_article(part.segment, 0) == article
    assert read_title(part.segment, 0) == article.title


@given(st.dates(), st.sampled_from(["year", "month", "day"]))
def test_a_date_is_known_by_its_first_and_last_day(day: object, precision: str) -> None:
    whole = PartialDate.parse(str(day))
    date = {
        "year": PartialDate(whole.year),
        "month": PartialDate(whole.year, whole.month),
        "day": whole,
    }[precision]
    assert date_of(day_number(date.first_day()), day_number(date.last_day())) == date
    assert date_of(0, 0) is None
