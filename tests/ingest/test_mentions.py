from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.mentions import latest_mention

LATEST = datetime.date(2024, 5, 1)


def mention(text: str) -> tuple[str, str] | None:
    found = latest_mention(text, LATEST)
    return None if found is None else (str(found.day), text[found.start : found.end])


@pytest.mark.parametrize(
    ("text", "day", "written"),
    [
        ("The bridge fell on 3 January 2020.", "2020-01-03", "3 January 2020"),
        ("It fell on Jan. 3, 2020, and again on March 5, 2021.", "2021-03-05", "March 5, 2021"),
        ("On March 5, 2021 it fell again; first on Jan. 3, 2020.", "2021-03-05", "March 5, 2021"),
        ("“It fell on 3 January 2020,” she wrote.", "2020-01-03", "3 January 2020"),
        ("The log says 2020-01-03.", "2020-01-03", "2020-01-03"),
        ("انهار الجسر في 3 يناير 2020 في البلدة", "2020-01-03", "3 يناير 2020"),
        ("پل در ۱۳ دی ۱۳۹۸ فرو ریخت", "2020-01-03", "۱۳ دی ۱۳۹۸"),
        ("It fell on\n\n3 January 2020.\n\nNobody saw it.", "2020-01-03", "3 January 2020"),
    ],
)
def test_the_latest_day_that_a_text_looks_back_on_is_found(
    text: str, day: str, written: str
) -> None:
    assert mention(text) == (day, written)


@pytest.mark.parametrize(
    "text",
    [
        "The treaty will expire on 3 January 2020.",
        "On 3 January 2020 the treaty will expire.",
        "The bridge is closed until 3 January 2020.",
        "It must be repaired by 3 January 2020, a judge said.",
        "The opening is scheduled for 3 January 2020.",
        "The deadline is 3 January 2020.",
        "The law entered into force on 3 January 2020.",
        "A line that was cut will\nend on 3 January 2020.",
        "سيتم الافتتاح في 3 يناير 2020",
        "پل تا ۱۳ دی ۱۳۹۸ بسته است",
        "It fell on 03/04/2020.",
        "It fell in January 2020, or in 2021.",
        "It fell on 2 May 2024.",
        "It fell on 31 February 2020.",
        "It has 2020 stones, 13 arches and a log.",
        "",
    ],
)
def test_what_is_to_come_or_no_full_day_does_not_count(text: str) -> None:
    assert mention(text) is None


def test_a_plan_has_no_say_about_other_sentences() -> None:
    text = "It fell on Jan. 3, 2020 in the night. It will open again on March 5, 2021, he said."
    assert mention(text) == ("2020-01-03", "Jan. 3, 2020")


def test_a_date_is_not_cut_into_another() -> None:
    assert mention("a" * 30 + " on 13 January 2020") == ("2020-01-13", "13 January 2020")


@given(st.text("onJanury wil.13, 2020\n", max_size=300))
def test_what_is_found_stands_where_it_says(text: str) -> None:
    found = latest_mention(text, LATEST)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert found.day.precision == "day"
        assert found.day.first_day() <= LATEST
        assert str(found.day.year) in text[found.start : found.end]
