from __future__ import annotations

import pytest

from searchapp.ingest.texts.dated import read_dated
from searchapp.ingest.texts.spots import Spot


def said(text: str) -> tuple[str, str | None, str | None] | None:
    read = read_dated(Spot(text, 0, len(text)))
    if read is None:
        return None
    date, day, name = read
    assert text[date.start : date.end] == date.text
    return date.text, None if day is None else str(day), None if name is None else name.text


@pytest.mark.parametrize(
    ("text", "date", "day", "name"),
    [
        ("20190303", "20190303", "2019-03-03", None),
        ("25/3/19", "25/3/19", "2019-03-25", None),
        ("03-MAR-19", "03-MAR-19", "2019-03-03", None),
        ("03.03.19", "03.03.19", "2019-03-03", None),
        ("Mar 3, ’19", "Mar 3, ’19", "2019-03-03", None),
        ("North Post, 20190303", "20190303", "2019-03-03", "North Post"),
        ("10:15 AM, March 3, 2019", "March 3, 2019", "2019-03-03", None),
        ("North Post, 10:15, 3 March 2019", "3 March 2019", "2019-03-03", "North Post"),
        ("La Lupa, noviembre 18, 2019", "noviembre 18, 2019", "2019-11-18", "La Lupa"),
        ("North Post, published 3 May 2019", "3 May 2019", "2019-05-03", "North Post"),
        ("North Post, 3 May 2019, p. 12", "3 May 2019", "2019-05-03", "North Post"),
        ("9 am March 3, 2019", "March 3, 2019", "2019-03-03", None),
    ],
)
def test_a_date_is_read_with_its_hour_before_it_and_two_figures_of_its_year(
    text: str, date: str, day: str, name: str | None
) -> None:
    assert said(text) == (date, day, name)


@pytest.mark.parametrize(
    ("text", "date", "name"),
    [
        ("2 hours ago", "2 hours ago", None),
        ("3h ago", "3h ago", None),
        ("vor 2 Stunden", "vor 2 Stunden", None),
        ("March 3", "March 3", None),
        ("Sunday, 3 March, 10:15", "Sunday, 3 March, 10:15", None),
        ("Posted March 3", "March 3", None),
        ("North Post, 2 hours ago", "2 hours ago", "North Post"),
    ],
)
def test_what_names_no_day_says_when_but_is_no_date(text: str, date: str, name: str | None) -> None:
    assert said(text) == (date, None, name)


def test_a_year_behind_an_outlet_is_a_date() -> None:
    assert said("North Post, 2019") == ("2019", "2019", "North Post")


@pytest.mark.parametrize("text", ["2019", "Lost in Oldtown, 2019", "12345678", "99/99/19", "Mars"])
def test_other_figures_say_nothing(text: str) -> None:
    assert said(text) is None
