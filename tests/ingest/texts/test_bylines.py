from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.texts.bylines import Byline, read_byline
from searchapp.ingest.texts.credits import read_credit
from searchapp.ingest.texts.spots import Spot


def said(byline: Byline | None) -> tuple[str | None, str | None, str | None] | None:
    if byline is None:
        return None
    date = None if byline.day is None else str(byline.day)
    outlet = None if byline.outlet is None else byline.outlet.text
    author = None if byline.author is None else byline.author.text
    return outlet, date, author


@pytest.mark.parametrize(
    ("line", "outlet", "date", "author"),
    [
        ("North Post | January 3, 2020", "North Post", "2020-01-03", None),
        ("al-Jisr – January 2, 2020", "al-Jisr", "2020-01-02", None),
        ("NP - 30.12.2019", "NP", "2019-12-30", None),
        ("North Post • Friday, 3 January 2020, 10:15 GMT", "North Post", "2020-01-03", None),
        ("North Post, 3 January 2020", "North Post", "2020-01-03", None),
        ("North Post (January 3, 2020)", "North Post", "2020-01-03", None),
        ("January 3, 2020 | North Post", "North Post", "2020-01-03", None),
        ("21st Street Wire | March 2018", "21st Street Wire", "2018-03", None),
        ("Oud & Ember, September 30, 2021", "Oud & Ember", "2021-09-30", None),
        ("By Ana Poé | North Post | January 1, 2020", "North Post", "2020-01-01", "Ana Poé"),
        ("Ana Poe | North Post | January 1, 2020", "North Post", "2020-01-01", "Ana Poe"),
        ("North Post | Ana Poe | January 1, 2020", "North Post", "2020-01-01", "Ana Poe"),
        ("By Ana Poe, North Post, January 1, 2020", "North Post", "2020-01-01", "Ana Poe"),
        ("By Ana Poe in Oldtown | North Post | May 1, 2020", "North Post", "2020-05-01", "Ana Poe"),
        ("by Ana Poe", None, None, "Ana Poe"),
        ("By Ana Poe and Lu Roe", None, None, "Ana Poe and Lu Roe"),
        ("Published on January 3, 2020", None, "2020-01-03", None),
        ("January 3, 2020", None, "2020-01-03", None),
        ("Baghdad, 3 January 2020", None, "2020-01-03", None),
        ("By Ana Poe, North Post", "North Post", None, "Ana Poe"),
        ("Posted by Ana Poe on January 3, 2020", None, "2020-01-03", "Ana Poe"),
        ("North Post | May 3, 2020 | Updated: May 6, 2020", "North Post", "2020-05-03", None),
        ("**North Post** | 3 January 2020", "North Post", "2020-01-03", None),
        ("_North Post, 3 January 2020_", "North Post", "2020-01-03", None),
        ("(North Post | 3 January 2020)", "North Post", "2020-01-03", None),
        ("North Post > 3 January 2020", "North Post", "2020-01-03", None),
        ("North Post | 3 January 2020 | 4 min read", "North Post", "2020-01-03", None),
        ("January 3, 2020 Friday", None, "2020-01-03", None),
        ("North Post, 3 January 2020, by Ana Poe", "North Post", "2020-01-03", "Ana Poe"),
        ("*Al-Jisr, January 3, 2020* — Ana Poe", "Al-Jisr", "2020-01-03", "Ana Poe"),
        ("By Ana Poe, Energy Correspondent", None, None, "Ana Poe"),
        ("North Post | 2 hours ago", "North Post", None, None),
        ("North Post | 2019", "North Post", "2019", None),
    ],
)
def test_a_line_of_outlet_date_and_author_is_read(
    line: str, outlet: str | None, date: str | None, author: str | None
) -> None:
    assert said(read_byline(line)) == (outlet, date, author)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge was closed on January 3, 2020.",
        "Men of the brigade march in the capital, January 3, 2020",
        "— Mayor Ana Poe (@mayor) January 3, 2020",
        "Bridge closed – what we know on January 3, 2020 so far",
        "“It was closed” – January 3, 2020",
        "By the Numbers",
        "By noon the bridge was closed",
        "How the bridge was closed",
        "Monday",
        "2020",
        "",
    ],
)
def test_another_line_is_not(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "outlet", "date"),
    [
        ("Source: North Post", "North Post", None),
        ("Source: North Post, 3 January 2020", "North Post", "2020-01-03"),
        ("Source: Excerpted from North Post", "North Post", None),
        ("Via North Post", "North Post", None),
        ("Via North Post, 2016", "North Post", "2016"),
        ("Culled from North Post", "North Post", None),
        ("This article was originally published by North Post.", "North Post", None),
        ("Published in North Post on 3 May 2020", "North Post", "2020-05-03"),
        ("*Source: North Post*", "North Post", None),
        ("Source: North Post, Oldtown, in English 0815 gmt 3 Jan 20", "North Post", "2020-01-03"),
        ("Source: https://www.north.example/a/1", "north.example", None),
    ],
)
def test_a_source_line_names_the_outlet(line: str, outlet: str, date: str | None) -> None:
    assert said(read_credit(line)) == (outlet, date, None)


@pytest.mark.parametrize(
    "line",
    [
        "Source code leaks",
        "Via satellite the mayor spoke",
        "Sources say no",
        "source: us",
        "Source:",
    ],
)
def test_a_sentence_about_sources_does_not(line: str) -> None:
    assert read_credit(line) is None


@given(st.text(alphabet="ByVia Source:|–-,.()0123456789 JanuaryNorthPost\u00a0", max_size=120))
def test_every_spot_points_at_its_words(line: str) -> None:
    for byline in (read_byline(line), read_credit(line)):
        if byline is None:
            continue
        for spot in (byline.outlet, byline.date, byline.author, byline.url):
            assert spot is None or isinstance(spot, Spot)
            assert spot is None or line[spot.start : spot.end] == spot.text
