from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import Article, Evidence, Member, PartialDate, Source, Story, story_order
from tests.articles import make_article

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


def test_a_sketch_is_no_part_of_what_an_article_says() -> None:
    plain, sketched = (make_article("a1", "Title", "Body", sketch=each) for each in (b"", b"key"))
    assert plain == sketched
    assert plain.to_json() == sketched.to_json()
    assert "key" not in repr(sketched)


def test_a_story_is_ordered_by_the_last_day_a_date_can_mean_and_the_undated_last() -> None:
    dates = ["2019", "2020-01-03", "2020-01", "2020", None]
    keys = [story_order(PartialDate.parse(date) if date else None, "x") for date in dates]
    assert keys == sorted(keys)
    assert story_order(None, "a") < story_order(None, "b")


def member(*ids: str) -> Member:
    source = Source("a.txt", 0, 1, 1, 1)
    return Member(
        id=ids[0],
        title="Title",
        outlet=None,
        date=PartialDate(2020, 1),
        similarity=2 / 3,
        ids=ids,
        sources=(source,) * len(ids),
    )


def test_a_story_knows_its_articles_under_all_their_ids() -> None:
    story = Story((member("a"), member("b", "c")))
    assert story.duplicate_group == "a"
    assert story.member("c") == story.member("b") == story.members[1]
    with pytest.raises(KeyError):
        story.member("d")


def test_an_article_alone_is_of_no_group() -> None:
    assert Story((member("a"),)).duplicate_group is None
    assert Story((member("a", "b"),)).duplicate_group == "a"


def test_a_story_is_plain_values() -> None:
    plain = json.loads(json.dumps(Story((member("a", "b"),)).to_json()))
    assert plain["duplicate_group"] == "a"
    (only,) = plain["members"]
    assert (only["ids"], only["date"], only["similarity"]) == (["a", "b"], "2020-01", 0.667)
    assert [source["path"] for source in only["sources"]] == ["a.txt", "a.txt"]
